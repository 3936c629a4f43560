/** Runs in the store: begun, finished, listed, continued, pruned. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import type { ModuleTarget, Run, RunScope, RunStatus } from '../model.ts';
import { type Totals, totalsOf } from '../score.ts';
import { pruneTraces } from './traces.ts';

/** What is known of a run before anything is measured. `request` is JSON; runs of equal request and project hash can continue each other. */
export type NewRun = Omit<Run, 'status' | 'reason' | 'finishedAt'> & {
  request: string;
  projectHash: string;
  /** A hash of what the verdicts depend on beside the sources: tests, helpers, config, versions. */
  suiteHash: string;
  /** What the suite hash stands for: a hash by path, and by the name of what is no file. */
  suiteManifest: Record<string, string>;
  /** The same of the sources: a hash of each, by path. */
  sourcesHash: string;
  sourcesManifest: Record<string, string>;
  /** Whether the work tree differed from the commit, or there was none. */
  isDirty: boolean;
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
  has_kill_matrix: number;
}

/** Writes a run in status `running`, with its modules in order. */
export function beginRun(database: Database, run: NewRun): void {
  const insertRun = database.prepare(
    `INSERT INTO run (id, scope, request, status, started_at, commit_hash, branch, project_hash, suite_hash, sources_hash, is_dirty, engine, concurrency, environment, has_kill_matrix)
     VALUES (@id, @scope, @request, 'running', @startedAt, @commit, @branch, @projectHash, @suiteHash, @sourcesHash, @isDirty, @engine, @concurrency, @environment, @hasKillMatrix)`,
  );
  const insertManifest = database.prepare('INSERT INTO suite (hash, manifest) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING');
  const insertModule = database.prepare('INSERT INTO run_module (run_id, name, target, position) VALUES (?, ?, ?, ?)');
  database
    .transaction(() => {
      const { modules, environment, suiteManifest, sourcesManifest, isDirty, hasKillMatrix, ...columns } = run;
      insertManifest.run(run.suiteHash, deflateSync(JSON.stringify(suiteManifest)));
      insertManifest.run(run.sourcesHash, deflateSync(JSON.stringify(sourcesManifest)));
      insertRun.run({
        ...columns,
        isDirty: isDirty ? 1 : 0,
        hasKillMatrix: hasKillMatrix === true ? 1 : 0,
        environment: JSON.stringify(environment),
      });
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

/** What a suite hash stands for, as it was given to {@link beginRun}; null where the store does not know it. */
export function manifestOfSuite(database: Database, suiteHash: string): Record<string, string> | null {
  return toManifest(database.prepare('SELECT manifest FROM suite WHERE hash = ?').pluck().get(suiteHash));
}

/** The sources as a run saw them: a hash of each, by path; null from older stores. */
export function sourcesOfRun(database: Database, runId: string): Record<string, string> | null {
  const find = database.prepare('SELECT manifest FROM suite JOIN run ON sources_hash = hash WHERE id = ?').pluck();
  return toManifest(find.get(runId));
}

function toManifest(deflated: unknown): Record<string, string> | null {
  return deflated === undefined ? null : (JSON.parse(inflateSync(deflated as Buffer).toString()) as Record<string, string>);
}

/** The newest run of this state of the project, and how it ended; null where there is none. */
export function latestRunOfProject(database: Database, projectHash: string): Run | null {
  const row = database
    .prepare('SELECT * FROM run WHERE project_hash = ? ORDER BY started_at DESC, id DESC LIMIT 1')
    .get(projectHash) as RunRow | undefined;
  return row === undefined ? null : toRun(row);
}

/** A run that measured all of a file as a commit holds it: one whose work tree did not differ from its commit. */
export interface CleanMeasurement {
  runId: string;
  commit: string;
}

/** The runs that measured all of a file in the content with this hash, on a clean checkout, newest first. */
export function cleanMeasurements(database: Database, file: string, sourceHash: string): CleanMeasurement[] {
  return database
    .prepare(
      `SELECT run.id AS runId, commit_hash AS "commit" FROM job JOIN run ON run.id = run_id
       WHERE file = ? AND source_hash = ? AND is_whole_file = 1 AND job.status IN ('completed', 'reused') AND is_dirty = 0 AND commit_hash IS NOT NULL
       ORDER BY started_at DESC, run.id DESC`,
    )
    .all(file, sourceHash) as CleanMeasurement[];
}

/** The runs that measured all of a file in the content with this hash, each with its suite, newest first. */
export function measurementsOf(database: Database, file: string, sourceHash: string): { runId: string; suiteHash: string }[] {
  return database
    .prepare(
      `SELECT run.id AS runId, suite_hash AS suiteHash FROM job JOIN run ON run.id = run_id
       WHERE file = ? AND source_hash = ? AND is_whole_file = 1 AND job.status IN ('completed', 'reused')
       ORDER BY started_at DESC, run.id DESC`,
    )
    .all(file, sourceHash) as { runId: string; suiteHash: string }[];
}

/** The commits of the runs that took place with a suite, newest first. */
export function commitsOfSuite(database: Database, suiteHash: string): string[] {
  return database
    .prepare(
      'SELECT commit_hash FROM run WHERE suite_hash = ? AND commit_hash IS NOT NULL GROUP BY commit_hash ORDER BY max(started_at) DESC',
    )
    .pluck()
    .all(suiteHash) as string[];
}

/** The hash of the suite that a run took place with, null where there is no such run. */
export function suiteHashOfRun(database: Database, runId: string): string | null {
  return (database.prepare('SELECT suite_hash FROM run WHERE id = ?').pluck().get(runId) as string | undefined) ?? null;
}

/** The hash of the whole state of the project that a run measured, null where there is no such run. */
export function projectHashOfRun(database: Database, runId: string): string | null {
  return (database.prepare('SELECT project_hash FROM run WHERE id = ?').pluck().get(runId) as string | undefined) ?? null;
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

/** Runs, newest first: all of them, or those behind one of them. */
export function listRuns(database: Database, limit: number, behind: Pick<Run, 'startedAt' | 'id'> | null = null): Run[] {
  const rows = database
    .prepare(
      `SELECT * FROM run WHERE @startedAt IS NULL OR (started_at, id) < (@startedAt, @id) ORDER BY started_at DESC, id DESC LIMIT @limit`,
    )
    .all({ startedAt: behind?.startedAt ?? null, id: behind?.id ?? null, limit }) as RunRow[];
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
      pruneTraces(database);
      database.exec(
        `DELETE FROM mutant WHERE id NOT IN (SELECT mutant_id FROM result);
         DELETE FROM test WHERE id NOT IN (SELECT test_id FROM run_test);
         DELETE FROM suite WHERE hash NOT IN (SELECT suite_hash FROM run UNION SELECT sources_hash FROM run WHERE sources_hash IS NOT NULL);`,
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
    ...(row.has_kill_matrix === 1 && { hasKillMatrix: true as const }),
  };
}
