/** Runs in the store: begun, finished, listed, continued, pruned. */
import type { Database } from 'better-sqlite3';
import type { ModuleTarget, Run, RunScope, RunStatus } from '../model.ts';
import { type Totals, totalsOf } from '../score.ts';

/** What is known of a run before anything is measured. `request` is JSON; runs of equal request and project hash can continue each other. */
export type NewRun = Omit<Run, 'status' | 'reason' | 'finishedAt'> & {
  request: string;
  projectHash: string;
  /** A hash of what the verdicts depend on beside the sources: tests, helpers, config, versions. */
  suiteHash: string;
  modules: ModuleTarget[];
};

interface RunRow {
  id: string;
  scope: string;
  status: string;
  reason: string | null;
  started_at: string;
  finished_at: string | null;
  commit_hash: string | null;
  branch: string | null;
  engine: string;
  concurrency: number;
  environment: string;
}

/** Writes a run in status `running`, with its modules in order. */
export function beginRun(database: Database, run: NewRun): void {
  const insertRun = database.prepare(
    `INSERT INTO run (id, scope, request, status, started_at, commit_hash, branch, project_hash, suite_hash, engine, concurrency, environment)
     VALUES (@id, @scope, @request, 'running', @startedAt, @commit, @branch, @projectHash, @suiteHash, @engine, @concurrency, @environment)`,
  );
  const insertModule = database.prepare('INSERT INTO run_module (run_id, name, target, position) VALUES (?, ?, ?, ?)');
  database
    .transaction(() => {
      const { modules, environment, ...columns } = run;
      insertRun.run({ ...columns, environment: JSON.stringify(environment) });
      for (const [position, module] of modules.entries()) insertModule.run(run.id, module.name, module.target, position);
    })
    .immediate();
}

/** With which suites, by their hashes, each content of a file in the project state was measured. */
export function suitesOfState(database: Database): { file: string; sourceHash: string; suiteHash: string }[] {
  return database
    .prepare(
      `SELECT DISTINCT file, source_hash AS sourceHash, suite_hash AS suiteHash FROM state JOIN run ON run.id = run_id
       ORDER BY file, source_hash, suite_hash`,
    )
    .all() as { file: string; sourceHash: string; suiteHash: string }[];
}

/** The newest run, if it stopped before its end and asked for the same over the same state of the project; else null. */
export function findRunToContinue(database: Database, request: string, projectHash: string): Run | null {
  const row = database
    .prepare(
      `SELECT * FROM run WHERE request = ? AND project_hash = ? AND id = (SELECT id FROM run ORDER BY started_at DESC, id DESC LIMIT 1)
       AND status IN ('running', 'interrupted', 'failed')`,
    )
    .get(request, projectHash) as RunRow | undefined;
  return row === undefined ? null : toRun(row);
}

/** Marks a run that stopped before its end as running again. */
export function continueRun(database: Database, runId: string): void {
  database.prepare(`UPDATE run SET status = 'running', reason = NULL, finished_at = NULL WHERE id = ?`).run(runId);
}

/** Records how a run ended, and when. */
export function finishRun(database: Database, runId: string, status: RunStatus, reason: string | null, finishedAt: string): void {
  database.prepare('UPDATE run SET status = ?, reason = ?, finished_at = ? WHERE id = ?').run(status, reason, finishedAt, runId);
}

/** Runs that claim to be running become `interrupted`: for whoever holds the lock, as their processes are gone then. */
export function interruptDeadRuns(database: Database, finishedAt: string): void {
  database
    .prepare(`UPDATE run SET status = 'interrupted', reason = 'its process ended', finished_at = ? WHERE status = 'running'`)
    .run(finishedAt);
}

/** The run with this id, or null. */
export function getRun(database: Database, runId: string): Run | null {
  const row = database.prepare('SELECT * FROM run WHERE id = ?').get(runId) as RunRow | undefined;
  return row === undefined ? null : toRun(row);
}

/** Runs, newest first. */
export function listRuns(database: Database, limit: number): Run[] {
  const rows = database.prepare('SELECT * FROM run ORDER BY started_at DESC, id DESC LIMIT ?').all(limit) as RunRow[];
  return rows.map(toRun);
}

/** The modules of a run with the targets they had then, in the order of the config. */
export function modulesOfRun(database: Database, runId: string): ModuleTarget[] {
  return database.prepare('SELECT name, target FROM run_module WHERE run_id = ? ORDER BY position').all(runId) as ModuleTarget[];
}

/** A run's mutants counted into buckets, without reading them one by one. */
export function totalsOfRun(database: Database, runId: string): Totals {
  const rows = database
    .prepare(`SELECT coalesce(status, 'unresolved') AS status, count(*) AS count FROM result WHERE run_id = ? GROUP BY status`)
    .all(runId) as { status: string; count: number }[];
  const count = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
  return totalsOf({
    killed: count('Killed'),
    survived: count('Survived'),
    noCoverage: count('NoCoverage'),
    timeout: count('Timeout'),
    runtimeError: count('RuntimeError'),
    compileError: count('CompileError'),
    ignored: count('Ignored'),
    accepted: 0,
    pending: count('Pending'),
    unresolved: count('unresolved'),
  });
}

/** Removes all but the newest `keep` runs and those that the project state still speaks of; gives back how many went. */
export function pruneRuns(database: Database, keep: number): number {
  return database
    .transaction(() => {
      const { changes } = database
        .prepare(
          `DELETE FROM run WHERE id NOT IN (SELECT id FROM run ORDER BY started_at DESC, id DESC LIMIT ?)
           AND id NOT IN (SELECT run_id FROM state) AND id NOT IN (SELECT run_id FROM measured_file)`,
        )
        .run(keep);
      database.exec(
        `DELETE FROM mutant WHERE id NOT IN (SELECT mutant_id FROM result);
         DELETE FROM test WHERE id NOT IN (SELECT test_id FROM run_test);`,
      );
      return changes;
    })
    .immediate();
}

function toRun(row: RunRow): Run {
  return {
    id: row.id,
    scope: row.scope as RunScope,
    status: row.status as RunStatus,
    reason: row.reason,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    commit: row.commit_hash,
    branch: row.branch,
    engine: row.engine,
    concurrency: row.concurrency,
    environment: JSON.parse(row.environment) as Record<string, string>,
  };
}
