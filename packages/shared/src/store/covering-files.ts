/** The test files that run each source, as runs saw it. */
import type { Database } from 'better-sqlite3';
import type { TestReference } from './mutant-row.ts';
import { measuredFiles } from './project-state.ts';

/** The files of the tests that run each source, as far as the store knows, whatever the source's content was. */
export function coveringTestFiles(database: Database): Map<string, Set<string>> {
  const rows = database
    .prepare(
      `SELECT DISTINCT state.file, covered_by FROM state
       JOIN result ON result.run_id = state.run_id AND result.mutant_id = state.mutant_id`,
    )
    .raw()
    .iterate() as IterableIterator<[string, string]>;
  const files = new Map<string, Set<string>>(measuredFiles(database).map(({ file }) => [file, new Set()]));
  const fileOfTest = testFilesByReference(database);
  for (const [file, coveredBy] of rows) {
    const tests = files.get(file) ?? new Set();
    files.set(file, tests);
    addTestFiles(tests, coveredBy, fileOfTest);
  }
  return files;
}

/** By source, the files of the tests that ran it in the run that is named for it. */
export function coveringTestFilesOfJobs(database: Database, runOfFile: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const coverage = database
    .prepare('SELECT DISTINCT covered_by FROM result WHERE job_id = (SELECT id FROM job WHERE run_id = ? AND file = ?)')
    .pluck();
  const fileOfTest = testFilesByReference(database);
  const files = new Map<string, Set<string>>();
  for (const [file, runId] of runOfFile) {
    const tests = new Set<string>();
    files.set(file, tests);
    for (const coveredBy of coverage.all(runId, file) as string[]) addTestFiles(tests, coveredBy, fileOfTest);
  }
  return files;
}

function testFilesByReference(database: Database): ReadonlyMap<TestReference, string> {
  return new Map(database.prepare('SELECT id, file FROM test').raw().all() as [TestReference, string][]);
}

/** A test that is known by its name only has no file. */
function addTestFiles(files: Set<string>, coveredBy: string, fileOfTest: ReadonlyMap<TestReference, string>): void {
  for (const reference of JSON.parse(coveredBy) as TestReference[]) {
    const file = fileOfTest.get(reference);
    if (file !== undefined) files.add(file);
  }
}
