import { describe, expect, test } from 'vitest';
import type { Database } from './open.ts';
import { markFileMeasured, mutantsOfState } from './project-state.ts';
import {
  allKeys,
  getMutator,
  historyOfMutant,
  lastKillersOf,
  leaveUnresolved,
  mutantInRun,
  mutantsOfJob,
  mutantsOfRun,
  pendingKeys,
  planMutants,
} from './results.ts';
import { beginRun } from './runs.ts';
import { AT, FILE, HASH, judge, keysOf, newMutant, newRun, newStore, newTest, planFile, planRun } from './store.fixture.ts';

const LATER = '2026-11-20T11:00:00.000Z';
const STATE = new Map([[FILE, HASH]]);

describe('planning', () => {
  test('a planned mutant comes back as it was planned, with its tests', () => {
    const store = newStore();
    const [adds, takes] = [newTest('adds'), newTest('takes')];
    const place = { line: 3, column: 7, endLine: 4, endColumn: 2 };
    const mutant = newMutant('key-1', { ...place, isStatic: true, coveredBy: [takes.id, adds.id] });

    planRun(store, { id: 'run-1', mutants: [mutant], tests: [adds, takes] });

    expect(mutantsOfRun(store, 'run-1')).toEqual([
      { ...mutant, isReused: false, acceptance: null, killedBy: [], durationMs: null },
    ]);
  });

  test('a mutant that is not static is not', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { isStatic: false })] });

    expect(mutantsOfRun(store, 'run-1')[0]?.isStatic).toBe(false);
  });

  test('a result that was taken over from an earlier run says so', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('reused'), newMutant('measured')] });
    store.exec(`UPDATE result SET is_reused = 1 WHERE mutant_id = (SELECT id FROM mutant WHERE key = 'reused')`);

    expect(mutantsOfRun(store, 'run-1').map((mutant) => mutant.isReused)).toEqual([true, false]);
  });

  test('the mutants of a run come file by file', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('of price', { line: 1 })] });
    planFile(store, 'run-1', 'src/a.ts', [newMutant('of a', { file: 'src/a.ts', line: 9 })]);

    expect(keysOf(mutantsOfRun(store, 'run-1'))).toEqual(['of a', 'of price']);
  });

  test('the mutants of a file come in order of place: by line, column and end, whatever the order of planning', () => {
    const store = newStore();
    const at = (line: number, column: number, endLine: number, endColumn: number) => ({ line, column, endLine, endColumn });
    const mutants = [
      newMutant('line 10', at(10, 1, 10, 2)),
      newMutant('line 2, column 5, to line 3', at(2, 5, 3, 1)),
      newMutant('line 2, column 5, to column 9', at(2, 5, 2, 9)),
      newMutant('line 2, column 5, to column 6', at(2, 5, 2, 6)),
      newMutant('line 2, column 4', at(2, 4, 2, 6)),
    ];

    planRun(store, { id: 'run-1', mutants });

    expect(keysOf(mutantsOfRun(store, 'run-1'))).toEqual(keysOf(mutants.toReversed()));
  });

  test('what is ignored, or covered by no test, has its verdict at once; the rest is pending', () => {
    const store = newStore();
    const mutants = [
      newMutant('pending'),
      newMutant('ignored', { status: 'Ignored', reason: 'a logging call' }),
      newMutant('uncovered', { status: 'NoCoverage' }),
    ];

    planRun(store, { id: 'run-1', mutants });

    expect(pendingKeys(store, 'run-1', FILE)).toEqual(new Set(['pending']));
    expect(mutantsOfState(store, STATE)).toMatchObject([
      { key: 'ignored', status: 'Ignored', reason: 'a logging call' },
      { key: 'uncovered', status: 'NoCoverage' },
    ]);
    expect(historyOfMutant(store, 'uncovered')).toMatchObject([{ status: 'NoCoverage' }]);
    expect(historyOfMutant(store, 'pending')).toEqual([]);
  });

  test('a run that is planned again keeps its verdicts and takes in what is new', () => {
    const store = newStore();
    const mutants = [newMutant('killed'), newMutant('pending')];
    planRun(store, { id: 'run-1', mutants });
    judge(store, 'run-1', 'killed', { status: 'Killed' });

    planMutants(store, 'run-1', FILE, HASH, [...mutants, newMutant('new')], LATER);

    expect(mutantsOfRun(store, 'run-1').map(({ key, status }) => [key, status])).toEqual([
      ['killed', 'Killed'],
      ['pending', 'Pending'],
      ['new', 'Pending'],
    ]);
  });

  test('planning again does not move the state back to an older run', () => {
    const store = newStore();
    const uncovered = newMutant('key-1', { status: 'NoCoverage' });
    planRun(store, { id: 'run-1', mutants: [uncovered] });
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1')] });
    judge(store, 'run-2', 'key-1', { status: 'Killed' });

    planMutants(store, 'run-1', FILE, HASH, [uncovered], LATER);

    expect(mutantsOfState(store, STATE)).toMatchObject([{ status: 'Killed' }]);
  });

  test('where one mutant cannot be planned none is', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [] });
    const broken = { ...newMutant('broken', { status: 'NoCoverage' }), line: null as unknown as number };

    expect(() => planMutants(store, 'run-1', FILE, HASH, [newMutant('key-1', { status: 'Ignored' }), broken], AT)).toThrow(
      'NOT NULL',
    );

    expect([mutantsOfRun(store, 'run-1'), mutantsOfState(store, STATE), allKeys(store)]).toEqual([[], [], []]);
  });

  test('mutants of a file that has no job are refused', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));

    expect(() => planMutants(store, 'run-1', FILE, HASH, [newMutant('key-1')], AT)).toThrow('job_id');
  });

  test('every key the store has met is known, in order', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('b'), newMutant('a')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('c'), newMutant('a')] });

    expect(allKeys(store)).toEqual(['a', 'b', 'c']);
  });
});

