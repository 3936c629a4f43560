/** Jobs in the store: enqueued, claimed under a lease, kept alive, ended. */
import type { Database } from 'better-sqlite3';
import type { Job, JobStatus } from '../model.ts';

/** A job to be queued. `sourceHash` names the bytes of the file; `isWholeFile` is false where only some of its mutants are asked for. */
export interface NewJob {
  file: string;
  module: string;
  sourceHash: string;
  isWholeFile: boolean;
}

/** A job somebody holds a lease on. */
export interface ClaimedJob extends NewJob {
  id: number;
  attempts: number;
}

interface JobRow {
  id: number;
  file: string;
  module: string;
  source_hash: string;
  is_whole_file: number;
  status: string;
  reason: string | null;
  attempts: number;
  duration_ms: number | null;
}

/** Queues jobs in order; a file that has a job in this run already keeps it. */
export function enqueueJobs(database: Database, runId: string, jobs: readonly NewJob[]): void {
  const insert = database.prepare(
    `INSERT INTO job (run_id, file, module, source_hash, is_whole_file, status) VALUES (?, ?, ?, ?, ?, 'queued')
     ON CONFLICT (run_id, file) DO NOTHING`,
  );
  database
    .transaction(() => {
      for (const job of jobs) insert.run(runId, job.file, job.module, job.sourceHash, job.isWholeFile ? 1 : 0);
    })
    .immediate();
}

/** Takes the first job that is queued or whose lease ran out, and holds it until `nowMs + leaseMs`; null where none is left. */
export function claimJob(database: Database, runId: string, owner: string, leaseMs: number, nowMs: number): ClaimedJob | null {
  const row = database
    .prepare(
      `UPDATE job SET status = 'running', lease_owner = @owner, lease_expires_ms = @expires, attempts = attempts + 1
       WHERE id = (SELECT id FROM job WHERE run_id = @runId
                   AND (status = 'queued' OR lease_expires_ms <= @now) ORDER BY id LIMIT 1)
       RETURNING *`,
    )
    .get({ runId, owner, expires: nowMs + leaseMs, now: nowMs }) as JobRow | undefined;
  return row === undefined
    ? null
    : {
        id: row.id,
        file: row.file,
        module: row.module,
        sourceHash: row.source_hash,
        isWholeFile: row.is_whole_file === 1,
        attempts: row.attempts,
      };
}

/** Prolongs a lease; false where it was lost to somebody else. */
export function renewLease(database: Database, jobId: number, owner: string, leaseMs: number, nowMs: number): boolean {
  const { changes } = database
    .prepare(`UPDATE job SET lease_expires_ms = ? WHERE id = ? AND lease_owner = ?`)
    .run(nowMs + leaseMs, jobId, owner);
  return changes === 1;
}

/** Ends a claimed job. A job that this owner does not hold, or holds no more, is left as it is; false says so. */
export function endJob(
  database: Database,
  jobId: number,
  owner: string,
  end: { status: Exclude<JobStatus, 'queued' | 'running'>; reason: string | null; durationMs: number },
): boolean {
  const { changes } = database
    .prepare(
      `UPDATE job SET status = @status, reason = @reason, duration_ms = @durationMs,
       lease_owner = NULL, lease_expires_ms = NULL WHERE id = @jobId AND lease_owner = @owner`,
    )
    .run({ ...end, jobId, owner });
  return changes === 1;
}

/** Puts every job that is held back into the queue: for a run that goes on after its process died. */
export function requeueJobs(database: Database, runId: string): void {
  database
    .prepare(
      `UPDATE job SET status = 'queued', lease_owner = NULL, lease_expires_ms = NULL WHERE run_id = ? AND status = 'running'`,
    )
    .run(runId);
}

/** The jobs of a run, in the order in which they were queued. */
export function jobsOfRun(database: Database, runId: string): Job[] {
  return database
    .prepare('SELECT file, module, status, reason, duration_ms AS durationMs FROM job WHERE run_id = ? ORDER BY id')
    .all(runId) as Job[];
}
