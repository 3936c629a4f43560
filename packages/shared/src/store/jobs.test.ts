import { describe, expect, test } from 'vitest';
import { claimJob, endJob, enqueueJobs, jobsOfRun, type NewJob, renewLease, requeueJobs } from './jobs.ts';
import type { Database } from './open.ts';
import { beginRun } from './runs.ts';
import { newRun, newStore } from './store.fixture.ts';

const NOW = 1_000_000;
const LEASE = 60_000;
const COMPLETED = { status: 'completed', reason: null, durationMs: 5 } as const;

function newJob(file: string, job: Partial<NewJob> = {}): NewJob {
  return { file, module: 'default', sourceHash: `hash-of-${file}`, isWholeFile: true, ...job };
}

/** A store with a run and its queued jobs. */
function storeWith(...jobs: NewJob[]): Database {
  const store = newStore();
  beginRun(store, newRun('run-1'));
  enqueueJobs(store, 'run-1', jobs);
  return store;
}

function claim(store: Database, owner: string, nowMs = NOW) {
  return claimJob(store, 'run-1', owner, LEASE, nowMs);
}

/** Claims what must be there. */
function claimId(store: Database, owner: string, nowMs = NOW): number {
  const job = claim(store, owner, nowMs);
  if (job === null) throw new Error('the queue is empty');
  return job.id;
}

describe('the queue', () => {
  test('jobs are claimed in the order in which they were queued, until none is left', () => {
    const store = storeWith(newJob('b.ts'), newJob('a.ts'));
    enqueueJobs(store, 'run-1', [newJob('c.ts')]);

    const files = [claim(store, 'ann'), claim(store, 'bob'), claim(store, 'ann'), claim(store, 'bob')].map((job) => job?.file);

    expect(files).toEqual(['b.ts', 'a.ts', 'c.ts', undefined]);
    expect(jobsOfRun(store, 'run-1').map((job) => job.file)).toEqual(['b.ts', 'a.ts', 'c.ts']);
  });

  test.each([true, false])('a claimed job is what was queued, with its first attempt (whole file: %s)', (isWholeFile) => {
    const job = newJob('a.ts', { module: 'payments', isWholeFile });

    expect(claim(storeWith(job), 'ann')).toEqual({ ...job, id: expect.any(Number), attempts: 1 });
  });

  test('a file has one job in a run, and the first stays', () => {
    const store = storeWith(newJob('a.ts', { module: 'first' }));

    enqueueJobs(store, 'run-1', [newJob('a.ts', { module: 'second' }), newJob('b.ts')]);

    expect(jobsOfRun(store, 'run-1').map(({ file, module }) => [file, module])).toEqual([
      ['a.ts', 'first'],
      ['b.ts', 'default'],
    ]);
  });

  test('where one job cannot be queued none is', () => {
    const store = storeWith();
    const broken = { ...newJob('b.ts'), module: null } as unknown as NewJob;

    expect(() => enqueueJobs(store, 'run-1', [newJob('a.ts'), broken])).toThrow('NOT NULL');

    expect(jobsOfRun(store, 'run-1')).toEqual([]);
  });

  test('the jobs of one run are not those of another', () => {
    const store = storeWith(newJob('a.ts'));
    beginRun(store, newRun('run-2'));
    enqueueJobs(store, 'run-2', [newJob('a.ts'), newJob('b.ts')]);

    claimJob(store, 'run-2', 'ann', LEASE, NOW);

    expect(claimJob(store, 'run-2', 'ann', LEASE, NOW)?.file).toBe('b.ts');
    expect(claim(store, 'ann')?.file).toBe('a.ts');
    expect(jobsOfRun(store, 'run-1')).toHaveLength(1);
  });
});

