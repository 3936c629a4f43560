import { describe, expect, it } from 'vitest';
import {
  executedAssertions,
  lookedAtOtherwise,
  type MovedUnder,
  movedAssertions,
  prepareTakeSeen,
  recordExecuted,
  recordSeen,
  skippedAssertions,
} from './assertions.ts';
import type { Database } from './open.ts';
import { recordTests } from './run-tests.ts';
import { beginRun, pruneRuns } from './runs.ts';
import { newRun, newStore, newTest } from './store.fixture.ts';

const TESTS = 'src/price.test.ts';
const HELPER = 'test/helper.ts';
const PRICE = 'src/price.ts';
const TAX = 'src/tax.ts';
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
const under = (mutant: string, isTogether = false, file = TESTS): MovedUnder => ({
  ...{ test: ADDS, file, line: 3, column: 5 },
  mutant,
  isTogether,
});
const nowhere = () => '';

/** A store with a run whose dry run saw two tests and, of the script with the tests and of a helper, one assertion each. */
function watchedStore(): Database {
  const database = newStore();
  const plan = database.prepare(
    "INSERT INTO mutant (key, file, symbol, mutator, original, replacement) VALUES (?, ?, '', '', '', '')",
  );
  for (const key of ['m1', 'm2', 'm3']) plan.run(key, PRICE);
  plan.run('t1', TAX);
  watch(database, 'run-1', 'one');
  return database;
}

/** Writes what was seen under mutants of the price, in its first content. */
function see(database: Database, measured: string[], seen: MovedUnder[], skippedUnder: string[] = []): void {
  recordSeen(database, {
    ...{ source: PRICE, sourceHash: 'price', measured, moved: seen },
    skipped: skippedUnder.map((mutant) => ({ test: ADDS, mutant })),
  });
}

function watch(database: Database, id: string, hash: string, executions = 1): void {
  beginRun(database, newRun(id));
  recordTests(database, id, [newTest('adds'), newTest('pays')]);
  const files = [
    { file: TESTS, hash },
    { file: HELPER, hash: 'helper' },
  ];
  const assertions = [executed(executions), executed(2, [ADDS, `${TESTS} > pays`], HELPER)];
  recordExecuted(database, id, { files, assertions }, (file) => `places in ${file}`);
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
    recordExecuted(database, 'run-2', { files: [{ file: TESTS, hash: 'one' }], assertions: [executed(7)] }, nowhere);
    expect(executedAssertions(database, all)?.map(({ executions }) => executions)).toEqual([7, 2]);
  });

  it('are none of a script without any', () => {
    const database = newStore();
    beginRun(database, newRun('run-1'));
    recordExecuted(database, 'run-1', { files: [{ file: TESTS, hash: 'one' }], assertions: [] }, nowhere);
    expect(executedAssertions(database, all)).toEqual([]);
  });

  it('with no test have none, and those of a test that the run does not have neither', () => {
    const database = newStore();
    beginRun(database, newRun('run-1'));
    recordExecuted(database, 'run-1', { files: [{ file: TESTS, hash: 'one' }], assertions: [executed(1)] }, nowhere);
    expect(executedAssertions(database, all)).toEqual([executed(1, [])]);
  });
});

describe('moved assertions', () => {
  it('are added up over mutants and sources', () => {
    const database = watchedStore();
    see(database, ['m1', 'm2'], [under('m1', true), under('m2')]);
    const ofTax = [under('t1', true), under('t1', false, HELPER)];
    recordSeen(database, { source: TAX, sourceHash: 'tax', measured: ['t1'], moved: ofTax, skipped: [] });
    expect(movedAssertions(database, all)).toEqual([moved(3, 2), moved(1, 0, HELPER)]);
  });

  it('of a mutant that is measured again stand in place of those before, and of others stay', () => {
    const database = watchedStore();
    see(database, ['m1', 'm2'], [under('m1', true), under('m2', true)]);
    see(database, ['m1'], [under('m1')]);
    expect(movedAssertions(database, all)).toEqual([moved(2, 1)]);
    see(database, ['m1', 'm2'], []);
    expect(movedAssertions(database, all)).toEqual([]);
  });

  it('of a source in another content go when it is measured', () => {
    const database = watchedStore();
    see(database, ['m1', 'm2'], [under('m1', true), under('m2')]);
    recordSeen(database, { source: PRICE, sourceHash: 'dearer', measured: ['m3'], moved: [under('m3')], skipped: [] });
    expect(movedAssertions(database, all)).toEqual([moved(1, 0)]);
  });

  it('are not given where source, script or test file changed', () => {
    const database = watchedStore();
    see(database, ['m1'], [under('m1', true), under('m1', false, HELPER)]);
    expect(movedAssertions(database, (file) => file !== PRICE)).toEqual([]);
    expect(movedAssertions(database, (file) => file !== TESTS)).toEqual([]);
    expect(movedAssertions(database, (file) => file !== HELPER)).toEqual([moved(1, 1)]);
  });

  it('stay while a script stays as it is, and go with its content', () => {
    const database = watchedStore();
    see(database, ['m1'], [under('m1', true)]);
    watch(database, 'run-2', 'one', 5);
    expect(movedAssertions(database, all)).toEqual([moved(1, 1)]);
    watch(database, 'run-3', 'two');
    expect(movedAssertions(database, all)).toEqual([]);
  });
});

