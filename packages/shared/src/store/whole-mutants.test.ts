import { expect, test } from 'vitest';
import { giveFeedback } from './feedback.ts';
import { fillPresent, orderPresent, undetectedMutants } from './present.ts';
import { measureFile, presentFile } from './state.fixture.ts';
import { AT, newStore, newTest } from './store.fixture.ts';
import { formerWholeMutants, presentWholeMutants } from './whole-mutants.ts';

const LATER = '2026-11-21T10:00:00.000Z';

/** Measured twice: `gone` is only in the first run, and the present content has another hash. */
function measuredTwice() {
  const database = newStore();
  measureFile(database, { id: 'run-1', hash: 'before' }, { a: 'Survived', gone: 'Survived', waiting: 'Pending' });
  measureFile(database, { id: 'run-2', at: LATER, hash: 'now' }, { b: 'Killed', a: 'Survived', c: null });
  fillPresent(database, [presentFile({ sourceHash: 'now', module: 'prices' })], []);
  orderPresent(
    database,
    undetectedMutants(database).map(({ mutantId }) => mutantId),
  );
  return database;
}

test('the present mutants come with the most worth a test first, whole', () => {
  const found = presentWholeMutants(measuredTwice());

  expect(found.map(({ mutant }) => mutant.key)).toEqual(['a', 'c', 'b']);
  expect(found[2]).toMatchObject({
    module: 'prices',
    mutant: {
      status: 'Killed',
      line: 1,
      coveredBy: [newTest('adds').id, newTest('subtracts').id],
      killedBy: [{ test: newTest('adds').id, kind: 'assertion' }],
    },
  });
});

test('each has its history, the newest run first', () => {
  const [survivor, , killed] = presentWholeMutants(measuredTwice());

  expect(survivor?.history).toEqual([
    { runId: 'run-2', startedAt: LATER, status: 'Survived', reason: null },
    { runId: 'run-1', startedAt: AT, status: 'Survived', reason: null },
  ]);
  expect(killed?.history.map(({ runId }) => runId)).toEqual(['run-2']);
});

test('what people said is told with the mutant, and of findings nothing', () => {
  const database = measuredTwice();
  const saying = { rule: 'ArithmeticOperator', isUseful: true };
  giveFeedback(database, { ...saying, kind: 'mutant', subject: 'a' }, AT);
  giveFeedback(database, { ...saying, kind: 'mutant', subject: 'b', isUseful: false }, AT);
  giveFeedback(database, { ...saying, kind: 'finding', subject: 'c' }, AT);

  const said = presentWholeMutants(database).map(({ mutant, feedback }) => [mutant.key, feedback]);

  expect(said).toEqual([
    ['a', 'useful'],
    ['c', null],
    ['b', 'not-useful'],
  ]);
});

test('former mutants are those that a run has a result of and the present state has not', () => {
  const database = measuredTwice();

  const found = formerWholeMutants(database, ['run-1', 'run-2']);

  expect(found).toMatchObject([
    { mutant: { key: 'gone', status: 'Survived', line: 2 }, module: 'default', history: [{ runId: 'run-1' }] },
  ]);
  expect(formerWholeMutants(database, ['run-2'])).toEqual([]);
});

test('a former mutant is as the newest of the runs knew it', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1', hash: 'first' }, { gone: 'Survived' });
  measureFile(database, { id: 'run-2', at: LATER, hash: 'second' }, { new: 'Killed', gone: 'Killed' });
  fillPresent(database, [], []);

  const found = formerWholeMutants(database, ['run-1', 'run-2']);

  expect(found.map(({ mutant }) => [mutant.key, mutant.line, mutant.status])).toEqual([
    ['new', 1, 'Killed'],
    ['gone', 2, 'Killed'],
  ]);
});

test('a mutant that still waits for its turn has no history', () => {
  const database = newStore();
  measureFile(database, { id: 'run-1' }, { waiting: 'Pending' });
  fillPresent(database, [presentFile({ runId: 'run-1' })], []);

  expect(presentWholeMutants(database)).toMatchObject([{ mutant: { key: 'waiting', status: 'Pending' }, history: [] }]);
});

test('an empty store has none of either', () => {
  const database = newStore();
  fillPresent(database, [], []);

  expect(presentWholeMutants(database)).toEqual([]);
  expect(formerWholeMutants(database, ['run-1'])).toEqual([]);
});
