/** What a matrix run sees beside the kills is true: which tests pass with all functions emptied, and which by their assertions. */
import { join } from 'node:path';
import { type SkippedAssertion, skippedAssertions } from '@killrate/shared/store/assertions';
import { survivorsOfDeletion } from '@killrate/shared/store/deletion';
import { openDatabase } from '@killrate/shared/store/open';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestProject, killrate, type TestProject } from '../project.fixture.ts';

const FILES = {
  'src/grade.js': `export const LEVELS = levels();
function levels() { return ['low', 'high']; }
export function grade(n, limit = 3 + 0) { return n > limit ? LEVELS[1] : LEVELS[0]; }
export const isHigh = (n) => n > 3;
export class Limit {
  least = 1 + 1;
  constructor(n) { this.n = n; }
  allows(n) { return n <= this.n; }
}
export function wait(n) { return new Promise((resolve) => setTimeout(() => resolve(n + 1), 1)); }
export function* count(n) { for (let i = 0; i < n; i++) yield i; }
export function next(n) { return n - 1; }
`,
  'src/table.js': `import { isHigh } from './grade.js';
export const TABLE = isHigh(4) === true ? ['high'] : missing();
function missing() { throw new Error('the module cannot be loaded'); }
export function find(n) { return TABLE[n] + ''; }
`,
  'test/a.test.js': `import { expect, it } from 'vitest'; import { count, grade, isHigh, Limit, LEVELS, next, wait } from '../src/grade.js';
it('asserts nothing', () => { grade(2); });
it('asserts what it gives', () => { expect(grade(2)).toBe('low'); });
it('asserts that there is nothing', () => { expect(LEVELS[5] ?? grade(2)?.nothing).toBe(undefined); });
it('asserts that it is not so', () => { expect(isHigh(1)).toBeFalsy(); });
it('asserts a field', () => { const limit = new Limit(3); limit.allows(2); expect(limit.least).toBe(2); });
it('runs nothing', () => { expect(1 + 1).toBe(2); });
it('waits', async () => { await wait(1); });
it('waits for a value', async () => { expect(await wait(1)).toBe(2); });
it('counts in vain', () => { for (const each of count(3)) expect(each).toBeLessThan(3); });
`,
  'test/b.test.js': `import { it } from 'vitest'; import { find } from '../src/table.js'; import { isHigh } from '../src/grade.js';
it('cannot be loaded without an arrow function', () => { find(0); });
it('runs what is not emptied then', () => { isHigh(1); });
`,
  'test/c.test.js': `import { beforeEach, describe, expect, it } from 'vitest'; import { grade, next } from '../src/grade.js';
let level;
beforeEach(() => { level = grade(9).toUpperCase(); });
it('is prepared by what is emptied', () => { next(3); });
`,
  'test/d.test.js': `import { it } from 'vitest'; import { next } from '../src/grade.js';
it('counts down', () => { let n = 3; while (n !== 0) n = next(n); });
it('asserts nothing', () => { next(3); });
`,
  'test/e.test.js': `import { expect, it } from 'vitest'; import { grade } from '../src/grade.js';
it('asserts where it is high', () => { const level = grade(9); if (level === 'high') expect(level.length).toBe(4); });
it('asserts in any case', () => { const level = grade(9); if (level === 'high') expect(level.length).toBe(4); expect(level).toBe('high'); });
`,
};

let project: TestProject;
let survivors: string[];
let skipped: SkippedAssertion[];
beforeAll(() => {
  project = createTestProject(FILES);
  killrate(project.root, 'run', '--fresh', '--kill-matrix');
  const database = openDatabase(join(project.root, 'reports', 'killrate.db'), 'read');
  survivors = survivorsOfDeletion(database).map(({ test }) => test);
  skipped = skippedAssertions(database, () => true);
  database.close();
});
afterAll(() => project.remove());

const inA = (name: string) => `test/a.test.js > ${name}`;

it('tests survive that assert nothing, that nothing comes back, and what never runs', () => {
  const expected = ['asserts nothing', 'asserts that it is not so', 'asserts that there is nothing', 'counts in vain', 'waits'];
  expect(survivors.filter((id) => id.startsWith('test/a'))).toEqual([...expected.map(inA)].sort());
});

it('a test that runs nothing, or asserts what is in no function, is not told of', () => {
  for (const name of ['runs nothing', 'asserts a field']) expect(survivors).not.toContain(inA(name));
});

it('where a module cannot be loaded with an empty function, that one stays, and who runs it is not judged', () => {
  expect(survivors.filter((id) => id.startsWith('test/b'))).toEqual([
    'test/b.test.js > cannot be loaded without an arrow function',
  ]);
});

it('a hook before the test runs emptied code too', () => {
  expect(survivors.filter((id) => id.startsWith('test/c'))).toEqual([]);
});

it('a file in which a loop has no end any more says nothing', () => {
  expect(survivors.filter((id) => id.startsWith('test/d'))).toEqual([]);
});

it('the mutants under which a test passed by all of its assertions are told, and of no test that has others', () => {
  expect([...new Set(skipped.map(({ test }) => test))]).toEqual(['test/e.test.js > asserts where it is high']);
  expect(skipped.length).toBeGreaterThan(2);
});
