import { describe, expect, test } from 'vitest';
import { MutantStatus } from '../model.ts';
import { tally } from '../score.ts';
import { enqueueJobs, jobsOfRun } from './jobs.ts';
import type { Database } from './open.ts';
import { markFileMeasured, mutantsOfState } from './project-state.ts';
import { mutantsOfRun } from './results.ts';
import { testsOfRun } from './run-tests.ts';
import {
  beginRun,
  cleanMeasurements,
  commitsOfSuite,
  continueRun,
  findRunToContinue,
  finishRun,
  getRun,
  interruptDeadRuns,
  latestRunOfProject,
  listRuns,
  manifestOfSuite,
  measurementsOf,
  modulesOfRun,
  type NewRun,
  projectHashOfRun,
  pruneRuns,
  sourcesOfRun,
  suiteHashOfRun,
  suitesOfState,
  totalsOfRun,
} from './runs.ts';
import { AT, FILE, HASH, judge, newMutant, newRun, newStore, newTest, planRun } from './store.fixture.ts';

const LATER = '2026-11-20T11:00:00.000Z';
const REQUEST = '{"files":["a.ts"]}';

describe('a run', () => {
  test('a run that has begun is running, and is what it was planned as', () => {
    const store = newStore();
    const run = newRun('run-1', {
      scope: 'since',
      commit: '11308c0',
      branch: 'main',
      concurrency: 3,
      environment: { node: '24.21.0' },
    });
    beginRun(store, run);

    const { request, projectHash, suiteHash, suiteManifest, sourcesHash, sourcesManifest, isDirty, modules, ...planned } = run;
    expect(getRun(store, 'run-1')).toEqual({ ...planned, status: 'running', reason: null, finishedAt: null });
  });

  test('a run says that it measured the kill matrix, and says nothing where it did not', () => {
    const store = newStore();
    beginRun(store, newRun('run-1', { hasKillMatrix: true }));
    beginRun(store, newRun('run-2'));

    expect(getRun(store, 'run-1')?.hasKillMatrix).toBe(true);
    expect(getRun(store, 'run-2')).not.toHaveProperty('hasKillMatrix');
  });

  test('a run that nobody began is null', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));

    expect(getRun(store, 'run-2')).toBeNull();
  });

  test('its modules stay in the order of the config, with a target or none', () => {
    const store = newStore();
    const modules = [
      { name: 'payments', target: 90 },
      { name: 'http', target: 62.5 },
      { name: 'a', target: null },
    ];
    beginRun(store, newRun('run-1', { modules }));
    beginRun(store, newRun('run-2', { modules: [{ name: 'other', target: 1 }] }));

    expect(modulesOfRun(store, 'run-1')).toEqual(modules);
  });

  test('a run that cannot begin as a whole leaves nothing', () => {
    const store = newStore();
    const twice = { name: 'payments', target: 90 };

    expect(() => beginRun(store, newRun('run-1', { modules: [twice, twice] }))).toThrow('UNIQUE');

    expect(listRuns(store, 10)).toEqual([]);
  });

  test('a run ends with a status, a reason and a time, and alone', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    beginRun(store, newRun('run-2'));

    finishRun(store, 'run-1', 'baseline-failed', '1 test fails', LATER);

    expect(getRun(store, 'run-1')).toMatchObject({ status: 'baseline-failed', reason: '1 test fails', finishedAt: LATER });
    expect(getRun(store, 'run-2')).toMatchObject({ status: 'running', finishedAt: null });
  });

  test('runs are listed newest first, and of one moment by id', () => {
    const store = newStore();
    beginRun(store, newRun('b', { startedAt: AT }));
    beginRun(store, newRun('a-newest', { startedAt: LATER }));
    beginRun(store, newRun('c', { startedAt: AT }));
    beginRun(store, newRun('a', { startedAt: AT }));

    expect(listRuns(store, 10).map((run) => run.id)).toEqual(['a-newest', 'c', 'b', 'a']);
    expect(listRuns(store, 2).map((run) => run.id)).toEqual(['a-newest', 'c']);
  });
});

