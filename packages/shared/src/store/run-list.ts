/** The list of runs, newest first, a page at a time. */
import type { Database } from 'better-sqlite3';
import type { Run } from '../model.ts';
import { listRuns } from './runs.ts';

/** A run's place in the list. */
export interface RunCursor {
  startedAt: string;
  id: string;
}

/** Runs older than the cursor, newest first; `next` is null at the end. */
export function pageOfRuns(database: Database, cursor: RunCursor | null, limit: number): { runs: Run[]; next: RunCursor | null } {
  const found = listRuns(database, limit + 1, cursor);
  const runs = found.slice(0, limit);
  const last = found.length > limit ? runs.at(-1) : undefined;
  return { runs, next: last === undefined ? null : { startedAt: last.startedAt, id: last.id } };
}

/** How many runs the store holds. */
export function countRuns(database: Database): number {
  return database.prepare('SELECT count(*) FROM run').pluck().get() as number;
}

/** What a run planned and did not need to measure: counts of mutants. `planned` is null where some job was never planned. */
export function countPlanned(database: Database, runId: string): { planned: number | null; reused: number } {
  const { planned, unplanned } = database
    .prepare('SELECT sum(planned_count) AS planned, count(*) - count(planned_count) AS unplanned FROM job WHERE run_id = ?')
    .get(runId) as { planned: number | null; unplanned: number };
  const reused = database.prepare('SELECT count(*) FROM result WHERE run_id = ? AND is_reused = 1').pluck().get(runId) as number;
  return { planned: unplanned > 0 ? null : planned, reused };
}
