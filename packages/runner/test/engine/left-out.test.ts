/** A test file that runs nothing of what changed is left out of the dry run, and what is found is what a fresh run finds. */
import { afterEach, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';

const SOURCE = `const least = (n) => (n < 0 ? 0 : n);
export function grade(n) {
  if (least(n) > 3) return 'high';
  return 'low';
}
export function sign(n) {
  if (n < 0) return 'minus';
  return least(n) > 0 ? 'plus' : 'none';
}
`;
const testing = (checks: string) => `import { expect, it } from 'vitest';
import { grade, sign } from './source.js';
import { of } from './helper.js';
it('says', () => { ${checks} });
`;
const GRADE = testing("expect(of(grade, -9)).toBe('low'); expect(of(grade, 9)).toBe('high');");
const SIGN = testing("expect(of(sign, -9)).toBe('minus'); expect(of(sign, 9)).toBe('plus');");

let project: TestProject;
afterEach(() => project.remove());

function measure(files: Record<string, string> = {}, ...args: string[]): void {
  project = createTestProject({
    'source.js': SOURCE,
    'helper.js': 'export const of = (say, n) => say(n);\n',
    'grade.test.js': GRADE,
    'sign.test.js': SIGN,
    ...files,
  });
  killrateJson(project.root, 'run', ...args);
}

/** How many test files were left out after an edit. What is found is what a fresh run finds. */
function leftOutAfter(edits: Record<string, string>, ...args: string[]): number {
  for (const [path, text] of Object.entries(edits)) project.write(path, text);
  const { stderr, document } = killrateJson(project.root, 'run', ...args);
  const fresh = killrateJson(project.root, 'run', '--fresh', ...args);
  expect(fresh.stderr).not.toContain('left out of the dry run');
  const told = ({ mutants }: typeof document) =>
    mutants.map(({ line, mutator, status, coveredBy }) => [line, mutator, status, coveredBy.toSorted()]);
  expect(told(document)).toEqual(told(fresh.document));
  return Number(/(\d+) test files? left out of the dry run/.exec(stderr)?.[1] ?? 0);
}

const edited = (from: string, to: string) => {
  if (!SOURCE.includes(from)) throw new Error(`${from} is not in the source`);
  return { 'source.js': SOURCE.replace(from, () => to) };
};

it.each<[string, Record<string, string>, number]>([
  ['a function, where it is left out that does not enter it', edited('> 3', '>= 4'), 1],
  ['a function, which has other mutants now', edited("return 'low'", "return n === 3 ? 'low' : 'low' + ''"), 1],
  ['a test', { 'grade.test.js': testing("expect(of(grade, 9)).toBe('high');") }, 1],
  ['a function that all enter', edited('? 0 :', '? -0 :'), 0],
  ["a module's own code", { 'source.js': `export const most = 9;\n${SOURCE}` }, 0],
  ['a helper', { 'helper.js': 'export const of = (say, n) => say(n + 0);\n' }, 0],
  ['the config', { 'vitest.config.js': 'export default { test: { retry: 1 } };\n' }, 0],
  ['a function and the test of the other', { ...edited('> 3', '>= 4'), 'sign.test.js': SIGN.replace('-9', '-8') }, 0],
])('after an edit of %s', (_, edits, count) => {
  measure();
  expect(leftOutAfter(edits)).toBe(count);
});

it('a mutant that its former killer lets live now is met by a test file that was left out', () => {
  measure();
  // The test of `grade` alone was needed to kill what `least` does below 0: it does not tell any more.
  expect(
    leftOutAfter({ ...edited("return 'low'", "return 'high'"), 'grade.test.js': testing("expect(of(grade, 9)).toBe('high');") }),
  ).toBe(1);
});

it('a test file is left out again and again, by what it did when it last ran', () => {
  measure();
  expect(leftOutAfter(edited('> 3', '>= 4'))).toBe(1);
  killrateJson(project.root, 'run');
  expect(leftOutAfter(edited('> 3', '>= 5'))).toBe(1);
});

it('a comment that has mutants ignored counts, though no code changed', () => {
  measure();
  expect(leftOutAfter(edited('  if (n < 0)', '  // Stryker disable next-line all: on purpose\n  if (n < 0)'))).toBe(0);
});

it('an arrow function that has a mutant more does not move what the others are called', () => {
  measure({
    'source.js': `${SOURCE}export const pair = () => [() => undefined, () => 7];\n`,
    'pair.test.js':
      'import { expect, it } from "vitest"; import { pair } from "./source.js"; it("pairs", () => { expect(pair()[1]()).toBe(7); });\n',
  });
  expect(
    leftOutAfter({
      'source.js': `${SOURCE}export const pair = () => [() => 7, () => undefined];\n`,
      'pair.test.js':
        'import { expect, it } from "vitest"; import { pair } from "./source.js"; it("pairs", () => { expect(pair()).toHaveLength(2); });\n',
    }),
  ).toBe(0);
});

it('a test file that reads the source by itself is not left out', () => {
  measure({
    'sign.test.js': `import { readFileSync } from 'node:fs';\n${SIGN.replace('it(', "readFileSync('source.js');\nit(")}`,
  });
  expect(leftOutAfter(edited('> 3', '>= 4'))).toBe(0);
});

it('a suite that ran over other files says too little', () => {
  measure({ 'other.js': 'export const other = (n) => n + 1;\n' }, 'other.js');
  expect(leftOutAfter(edited('> 3', '>= 4'), 'source.js')).toBe(0);
});

it('a suite that ran over more files says enough', () => {
  measure({ 'other.js': 'export const other = (n) => n + 1;\n' });
  expect(leftOutAfter(edited('> 3', '>= 4'), 'source.js')).toBe(1);
});

it('no test file is left out where assertions are watched', () => {
  measure();
  expect(leftOutAfter(edited('> 3', '>= 4'), '--kill-matrix')).toBe(0);
});

it('nothing is known of tests that write', () => {
  measure({
    'sign.test.js': `import { writeFileSync } from 'node:fs';\n${SIGN.replace('it(', "writeFileSync('out.txt', '');\nit(")}`,
  });
  expect(leftOutAfter(edited("'minus'", "'less'"))).toBe(0);
});
