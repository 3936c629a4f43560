import { join } from 'node:path';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { beginRun } from '@killrate/shared/store/runs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { aFolder } from '../folder.fixture.ts';
import type { QueuedJob } from './queue.ts';
import { createSqliteQueue, LEASE_MS } from './sqlite-queue.ts';

function aStore(...runIds: string[]): Database {
  const database = openDatabase(join(aFolder(), 'reports/killrate.db'), 'create');
  onTestFinished(() => void database.close());
  for (const id of runIds)
    beginRun(database, {
      ...{ id, scope: 'all', request: '{}', startedAt: '2026-11-21T10:00:00.000Z', commit: null, branch: null },
      ...{
        projectHash: 'x',
        suiteHash: 'x',
        suiteManifest: {},
        sourcesHash: 'sources',
        sourcesManifest: {},
        isDirty: false,
        engine: 'stock',
        concurrency: 1,
        environment: {},
        modules: [],
      },
    });
  return database;
}

const aJob = (file: string) => ({ file, module: 'default', sourceHash: `hash of ${file}`, isWholeFile: true });
const done = { status: 'completed', reason: null, durationMs: 5 } as const;

/** Claims a job that must be there. */
function claim(queue: { claim(): QueuedJob | null }): QueuedJob {
  const job = queue.claim();
  if (job === null) throw new Error('no job is left');
  return job;
}

describe('the queue', () => {
  test('hands out jobs in order, each once, as they were put in', () => {
    const queue = createSqliteQueue(aStore('r'), 'r', 'me');
    queue.enqueue([aJob('b.ts'), { ...aJob('a.ts'), isWholeFile: false }]);
    expect(queue.claim()).toMatchObject({ ...aJob('b.ts'), attempts: 1 });
    expect(queue.claim()).toMatchObject({ ...aJob('a.ts'), isWholeFile: false });
    expect(queue.claim()).toBeNull();
  });

  test('holds one job for a file, however often it is put in', () => {
    const database = aStore('r');
    const queue = createSqliteQueue(database, 'r', 'me');
    queue.enqueue([aJob('a.ts'), aJob('a.ts')]);
    queue.end(claim(queue), done);
    queue.enqueue([aJob('a.ts')]);
    expect(queue.claim()).toBeNull();
    expect(jobsOfRun(database, 'r')).toMatchObject([{ file: 'a.ts', status: 'completed' }]);
  });

  test('of one run has no jobs of another', () => {
    const database = aStore('r', 's');
    createSqliteQueue(database, 'r', 'me').enqueue([aJob('a.ts')]);
    expect(createSqliteQueue(database, 's', 'me').claim()).toBeNull();
  });

  test('gives no job to two owners', () => {
    const database = aStore('r');
    const [mine, yours] = [createSqliteQueue(database, 'r', 'me'), createSqliteQueue(database, 'r', 'you')];
    mine.enqueue([aJob('a.ts'), aJob('b.ts')]);
    expect([claim(mine).file, claim(yours).file, mine.claim(), yours.claim()]).toEqual(['a.ts', 'b.ts', null, null]);
  });

  test('records how a job ended, and never hands it out again', () => {
    const database = aStore('r');
    const queue = createSqliteQueue(database, 'r', 'me');
    queue.enqueue([aJob('a.ts')]);
    expect(queue.end(claim(queue), { status: 'timed-out', reason: 'late', durationMs: 7 })).toBe(true);
    expect(jobsOfRun(database, 'r')).toEqual([
      { file: 'a.ts', module: 'default', status: 'timed-out', reason: 'late', durationMs: 7 },
    ]);
    expect(queue.claim()).toBeNull();
  });

  test('takes jobs back that were not ended, and counts the attempts', () => {
    const queue = createSqliteQueue(aStore('r'), 'r', 'me');
    queue.enqueue([aJob('a.ts'), aJob('b.ts')]);
    queue.end(claim(queue), done);
    claim(queue);
    queue.release();
    expect(claim(queue)).toMatchObject({ file: 'b.ts', attempts: 2 });
  });
});

describe('a lease', () => {
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

  function twoOwners() {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const database = aStore('r');
    const [mine, yours] = [createSqliteQueue(database, 'r', 'me'), createSqliteQueue(database, 'r', 'you')];
    mine.enqueue([aJob('a.ts')]);
    return { mine, yours, job: claim(mine) };
  }

  test('keeps a job from others until it runs out', () => {
    const { yours } = twoOwners();
    later(LEASE_MS - 1);
    expect(yours.claim()).toBeNull();
    later(1);
    expect(claim(yours)).toMatchObject({ file: 'a.ts', attempts: 2 });
  });

  test('lasts as long as there are heartbeats', () => {
    const { mine, yours, job } = twoOwners();
    for (let beat = 0; beat < 5; beat += 1) {
      later(LEASE_MS / 2);
      expect(mine.heartbeat(job)).toBe(true);
    }
    later(LEASE_MS - 1);
    expect(yours.claim()).toBeNull();
  });

  test('that was lost can neither be prolonged nor ended by who lost it', () => {
    const { mine, yours, job } = twoOwners();
    later(LEASE_MS);
    const again = claim(yours);
    expect(mine.heartbeat(job)).toBe(false);
    expect(mine.end(job, done)).toBe(false);
    expect(yours.end(again, done)).toBe(true);
  });

  test('ends with its job', () => {
    const { mine, job } = twoOwners();
    mine.end(job, done);
    expect(mine.heartbeat(job)).toBe(false);
    expect(mine.end(job, done)).toBe(false);
  });
});
