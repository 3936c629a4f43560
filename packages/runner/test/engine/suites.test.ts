/** Suites of every kind, measured warm: each status is what a fresh run with that one change would show. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from '../project.fixture.ts';
import { EXTERNAL_PACKAGES, ONLY_CONDITIONS } from './leaks.fixture.ts';
import { LOOP_CASES, MEMORY_CASES, MODULE_CASES, WAIT_CASES } from './modules.fixture.ts';
import { FILE_CASES, STATE_CASES } from './state.fixture.ts';
import { createEngineProject, type Measured, measure } from './statuses.fixture.ts';
import { caseFiles, type SuiteCase, sourceOf } from './suite-case.fixture.ts';
import { FIXTURE_CASES, VITEST_CASES } from './vitest.fixture.ts';

interface Group {
  kind: string;
  cases: readonly SuiteCase[];
  concurrencies: readonly string[];
}

const GROUPS: readonly Group[] = [
  { kind: 'state', cases: STATE_CASES, concurrencies: ['1', '2'] },
  { kind: 'modules', cases: MODULE_CASES, concurrencies: ['1', '2'] },
  { kind: 'what Vitest offers', cases: VITEST_CASES, concurrencies: ['1', '2'] },
  { kind: 'waiting', cases: WAIT_CASES, concurrencies: ['1', '2'] },
  // Each of these costs its limits.
  { kind: 'loops', cases: LOOP_CASES, concurrencies: ['2'] },
];

describe.each(GROUPS)('suites of $kind', ({ cases, concurrencies }) => {
  let project: TestProject;
  beforeAll(() => {
    project = createEngineProject({ 'stryker.conf.mjs': ONLY_CONDITIONS }, EXTERNAL_PACKAGES, ...cases.map(caseFiles));
  });
  afterAll(() => project.remove());

  describe.each(concurrencies)('with mutants in %s threads at once', (concurrency) => {
    let measured: Measured;
    beforeAll(() => {
      measured = measure(project, 'case-*/source.js', '--concurrency', concurrency);
    });

    it('are measured warm, and nothing is written into the project', () => {
      expect(measured.notes.filter((note) => note.includes('stock engine'))).toEqual([]);
      expect(existsSync(join(project.root, 'written'))).toBe(false);
    });

    const numbered = cases.map((suite, index) => ({ ...suite, index }));
    it.each(numbered)('$name', ({ index, expected }) => {
      expect(statusesOnly(measured, index)).toEqual(expected);
    });
  });
});

describe('a project of its own', () => {
  it.each([...MEMORY_CASES, ...FIXTURE_CASES])('$name', (suite) => {
    const project = createEngineProject({ 'stryker.conf.mjs': ONLY_CONDITIONS }, caseFiles(suite, 0));
    const measured = measure(project, 'case-*/source.js', '--concurrency', '1');
    project.remove();
    expect(statusesOnly(measured, 0)).toEqual(suite.expected);
  });
});

describe('a suite that leaves files in its folder', () => {
  it('finds the folder before each mutant as it was', () => {
    const project = createEngineProject({ 'stryker.conf.mjs': ONLY_CONDITIONS }, ...FILE_CASES.map(caseFiles));
    const measured = measure(project, 'case-*/source.js', '--concurrency', '1');
    project.remove();
    expect(FILE_CASES.map((_, index) => statusesOnly(measured, index))).toEqual(FILE_CASES.map(({ expected }) => expected));
  });
});

/** The statuses of a case in the order of its mutants. */
function statusesOnly({ statuses }: Measured, index: number): string[] {
  return (statuses[sourceOf(index)] ?? []).map((line) => line.slice(line.lastIndexOf(': ') + 2));
}
