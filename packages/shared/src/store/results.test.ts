import { describe, expect, test } from 'vitest';
import type { Database } from './open.ts';
import {
  adoptMeasurement,
  allKeys,
  coveringTestFiles,
  coveringTestFilesOfJobs,
  describeLoss,
  getMutator,
  hashOfKeys,
  historyOfMutant,
  leaveUnresolved,
  markFileMeasured,
  measuredFiles,
  mutantInRun,
  mutantsOfJob,
  mutantsOfRun,
  mutantsOfState,
  pendingKeys,
  planMutants,
  planOfJob,
  plansOfState,
  recordTests,
  testsInRun,
  testsOfRun,
  testsOfState,
} from './results.ts';
import { beginRun } from './runs.ts';
import { AT, FILE, HASH, judge, newMutant, newRun, newStore, newTest, planFile, planRun } from './store.fixture.ts';

const LATER = '2026-11-20T11:00:00.000Z';
const STATE = new Map([[FILE, HASH]]);

function keysOf(mutants: readonly { key: string }[]): string[] {
  return mutants.map((mutant) => mutant.key);
}

function measured(runId: string, sourceHash = HASH) {
  return { file: FILE, module: 'default', sourceHash, runId };
}

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

describe('the state of the project', () => {
  test('it is the latest verdict on each mutant, whichever run gave it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1'), newMutant('key-2')] });
    judge(store, 'run-1', 'key-1', { status: 'Survived' });
    judge(store, 'run-1', 'key-2', { status: 'Survived' });
    planRun(store, { id: 'retry', mutants: [newMutant('key-2')] });
    judge(store, 'retry', 'key-2', { status: 'Killed' });

    expect(mutantsOfState(store, STATE).map(({ key, status }) => [key, status])).toEqual([
      ['key-1', 'Survived'],
      ['key-2', 'Killed'],
    ]);
  });

  test('it moves on to a verdict, not to a plan', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    judge(store, 'run-1', 'key-1', { status: 'Survived' });

    planRun(store, { id: 'run-2', mutants: [newMutant('key-1')] });

    expect(mutantsOfState(store, STATE)).toMatchObject([{ status: 'Survived' }]);
  });

  test('it knows nothing of contents that were not measured', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')] });
    judge(store, 'run-1', 'key-1');

    expect(mutantsOfState(store, new Map([[FILE, 'hash-of-edited']]))).toEqual([]);
    expect(mutantsOfState(store, new Map([['src/other.ts', HASH]]))).toEqual([]);
  });

  test('measuring some mutants of an edited file forgets nothing of the content before the edit', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1'), newMutant('key-2')] });
    judge(store, 'run-1', 'key-1', { status: 'Survived' });
    judge(store, 'run-1', 'key-2', { status: 'Killed' });
    const before = mutantsOfState(store, STATE);

    planRun(store, { id: 'retry', hash: 'hash-of-edited', mutants: [newMutant('key-1')] });
    judge(store, 'retry', 'key-1', { hash: 'hash-of-edited', status: 'Killed' });

    expect(mutantsOfState(store, STATE)).toEqual(before);
    expect(mutantsOfState(store, new Map([[FILE, 'hash-of-edited']]))).toMatchObject([{ key: 'key-1', status: 'Killed' }]);
  });

  test('it comes file by file, each in order of place', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('below', { line: 9 }), newMutant('above', { line: 2 })] });
    planRun(store, { id: 'run-2', file: tax, hash: 'hash-of-tax', mutants: [newMutant('of tax', { file: tax })] });
    for (const key of ['below', 'above']) judge(store, 'run-1', key);
    judge(store, 'run-2', 'of tax', { file: tax, hash: 'hash-of-tax' });

    expect(
      keysOf(
        mutantsOfState(
          store,
          new Map([
            [FILE, HASH],
            [tax, 'hash-of-tax'],
          ]),
        ),
      ),
    ).toEqual(['above', 'below', 'of tax']);
  });

  test('its tests are those of the runs it speaks of, each as the latest of them knew it', () => {
    const store = newStore();
    const hour = (hour: number) => ({ startedAt: `2026-11-20T0${hour}:00:00.000Z` });
    const [shared, early] = [newTest('shared', { line: 9 }), newTest('early', { line: 8 })];
    planRun(store, {
      id: 'run-2',
      run: hour(2),
      mutants: [newMutant('key-1')],
      tests: [newTest('shared', { line: 3, durationMs: 7 })],
    });
    planRun(store, { id: 'run-1', run: hour(1), mutants: [newMutant('key-2')], tests: [shared, early] });
    planRun(store, {
      id: 'run-3',
      run: hour(3),
      mutants: [newMutant('key-1')],
      tests: [newTest('never judged'), newTest('shared')],
    });
    judge(store, 'run-2', 'key-1');
    judge(store, 'run-1', 'key-2');

    expect(testsOfState(store)).toEqual([newTest('shared', { line: 3, durationMs: 7 }), early]);
  });

  test('its tests come by file and line', () => {
    const store = newStore();
    const tests = [
      newTest('last', { file: 'b.test.ts', line: 1 }),
      newTest('second', { file: 'a.test.ts', line: 30 }),
      newTest('first', { file: 'a.test.ts', line: 4 }),
    ];
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1')], tests });
    judge(store, 'run-1', 'key-1');

    expect(testsOfState(store)).toEqual(tests.toReversed());
  });

  test('of runs of one moment, a test is as the one that is listed first knew it', () => {
    const store = newStore();
    planRun(store, { id: 'b', mutants: [newMutant('key-1')], tests: [newTest('adds', { line: 2 })] });
    planRun(store, { id: 'a', mutants: [newMutant('key-2')], tests: [newTest('adds', { line: 3 })] });
    judge(store, 'a', 'key-2');
    judge(store, 'b', 'key-1');

    expect(testsOfState(store)).toEqual([newTest('adds', { line: 2 })]);
  });

  test('where nothing was measured there are neither mutants nor tests', () => {
    const store = newStore();

    expect([mutantsOfState(store, STATE), testsOfState(store), measuredFiles(store)]).toEqual([[], [], []]);
  });
});