describe('the state of the project that a run measured', () => {
  test('a run knows the hash of all of it, and one that nobody began knows none', () => {
    const store = newStore();
    beginRun(store, newRun('run-1', { projectHash: 'one state' }));
    beginRun(store, newRun('run-2', { projectHash: 'another' }));

    expect(['run-1', 'run-2', 'run-3'].map((run) => projectHashOfRun(store, run))).toEqual(['one state', 'another', null]);
  });

  test('a run knows the hash of its suite, and one that nobody began knows none', () => {
    const store = newStore();
    beginRun(store, newRun('run-1', { suiteHash: 'one suite' }));
    beginRun(store, newRun('run-2', { suiteHash: 'another' }));

    expect(['run-1', 'run-2', 'run-3'].map((run) => suiteHashOfRun(store, run))).toEqual(['one suite', 'another', null]);
  });

  test('the newest run of a state is known with how it ended, whatever ran over another state since', () => {
    const store = newStore();
    for (const [id, projectHash, startedAt] of [
      ['c', 'state', AT],
      ['d', 'state', AT],
      ['b', 'state', LATER],
      ['a', 'other state', LATER],
    ] as const)
      beginRun(store, newRun(id, { projectHash, startedAt }));
    finishRun(store, 'b', 'baseline-failed', '1 test fails', LATER);

    expect(latestRunOfProject(store, 'state')).toEqual(getRun(store, 'b'));
    expect(latestRunOfProject(store, 'state')?.status).toBe('baseline-failed');
    expect(latestRunOfProject(store, 'no such state')).toBeNull();
  });

  test('of runs of one moment the newest is the one that is listed first', () => {
    const store = newStore();
    for (const id of ['b', 'c', 'a']) beginRun(store, newRun(id));

    expect(latestRunOfProject(store, 'hash-of-project')?.id).toBe('c');
  });
});

describe('the suite that a run measured with', () => {
  test('its hash stands for files and options, as they were given', () => {
    const store = newStore();
    const manifest = { 'src/price.test.ts': 'hash of tests', options: 'hash of options', 'test/ümlaut.ts': '' };
    beginRun(store, newRun('run-1', { suiteHash: 'suite', suiteManifest: manifest }));
    beginRun(store, newRun('run-2', { suiteHash: 'other suite', suiteManifest: {} }));

    expect(manifestOfSuite(store, 'suite')).toEqual(manifest);
    expect(manifestOfSuite(store, 'other suite')).toEqual({});
  });

  test('a suite that no run used is not known', () => {
    expect(manifestOfSuite(newStore(), 'suite')).toBeNull();
  });

  test('two runs can use one suite', () => {
    const store = newStore();
    for (const id of ['run-1', 'run-2']) beginRun(store, newRun(id, { suiteHash: 'suite', suiteManifest: { a: id } }));

    expect(manifestOfSuite(store, 'suite')).toEqual({ a: 'run-1' });
  });

  test('it goes with the last run that used it', () => {
    const store = newStore();
    for (const [id, suiteHash] of [
      ['run-1', 'old'],
      ['run-2', 'used twice'],
      ['run-3', 'used twice'],
    ] as const)
      beginRun(store, newRun(id, { suiteHash, suiteManifest: { a: id } }));

    pruneRuns(store, 1);

    expect([manifestOfSuite(store, 'old'), manifestOfSuite(store, 'used twice')]).toEqual([null, { a: 'run-2' }]);
  });
});

/** A run that measured all of FILE on a clean checkout, unless said otherwise. */
function measure(
  store: Database,
  id: string,
  run: Partial<NewRun> = {},
  job: { isWholeFile?: boolean; status?: string; file?: string; hash?: string } = {},
) {
  const { isWholeFile = true, status = 'completed', file = FILE, hash = HASH } = job;
  beginRun(store, newRun(id, { commit: `commit of ${id}`, ...run }));
  enqueueJobs(store, id, [{ file, module: 'default', sourceHash: hash, isWholeFile }]);
  store.prepare('UPDATE job SET status = ? WHERE run_id = ?').run(status, id);
}
describe('what a commit holds', () => {
  test('is known from runs that measured all of a file as it is there, newest first', () => {
    const store = newStore();
    measure(store, 'a', { startedAt: AT });
    measure(store, 'c', { startedAt: AT });
    measure(store, 'b', { startedAt: LATER });

    expect(cleanMeasurements(store, FILE, HASH)).toEqual([
      { runId: 'b', commit: 'commit of b' },
      { runId: 'c', commit: 'commit of c' },
      { runId: 'a', commit: 'commit of a' },
    ]);
  });

  test.each([
    ['in a work tree that differed from the commit', { isDirty: true }, {}],
    ['without a commit', { commit: null }, {}],
    ['in part', {}, { isWholeFile: false }],
    ['and did not end', {}, { status: 'running' }],
    ['and timed out', {}, { status: 'timed-out' }],
    ['in another content', {}, { hash: 'hash-of-edited' }],
    ['of another name', {}, { file: 'src/other.ts' }],
  ] as const)('is not known from a run that measured a file %s', (_, run, job) => {
    const store = newStore();
    measure(store, 'run-1', run, job);

    expect(cleanMeasurements(store, FILE, HASH)).toEqual([]);
  });
});

