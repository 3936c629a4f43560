/** The queue in the project's own store. */
import { claimJob, endJob, enqueueJobs, renewLease, requeueJobs } from '@killrate/shared/store/jobs';
import type { Database } from '@killrate/shared/store/open';
import type { Queue } from './queue.ts';

export const LEASE_MS = 60_000;

/** The queue of one run, for one owner. */
export function createSqliteQueue(database: Database, runId: string, owner: string): Queue {
  return {
    enqueue: (jobs) => enqueueJobs(database, runId, jobs),
    claim: () => claimJob(database, runId, owner, LEASE_MS, Date.now()),
    heartbeat: (job) => renewLease(database, job.id, owner, LEASE_MS, Date.now()),
    end: (job, end) => endJob(database, job.id, owner, end),
    release: () => requeueJobs(database, runId),
  };
}