describe('a file that was measured as a whole', () => {
  test('it is known with its module, its content and its run, by path', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    const files = ['src/b.ts', 'src/a.ts'].map((file) => ({ file, module: 'm', sourceHash: `hash-of-${file}`, runId: 'run-1' }));

    for (const file of files) markFileMeasured(store, file);

    expect(measuredFiles(store)).toEqual(files.toReversed());
  });

  test('measured again, it is known as it is now', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    beginRun(store, newRun('run-2'));
    markFileMeasured(store, measured('run-1'));

    const again = { file: FILE, module: 'payments', sourceHash: 'hash-of-edited', runId: 'run-2' };
    markFileMeasured(store, again);

    expect(measuredFiles(store)).toEqual([again]);
  });

  test('its former contents are forgotten, and other files are not', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1'), newMutant('key-2')] });
    judge(store, 'run-1', 'key-1');
    judge(store, 'run-1', 'key-2');
    planRun(store, { id: 'run-2', file: tax, mutants: [newMutant('of tax', { file: tax })] });
    judge(store, 'run-2', 'of tax', { file: tax });
    planRun(store, { id: 'run-3', hash: 'hash-of-edited', mutants: [newMutant('key-1')] });
    judge(store, 'run-3', 'key-1', { hash: 'hash-of-edited' });

    markFileMeasured(store, measured('run-3', 'hash-of-edited'));

    expect(mutantsOfState(store, STATE)).toEqual([]);
    expect(keysOf(mutantsOfState(store, new Map([[FILE, 'hash-of-edited']])))).toEqual(['key-1']);
    expect(keysOf(mutantsOfState(store, new Map([[tax, HASH]])))).toEqual(['of tax']);
  });

  test('mutants that it no longer has are forgotten, though its content is the same', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('stays'), newMutant('of an older engine')] });
    judge(store, 'run-1', 'stays');
    judge(store, 'run-1', 'of an older engine');
    planRun(store, { id: 'run-2', mutants: [newMutant('stays')] });
    judge(store, 'run-2', 'stays');

    markFileMeasured(store, measured('run-2'));

    expect(keysOf(mutantsOfState(store, STATE))).toEqual(['stays']);
  });
});