describe('skipped assertions', () => {
  it('are the mutants under which a test passed without any; what nobody knows is left out', () => {
    const database = watchedStore();
    see(database, ['m1'], [], ['m1', 'm9']);
    recordSeen(database, {
      ...{ source: TAX, sourceHash: 'tax', measured: ['t1'], moved: [] },
      skipped: [{ test: 'nobody', mutant: 't1' }],
    });
    expect(skippedAssertions(database, all)).toEqual([{ test: ADDS, mutant: 'm1' }]);
  });

  it('are given while the source and the test file are as they were', () => {
    const database = watchedStore();
    see(database, ['m1'], [], ['m1']);
    expect(skippedAssertions(database, (file) => file !== PRICE)).toEqual([]);
    expect(skippedAssertions(database, (file) => file !== TESTS)).toEqual([]);
  });

  it('of a mutant are replaced by what is seen of it next', () => {
    const database = watchedStore();
    see(database, ['m1', 'm2'], [], ['m1', 'm2']);
    see(database, ['m1'], []);
    expect(skippedAssertions(database, all)).toEqual([{ test: ADDS, mutant: 'm2' }]);
  });
});

describe('what was seen under a mutant', () => {
  it('can be taken over for what it is in another content, and stays of those that are measured then', () => {
    const database = watchedStore();
    see(database, ['m1', 'm2'], [under('m1', true), under('m2')], ['m1']);
    const numberOf = database.prepare('SELECT id FROM mutant WHERE key = ?').pluck();
    const [former, own] = ['m1', 'm3'].map((key) => numberOf.get(key) as number) as [number, number];
    prepareTakeSeen(database)({ file: PRICE, formerHash: 'price', sourceHash: 'dearer', former, own });
    recordSeen(database, { source: PRICE, sourceHash: 'dearer', measured: ['m2'], moved: [under('m2')], skipped: [] });
    expect(movedAssertions(database, (file, hash) => file !== PRICE || hash === 'dearer')).toEqual([moved(2, 1)]);
    expect(skippedAssertions(database, (file, hash) => file !== PRICE || hash === 'dearer')).toEqual([
      { test: ADDS, mutant: 'm3' },
    ]);
  });
});

it('a script is looked at otherwise where its content or the places differ, or nothing is known of it', () => {
  const database = watchedStore();
  const files = [
    { file: TESTS, hash: 'two' },
    { file: HELPER, hash: 'helper' },
    { file: 'test/new.ts', hash: 'new' },
  ];
  expect(lookedAtOtherwise(database, files, (file) => `places in ${file}`)).toEqual(new Set([TESTS, 'test/new.ts']));
  expect(lookedAtOtherwise(database, files, () => 'others')).toEqual(new Set([TESTS, HELPER, 'test/new.ts']));
});

it('pruning the run that watched keeps what it saw, but for tests that no run has', () => {
  const database = watchedStore();
  see(database, ['m1'], [under('m1', true)]);
  beginRun(database, newRun('run-2', { startedAt: '2026-11-21T10:00:00.000Z' }));
  expect(pruneRuns(database, 1)).toBe(1);
  expect(executedAssertions(database, all)).toEqual([executed(1, []), executed(2, [], HELPER)]);
  expect(movedAssertions(database, all)).toEqual([]);
});
