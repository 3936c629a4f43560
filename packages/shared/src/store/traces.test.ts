import { describe, expect, test } from 'vitest';
import type { Database } from './open.ts';
import { mutantsOfState } from './project-state.ts';
import { mutantsOfJob } from './results.ts';
import { pruneRuns } from './runs.ts';
import { FILE, HASH, judge, newMutant, newStore, planRun } from './store.fixture.ts';
import {
  copyTraces,
  keepNumbering,
  keepSourceFunctions,
  planTraces,
  readNumbering,
  sourceFunctions,
  takeOverResults,
  traceEntered,
  traceEnteredBy,
  tracesOfJob,
} from './traces.ts';

const NUMBERED = [{ file: FILE, sourceHash: HASH, functions: 3 }];

/** A run that measured mutants `a` and `b`; what `a` entered is known. */
function measured(): { store: Database; numberingId: number } {
  const store = newStore();
  planRun(store, { id: 'run-1', mutants: [newMutant('a'), newMutant('b', { line: 2 })] });
  keepSourceFunctions(store, FILE, HASH, { names: ['', 'price'] });
  const numberingId = keepNumbering(store, NUMBERED);
  planTraces(store, 'run-1', [
    { key: 'a', functionNumber: 1, metIn: ['b.test.ts', 'a.test.ts'] },
    { key: 'b', functionNumber: 2, metIn: ['a.test.ts', 'b.test.ts'] },
  ]);
  judge(store, 'run-1', 'a', { status: 'Killed', durationMs: 7, reason: 'it threw' });
  judge(store, 'run-1', 'b');
  traceEntered(store, 'run-1', 'a', { numberingId, functions: 'Ag==', countedIn: null });
  return { store, numberingId };
}

describe('a trace', () => {
  test('holds where a mutant is, which test files met it, and what was entered', () => {
    const { store, numberingId } = measured();
    expect([...tracesOfJob(store, 'run-1', FILE).values()]).toEqual([
      {
        ...{ key: 'a', functionNumber: 1, metIn: ['a.test.ts', 'b.test.ts'] },
        entered: { numberingId, functions: 'Ag==', countedIn: null },
        enteredBy: new Map(),
      },
      { key: 'b', functionNumber: 2, metIn: ['a.test.ts', 'b.test.ts'], entered: null, enteredBy: new Map() },
    ]);
    expect(readNumbering(store, numberingId)).toEqual(NUMBERED);
  });

  test('that is planned again stays as it is', () => {
    const { store } = measured();
    planTraces(store, 'run-1', [{ key: 'a', functionNumber: 9, metIn: [] }]);
    expect(tracesOfJob(store, 'run-1', FILE).get('a')).toMatchObject({ functionNumber: 1, entered: { functions: 'Ag==' } });
  });

  test('is of one file and one run', () => {
    const { store } = measured();
    expect(tracesOfJob(store, 'run-1', 'src/tax.ts').size).toBe(0);
    expect(tracesOfJob(store, 'run-2', FILE).size).toBe(0);
  });

  test('goes to another run with the results of its file', () => {
    const { store } = measured();
    planRun(store, { id: 'run-2', mutants: [newMutant('a')] });
    copyTraces(store, { runId: 'run-2', file: FILE, from: 'run-1' });
    expect(tracesOfJob(store, 'run-2', FILE)).toEqual(tracesOfJob(store, 'run-1', FILE));
  });
});

test('what is the same is kept once', () => {
  const { store, numberingId } = measured();
  traceEntered(store, 'run-1', 'b', { numberingId, functions: 'Ag==', countedIn: 'a.test.ts' });
  expect(keepNumbering(store, NUMBERED)).toBe(numberingId);
  expect(store.prepare('SELECT count(*) FROM entered').pluck().get()).toBe(1);
  expect(store.prepare('SELECT count(*) FROM met_in').pluck().get()).toBe(1);
  expect(tracesOfJob(store, 'run-1', FILE).get('b')?.entered?.countedIn).toBe('a.test.ts');
});

