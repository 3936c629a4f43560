/** With --kill-matrix every covering test of every mutant runs. */

import type { RunDocument } from '@killrate/shared/document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProject, killrateJson, type TestProject } from '../project.fixture.ts';
import { ONLY_CONDITIONS } from './leaks.fixture.ts';

const FILES = {
  'stryker.conf.mjs': ONLY_CONDITIONS,
  'src/grade.js': "export function grade(points) { if (points > 9) return 'high'; return 'low'; }\n",
  'test/a.test.js': `import { expect, it } from 'vitest'; import { grade } from '../src/grade.js';
    it('is high', () => { expect(grade(10)).toBe('high'); });
    it('is no number', () => { expect(grade(10)).not.toBe(1); });
    it('is high far up', () => { expect(grade(99)).toBe('high'); });\n`,
  'test/b.test.js': `import { expect, it } from 'vitest'; import { grade } from '../src/grade.js';
    it('throws where it is not high', () => { if (grade(50) !== 'high') throw new Error('not high'); });\n`,
  'test/c.test.js': `import { describe, expect, it } from 'vitest'; import { grade } from '../src/grade.js';
    let graded = null;
    it('is high and kept', () => { graded = grade(50); expect(graded).toBe('high'); });
    describe('afterwards', () => { it('was kept', () => { expect(graded).toBe('high'); }); });
    it('is still kept', () => { expect(graded).toBe('high'); });\n`,
  'test/d.test.js': `import { expect, it } from 'vitest'; import { grade } from '../src/grade.js';
    let graded = null;
    it('keeps it', () => { graded = grade(50); });
    it('kept it', () => { expect(graded).toBe('high'); });\n`,
};

let project: TestProject;
let plain: RunDocument;
let matrix: RunDocument;
beforeAll(() => {
  project = createTestProject(FILES);
  plain = killrateJson(project.root, 'run').document;
  matrix = killrateJson(project.root, 'run', '--kill-matrix').document;
});
afterAll(() => project.remove());

const never = ({ mutants }: RunDocument) => mutants.find(({ replacement }) => replacement === 'false');

describe('the kill matrix', () => {
  it('names every test that kills, with its kind, where the normal run stops at the first', () => {
    expect(never(plain)?.killedBy).toHaveLength(1);
    expect(never(matrix)?.killedBy.toSorted((one, other) => (one.test < other.test ? -1 : 1))).toEqual([
      { test: 'test/a.test.js > is high', kind: 'assertion' },
      { test: 'test/a.test.js > is high far up', kind: 'assertion' },
      { test: 'test/b.test.js > throws where it is not high', kind: 'crash' },
      { test: 'test/c.test.js > is high and kept', kind: 'assertion' },
      { test: 'test/d.test.js > kept it', kind: 'assertion' },
    ]);
  });

  it('names no test that only met what an earlier one of its file left when it failed', () => {
    const named = matrix.mutants.flatMap(({ killedBy }) => killedBy.map(({ test }) => test));
    expect(named.filter((test) => /was kept|still kept/.test(test))).toEqual([]);
  });

  it('changes no status', () => {
    const statuses = ({ mutants }: RunDocument) => mutants.map(({ key, status }) => [key, status]);
    expect(statuses(matrix)).toEqual(statuses(plain));
  });

  it('is not taken from a run without it, and is from one with it', () => {
    expect(plain.run?.hasKillMatrix).toBeUndefined();
    expect(matrix.run?.hasKillMatrix).toBe(true);
    expect(matrix.mutants.some(({ isReused }) => isReused)).toBe(false);
    const again = killrateJson(project.root, 'run', '--kill-matrix').document;
    expect(again.mutants.every(({ isReused }) => isReused)).toBe(true);
    expect(never(again)?.killedBy).toHaveLength(5);
  });
});