describe('a lease', () => {
  test('a job under a lease is nobody else`s', () => {
    const store = storeWith(newJob('a.ts'));
    claim(store, 'ann');

    expect(claim(store, 'bob', NOW + LEASE - 1)).toBeNull();
  });

  test('a job whose lease ran out is claimed again, and that is its second attempt', () => {
    const store = storeWith(newJob('a.ts'), newJob('b.ts'));
    const first = claim(store, 'ann');

    expect(claim(store, 'bob', NOW + LEASE)).toEqual({ ...first, attempts: 2 });
  });

  test('a lease that was renewed runs from then on', () => {
    const store = storeWith(newJob('a.ts'));
    const id = claimId(store, 'ann');

    expect(renewLease(store, id, 'ann', LEASE, NOW + 50_000)).toBe(true);

    expect(claim(store, 'bob', NOW + 50_000 + LEASE - 1)).toBeNull();
    expect(claim(store, 'bob', NOW + 50_000 + LEASE)?.id).toBe(id);
  });

  test('who lost the lease can neither renew it nor end the job', () => {
    const store = storeWith(newJob('a.ts'));
    const id = claimId(store, 'ann');
    claim(store, 'bob', NOW + LEASE);

    expect(renewLease(store, id, 'ann', 10 * LEASE, NOW)).toBe(false);
    expect(endJob(store, id, 'ann', { status: 'failed', reason: 'late', durationMs: 1 })).toBe(false);

    expect(jobsOfRun(store, 'run-1')[0]).toMatchObject({ status: 'running', reason: null, durationMs: null });
    expect(claim(store, 'eve', NOW + 2 * LEASE)?.id).toBe(id);
  });

  test('a job that ended has no lease to renew', () => {
    const store = storeWith(newJob('a.ts'));
    const id = claimId(store, 'ann');
    endJob(store, id, 'ann', COMPLETED);

    expect(renewLease(store, id, 'ann', LEASE, NOW)).toBe(false);
  });

  test('renewing one lease leaves the others', () => {
    const store = storeWith(newJob('a.ts'), newJob('b.ts'));
    const id = claimId(store, 'ann');
    claim(store, 'ann');

    renewLease(store, id, 'ann', LEASE, NOW + LEASE);

    expect(claim(store, 'bob', NOW + LEASE)?.file).toBe('b.ts');
  });
});

describe('the end of a job', () => {
  test.each([
    { status: 'completed', reason: null, durationMs: 1_234.5 },
    { status: 'timed-out', reason: 'the job reached its deadline of 900 s', durationMs: 900_000 },
  ] as const)('a job that is $status says so, and is not claimed again', (end) => {
    const store = storeWith(newJob('a.ts', { module: 'payments' }));
    const id = claimId(store, 'ann');

    expect(endJob(store, id, 'ann', end)).toBe(true);

    expect(jobsOfRun(store, 'run-1')).toEqual([{ file: 'a.ts', module: 'payments', ...end }]);
    expect(claim(store, 'bob', NOW + 10 * LEASE)).toBeNull();
  });

  test('a job ends once', () => {
    const store = storeWith(newJob('a.ts'));
    const id = claimId(store, 'ann');
    endJob(store, id, 'ann', COMPLETED);

    expect(endJob(store, id, 'ann', { status: 'failed', reason: 'again', durationMs: 9 })).toBe(false);
    expect(jobsOfRun(store, 'run-1')[0]).toMatchObject(COMPLETED);
  });

  test('a job that nobody claimed cannot be ended', () => {
    const store = storeWith(newJob('a.ts'), newJob('b.ts'));
    const id = claimId(store, 'ann');

    expect(endJob(store, id + 1, 'ann', COMPLETED)).toBe(false);
    expect(jobsOfRun(store, 'run-1').map((job) => job.status)).toEqual(['running', 'queued']);
  });
});

describe('a run that goes on', () => {
  test('jobs that were held are claimed again at once, and what has ended stays', () => {
    const store = storeWith(newJob('a.ts'), newJob('b.ts'));
    endJob(store, claimId(store, 'ann'), 'ann', COMPLETED);
    claim(store, 'ann');

    requeueJobs(store, 'run-1');

    expect(jobsOfRun(store, 'run-1').map((job) => job.status)).toEqual(['completed', 'queued']);
    expect(claim(store, 'bob')).toMatchObject({ file: 'b.ts', attempts: 2 });
  });

  test('who held a job before has lost it', () => {
    const store = storeWith(newJob('a.ts'));
    const id = claimId(store, 'ann');

    requeueJobs(store, 'run-1');

    expect(renewLease(store, id, 'ann', LEASE, NOW)).toBe(false);
    expect(endJob(store, id, 'ann', COMPLETED)).toBe(false);
  });

  test('the jobs of another run stay held', () => {
    const store = storeWith(newJob('a.ts'));
    claim(store, 'ann');
    beginRun(store, newRun('run-2'));

    requeueJobs(store, 'run-2');

    expect(claim(store, 'bob')).toBeNull();
  });
});