describe('verdicts', () => {
  test('a verdict is read back with each test that killed, and how', () => {
    const store = newStore();
    const [adds, takes] = [newTest('adds'), newTest('takes')];
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')], tests: [adds, takes] });
    const killedBy = [
      { test: takes.id, kind: 'crash' as const },
      { test: adds.id, kind: 'assertion' as const },
    ];

    expect(judge(store, 'run-1', 'key-1', { status: 'Killed', reason: 'expected 3', killedBy, durationMs: 12.5 })).toBe(true);

    expect(mutantsOfRun(store, 'run-1')).toMatchObject([{ status: 'Killed', reason: 'expected 3', killedBy, durationMs: 12.5 }]);
    expect(pendingKeys(store, 'run-1', FILE)).toEqual(new Set());
  });

  test('a verdict says how it was come by, and says nothing where nothing was run for it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('measured'), newMutant('told by itself')] });
    judge(store, 'run-1', 'measured', { how: 'cold' });
    judge(store, 'run-1', 'told by itself');

    const [measured, other] = mutantsOfRun(store, 'run-1');
    expect(measured?.how).toBe('cold');
    expect(other).not.toHaveProperty('how');
  });

  test('the first verdict stays, and whoever brings a second is told', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    judge(store, 'run-1', 'key-1', { status: 'Killed' });

    expect(judge(store, 'run-1', 'key-1', { status: 'Survived' })).toBe(false);

    expect(mutantsOfRun(store, 'run-1')[0]?.status).toBe('Killed');
    expect(mutantsOfState(store, STATE)[0]?.status).toBe('Killed');
  });

  test('a second verdict on an earlier run does not move the state back to it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    judge(store, 'run-1', 'key-1', { status: 'Survived' });
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1')] });
    judge(store, 'run-2', 'key-1', { status: 'Killed' });

    judge(store, 'run-1', 'key-1', { status: 'Survived' });

    expect(mutantsOfState(store, STATE)[0]?.status).toBe('Killed');
  });

  test('a verdict on a mutant that was not planned changes nothing, and says so', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('key-2')] });

    expect(judge(store, 'run-1', 'key-2')).toBe(false);
    expect(judge(store, 'run-1', 'no-such-key')).toBe(false);
    expect(mutantsOfState(store, STATE)).toEqual([]);
  });

  test('a verdict concerns one mutant of one run', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1'), newMutant('key-2')] });

    judge(store, 'run-2', 'key-1', { status: 'Killed' });

    expect(mutantsOfRun(store, 'run-1')[0]?.status).toBe('Pending');
    expect(mutantsOfRun(store, 'run-2').map((mutant) => mutant.status)).toEqual(['Killed', 'Pending']);
  });

  test('a kill by a test that the dry run did not have keeps its name', () => {
    const store = newStore();
    const elsewhere = newTest('of another run');
    planRun(store, { id: 'run-1', mutants: [], tests: [elsewhere] });
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1')], tests: [newTest('adds')] });
    const killedBy = ['a.test.ts > renamed by the mutant', elsewhere.id].map((test) => ({ test, kind: 'crash' as const }));

    judge(store, 'run-2', 'key-1', { status: 'Killed', killedBy });

    expect(mutantsOfRun(store, 'run-2')[0]?.killedBy).toEqual(killedBy);
  });

  test('coverage by a test that the dry run did not have keeps its name', () => {
    const store = newStore();

    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: ['a.test.ts > unheard-of'] })] });

    expect(mutantsOfRun(store, 'run-1')[0]?.coveredBy).toEqual(['a.test.ts > unheard-of']);
  });
});

