/** The tests of runs, as the dry run of each saw them. */
import type { Database } from 'better-sqlite3';
import type { Test } from '../model.ts';
import { unknownTest } from '../test-id.ts';

const TESTS_OF_RUN = 'FROM run_test JOIN test ON test.id = test_id WHERE run_id = ?';

/** Writes the tests of a run's dry run. */
export function recordTests(database: Database, runId: string, tests: readonly Test[]): void {
  const insertTest = database.prepare('INSERT INTO test (name_id, file, name) VALUES (?, ?, ?) ON CONFLICT (name_id) DO NOTHING');
  const insertRunTest = database.prepare(
    `INSERT INTO run_test (run_id, test_id, line, duration_ms) VALUES (?, (SELECT id FROM test WHERE name_id = ?), ?, ?)
     ON CONFLICT (run_id, test_id) DO UPDATE SET line = excluded.line, duration_ms = excluded.duration_ms`,
  );
  database
    .transaction(() => {
      for (const test of tests) {
        insertTest.run(test.id, test.file, test.name);
        insertRunTest.run(runId, test.id, test.line, test.durationMs);
      }
    })
    .immediate();
}

/** Under which number each test of a run is stored, by its id. */
export function numbersOfTests(database: Database, runId: string): Map<string, number> {
  return new Map(database.prepare(`SELECT name_id, test_id ${TESTS_OF_RUN}`).raw().all(runId) as [string, number][]);
}

/** The tests of a run in the order of their files and lines. */
export function testsOfRun(database: Database, runId: string): Test[] {
  return database
    .prepare(`SELECT name_id AS id, file, name, line, duration_ms AS durationMs ${TESTS_OF_RUN} ORDER BY file, line, test.id`)
    .all(runId) as Test[];
}

/** Tests by their ids as a run's dry run saw them, in the order given; one that it did not have is known by its id alone. */
export function testsInRun(database: Database, runId: string, ids: readonly string[]): Test[] {
  const find = database.prepare(
    `SELECT name_id AS id, file, name, line, duration_ms AS durationMs FROM test
     JOIN run_test ON run_test.run_id = ? AND run_test.test_id = test.id WHERE name_id = ?`,
  );
  return ids.map((id) => (find.get(runId, id) as Test | undefined) ?? unknownTest(id));
}
