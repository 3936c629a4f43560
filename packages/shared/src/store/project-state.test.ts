import { describe, expect, test } from 'vitest';
import { planOfJob } from './file-plan.ts';
import { jobsOfRun } from './jobs.ts';
import { adoptMeasurement, markFileMeasured, measuredFiles, mutantsOfState, reuseFile, testsOfState } from './project-state.ts';
import { mutantsOfJob, mutantsOfRun } from './results.ts';
import { testsOfRun } from './run-tests.ts';
import { beginRun, measurementsOf } from './runs.ts';
import { FILE, HASH, judge, keysOf, measured, newMutant, newRun, newStore, newTest, planFile, planRun } from './store.fixture.ts';

const STATE = new Map([[FILE, HASH]]);

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

describe('results of a file that a later run takes over', () => {
  const test1 = newTest('adds');
  function takeOver() {
    const store = newStore();
    planRun(store, { id: 'run-1', mutants: [newMutant('a', { coveredBy: [test1.id] }), newMutant('b')], tests: [test1] });
    planFile(store, 'run-1', 'src/tax.ts', [newMutant('of tax', { file: 'src/tax.ts' })]);
    judge(store, 'run-1', 'a', { status: 'Killed', killedBy: [{ test: test1.id, kind: 'assertion' }], durationMs: 7 });
    judge(store, 'run-1', 'b');
    judge(store, 'run-1', 'of tax', { file: 'src/tax.ts' });
    beginRun(store, newRun('run-2', { modules: [] }));
    reuseFile(store, { runId: 'run-2', file: FILE, module: 'shop', from: 'run-1' });
    return store;
  }

  test('are as they were, but for the mark that they are reused', () => {
    const store = takeOver();
    const [former, later] = ['run-1', 'run-2'].map((run) => mutantsOfJob(store, run, FILE));
    expect(later).toEqual(former?.map((mutant) => ({ ...mutant, isReused: true })));
    expect(mutantsOfRun(store, 'run-2').map(({ key }) => key)).toEqual(['a', 'b']);
    expect(testsOfRun(store, 'run-2')).toEqual(testsOfRun(store, 'run-1'));
  });

  test('are of a job that is reused, of the whole file, with the plan of before', () => {
    const store = takeOver();
    expect(jobsOfRun(store, 'run-2')).toEqual([{ file: FILE, module: 'shop', status: 'reused', reason: null, durationMs: 0 }]);
    expect(planOfJob(store, 'run-2', FILE)).toEqual(planOfJob(store, 'run-1', FILE));
    expect(measurementsOf(store, FILE, HASH).map(({ runId }) => runId)).toContain('run-2');
  });

  test('are the project state, by the later run', () => {
    const store = takeOver();
    expect(measuredFiles(store)).toEqual([{ ...measured('run-2'), module: 'shop' }]);
    expect(mutantsOfState(store, new Map([[FILE, HASH]])).map(({ key, isReused }) => [key, isReused])).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  test('can be taken over where the run has some of their tests already', () => {
    const store = takeOver();
    reuseFile(store, { runId: 'run-2', file: 'src/tax.ts', module: 'shop', from: 'run-1' });
    expect(mutantsOfRun(store, 'run-2')).toHaveLength(3);
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
