/** Instrumented files are kept from run to run, and a fresh run makes them anew. */
import { join } from 'node:path';
import { findInstrumented, keepInstrumented } from '@killrate/shared/store/instrumented';
import { openDatabase } from '@killrate/shared/store/open';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';

const PAY = "export function pay(n) {\n  if (n > 3) return 'much';\n  return 'little';\n}\n";
let project: TestProject;

beforeAll(() => {
  project = createTestProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'pay.js': PAY,
    'tax.js': PAY.replace('pay', 'tax'),
    'pay.test.js': `import { expect, it } from 'vitest';
import { pay } from './pay.js';
import { tax } from './tax.js';
it('is little', () => { expect(pay(1) + tax(1)).toBe('littlelittle'); });
`,
  });
});
afterAll(() => project.remove());

function mutantsIn(file: string, ...args: string[]): number {
  const { mutants } = killrateJson(project.root, 'run', ...args).document;
  return mutants.filter((mutant) => mutant.file === file && mutant.status !== 'Ignored').length;
}

interface Row {
  file: string;
  key: string;
}

it('what is kept of a source stands in for it as long as it is as it was, but in a fresh run', () => {
  expect(mutantsIn('tax.js')).toBe(2);
  const store = openDatabase(join(project.root, 'reports', 'killrate.db'), 'existing');
  const rows = store.prepare('SELECT file, key FROM instrumented WHERE is_mutated = 1 ORDER BY file').all() as Row[];
  expect(rows.map(({ file }) => file)).toEqual(['pay.js', 'tax.js']);
  const key = rows[1]?.key ?? '';
  const kept = findInstrumented(store, 'tax.js', true, key) as object;
  // As if there had been nothing to mutate: that shows where it came from.
  keepInstrumented(store, 'tax.js', true, key, { ...kept, mutants: [] });
  project.write('pay.js', PAY.replace('> 3', '> 4'));
  expect(mutantsIn('tax.js'), 'as it is kept').toBe(0);
  project.write('pay.js', PAY.replace('> 3', '> 5'));
  expect(mutantsIn('tax.js', '--fresh'), 'a fresh run').toBe(2);
  expect(findInstrumented(store, 'tax.js', true, key), 'and it is kept again').toEqual(kept);
  store.close();
});

it('what a regular expression is mutated to is kept while others in its file are edited, but not for a fresh run', () => {
  const code = (limit: number) => `export const isCode = (text) => /^[a-z]/.test(text) && text.length > ${limit};\n`;
  const coded = createTestProject({
    'code.js': code(3),
    'code.test.js': `import { expect, it } from 'vitest';
import { isCode } from './code.js';
it('is a code', () => { expect([isCode('abcdefgh'), isCode('1bcdefgh')]).toEqual([true, false]); });
`,
  });
  try {
    const regexes = (...args: string[]) =>
      killrateJson(coded.root, 'run', ...args)
        .document.mutants.filter(({ mutator }) => mutator === 'Regex')
        .map(({ replacement }) => replacement);
    const all = ['/[a-z]/', '/^[^a-z]/'];
    expect(regexes()).toEqual(all);
    const store = openDatabase(join(coded.root, 'reports', 'killrate.db'), 'existing');
    const { key } = store.prepare("SELECT key FROM instrumented WHERE file = 'code.js'").get() as Row;
    const kept = findInstrumented(store, 'code.js', true, key) as { regexes: Record<string, string[]> };
    // As if it had but one mutant: that shows where it came from.
    const fewer = Object.fromEntries(
      Object.entries(kept.regexes).map(([question, patterns]) => [question, patterns.slice(0, 1)]),
    );
    keepInstrumented(store, 'code.js', true, key, { ...kept, regexes: fewer });
    coded.write('code.js', code(4));
    expect(regexes(), 'as it is kept').toEqual(all.slice(0, 1));
    coded.write('code.js', code(5));
    expect(regexes('--fresh'), 'a fresh run').toEqual(all);
    store.close();
  } finally {
    coded.remove();
  }
});