describe('the plan of a file', () => {
  test('it says how many mutants were planned, and which', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('b'), newMutant('a')] });
    planFile(store, 'run-1', tax, []);
    for (const file of [FILE, tax]) markFileMeasured(store, { ...measured('run-1'), file });

    expect(plansOfState(store)).toEqual(
      new Map([
        [FILE, { count: 2, hash: hashOfKeys(['a', 'b']) }],
        [tax, { count: 0, hash: hashOfKeys([]) }],
      ]),
    );
  });

  test('it is that of the run that last measured all of the file', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('a'), newMutant('b')] });
    planRun(store, { id: 'run-3', mutants: [newMutant('c')] });
    markFileMeasured(store, measured('run-1'));
    markFileMeasured(store, measured('run-2'));

    expect([...plansOfState(store).values()]).toEqual([{ count: 2, hash: hashOfKeys(['a', 'b']) }]);
  });

  test('it does not shrink with a lost result', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a'), newMutant('b')] });
    markFileMeasured(store, measured('run-1'));

    store.exec('DELETE FROM result WHERE mutant_id = (SELECT max(id) FROM mutant)');

    expect(plansOfState(store).get(FILE)?.count).toBe(2);
  });

  test('a file that was never planned here has none', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    markFileMeasured(store, measured('run-1'));

    expect(plansOfState(store)).toEqual(new Map([[FILE, { count: null, hash: null }]]));
  });

  test('a hash of keys is 16 digits of hexadecimal, whatever their order', () => {
    expect(hashOfKeys(['a', 'b'])).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOfKeys(['b', 'a'])).toBe(hashOfKeys(['a', 'b']));
    expect(new Set([['a', 'b'], ['ab'], ['a'], ['a', 'b', 'c'], []].map(hashOfKeys))).toHaveLength(5);
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

describe('an earlier measurement that is adopted', () => {
  test('is the project state again, and its file is measured in that content', () => {
    const store = newStore();
    for (const [id, hash, keys] of [
      ['run-1', HASH, ['a', 'b']],
      ['run-2', 'hash-of-edited', ['a', 'c']],
    ] as const) {
      planRun(store, { id, hash, mutants: keys.map((key) => newMutant(key)) });
      for (const key of keys) judge(store, id, key, { hash });
      markFileMeasured(store, { ...measured(id), sourceHash: hash });
    }
    adoptMeasurement(store, 'run-1', FILE);
    expect(keysOf(mutantsOfState(store, new Map([[FILE, HASH]])))).toEqual(['a', 'b']);
    expect(measuredFiles(store)).toEqual([{ ...measured('run-1'), sourceHash: HASH }]);
    expect(mutantsOfState(store, new Map([[FILE, 'hash-of-edited']]))).toEqual([]);
  });

  test('takes the place of the newer results of the same content', () => {
    const store = newStore();
    for (const id of ['run-1', 'run-2']) {
      planRun(store, { id, mutants: [newMutant('a')] });
      judge(store, id, 'a', { status: id === 'run-1' ? 'Killed' : 'Survived' });
      markFileMeasured(store, measured(id));
    }
    adoptMeasurement(store, 'run-1', FILE);
    expect(mutantsOfState(store, new Map([[FILE, HASH]])).map(({ status }) => status)).toEqual(['Killed']);
  });
});

describe('what was planned for a file', () => {
  test('is known of each run by itself, and of none that had no job for it', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a'), newMutant('b')] });
    planRun(store, { id: 'run-2', mutants: [newMutant('a')] });

    expect(planOfJob(store, 'run-1', FILE)).toEqual({ count: 2, hash: hashOfKeys(['a', 'b']) });
    expect(planOfJob(store, 'run-2', FILE)).toEqual({ count: 1, hash: hashOfKeys(['a']) });
    expect([planOfJob(store, 'run-1', 'src/tax.ts'), planOfJob(store, 'run-3', FILE)]).toEqual([null, null]);
  });

  test('tells when results are missing, or are of others', () => {
    const plan = { count: 2, hash: hashOfKeys(['a', 'b']) };
    expect(describeLoss(plan, [{ key: 'b' }, { key: 'a' }])).toBeNull();
    expect(describeLoss(plan, [{ key: 'a' }])).toBe('1 of its 2 planned mutants have a result');
    expect(describeLoss(plan, [{ key: 'a' }, { key: 'c' }])).toBe('its results are of other mutants than were planned');
  });

  test('tells nothing where it was not kept', () => {
    expect(describeLoss({ count: null, hash: null }, [{ key: 'a' }])).toBeNull();
  });
});

