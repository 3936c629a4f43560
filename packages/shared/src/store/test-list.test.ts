import { expect, test } from 'vitest';
import { fillPresent } from './present.ts';
import { presentFile } from './state.fixture.ts';
import { FILE, judge, newMutant, newStore, newTest, planRun } from './store.fixture.ts';
import { breadthOfTests, countPresentTests, countTests, fillTests, findTest, listTests } from './test-list.ts';

const ALL = { file: null, verdict: 'all' } as const;
const SURE = newTest('sure', { line: 1, durationMs: 1 });
const CRASHES = newTest('crashes', { line: 2, durationMs: 7 });
const HOLLOW = newTest('hollow', { line: 3, durationMs: 3 });
const IDLE = newTest('idle', { line: 4, durationMs: 2, file: 'src/idle.test.ts' });

/** Four tests: one kills by an assertion, one by a crash, one kills nothing, and one runs nothing. */
function store() {
  const database = newStore();
  const mutant = (key: string, line: number) => newMutant(key, { line, coveredBy: [SURE.id, HOLLOW.id] });
  const tests = [SURE, CRASHES, HOLLOW, IDLE];
  planRun(database, { id: 'run-1', tests, mutants: [mutant('a', 1), mutant('b', 2), mutant('c', 3)] });
  const sure = { test: SURE.id, kind: 'assertion' } as const;
  const crash = { test: CRASHES.id, kind: 'crash' } as const;
  judge(database, 'run-1', 'a', { status: 'Killed', killedBy: [sure] });
  judge(database, 'run-1', 'b', { status: 'Killed', killedBy: [sure, crash, { test: 'not in the dry run', kind: 'crash' }] });
  judge(database, 'run-1', 'c', { status: 'Survived' });
  fillPresent(database, [presentFile({ file: FILE })], []);
  return database;
}

test('what each test runs and kills is counted; who kills runs, whatever the dry run saw', () => {
  const database = store();
  const { killsNothing } = fillTests(database);

  const { items, next } = listTests(database, ALL, 'place', null, 10);

  expect(items).toEqual([
    { ...IDLE, covers: 0, kills: 0, killsByAssertion: 0, uniqueKills: 0 },
    { ...SURE, covers: 3, kills: 2, killsByAssertion: 2, uniqueKills: 1 },
    { ...CRASHES, covers: 1, kills: 1, killsByAssertion: 0, uniqueKills: 0 },
    { ...HOLLOW, covers: 3, kills: 0, killsByAssertion: 0, uniqueKills: 0 },
  ]);
  expect([next, killsNothing]).toEqual([null, 1]);
});

test.each([
  ['all', ['idle', 'sure', 'crashes', 'hollow']],
  ['kills-nothing', ['hollow']],
  ['crash-only', ['crashes']],
  ['covers-nothing', ['idle']],
] as const)('the verdict %s takes in %j', (verdict, names) => {
  const database = store();
  fillTests(database);

  expect(listTests(database, { file: null, verdict }, 'place', null, 10).items.map(({ name }) => name)).toEqual(names);
  expect(countTests(database, { file: null, verdict })).toBe(names.length);
});

test.each([
  ['place', ['idle', 'sure', 'crashes', 'hollow']],
  ['kills', ['sure', 'crashes', 'idle', 'hollow']],
  ['covers', ['sure', 'hollow', 'crashes', 'idle']],
  ['time', ['crashes', 'hollow', 'idle', 'sure']],
] as const)('by %s they come as %j, a page at a time', (order, names) => {
  const database = store();
  fillTests(database);

  const first = listTests(database, ALL, order, null, 3);
  const second = listTests(database, ALL, order, first.next, 3);

  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(names);
  expect([first.items.length, second.next]).toEqual([3, null]);
});

test('a page that ends where the list ends has no next one', () => {
  const database = store();
  fillTests(database);

  expect(listTests(database, ALL, 'place', null, 4).next).toBeNull();
});

test('a list goes on behind the test that it stopped at, wherever that is now', () => {
  const database = store();
  fillTests(database);
  const sure = findTest(database, SURE.id)?.number;

  expect(listTests(database, ALL, 'place', { rank: 99, key: String(sure) }, 10).items.map(({ name }) => name)).toEqual([
    'crashes',
    'hollow',
  ]);
});

test('what a test that no dry run had kills too, nobody kills alone', () => {
  const database = store();
  database.exec(`UPDATE result SET killed_by = '[[1,"assertion"],["src/price.test.ts > not in the dry run","crash"]]'
    WHERE mutant_id = (SELECT id FROM mutant WHERE key = 'a')`);

  fillTests(database);

  expect(findTest(database, SURE.id)?.test).toMatchObject({ kills: 2, uniqueKills: 0 });
});

test('a list of one file holds its tests only', () => {
  const database = store();
  fillTests(database);

  const filter = { file: 'src/idle.test.ts', verdict: 'all' } as const;

  expect(listTests(database, filter, 'kills', null, 10).items.map(({ name }) => name)).toEqual(['idle']);
  expect(countTests(database, filter)).toBe(1);
});

test('a list goes on where it was, though the test that it stopped at is gone', () => {
  const database = store();
  fillTests(database);

  expect(listTests(database, ALL, 'place', { rank: 2, key: '999' }, 10).items.map(({ name }) => name)).toEqual([
    'crashes',
    'hollow',
  ]);
});

test('a test is found by its id, with the numbers of what it kills and of what it only runs', () => {
  const database = store();
  const deeds = fillTests(database);
  const keys = (numbers: number[]) =>
    numbers.map((number) => database.prepare('SELECT key FROM mutant WHERE id = ?').pluck().get(number));

  const found = findTest(database, SURE.id);
  const { killed, notKilled } = deeds.of(found?.number ?? 0);

  expect(found?.test).toMatchObject({ name: 'sure', covers: 3 });
  expect([keys(killed), keys(notKilled)]).toEqual([['a', 'b'], ['c']]);
  expect(findTest(database, 'no test')).toBeNull();
  expect(deeds.of(999)).toEqual({ killed: [], notKilled: [] });
});

test('what is not counted is no deed of a test', () => {
  const database = store();
  fillPresent(database, [presentFile({ file: FILE, isCounted: false })], []);

  expect(fillTests(database).killsNothing).toBe(0);
});

test('how much tests run is told of those that there are', () => {
  const database = store();
  fillTests(database);

  expect(breadthOfTests(database, [SURE.id, 'no test', CRASHES.id])).toEqual(
    new Map([
      [SURE.id, 3],
      [CRASHES.id, 1],
    ]),
  );
});

test('each test of the runs that the state speaks of counts once', () => {
  const database = store();

  expect(countPresentTests(database)).toBe(4);
  fillPresent(database, [], []);
  expect(countPresentTests(database)).toBe(0);
});