test('what each test file entered is kept by itself, in the numbering that it was told in', () => {
  const { store, numberingId } = measured();
  const later = keepNumbering(store, [{ file: FILE, sourceHash: 'later', functions: 3 }]);
  const enteredBy = new Map([
    ['b.test.ts', { numberingId, functions: 'Ag==' }],
    ['a.test.ts', { numberingId: later, functions: 'BA==' }],
  ]);
  traceEnteredBy(store, 'run-1', 'b', enteredBy);
  traceEnteredBy(store, 'run-1', 'a', new Map([...enteredBy].reverse()));
  expect(tracesOfJob(store, 'run-1', FILE).get('b')).toMatchObject({ entered: null, enteredBy });
  expect(store.prepare('SELECT count(*) FROM entered_by_file').pluck().get(), 'once').toBe(1);
});

describe('the functions of a source', () => {
  test('are known by the content they are of', () => {
    const { store } = measured();
    expect(sourceFunctions(store, FILE, HASH)).toEqual({ names: ['', 'price'] });
    expect(sourceFunctions(store, FILE, 'another')).toBe(null);
    expect(sourceFunctions(store, 'src/tax.ts', HASH)).toBe(null);
  });

  test('go with the last trace that counts by them', () => {
    const { store, numberingId } = measured();
    traceEnteredBy(store, 'run-1', 'b', new Map([['a.test.ts', { numberingId, functions: 'BA==' }]]));
    planRun(store, {
      id: 'run-2',
      mutants: [newMutant('a'), newMutant('b')],
      hash: 'later',
      run: { startedAt: '2026-11-21T10:00:00.000Z' },
    });
    judge(store, 'run-2', 'a', { hash: 'later' });
    expect(pruneRuns(store, 2)).toBe(0);
    expect(sourceFunctions(store, FILE, HASH)).not.toBe(null);
    expect(tracesOfJob(store, 'run-1', FILE).get('b')?.enteredBy.get('a.test.ts')?.functions).toBe('BA==');
    store.exec("DELETE FROM state WHERE run_id = 'run-1'");
    expect(pruneRuns(store, 1)).toBe(1);
    expect(sourceFunctions(store, FILE, HASH)).toBe(null);
    for (const table of ['trace', 'entered', 'entered_by_file', 'met_in', 'numbering'])
      expect(store.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  });
});

describe('a result that is taken over', () => {
  function takeOver(): Database {
    const { store, numberingId } = measured();
    traceEnteredBy(store, 'run-1', 'a', new Map([['a.test.ts', { numberingId, functions: 'BA==' }]]));
    planRun(store, { id: 'run-2', mutants: [newMutant('c', { line: 5 }), newMutant('d', { line: 6 })], hash: 'later' });
    planTraces(store, 'run-2', [{ key: 'c', functionNumber: 4, metIn: ['a.test.ts'] }]);
    const place = { runId: 'run-2', file: FILE, sourceHash: 'later' };
    takeOverResults(store, place, [{ key: 'c', formerKey: 'a', from: 'run-1', formerHash: 'now' }]);
    return store;
  }

  test('is what it was, at its present place, and marked', () => {
    const [taken, other] = mutantsOfJob(takeOver(), 'run-2', FILE);
    expect(taken).toMatchObject({ key: 'c', line: 5, status: 'Killed', reason: 'it threw', durationMs: 7, isReused: true });
    expect(other).toMatchObject({ key: 'd', status: 'Pending', isReused: false });
  });

  test('is the project state, and brings along what was entered', () => {
    const store = takeOver();
    expect(mutantsOfState(store, new Map([[FILE, 'later']])).map(({ key }) => key)).toEqual(['c']);
    expect(tracesOfJob(store, 'run-2', FILE).get('c')).toMatchObject({ functionNumber: 4, entered: { functions: 'Ag==' } });
    expect(tracesOfJob(store, 'run-2', FILE).get('c')?.enteredBy.get('a.test.ts')?.functions).toBe('BA==');
  });

  test('does not replace one that was measured', () => {
    const store = takeOver();
    judge(store, 'run-2', 'd', { hash: 'later' });
    takeOverResults(store, { runId: 'run-2', file: FILE, sourceHash: 'later' }, [
      { key: 'd', formerKey: 'a', from: 'run-1', formerHash: 'now' },
    ]);
    expect(mutantsOfJob(store, 'run-2', FILE)[1]).toMatchObject({ key: 'd', status: 'Survived', isReused: false });
  });
});