describe('unresolved', () => {
  test('what has no verdict is left unresolved with the reason, and what has one keeps it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('killed'), newMutant('first'), newMutant('second')] });
    judge(store, 'run-1', 'killed', { status: 'Killed' });

    expect(leaveUnresolved(store, 'run-1', FILE, HASH, 'the engine died 3 times', LATER)).toBe(2);

    const expected = [
      { key: 'killed', status: 'Killed', reason: null },
      { key: 'first', status: null, reason: 'the engine died 3 times', killedBy: [], durationMs: null },
      { key: 'second', status: null, reason: 'the engine died 3 times', killedBy: [], durationMs: null },
    ];
    expect(mutantsOfRun(store, 'run-1')).toMatchObject(expected);
    expect(mutantsOfState(store, STATE)).toMatchObject(expected);
  });

  test('being left unresolved is a verdict: there is nothing left to do, and nothing changes it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    leaveUnresolved(store, 'run-1', FILE, HASH, 'the deadline', LATER);

    expect(pendingKeys(store, 'run-1', FILE)).toEqual(new Set());
    expect(leaveUnresolved(store, 'run-1', FILE, HASH, 'again', LATER)).toBe(0);
    expect(judge(store, 'run-1', 'key-1', { status: 'Killed' })).toBe(false);
    expect(historyOfMutant(store, 'key-1')).toMatchObject([{ status: null, reason: 'the deadline' }]);
  });

  test('only the mutants of this file in this run are left', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1')] });
    const tax = 'src/tax.ts';
    for (const run of ['run-1', 'run-2']) planFile(store, run, tax, [newMutant('of tax', { file: tax })]);

    leaveUnresolved(store, 'run-1', tax, HASH, 'the deadline', LATER);

    expect(pendingKeys(store, 'run-1', tax)).toEqual(new Set());
    expect(pendingKeys(store, 'run-1', FILE)).toEqual(new Set(['key-1']));
    expect(pendingKeys(store, 'run-2', tax)).toEqual(new Set(['of tax']));
    expect(mutantsOfState(store, STATE)).toEqual([]);
  });
});

describe('the mutants of a job', () => {
  test('they are those of one file in one run, in order of place, with what was found there', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('below', { line: 9 }), newMutant('above', { line: 2 })] });
    planFile(store, 'run-1', tax, [newMutant('of tax', { file: tax })]);
    planRun(store, { id: 'run-2', mutants: [newMutant('above'), newMutant('later')] });
    judge(store, 'run-1', 'above', { status: 'Killed' });
    judge(store, 'run-2', 'above', { status: 'Survived' });

    expect(mutantsOfJob(store, 'run-1', FILE).map(({ key, status }) => [key, status])).toEqual([
      ['above', 'Killed'],
      ['below', 'Pending'],
    ]);
    expect(keysOf(mutantsOfJob(store, 'run-1', tax))).toEqual(['of tax']);
    expect([mutantsOfJob(store, 'run-2', tax), mutantsOfJob(store, 'run-3', FILE)]).toEqual([[], []]);
  });
});

