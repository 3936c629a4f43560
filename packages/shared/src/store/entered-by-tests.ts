/** What the dry runs of test files entered, in the store: of each file the last time, for each set of sources of which it was noted. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { type EnteredSet, readNumbering } from './traces.ts';

/** The dry run of a test file, which passed. */
export interface DryRunTrace extends EnteredSet {
  testFile: string;
  runId: string;
}

/** Writes what the dry runs of test files entered in one run, in place of what was noted of the same sources, all or none. */
export function keepEnteredByTests(
  database: Database,
  runId: string,
  numberingId: number,
  tests: readonly { testFile: string; functions: string }[],
): void {
  const names = readNumbering(database, numberingId).map(({ file }) => file);
  const probed = createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16);
  const keepSet = database.prepare('INSERT INTO entered (numbering_id, functions) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const keep = database.prepare(
    `INSERT INTO test_file_entered (file, probed, run_id, entered_id)
     VALUES (?, ?, ?, (SELECT id FROM entered WHERE numbering_id = ? AND functions = ?))
     ON CONFLICT (file, probed) DO UPDATE SET run_id = excluded.run_id, entered_id = excluded.entered_id`,
  );
  database
    .transaction(() => {
      for (const { testFile, functions } of tests) {
        keepSet.run(numberingId, functions);
        keep.run(testFile, probed, runId, numberingId, functions);
      }
    })
    .immediate();
}

/** All that is known of the dry runs of test files, newest runs first. */
export function enteredByTests(database: Database): DryRunTrace[] {
  return database
    .prepare(
      `SELECT file AS testFile, run_id AS runId, numbering_id AS numberingId, functions FROM test_file_entered
       JOIN entered ON entered.id = entered_id ORDER BY run_id DESC, file`,
    )
    .all() as DryRunTrace[];
}
