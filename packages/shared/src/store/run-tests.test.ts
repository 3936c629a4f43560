import { describe, expect, test } from 'vitest';
import { recordTests, testsInRun, testsOfRun } from './run-tests.ts';
import { beginRun } from './runs.ts';
import { newRun, newStore, newTest, planRun } from './store.fixture.ts';

describe('tests', () => {
  test('the tests of a run are what its dry run saw, by file and line', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    const tests = [
      newTest('late', { file: 'b.test.ts', line: 1, durationMs: 0.25 }),
      newTest('third', { file: 'a.test.ts', line: 30 }),
      newTest('second', { file: 'a.test.ts', line: 4 }),
      newTest('nowhere', { file: 'a.test.ts', line: null }),
    ];

    recordTests(store, 'run-1', tests);

    expect(testsOfRun(store, 'run-1')).toEqual([tests[3], tests[2], tests[1], tests[0]]);
  });

  test('a second dry run of one run corrects the first, and adds to it', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    recordTests(store, 'run-1', [newTest('adds', { line: 3, durationMs: 9 })]);

    const corrected = [newTest('adds', { line: 5, durationMs: 1 }), newTest('takes', { line: 6 })];
    recordTests(store, 'run-1', corrected);

    expect(testsOfRun(store, 'run-1')).toEqual(corrected);
  });

  test('each run has its own tests', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    beginRun(store, newRun('run-2'));
    recordTests(store, 'run-1', [newTest('adds', { line: 3 }), newTest('gone')]);

    recordTests(store, 'run-2', [newTest('adds', { line: 5 })]);

    expect(testsOfRun(store, 'run-2')).toEqual([newTest('adds', { line: 5 })]);
    expect(testsOfRun(store, 'run-1')).toContainEqual(newTest('adds', { line: 3 }));
  });

  test('where one test cannot be written none is', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    const broken = { ...newTest('broken'), durationMs: null as unknown as number };

    expect(() => recordTests(store, 'run-1', [newTest('adds'), broken])).toThrow('NOT NULL');

    expect(testsOfRun(store, 'run-1')).toEqual([]);
  });
});

test('tests by their ids are as the dry run of that run saw them; others are known by their ids alone', () => {
  const store = newStore();
  planRun(store, { id: 'run-1', tests: [newTest('adds', { line: 3 }), newTest('later')], mutants: [] });
  planRun(store, { id: 'run-2', tests: [newTest('adds', { line: 5 })], mutants: [] });
  const ids = ['a.test.ts > price > is 3', newTest('later').id, 'renamed', newTest('adds').id];

  expect(testsInRun(store, 'run-2', ids)).toEqual([
    { id: ids[0], file: 'a.test.ts', name: 'price > is 3', line: null, durationMs: 0 },
    { id: ids[1], file: 'src/price.test.ts', name: 'later', line: null, durationMs: 0 },
    { id: 'renamed', file: 'renamed', name: 'renamed', line: null, durationMs: 0 },
    newTest('adds', { line: 5 }),
  ]);
});