describe('the test files that run a source', () => {
  const [adds, takes] = [newTest('adds', { file: 'a.test.ts' }), newTest('takes', { file: 'b.test.ts' })];

  test('they are those of the tests that cover any of its mutants', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    const mutants = [newMutant('key-1', { coveredBy: [adds.id] }), newMutant('key-2', { coveredBy: [adds.id, takes.id] })];
    planRun(store, { id: 'run-1', mutants, tests: [adds, takes] });
    planFile(store, 'run-1', tax, [newMutant('of tax', { file: tax, coveredBy: [takes.id] })]);
    for (const key of ['key-1', 'key-2']) judge(store, 'run-1', key);
    judge(store, 'run-1', 'of tax', { file: tax });

    expect(coveringTestFiles(store)).toEqual(
      new Map([
        [FILE, new Set(['a.test.ts', 'b.test.ts'])],
        [tax, new Set(['b.test.ts'])],
      ]),
    );
  });

  test('they are known of every content that the state speaks of', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: [adds.id] })], tests: [adds] });
    judge(store, 'run-1', 'key-1');
    planRun(store, {
      id: 'run-2',
      hash: 'hash-of-edited',
      mutants: [newMutant('key-1', { coveredBy: [takes.id] })],
      tests: [takes],
    });
    judge(store, 'run-2', 'key-1', { hash: 'hash-of-edited' });

    expect(coveringTestFiles(store).get(FILE)).toEqual(new Set(['a.test.ts', 'b.test.ts']));
  });

  test('a file that was measured has none where no test runs it, and one that was not is not known', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    markFileMeasured(store, measured('run-1'));

    expect(coveringTestFiles(store)).toEqual(new Map([[FILE, new Set()]]));
  });

  test('a test that is known by its name only has no file', () => {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: ['renamed by the mutant'] })] });
    judge(store, 'run-1', 'key-1');

    expect(coveringTestFiles(store)).toEqual(new Map([[FILE, new Set()]]));
  });

  test('of one run they are those that it saw, whatever later runs saw', () => {
    const store = newStore();
    const tax = 'src/tax.ts';
    planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { coveredBy: [adds.id] })], tests: [adds, takes] });
    planFile(store, 'run-1', tax, [newMutant('of tax', { file: tax, coveredBy: [takes.id] })]);
    planRun(store, { id: 'run-2', mutants: [newMutant('key-1', { coveredBy: [takes.id] })], tests: [takes] });
    for (const run of ['run-1', 'run-2']) judge(store, run, 'key-1');
    judge(store, 'run-1', 'of tax', { file: tax });

    const ofRuns = (runs: Record<string, string>) =>
      Object.fromEntries(coveringTestFilesOfJobs(store, new Map(Object.entries(runs))));
    expect(ofRuns({ [FILE]: 'run-1', [tax]: 'run-1' })).toEqual({
      [FILE]: new Set(['a.test.ts']),
      [tax]: new Set(['b.test.ts']),
    });
    expect(ofRuns({ [FILE]: 'run-2', [tax]: 'run-2' })).toEqual({ [FILE]: new Set(['b.test.ts']), [tax]: new Set() });
  });
});

test('a mutant is known with its mutator, and one that the store never met is not', () => {
  const store = newStore();
  planRun(store, { id: 'run-1', mutants: [newMutant('key-1', { mutator: 'UnaryOperator' }), newMutant('key-2')] });

  expect(['key-1', 'key-2', 'key-3'].map((key) => getMutator(store, key))).toEqual(['UnaryOperator', 'ArithmeticOperator', null]);
});

describe('one mutant', () => {
  test('is as a run found it, and is none of a run that did not have it', () => {
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

  test('has tests as the dry run of that run saw them; others are known by their ids alone', () => {
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