describe('the runs that measured all of a file', () => {
  test('each is known with its suite, newest first, on a clean checkout or not', () => {
    const store = newStore();
    measure(store, 'a', { startedAt: AT, isDirty: true, suiteHash: 'suite of a' });
    measure(store, 'c', { startedAt: AT, commit: null });
    measure(store, 'b', { startedAt: LATER });

    expect(measurementsOf(store, FILE, HASH)).toEqual([
      { runId: 'b', suiteHash: 'hash-of-suite' },
      { runId: 'c', suiteHash: 'hash-of-suite' },
      { runId: 'a', suiteHash: 'suite of a' },
    ]);
  });

  test.each([
    ['in part', { isWholeFile: false }],
    ['and timed out', { status: 'timed-out' }],
    ['in another content', { hash: 'hash-of-edited' }],
    ['of another name', { file: 'src/other.ts' }],
  ])('one that measured a file %s is none of them', (_, job) => {
    const store = newStore();
    measure(store, 'run-1', {}, job);

    expect(measurementsOf(store, FILE, HASH)).toEqual([]);
  });
});

test('the commits of a suite are those of its runs, each once, newest first', () => {
  const store = newStore();
  for (const [id, commit, startedAt, suiteHash] of [
    ['run-1', 'twice', AT, 'suite'],
    ['run-2', 'once', '2026-11-20T10:30:00.000Z', 'suite'],
    ['run-3', 'twice', LATER, 'suite'],
    ['run-4', null, LATER, 'suite'],
    ['run-5', 'other', LATER, 'other suite'],
  ] as const)
    beginRun(store, newRun(id, { commit, startedAt, suiteHash }));

  expect([commitsOfSuite(store, 'suite'), commitsOfSuite(store, 'no such suite')]).toEqual([['twice', 'once'], []]);
});

describe('going on', () => {
  /** A store with an interrupted run of REQUEST. */
  function interrupted(run: Partial<NewRun> = {}) {
    const store = newStore();
    beginRun(store, newRun('run-1', { request: REQUEST, ...run }));
    finishRun(store, 'run-1', 'interrupted', 'it was interrupted', LATER);
    return store;
  }

  test('the newest run goes on where it stopped before its end and the same is asked of the same project', () => {
    const store = interrupted();

    expect(findRunToContinue(store, REQUEST, 'hash-of-project')).toEqual(getRun(store, 'run-1'));
  });

  test('a run whose process died before it could say so goes on', () => {
    const store = newStore();
    beginRun(store, newRun('run-1', { request: REQUEST }));

    expect(findRunToContinue(store, REQUEST, 'hash-of-project')?.id).toBe('run-1');
  });

  test('a run that broke off goes on: what it measured is kept', () => {
    const store = interrupted();
    finishRun(store, 'run-1', 'failed', 'the disk is full', LATER);

    expect(findRunToContinue(store, REQUEST, 'hash-of-project')?.id).toBe('run-1');
  });

  test('no run goes on where something else is asked, or the project has changed', () => {
    const store = interrupted();

    expect(findRunToContinue(store, '{"files":["b.ts"]}', 'hash-of-project')).toBeNull();
    expect(findRunToContinue(store, REQUEST, 'hash-of-edited-project')).toBeNull();
  });

  test.each(['completed', 'incomplete', 'baseline-failed', 'empty'] as const)('a run that is %s does not go on', (status) => {
    const store = interrupted();
    finishRun(store, 'run-1', status, null, LATER);

    expect(findRunToContinue(store, REQUEST, 'hash-of-project')).toBeNull();
  });

  test('a run does not go on behind a newer one', () => {
    const store = interrupted();
    beginRun(store, newRun('run-2', { startedAt: LATER }));

    expect(findRunToContinue(store, REQUEST, 'hash-of-project')).toBeNull();
  });

  test('a run that goes on is running again, as if it had never stopped', () => {
    const store = interrupted();
    beginRun(store, newRun('run-2'));
    finishRun(store, 'run-2', 'interrupted', 'it was interrupted', LATER);

    continueRun(store, 'run-1');

    expect(getRun(store, 'run-1')).toMatchObject({ status: 'running', reason: null, finishedAt: null });
    expect(getRun(store, 'run-2')?.status).toBe('interrupted');
  });

  test('runs that claim to be running are interrupted, and no others', () => {
    const store = interrupted();
    beginRun(store, newRun('run-2'));
    finishRun(store, 'run-2', 'completed', null, AT);
    beginRun(store, newRun('dead'));

    interruptDeadRuns(store, LATER);

    expect(getRun(store, 'dead')).toMatchObject({
      status: 'interrupted',
      reason: expect.stringContaining('process ended'),
      finishedAt: LATER,
    });
    expect(getRun(store, 'run-1')?.reason).toBe('it was interrupted');
    expect(getRun(store, 'run-2')).toMatchObject({ status: 'completed', reason: null, finishedAt: AT });
  });
});

