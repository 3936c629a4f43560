import { describe, expect, test } from 'vitest';
import { coveringTestFiles, coveringTestFilesOfJobs } from './covering-files.ts';
import { markFileMeasured } from './project-state.ts';
import { beginRun } from './runs.ts';
import { FILE, judge, measured, newMutant, newRun, newStore, newTest, planFile, planRun } from './store.fixture.ts';

describe('the test files that run a source', () => {
  const [adds, takes] = [newTest('adds', { file: 'a.test.ts' }), newTest('takes', { file: 'b.test.ts' })];

  test('they are those of the tests that cover any of its mutants', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    const mutants = [newMutant('key-1', { coveredBy: [adds.id] }), newMutant('key-2', { coveredBy: [adds.id, takes.id] })];
    planRun(store, { id: 'run-1', mutants, tests: [adds, takes] });
    planFile(store, 'run-1', tax, [newMutant('of tax', { file: tax, coveredBy: [takes.id] })]);
    for (const key of ['key-1', 'key-2']) judge(store, 'run-1', key);
    judge(store, 'run-1', 'of tax', { file: tax });

    expect(coveringTestFiles(store)).toEqual(
      new Map([
        [FILE, new Set(['a.test.ts', 'b.test.ts'])],
        [tax, new Set(['b.test.ts'])],
      ]),
    );
  });

  test('they are known of every content that the state speaks of', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: [adds.id] })], tests: [adds] });
    judge(store, 'run-1', 'key-1');
    planRun(store, {
      id: 'run-2',
      hash: 'hash-of-edited',
      mutants: [newMutant('key-1', { coveredBy: [takes.id] })],
      tests: [takes],
    });
    judge(store, 'run-2', 'key-1', { hash: 'hash-of-edited' });

    expect(coveringTestFiles(store).get(FILE)).toEqual(new Set(['a.test.ts', 'b.test.ts']));
  });

  test('a file that was measured has none where no test runs it, and one that was not is not known', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    markFileMeasured(store, measured('run-1'));

    expect(coveringTestFiles(store)).toEqual(new Map([[FILE, new Set()]]));
  });

  test('a test that is known by its name only has no file', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: ['renamed by the mutant'] })] });
    judge(store, 'run-1', 'key-1');

    expect(coveringTestFiles(store)).toEqual(new Map([[FILE, new Set()]]));
  });

  test('of one run they are those that it saw, whatever later runs saw', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: [adds.id] })], tests: [adds, takes] });
    planFile(store, 'run-1', tax, [newMutant('of tax', { file: tax, coveredBy: [takes.id] })]);
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1', { coveredBy: [takes.id] })], tests: [takes] });
    for (const run of ['run-1', 'run-2']) judge(store, run, 'key-1');
    judge(store, 'run-1', 'of tax', { file: tax });

    const ofRuns = (runs: Record<string, string>) =>
      Object.fromEntries(coveringTestFilesOfJobs(store, new Map(Object.entries(runs))));
    expect(ofRuns({ [FILE]: 'run-1', [tax]: 'run-1' })).toEqual({
      [FILE]: new Set(['a.test.ts']),
      [tax]: new Set(['b.test.ts']),
    });
    expect(ofRuns({ [FILE]: 'run-2', [tax]: 'run-2' })).toEqual({ [FILE]: new Set(['b.test.ts']), [tax]: new Set() });
  });
});
