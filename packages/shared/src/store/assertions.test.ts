import { describe, expect, it } from 'vitest';
import {
  executedAssertions,
  movedAssertions,
  recordExecuted,
  recordMoved,
  recordSkipped,
  skippedAssertions,
} from './assertions.ts';
import type { Database } from './open.ts';
import { recordTests } from './run-tests.ts';
import { beginRun, pruneRuns } from './runs.ts';
import { newRun, newStore, newTest } from './store.fixture.ts';

const TESTS = 'src/price.test.ts';
const HELPER = 'test/helper.ts';
const PRICE = 'src/price.ts';
const ADDS = `${TESTS} > adds`;
const all = () => true;

const executed = (executions: number, tests: string[] = [ADDS], file = TESTS) => ({
  file,
  line: 3,
  column: 5,
  executions,
  tests,
});
const moved = (changed: number, together: number, file = TESTS) => ({ test: ADDS, file, line: 3, column: 5, changed, together });

/** A store with a run whose dry run saw two tests and, of the script with the tests and of a helper, one assertion each. */
function watchedStore(): Database {
  const database = newStore();
  watch(database, 'run-1', 'one');
  return database;
}

function watch(database: Database, id: string, hash: string, executions = 1): void {
  beginRun(database, newRun(id));
  recordTests(database, id, [newTest('adds'), newTest('pays')]);
  recordExecuted(database, id, {
    files: [
      { file: TESTS, hash },
      { file: HELPER, hash: 'helper' },
    ],
    assertions: [executed(executions), executed(2, [ADDS, `${TESTS} > pays`], HELPER)],
  });
}

describe('executed assertions', () => {
  it('are those that the run saw, with the tests that it had', () => {
    const database = watchedStore();
    expect(executedAssertions(database, all)).toEqual([executed(1), executed(2, [ADDS, `${TESTS} > pays`], HELPER)]);
  });

  it('are null where nothing was watched, or nothing is as it was', () => {
    expect(executedAssertions(newStore(), all)).toBe(null);
    expect(executedAssertions(watchedStore(), () => false)).toBe(null);
  });

  it('of a script that changed since are not given', () => {
    const found = executedAssertions(watchedStore(), (file, hash) => !(file === TESTS && hash === 'one'));
    expect(found?.map(({ file }) => file)).toEqual([HELPER]);
  });

  it('of a newer run stand in place of those before, and of a script that it did not see stay', () => {
    const database = watchedStore();
    beginRun(database, newRun('run-2'));
    recordTests(database, 'run-2', [newTest('adds')]);
    recordExecuted(database, 'run-2', { files: [{ file: TESTS, hash: 'one' }], assertions: [executed(7)] });
    expect(executedAssertions(database, all)?.map(({ executions }) => executions)).toEqual([7, 2]);
  });

  it('are none of a script without any', () => {
    const database = newStore();
    beginRun(database, newRun('run-1'));
    recordExecuted(database, 'run-1', { files: [{ file: TESTS, hash: 'one' }], assertions: [] });
    expect(executedAssertions(database, all)).toEqual([]);
  });

  it('with no test have none, and those of a test that the run does not have neither', () => {
    const database = newStore();
    beginRun(database, newRun('run-1'));
    recordExecuted(database, 'run-1', { files: [{ file: TESTS, hash: 'one' }], assertions: [executed(1)] });
    expect(executedAssertions(database, all)).toEqual([executed(1, [])]);
  });
});

describe('moved assertions', () => {
  it('are added up over sources', () => {
    const database = watchedStore();
    recordMoved(database, PRICE, 'price', [moved(3, 2)]);
    recordMoved(database, 'src/tax.ts', 'tax', [moved(4, 4), moved(1, 0, HELPER)]);
    expect(movedAssertions(database, all)).toEqual([moved(7, 6), moved(1, 0, HELPER)]);
  });

  it('of a source that is measured again stand in place of those before', () => {
    const database = watchedStore();
    recordMoved(database, PRICE, 'price', [moved(3, 2)]);
    recordMoved(database, PRICE, 'price', [moved(1, 1)]);
    expect(movedAssertions(database, all)).toEqual([moved(1, 1)]);
    recordMoved(database, PRICE, 'price', []);
    expect(movedAssertions(database, all)).toEqual([]);
  });

  it('are not given where source, script or test file changed', () => {
    const database = watchedStore();
    recordMoved(database, PRICE, 'price', [moved(3, 2), moved(1, 0, HELPER)]);
    expect(movedAssertions(database, (file) => file !== PRICE)).toEqual([]);
    expect(movedAssertions(database, (file) => file !== TESTS)).toEqual([]);
    expect(movedAssertions(database, (file) => file !== HELPER)).toEqual([moved(3, 2)]);
  });

  it('stay while a script stays as it is, and go with its content', () => {
    const database = watchedStore();
    recordMoved(database, PRICE, 'price', [moved(3, 2)]);
    watch(database, 'run-2', 'one', 5);
    expect(movedAssertions(database, all)).toEqual([moved(3, 2)]);
    watch(database, 'run-3', 'two');
    expect(movedAssertions(database, all)).toEqual([]);
  });
});

describe('skipped assertions', () => {
  const skipping = () => {
    const database = watchedStore();
    database
      .prepare("INSERT INTO mutant (key, file, symbol, mutator, original, replacement) VALUES ('m1', ?, '', '', '', '')")
      .run(PRICE);
    return database;
  };

  it('are the mutants under which a test passed without any; what nobody knows is left out', () => {
    const database = skipping();
    recordSkipped(database, PRICE, 'price', [
      { test: ADDS, mutant: 'm1' },
      { test: ADDS, mutant: 'm9' },
      { test: 'nobody', mutant: 'm1' },
    ]);
    expect(skippedAssertions(database, all)).toEqual([{ test: ADDS, mutant: 'm1' }]);
  });

  it('are given while the source and the test file are as they were', () => {
    const database = skipping();
    recordSkipped(database, PRICE, 'price', [{ test: ADDS, mutant: 'm1' }]);
    expect(skippedAssertions(database, (file) => file !== PRICE)).toEqual([]);
    expect(skippedAssertions(database, (file) => file !== TESTS)).toEqual([]);
  });

  it('of a source are replaced by what is seen next', () => {
    const database = skipping();
    recordSkipped(database, PRICE, 'price', [{ test: ADDS, mutant: 'm1' }]);
    recordSkipped(database, PRICE, 'price', []);
    expect(skippedAssertions(database, all)).toEqual([]);
  });
});

it('pruning the run that watched keeps what it saw, but for tests that no run has', () => {
  const database = watchedStore();
  recordMoved(database, PRICE, 'price', [moved(3, 2)]);
  beginRun(database, newRun('run-2', { startedAt: '2026-11-21T10:00:00.000Z' }));
  expect(pruneRuns(database, 1)).toBe(1);
  expect(executedAssertions(database, all)).toEqual([executed(1, []), executed(2, [], HELPER)]);
  expect(movedAssertions(database, all)).toEqual([]);
});