describe('the totals of a run', () => {
  test('they are what counting its mutants gives, with as many of each status as tell it from the others', () => {
    const store = newStore();
    const statuses = [...MutantStatus.options, null].flatMap((status, index) => Array.from({ length: index + 1 }, () => status));
    planRun(store, { id: 'run-1', mutants: statuses.map((_, index) => newMutant(`key-${index}`)) });
    for (const [index, status] of statuses.entries()) {
      if (status !== 'Pending') judge(store, 'run-1', `key-${index}`, { status });
    }
    planRun(store, { id: 'run-2', mutants: [newMutant('key-0')] });

    expect(totalsOfRun(store, 'run-1')).toEqual(tally(mutantsOfRun(store, 'run-1')));
    expect(totalsOfRun(store, 'run-1')).toMatchObject({ mutants: 45, killed: 1, pending: 8, unresolved: 9 });
  });

  test('a run without mutants has no rates', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));

    expect(totalsOfRun(store, 'run-1')).toEqual(tally([]));
  });
});

describe('pruning', () => {
  const startedAt = (hour: number) => ({ startedAt: `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z` });
  const noun = newTest('of the old run');

  /** Three runs of one mutant each, of three files, newest last; none is part of the state any more but what `keep` says. */
  function threeRuns() {
    const store = newStore();
    for (const hour of [1, 2, 3]) {
      planRun(store, {
        id: `run-${hour}`,
        run: { ...startedAt(hour), modules: [{ name: 'default', target: null }] },
        mutants: [newMutant(`key-${hour}`, { coveredBy: [noun.id] })],
        tests: [noun, newTest(`of run ${hour}`)],
      });
    }
    return store;
  }

  test('the newest runs stay, the others go with all that belongs to them', () => {
    const store = threeRuns();

    expect(pruneRuns(store, 1)).toBe(2);

    expect(listRuns(store, 10).map((run) => run.id)).toEqual(['run-3']);
    for (const gone of ['run-1', 'run-2']) {
      expect([jobsOfRun, mutantsOfRun, testsOfRun, modulesOfRun].flatMap((read) => read(store, gone) as unknown[])).toEqual([]);
    }
    expect(store.prepare('SELECT key FROM mutant').pluck().all()).toEqual(['key-3']);
    expect(store.prepare('SELECT name FROM test ORDER BY name').pluck().all()).toEqual(['of run 3', 'of the old run']);
  });

  test('of runs of one moment those stay that are listed first', () => {
    const store = newStore();
    for (const id of ['b', 'c', 'a']) beginRun(store, newRun(id));
    const [first] = listRuns(store, 1);

    pruneRuns(store, 1);

    expect(listRuns(store, 10)).toEqual([first]);
  });

  test('what is kept still names its tests', () => {
    const store = threeRuns();
    pruneRuns(store, 1);

    expect(mutantsOfRun(store, 'run-3')[0]?.coveredBy).toEqual([noun.id]);
  });

  test('where no more runs are there than are kept, nothing goes', () => {
    const store = threeRuns();

    expect([pruneRuns(store, 3), pruneRuns(store, 30)]).toEqual([0, 0]);
    expect(listRuns(store, 10)).toHaveLength(3);
  });

  test('a run that the state of the project speaks of stays, and the state with it', () => {
    const store = threeRuns();
    judge(store, 'run-1', 'key-1', { status: 'Killed', killedBy: [{ test: noun.id, kind: 'assertion' }] });
    const before = mutantsOfState(store, new Map([[FILE, HASH]]));

    expect(pruneRuns(store, 1)).toBe(1);

    expect(listRuns(store, 10).map((run) => run.id)).toEqual(['run-3', 'run-1']);
    expect(mutantsOfState(store, new Map([[FILE, HASH]]))).toEqual(before);
    expect(before).toMatchObject([{ key: 'key-1', status: 'Killed' }]);
  });

  test('a run that measured all of a file without mutants stays', () => {
    const store = threeRuns();
    markFileMeasured(store, { file: 'src/types.ts', module: 'default', sourceHash: 'hash-of-types', runId: 'run-2' });

    expect(pruneRuns(store, 0)).toBe(2);
    expect(listRuns(store, 10).map((run) => run.id)).toEqual(['run-2']);
  });
});

