import { expect, it } from 'vitest';
import { enteredByTests, keepEnteredByTests } from './entered-by-tests.ts';
import { pruneRuns } from './runs.ts';
import { newMutant, newStore, planRun } from './store.fixture.ts';
import { keepNumbering } from './traces.ts';

const source = (file: string, sourceHash = 'h') => ({ file, sourceHash, functions: 3 });

it('of each test file the last dry run is kept, for each set of sources of which it was noted what is entered', () => {
  const store = newStore();
  for (const id of ['run-1', 'run-2', 'run-3']) planRun(store, { id, mutants: [newMutant('a')] });
  const both = keepNumbering(store, [source('a.ts'), source('b.ts')]);
  const edited = keepNumbering(store, [source('a.ts', 'edited'), source('b.ts')]);
  const one = keepNumbering(store, [source('a.ts')]);
  const tests = ['a.test.ts', 'b.test.ts'].map((testFile) => ({ testFile, functions: 'AQ==' }));
  keepEnteredByTests(store, 'run-1', both, tests);
  keepEnteredByTests(store, 'run-2', edited, [{ testFile: 'a.test.ts', functions: 'Ag==' }]);
  keepEnteredByTests(store, 'run-3', one, [{ testFile: 'a.test.ts', functions: 'AQ==' }]);
  expect(enteredByTests(store)).toEqual([
    { testFile: 'a.test.ts', runId: 'run-3', numberingId: one, functions: 'AQ==' },
    { testFile: 'a.test.ts', runId: 'run-2', numberingId: edited, functions: 'Ag==' },
    { testFile: 'b.test.ts', runId: 'run-1', numberingId: both, functions: 'AQ==' },
  ]);
});

it('what is kept goes with its run, and stays where others go', () => {
  const store = newStore();
  for (const id of ['run-1', 'run-2'])
    planRun(store, { id, mutants: [newMutant('a')], run: { startedAt: `2026-01-0${id.at(-1)}` } });
  const numberingId = keepNumbering(store, [source('a.ts')]);
  keepEnteredByTests(store, 'run-1', numberingId, [{ testFile: 'a.test.ts', functions: 'AQ==' }]);
  keepEnteredByTests(store, 'run-2', numberingId, [{ testFile: 'b.test.ts', functions: 'Ag==' }]);
  store.exec('DELETE FROM state; DELETE FROM measured_file;');
  expect(pruneRuns(store, 1)).toBe(1);
  expect(enteredByTests(store).map(({ testFile }) => testFile)).toEqual(['b.test.ts']);
});
