/** After an edit of tests, a run takes over what these had no part in, and says what a fresh run says. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';

const SOURCE = `export function grade(n) {
  if (n > 3) return 'high';
  return 'low';
}
export function sign(n) {
  if (n < 0) return 'minus';
  return 'plus';
}
`;
const testing = (call: string, matcher: string, before = '') => `${before}import { expect, it } from 'vitest';
import * as source from './source.js';
it('says', () => { expect(source.${call}).${matcher}; });
`;

let project: TestProject;
afterEach(() => project.remove());

function measure(files: Record<string, string> = {}): void {
  project = createTestProject({
    'stryker.conf.mjs': ONLY_CONDITIONS,
    'source.js': SOURCE,
    'grade.test.js': testing('grade(5)', "toBe('high')"),
    'sign.test.js': testing('sign(1)', "not.toBe('none')"),
    ...files,
  });
  killrateJson(project.root, 'run');
}

/**
 * The statuses after an edit, and which of them were taken over: of `grade` the condition to true, then to false, and so of `sign`. They are those of a
 * fresh run.
 */
function edit(files: Record<string, string>): { statuses: string[]; taken: boolean[] } {
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  const found = (...args: string[]) =>
    killrateJson(project.root, 'run', ...args).document.mutants.filter(({ status }) => status !== 'Ignored');
  const mutants = found();
  const statuses = mutants.map(({ status }) => status ?? 'none');
  expect(statuses).toEqual(found('--fresh').map(({ status }) => status));
  return { statuses, taken: mutants.map(({ isReused }) => isReused) };
}

it('only what the test executes is measured again', () => {
  measure();
  expect(edit({ 'sign.test.js': testing('sign(1)', "toBe('plus')") })).toEqual({
    statuses: ['Survived', 'Killed', 'Killed', 'Survived'],
    taken: [true, true, false, false],
  });
});

it('a test file that came counts for what it executes', () => {
  measure();
  expect(edit({ 'low.test.js': testing('grade(1)', "toBe('low')") })).toEqual({
    statuses: ['Killed', 'Killed', 'Survived', 'Survived'],
    taken: [false, false, true, true],
  });
});

it('a test file that went counts for what it executed', () => {
  measure({ 'low.test.js': testing('grade(1)', "toBe('low')") });
  rmSync(join(project.root, 'low.test.js'));
  expect(edit({})).toEqual({ statuses: ['Survived', 'Killed', 'Survived', 'Survived'], taken: [false, false, true, true] });
});

it('a survivor meets the edited test file alone again, which kills it now', () => {
  measure({ 'low.test.js': testing('grade(1)', "not.toBe('none')") });
  expect(edit({ 'low.test.js': testing('grade(1)', "toBe('low')") })).toEqual({
    statuses: ['Killed', 'Killed', 'Survived', 'Survived'],
    taken: [false, false, true, true],
  });
});

it('a snapshot is a part of its test', () => {
  const lengths = (call: string, length: number) => ({
    'low.test.js': testing(call, 'toMatchSnapshot()'),
    '__snapshots__/low.test.js.snap': `// Vitest Snapshot v1\n\nexports[\`says 1\`] = \`${length}\`;\n`,
  });
  measure(lengths('grade(1).length', 3));
  expect(edit(lengths('grade(5).length', 4))).toEqual({
    statuses: ['Survived', 'Killed', 'Survived', 'Survived'],
    taken: [false, false, true, true],
  });
});

it.each([
  ['a helper', { 'help.js': 'export const help = 2;' }],
  ['a test file that another one imports', { 'sign.test.js': testing('sign(1)', "toBe('plus')", '// edited\n') }],
  ['the config', { 'vitest.config.js': 'export default { test: { retry: 1 } };' }],
])('nothing is taken over where %s changed', (_, files) => {
  measure({
    'help.js': 'export const help = 1;',
    'grade.test.js': testing('grade(5)', "toBe('high')", "import './help.js';\nimport './sign.test.js';\n"),
  });
  expect(edit(files).taken).toEqual([false, false, false, false]);
});

it('nothing is taken over where a snapshot lies elsewhere than beside its test', () => {
  const elsewhere = "resolveSnapshotPath: (path, extension) => path.replace(/([^/]+)$/, 'kept/__snapshots__/$1') + extension";
  const entry = (name: string) => `exports[\`${name} 1\`] = \`3\`;\n`;
  const path = 'kept/__snapshots__/low.test.js.snap';
  measure({
    'vitest.config.js': `export default { test: { ${elsewhere} } };`,
    'low.test.js': testing('grade(1).length', 'toMatchSnapshot()'),
    [path]: `// Vitest Snapshot v1\n\n${entry('says')}${entry('says no more')}`,
  });
  expect(edit({ [path]: `// Vitest Snapshot v1\n\n${entry('says')}` }).taken).toEqual([false, false, false, false]);
});

it.each([
  ['the folder', 'readdirSync(import.meta.dirname)'],
  ['a snapshot', "readFileSync('__snapshots__/low.test.js.snap')"],
])('nothing is taken over of what a test met that reads %s', (_, reads) => {
  const snapshot = (more: string) => `// Vitest Snapshot v1\n\nexports[\`says 1\`] = \`3\`;\n${more}`;
  const path = '__snapshots__/low.test.js.snap';
  measure({
    'grade.test.js': testing('grade(5)', "toBe('high')", `import { readdirSync, readFileSync } from 'node:fs';\n${reads};\n`),
    'low.test.js': testing('grade(1).length', 'toMatchSnapshot()'),
    [path]: snapshot(''),
  });
  expect(edit({ [path]: snapshot('exports[`gone 1`] = `4`;\n') }).taken.slice(0, 2)).toEqual([false, false]);
});

it('nothing is taken over of what a test met that may read the edited one', () => {
  const reading = "import { readFileSync } from 'node:fs';\nreadFileSync('sign.test.js', 'utf8');\n";
  measure({ 'grade.test.js': testing('grade(5)', "toBe('high')", reading) });
  expect(edit({ 'sign.test.js': testing('sign(1)', "toBe('plus')") }).taken).toEqual([false, false, false, false]);
});