test('the project state tells which suite each content of a file was measured with', () => {
  const store = newStore();
  planRun(store, { id: 'run-1', mutants: [newMutant('key-1')], run: { suiteHash: 'older suite' } });
  planRun(store, { id: 'run-2', mutants: [newMutant('key-2')], run: { suiteHash: 'newer suite' } });
  expect(suitesOfState(store)).toEqual([]);

  judge(store, 'run-2', 'key-2', { status: 'Survived' });
  judge(store, 'run-1', 'key-1', { status: 'Survived' });

  expect(suitesOfState(store)).toEqual([
    { file: FILE, sourceHash: HASH, suiteHash: 'newer suite' },
    { file: FILE, sourceHash: HASH, suiteHash: 'older suite' },
  ]);
});

describe('the sources that a run saw', () => {
  test('are kept with it, beside the suite', () => {
    const store = newStore();
    const sourcesManifest = { 'src/price.ts': 'hash', 'src/tax.ts': 'other hash' };
    const edited = { ...sourcesManifest, 'src/tax.ts': 'edited' };
    beginRun(store, newRun('run-1', { sourcesHash: 'a', sourcesManifest, suiteHash: 'suite', suiteManifest: { a: '1' } }));
    beginRun(store, newRun('run-2', { sourcesHash: 'b', sourcesManifest: edited }));
    expect(sourcesOfRun(store, 'run-1')).toEqual(sourcesManifest);
    expect(sourcesOfRun(store, 'run-2')).toEqual(edited);
    expect(manifestOfSuite(store, 'suite')).toEqual({ a: '1' });
  });

  test('are not known of a run of an older store, nor of one that is not there', () => {
    const store = newStore();
    beginRun(store, newRun('run-1'));
    store.exec('UPDATE run SET sources_hash = NULL');
    expect([sourcesOfRun(store, 'run-1'), sourcesOfRun(store, 'run-2')]).toEqual([null, null]);
  });

  test('stay as long as a run does, and go with the last', () => {
    const store = newStore();
    for (const [id, startedAt] of [
      ['run-1', '2026-01-01T00:00:00Z'],
      ['run-2', '2026-01-02T00:00:00Z'],
    ] as const)
      beginRun(store, newRun(id, { startedAt, suiteHash: 'suite', sourcesHash: `of ${id}`, sourcesManifest: { [id]: 'hash' } }));
    pruneRuns(store, 1);
    expect(sourcesOfRun(store, 'run-2')).toEqual({ 'run-2': 'hash' });
    expect(store.prepare('SELECT hash FROM suite ORDER BY hash').pluck().all()).toEqual(['of run-2', 'suite']);
  });

  test('of an older store do not keep manifests from going', () => {
    const store = newStore();
    for (const id of ['run-1', 'run-2']) beginRun(store, newRun(id, { suiteHash: id, sourcesHash: `of ${id}` }));
    store.exec('UPDATE run SET sources_hash = NULL');
    pruneRuns(store, 1);
    expect(store.prepare('SELECT count(*) FROM suite').pluck().get()).toBe(1);
  });
});
