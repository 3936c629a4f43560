/** How far the run at work is. */
import type { Database } from 'better-sqlite3';
import type { Progress } from '../api.ts';
import type { LockHolder } from './lock.ts';

/** Who holds the lock of the project; null where nobody does. */
export function lockHolder(database: Database): LockHolder | null {
  const row = database
    .prepare(`SELECT pid, process_start AS processStart, host, taken_at AS takenAt FROM lock WHERE name = 'run'`)
    .get() as LockHolder | undefined;
  return row ?? null;
}

/**
 * How far the newest run is, where it says that it is running; null otherwise. Of files that are not planned yet, as many mutants are
 * expected as their last whole measurement had.
 */
export function readProgress(database: Database): Progress | null {
  const run = database
    .prepare(`SELECT id, started_at AS startedAt, status FROM run ORDER BY started_at DESC, id DESC LIMIT 1`)
    .get() as { id: string; startedAt: string; status: string } | undefined;
  if (run?.status !== 'running') return null;
  const counts = database
    .prepare(
      `SELECT count(*) AS planned, count(measured_at) AS done, count(*) FILTER (WHERE status IN ('Killed', 'Timeout')) AS killed,
         count(*) FILTER (WHERE status = 'Survived') AS survived FROM result WHERE run_id = ?`,
    )
    .get(run.id) as { planned: number; done: number; killed: number; survived: number };
  const expected = database
    .prepare(
      `SELECT coalesce(sum(former.planned_count), 0) FROM job JOIN measured_file ON measured_file.file = job.file
       JOIN job AS former ON former.run_id = measured_file.run_id AND former.file = job.file
       WHERE job.run_id = ? AND job.planned_count IS NULL AND job.is_whole_file = 1 AND job.status IN ('queued', 'running')`,
    )
    .pluck()
    .get(run.id) as number;
  const file = database
    .prepare(`SELECT file FROM job WHERE run_id = ? AND status = 'running' ORDER BY id LIMIT 1`)
    .pluck()
    .get(run.id) as string | undefined;
  const { planned, ...found } = counts;
  return { runId: run.id, startedAt: run.startedAt, ...found, total: planned + expected, file: file ?? null };
}
