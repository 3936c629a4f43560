/** Every labelled example of every static rule. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aFolder } from '../../folder.fixture.ts';
import { assessFiles } from './assess.ts';
import type { LabelledCase } from './labelled-case.ts';
import { rules } from './rules.ts';

interface CaseFile {
  rule: string;
  cases: readonly LabelledCase[];
}

const names = readdirSync(new URL('./rules', import.meta.url)).filter((name) => name.endsWith('.cases.ts'));
const files = (await Promise.all(names.map((name) => import(`./rules/${name}`)))) as CaseFile[];

test('every rule has labelled examples of both kinds', () => {
  const labels = files.map(({ rule, cases }) => [rule, [...new Set(cases.map(({ label }) => label))].sort()]);

  expect(labels).toEqual(rules.map(({ name }) => [name, ['flag', 'silent']]).sort());
});

describe.each(files)('$rule', ({ rule, cases }) => {
  test.each(cases)('$label: $why', ({ label, code, also, file = 'example.test.ts', flags }) => {
    const root = aFolder({ ...also, [file]: code });

    const found = assessFiles(
      root,
      [file],
      rules.filter(({ name }) => name === rule),
    );

    const lines = found.flatMap((each) => [...each.flags, ...each.tests.flatMap((one) => one.flags)]).map(({ line }) => line);
    if (label === 'silent') expect(lines).toEqual([]);
    else if (flags === undefined) expect(lines).not.toEqual([]);
    else expect(lines).toHaveLength(flags);
  });
});
