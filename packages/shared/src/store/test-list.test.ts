import { describe, expect, test } from 'vitest';
import type { TestAssessment } from '../api.ts';
import type { Finding } from '../document.ts';
import { fillPresent } from './present.ts';
import { presentFile } from './state.fixture.ts';
import { FILE, judge, newMutant, newStore, newTest, planRun } from './store.fixture.ts';
import {
  breadthOfTests,
  countPresentTests,
  countStandings,
  countTests,
  fillTests,
  findTest,
  hasKillMatrix,
  listTests,
} from './test-list.ts';

const ALL = { file: null, verdict: 'all', rule: null } as const;
const UNJUDGED = { verdict: null, lead: null };
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
    { ...IDLE, covers: 0, kills: 0, killsByAssertion: 0, uniqueKills: 0, ...UNJUDGED },
    { ...SURE, covers: 3, kills: 2, killsByAssertion: 2, uniqueKills: 1, ...UNJUDGED },
    { ...CRASHES, covers: 1, kills: 1, killsByAssertion: 0, uniqueKills: 0, ...UNJUDGED },
    { ...HOLLOW, covers: 3, kills: 0, killsByAssertion: 0, uniqueKills: 0, ...UNJUDGED },
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

  expect(listTests(database, { ...ALL, verdict }, 'place', null, 10).items.map(({ name }) => name)).toEqual(names);
  expect(countTests(database, { ...ALL, verdict })).toBe(names.length);
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

  const filter = { ...ALL, file: 'src/idle.test.ts' };

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

describe('what is held of tests', () => {
  const finding = (key: string, given: Partial<Finding>): Finding => ({
    ...{ key, rule: 'no-assertion', verdict: 'suspect', level: 'warning', file: HOLLOW.file, line: 3, test: null },
    ...{ message: `message of ${key}`, evidence: { code: `code of ${key}` } },
    ...given,
  });
  const assessment: TestAssessment = {
    findings: [
      finding('f1', {}),
      finding('f2', { rule: 'tautology', level: 'error', verdict: 'confirmed-tautology' }),
      finding('f3', { rule: 'redundant', verdict: 'redundant-candidate', level: 'information', evidence: null }),
    ],
    tests: [
      { id: HOLLOW.id, verdict: 'confirmed-tautology', findings: ['f1', 'f2', 'f1', 'gone'] },
      { id: CRASHES.id, verdict: 'suspect', findings: ['f1', 'f3'] },
      { id: IDLE.id, verdict: 'redundant-candidate', findings: [] },
      { id: 'no test', verdict: 'suspect', findings: ['f1'] },
    ],
    ...{ nextTests: [], findingsOfModule: {}, whyNotJudged: null, notes: [] },
  };

  test('is shown with the test, the gravest finding first', () => {
    const database = store();
    fillTests(database, assessment);

    expect(findTest(database, HOLLOW.id)?.test).toMatchObject({
      verdict: 'confirmed-tautology',
      lead: { rule: 'tautology', message: 'message of f2', code: 'code of f2' },
    });
    expect(findTest(database, IDLE.id)?.test).toMatchObject({ verdict: 'redundant-candidate', lead: null });
    expect(findTest(database, SURE.id)?.test).toMatchObject(UNJUDGED);
  });

  test('puts the tests in order, and narrows the list by verdict and by rule', () => {
    const database = store();
    fillTests(database, assessment);
    const names = (filter: Partial<Parameters<typeof listTests>[1]>) =>
      listTests(database, { ...ALL, ...filter }, 'verdict', null, 10).items.map(({ name }) => name);

    expect(names({})).toEqual(['hollow', 'crashes', 'idle', 'sure']);
    expect(names({ verdict: 'suspect' })).toEqual(['crashes']);
    expect(names({ rule: 'no-assertion' })).toEqual(['hollow', 'crashes']);
    expect(names({ rule: 'redundant', verdict: 'suspect' })).toEqual(['crashes']);
    expect(countTests(database, { ...ALL, rule: 'no-assertion' })).toBe(2);
  });

  test('is counted by verdict and by rule, with the time of candidates to go', () => {
    const database = store();
    fillTests(database, assessment);

    expect(countStandings(database)).toEqual({
      verdicts: { 'confirmed-tautology': 1, suspect: 1, 'redundant-candidate': 1 },
      rules: [
        { rule: 'no-assertion', tests: 2 },
        { rule: 'redundant', tests: 1 },
        { rule: 'tautology', tests: 1 },
      ],
      ...{ redundantMs: 9, totalMs: 13 },
    });
  });

  test('goes with the assessment that said so', () => {
    const database = store();
    fillTests(database, assessment);
    fillTests(database);

    expect(countStandings(database)).toMatchObject({ verdicts: {}, rules: [], redundantMs: 0 });
    expect(findTest(database, HOLLOW.id)?.test).toMatchObject(UNJUDGED);
  });

  test('of no test at all takes no time', () => {
    const database = store();
    fillPresent(database, [], []);
    fillTests(database, assessment);

    expect(countStandings(database)).toEqual({ verdicts: {}, rules: [], redundantMs: 0, totalMs: 0 });
  });
});

test('there is a kill matrix where each run that counts had one', () => {
  const database = store();
  expect(hasKillMatrix(database)).toBe(false);
  database.exec('UPDATE run SET has_kill_matrix = 1');
  expect(hasKillMatrix(database)).toBe(true);
  fillPresent(database, [presentFile({ file: FILE, isCounted: false })], []);
  expect(hasKillMatrix(database)).toBe(false);
});
