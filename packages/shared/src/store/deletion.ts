/** The tests that passed, in runs with a kill matrix, though every function of the measured sources was empty. */
import type { Database } from 'better-sqlite3';

/** A test, and the sources all of whose functions were empty, each with the content that it had. */
export interface DeletionSurvivor {
  /** The id of the test. */
  test: string;
  /** The run that saw it. */
  runId: string;
  /** A hash of each, by file. */
  sources: ReadonlyMap<string, string>;
}

/** Writes which tests of a run passed so; its tests have to be written before. */
export function recordSurvivors(database: Database, runId: string, survivors: readonly string[]): void {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO survived_deletion (run_id, test_id) SELECT ?, id FROM test WHERE name_id = ?',
  );
  database
    .transaction(() => {
      database.prepare('DELETE FROM survived_deletion WHERE run_id = ?').run(runId);
      for (const test of survivors) insert.run(runId, test);
    })
    .immediate();
}

/** Every test that passed so, once a run, in order of test and run. What was emptied are the files that the run itself measured whole. */
export function survivorsOfDeletion(database: Database): DeletionSurvivor[] {
  const rows = database
    .prepare(
      `SELECT name_id AS test, run_id AS runId FROM survived_deletion JOIN test ON test.id = test_id ORDER BY name_id, run_id`,
    )
    .all() as { test: string; runId: string }[];
  const jobs = database
    .prepare("SELECT file, source_hash FROM job WHERE run_id = ? AND is_whole_file = 1 AND status <> 'reused'")
    .raw();
  const sourcesOf = new Map([...new Set(rows.map(({ runId }) => runId))].map((runId) => [runId, readSources(jobs.all(runId))]));
  return rows.map(({ test, runId }) => ({ test, runId, sources: sourcesOf.get(runId) ?? new Map() }));
}

function readSources(rows: unknown[]): Map<string, string> {
  return new Map(rows as [string, string][]);
}

/**
 * The runs with survivors that found just what is held of a file in one content now: the latest results of all its mutants are theirs, and
 * nothing of it was measured since. By file and content, see {@link contentKey}.
 */
export function runsThatStand(database: Database): Map<string, Set<string>> {
  const rows = database
    .prepare(
      `SELECT state.file, state.source_hash AS sourceHash, earlier.run_id AS runId FROM state
       JOIN result AS latest ON latest.run_id = state.run_id AND latest.mutant_id = state.mutant_id
       JOIN result AS earlier ON earlier.mutant_id = latest.mutant_id AND earlier.measured_at IS latest.measured_at
       WHERE earlier.run_id IN (SELECT run_id FROM survived_deletion)
       GROUP BY state.file, state.source_hash, earlier.run_id
       HAVING COUNT(*) = (SELECT COUNT(*) FROM state AS every WHERE every.file = state.file AND every.source_hash = state.source_hash)`,
    )
    .all() as { file: string; sourceHash: string; runId: string }[];
  const runs = new Map<string, Set<string>>();
  for (const { file, sourceHash, runId } of rows) {
    const key = contentKey(file, sourceHash);
    runs.set(key, (runs.get(key) ?? new Set()).add(runId));
  }
  return runs;
}

/** A file in one content. */
export function contentKey(file: string, hash: string): string {
  return `${file}\0${hash}`;
}
