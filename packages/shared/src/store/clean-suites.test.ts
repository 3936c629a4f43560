import { expect, it } from 'vitest';
import { cleanSuites, keepCleanSuite } from './clean-suites.ts';
import { pruneRuns } from './runs.ts';
import { newMutant, newStore, planRun } from './store.fixture.ts';
import { keepNumbering, readNumbering } from './traces.ts';

function aStore(...runs: string[]) {
  const store = newStore();
  for (const id of runs) planRun(store, { id, mutants: [newMutant('a')] });
  const numberingId = keepNumbering(store, [{ file: 'a.ts', sourceHash: 'h', functions: 2 }]);
  const keep = (runId: string, mutated: string[], suite: unknown = {}) =>
    keepCleanSuite(store, { runId, numberingId, mutated, suite });
  return { store, numberingId, keep };
}

it('a suite is read as it was kept, the last first', () => {
  const { store, numberingId, keep } = aStore('run-1', 'run-2');
  keep('run-1', ['b.ts', 'a.ts'], { runs: [1] });
  keep('run-2', ['a.ts'], { runs: [2] });
  expect(cleanSuites(store).map(({ read, ...rest }) => ({ ...rest, suite: read() }))).toEqual([
    { runId: 'run-2', numberingId, mutated: ['a.ts'], suite: { runs: [2] } },
    { runId: 'run-1', numberingId, mutated: ['a.ts', 'b.ts'], suite: { runs: [1] } },
  ]);
});

it('of one set of files the last is kept, and of sets the last four', () => {
  const { store, keep } = aStore('run-1');
  for (const file of ['a', 'b', 'c', 'd']) keep('run-1', [file, 'x']);
  keep('run-1', ['x', 'a'], 'again');
  expect(cleanSuites(store).map(({ mutated }) => mutated[0])).toEqual(['a', 'd', 'c', 'b']);
  expect(cleanSuites(store)[0]?.read()).toBe('again');
  keep('run-1', ['e']);
  expect(cleanSuites(store).map(({ mutated }) => mutated[0])).toEqual(['e', 'a', 'd', 'c']);
});

it('one that is too long takes the former with it', () => {
  const { store, keep } = aStore('run-1');
  keep('run-1', ['a']);
  keep('run-1', ['a'], 'x'.repeat(2 ** 26));
  expect(cleanSuites(store)).toEqual([]);
});

it('it goes with its run, and keeps the numbers that it speaks by', () => {
  const { store, numberingId, keep } = aStore('run-1', 'run-2', 'run-3');
  keep('run-1', ['a']);
  keep('run-3', ['b']);
  pruneRuns(store, 1);
  expect(cleanSuites(store).map(({ runId }) => runId)).toEqual(['run-3']);
  expect(readNumbering(store, numberingId)).toEqual([{ file: 'a.ts', sourceHash: 'h', functions: 2 }]);
});
