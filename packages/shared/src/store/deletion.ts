/** The tests that passed, in runs with a kill matrix, though every function of the measured sources was empty. */
import type { Database } from 'better-sqlite3';

/** A test, and the sources all of whose functions were empty, each with the content that it had. */
export interface DeletionSurvivor {
  /** The id of the test. */
  test: string;
  /** The suite that it was seen in. */
  suiteHash: string;
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
      `SELECT name_id AS test, run_id AS runId, suite_hash AS suiteHash FROM survived_deletion
       JOIN test ON test.id = test_id JOIN run ON run.id = run_id ORDER BY name_id, run_id`,
    )
    .all() as { test: string; runId: string; suiteHash: string }[];
  const jobs = database
    .prepare("SELECT file, source_hash FROM job WHERE run_id = ? AND is_whole_file = 1 AND status <> 'reused'")
    .raw();
  const sourcesOf = new Map([...new Set(rows.map(({ runId }) => runId))].map((runId) => [runId, readSources(jobs.all(runId))]));
  return rows.map(({ test, runId, suiteHash }) => ({ test, suiteHash, sources: sourcesOf.get(runId) ?? new Map() }));
}

function readSources(rows: unknown[]): Map<string, string> {
  return new Map(rows as [string, string][]);
}
