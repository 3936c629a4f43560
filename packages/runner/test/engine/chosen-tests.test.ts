/** A set of tests can be run against all mutants, as if the others were not there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Observation } from '../../dist/engine/engine.js';
import { warmEngine } from '../../dist/engine/warm/warm-engine.js';
import { createTestProject } from '../project.fixture.ts';

const SOURCE = `const known = new Map();
export function grade(n) {
  if (!known.has(n)) known.set(n, compute(n));
  return known.get(n);
}
function compute(n) {
  return n > 3 ? 'high' : 'low';
}
`;
const FILES = {
  'src/grade.js': SOURCE,
  'test/a.test.js': `import { afterAll, beforeAll, describe, expect, it } from 'vitest'; import { grade } from '../src/grade.js';
it('fills', () => { grade(10); });
it('is high', () => { expect(grade(10)).toBe('high'); });
describe('a group', () => {
  let isReady = false;
  beforeAll(() => { if (globalThis.isStrict) throw new Error('a hook of a group without tests'); isReady = true; });
  it('is low', () => { expect(isReady && grade(1)).toBe('low'); });
});
it('relies on the group', () => { globalThis.isLow ??= grade(1); });\n`,
  'test/b.test.js': `import { expect, it } from 'vitest'; import { grade } from '../src/grade.js';
it('is low too', () => { expect(grade(2)).toBe('low'); });
it('sets', () => { globalThis.wasSet = true; });
it('wants what another test set', () => { expect(globalThis.wasSet).toBe(true); });\n`,
};

/** A session that tells, of a choice of tests, the killers of each mutant of a condition by `line: replacement`; or why nothing was measured. */
async function open() {
  const project = createTestProject(FILES);
  const workDir = mkdtempSync(join(tmpdir(), 'killrate-chosen-'));
  const signal = new AbortController().signal;
  const session = await warmEngine.open({
    ...{
      sandboxRoot: project.root,
      mirror: { original: project.root, copy: project.root },
      workDir,
      restore: (file) => project.write(file, SOURCE),
    },
    ...{ engineOptions: {}, loggingCallees: [], excludeTests: [], concurrency: 2, timeoutMs: 10_000, dryRunTimeoutMs: 60_000 },
    ...{ env: { PATH: process.env.PATH }, findAssertions: null, isKept: false, onTiming: () => undefined },
  });
  onTestFinished(async () => {
    await session.close();
    project.remove();
    rmSync(workDir, { recursive: true, force: true });
  });
  const dryRun = await session.dryRun(['src/grade.js'], signal);
  if (dryRun.kind !== 'green') throw new Error(`the dry run was ${dryRun.kind}`);
  const mutants = dryRun.mutants.filter(({ mutator }) => mutator === 'ConditionalExpression');
  return async (onlyTests?: string[]): Promise<unknown> => {
    const seen = new Map<number, Observation>();
    const end = await session.measure(
      { file: 'src/grade.js', mutants, mode: 'together', isMatrix: true, ...(onlyTests !== undefined && { onlyTests }) },
      (index, observation) => seen.set(index, observation),
      signal,
    );
    if (end.kind !== 'completed') return end;
    return mutants.map(({ index, line, replacement }) => {
      const observation = seen.get(index);
      const kills = observation?.kind === 'ran' ? observation.kills.map(({ test }) => test).sort() : observation?.kind;
      return [`${line}: ${replacement}`, kills];
    });
  };
}

it('kills what the chosen tests kill, also where a test that is left out kept them from the code', async () => {
  const measure = await open();
  const [high, low, lowToo] = ['test/a.test.js > is high', 'test/a.test.js > a group > is low', 'test/b.test.js > is low too'];
  const everything = (await measure()) as [string, string[]][];
  const killersOf = (found: unknown, replacement: string) =>
    (found as [string, string[]][]).find(([place]) => place === replacement)?.[1];
  expect(killersOf(everything, '7: true')?.includes(low)).toBe(true);

  // What fills the cache is left out: the other test reaches the code itself.
  const alone = await measure([high]);
  expect(killersOf(alone, '7: false')).toEqual([high]);
  expect(killersOf(alone, '7: true')).toEqual([]);

  const both = await measure([low, lowToo]);
  expect(killersOf(both, '7: true')).toEqual([low, lowToo]);

  // Nothing is left over from a choice.
  expect(await measure()).toEqual(everything);
});

it('is told where the chosen tests do not pass without the others', async () => {
  const measure = await open();
  expect(await measure(['test/b.test.js > wants what another test set'])).toMatchObject({
    kind: 'control-failed',
    message: expect.stringContaining('wants what another test set'),
  });
  expect(await measure(['test/b.test.js > sets', 'test/b.test.js > wants what another test set'])).toEqual(expect.any(Array));
});

it('kills nothing where none of the chosen tests can reach a mutant', async () => {
  const measure = await open();
  const found = (await measure(['test/c.test.js > is gone'])) as [string, string[]][];
  expect(found.length).toBeGreaterThan(0);
  expect(found.map(([, kills]) => kills)).toEqual(found.map(() => []));
});