test('a mutant is known with its mutator, and one that the store never met is not', () => {
  const store = newStore();
  planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { mutator: 'UnaryOperator' }), newMutant('key-2')] });

  expect(['key-1', 'key-2', 'key-3'].map((key) => getMutator(store, key))).toEqual(['UnaryOperator', 'ArithmeticOperator', null]);
});

test('a mutant is as a run found it, and is none of a run that did not have it', () => {
  const store = newStore();
  const adds = newTest('adds');
  planRun(store, { id: 'run-1', tests: [adds], mutants: [newMutant('key-1', { coveredBy: [adds.id] }), newMutant('key-2')] });
  planRun(store, { id: 'run-2', mutants: [newMutant('key-2')] });
  const killedBy = [adds.id, 'made by the mutant'].map((test) => ({ test, kind: 'assertion' as const }));
  judge(store, 'run-1', 'key-1', { status: 'Killed', killedBy });

  expect(mutantInRun(store, 'run-1', 'key-1')).toEqual(mutantsOfRun(store, 'run-1')[0]);
  expect(mutantInRun(store, 'run-1', 'key-1')).toMatchObject({ key: 'key-1', coveredBy: [adds.id], killedBy });
  expect([mutantInRun(store, 'run-2', 'key-1'), mutantInRun(store, 'run-1', 'no key')]).toEqual([null, null]);
});

test('the file that killed a mutant first is told, of the run in which its source was last measured as a whole', () => {
  const store = newStore();
  const [one, two] = [newTest('one', { file: 'one.test.ts' }), newTest('two', { file: 'two.test.ts' })];
  const mutants = ['key-1', 'key-2', 'key-3'].map((key) => newMutant(key));
  const kill = (test: string) => ({ test, kind: 'assertion' as const });
  for (const [runId, tests] of Object.entries({ 'run-1': [one], 'run-2': [two, one] })) {
    planRun(store, { id: runId, tests: [one, two], mutants });
    judge(store, runId, 'key-1', { status: 'Killed', killedBy: tests.map(({ id }) => kill(id)) });
    judge(store, runId, 'key-2', { status: 'Survived' });
    judge(store, runId, 'key-3', { status: 'Killed', killedBy: [kill('made by the mutant')] });
    expect([...lastKillersOf(store, FILE)]).toEqual(runId === 'run-1' ? [] : [['key-1', 'one.test.ts']]);
    markFileMeasured(store, { file: FILE, module: 'm', sourceHash: HASH, runId });
  }
  expect([...lastKillersOf(store, FILE)]).toEqual([['key-1', 'two.test.ts']]);
  expect([...lastKillersOf(store, 'src/b.ts')]).toEqual([]);
});

describe('the history of a mutant', () => {
  test('it has the verdict of every run, newest first', () => {
    const store = newStore();
    const statuses = { 'run-b': 'Survived', 'run-a': 'Killed', 'run-c': null } as const;
    planRun(store, { id: 'run-b', mutants: [newMutant('key-1')] });
    planRun(store, { id: 'run-a', mutants: [newMutant('key-1')], run: { startedAt: LATER } });
    planRun(store, { id: 'run-c', mutants: [newMutant('key-1'), newMutant('key-2')] });
    for (const [runId, status] of Object.entries(statuses)) judge(store, runId, 'key-1', { status, reason: `of ${runId}` });
    judge(store, 'run-c', 'key-2');

    expect(historyOfMutant(store, 'key-1')).toEqual([
      { runId: 'run-a', startedAt: LATER, status: 'Killed', reason: 'of run-a' },
      { runId: 'run-c', startedAt: AT, status: null, reason: 'of run-c' },
      { runId: 'run-b', startedAt: AT, status: 'Survived', reason: 'of run-b' },
    ]);
  });

  test('a mutant that was never measured has none', () => {
    const store: Database = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });

    expect([historyOfMutant(store, 'key-1'), historyOfMutant(store, 'no-such-key')]).toEqual([[], []]);
  });
});
