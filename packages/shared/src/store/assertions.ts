/** What runs saw of the assertions of tests: which were executed, and how their two sides moved under mutants. */
import type { Database } from 'better-sqlite3';

/** How often an assertion was executed in a green run, over all tests that reach it. Lines and columns count from 1. */
export interface ExecutedAssertion {
  file: string;
  line: number;
  column: number;
  executions: number;
  /** Ids of the tests that executed it; what is executed outside of any test has none. */
  tests: string[];
}

/**
 * How the two sides of an assertion moved under mutants: `changed` mutants changed its actual value, and under `together` of them the
 * expected value changed to the same. `file` is that of the assertion: that of the test, or of a helper.
 */
export interface MovedAssertion {
  test: string;
  file: string;
  line: number;
  column: number;
  changed: number;
  together: number;
}

/** An assertion of which a mutant changed the actual value; `isTogether` where the expected value changed to the same. */
export interface MovedUnder extends Pick<MovedAssertion, 'test' | 'file' | 'line' | 'column'> {
  /** The key of the mutant. */
  mutant: string;
  isTogether: boolean;
}

/** A mutant under which a test passed, and executed none of the assertions that it has. */
export interface SkippedAssertion {
  /** The id of the test. */
  test: string;
  /** The key of the mutant. */
  mutant: string;
}

/** The scripts that were watched, with a hash of their content, and the assertions in them. */
export interface WatchedSuite {
  files: readonly { file: string; hash: string }[];
  assertions: readonly ExecutedAssertion[];
}

/** Whether a file has the content of this hash now. */
type IsPresent = (file: string, hash: string) => boolean;

/**
 * Writes what a run saw in its dry run, in place of what earlier runs saw of the same scripts. Its tests have to be written before.
 * `lookedAt` gives a hash of the places in a script that it looks at under mutants.
 */
export function recordExecuted(
  database: Database,
  runId: string,
  { files, assertions }: WatchedSuite,
  lookedAt: (file: string) => string,
): void {
  const numberOfTest = new Map(
    database
      .prepare('SELECT name_id, test_id FROM run_test JOIN test ON test.id = test_id WHERE run_id = ?')
      .raw()
      .all(runId) as [string, number][],
  );
  // Of another content, nothing is kept: what is known of it goes with the row.
  const forget = database.prepare('DELETE FROM watched_file WHERE file = ? AND content_hash <> ?');
  const watch = database.prepare(
    `INSERT INTO watched_file (file, content_hash, run_id, looked_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (file) DO UPDATE SET run_id = excluded.run_id, looked_at = excluded.looked_at RETURNING id`,
  );
  const clear = database.prepare('DELETE FROM executed_assertion WHERE file_id = ?');
  const insert = database.prepare(
    'INSERT INTO executed_assertion (file_id, line, column_, executions, tests) VALUES (?, ?, ?, ?, ?)',
  );
  const byFile = Map.groupBy(assertions, ({ file }) => file);
  database
    .transaction(() => {
      for (const { file, hash } of files) {
        forget.run(file, hash);
        const id = watch.pluck().get(file, hash, runId, lookedAt(file));
        clear.run(id);
        for (const { line, column, executions, tests } of byFile.get(file) ?? []) {
          // A test that the run does not have is null in it; where it is read, it is passed over like one that is gone.
          const numbers = tests.map((test) => numberOfTest.get(test));
          insert.run(id, line, column, executions, JSON.stringify(numbers));
        }
      }
    })
    .immediate();
}

/** The scripts of which no run with the same content looked at the same places under mutants. */
export function lookedAtOtherwise(
  database: Database,
  files: WatchedSuite['files'],
  lookedAt: (file: string) => string,
): Set<string> {
  const find = database.prepare('SELECT 1 FROM watched_file WHERE file = ? AND content_hash = ? AND looked_at = ?');
  return new Set(files.flatMap(({ file, hash }) => (find.get(file, hash, lookedAt(file)) === undefined ? [file] : [])));
}

/** What is kept by mutant, and of what: the columns beside those that tell whose it is. */
const SEEN = Object.entries({
  moved_assertion: 'test_id, file_id, line, column_, is_together',
  skipped_assertion: 'test_id, file_id',
});

/** What was seen of assertions under the mutants of a source, in one content of it. */
export interface SeenAssertions {
  source: string;
  sourceHash: string;
  /** The keys of the mutants that this was seen of; of others, what is known stays. */
  measured: readonly string[];
  moved: readonly MovedUnder[];
  skipped: readonly SkippedAssertion[];
}

/** Writes what was seen under mutants, in place of what was known of them, and of the source in other contents. */
export function recordSeen(database: Database, { source, sourceHash, measured, moved, skipped }: SeenAssertions): void {
  const numberOf = database.prepare('SELECT id FROM mutant WHERE key = ?').pluck();
  const insertMoved = database.prepare(
    `INSERT INTO moved_assertion (source, source_hash, mutant_id, test_id, file_id, line, column_, is_together)
     SELECT @source, @sourceHash, mutant.id, test.id, watched_file.id, @line, @column, @together
     FROM watched_file, test, mutant WHERE watched_file.file = @file AND test.name_id = @test AND mutant.key = @mutant`,
  );
  const insertSkipped = database.prepare(
    `INSERT OR IGNORE INTO skipped_assertion (source, source_hash, mutant_id, test_id, file_id)
     SELECT @source, @sourceHash, mutant.id, test.id, watched_file.id
     FROM test JOIN watched_file ON watched_file.file = test.file, mutant WHERE test.name_id = @test AND mutant.key = @mutant`,
  );
  database
    .transaction(() => {
      const numbers = measured.map((key) => numberOf.get(key));
      for (const [table] of SEEN) {
        database.prepare(`DELETE FROM ${table} WHERE source = ? AND source_hash <> ?`).run(source, sourceHash);
        const forget = database.prepare(`DELETE FROM ${table} WHERE source = ? AND source_hash = ? AND mutant_id = ?`);
        for (const number of numbers) forget.run(source, sourceHash, number);
      }
      for (const { isTogether, ...each } of moved) insertMoved.run({ ...each, source, sourceHash, together: isTogether ? 1 : 0 });
      for (const each of skipped) insertSkipped.run({ ...each, source, sourceHash });
    })
    .immediate();
}

/** What takes over what was seen under a mutant of a source in one content, for what it is in another. Mutants are told by their row ids. */
export function prepareTakeSeen(
  database: Database,
): (taken: { file: string; formerHash: string; sourceHash: string; former: number; own: number }) => void {
  // Without a kill matrix nothing is seen, and there are as many statements as mutants.
  const filled = SEEN.filter(([table]) => database.prepare(`SELECT EXISTS (SELECT 1 FROM ${table})`).pluck().get() === 1);
  const take = filled.map(([table, columns]) =>
    database.prepare(
      `INSERT OR IGNORE INTO ${table} (source, source_hash, mutant_id, ${columns})
       SELECT source, @sourceHash, @own, ${columns} FROM ${table}
       WHERE source = @file AND source_hash = @formerHash AND mutant_id = @former`,
    ),
  );
  return (taken) => {
    for (const statement of take) statement.run(taken);
  };
}

/** Which tests passed without an assertion; only where the source and the test file have the content that it was seen in. */
export function skippedAssertions(database: Database, isPresent: IsPresent): SkippedAssertion[] {
  const rows = database
    .prepare(
      `SELECT name_id AS test, mutant.key AS mutant, source, source_hash AS sourceHash, watched_file.file, content_hash AS fileHash
       FROM skipped_assertion JOIN watched_file ON watched_file.id = file_id JOIN test ON test.id = test_id
       JOIN mutant ON mutant.id = mutant_id ORDER BY name_id, mutant.key`,
    )
    .all() as (SkippedAssertion & { source: string; sourceHash: string; file: string; fileHash: string })[];
  return rows
    .filter(({ source, sourceHash, file, fileHash }) => isPresent(source, sourceHash) && isPresent(file, fileHash))
    .map(({ test, mutant }) => ({ test, mutant }));
}

/** The assertions of the scripts that still have the content they were watched in; null where there is no such script. */
export function executedAssertions(database: Database, isPresent: IsPresent): ExecutedAssertion[] | null {
  const present = watchedFiles(database).filter(({ file, hash }) => isPresent(file, hash));
  if (present.length === 0) return null;
  const idOfTest = new Map(database.prepare('SELECT id, name_id FROM test').raw().all() as [number | null, string][]);
  const find = database.prepare(
    'SELECT line, column_ AS column, executions, tests FROM executed_assertion WHERE file_id = ? ORDER BY line, column_',
  );
  return present.flatMap(({ id, file }) =>
    (find.all(id) as (Omit<ExecutedAssertion, 'file' | 'tests'> & { tests: string })[]).map(({ tests, ...place }) => ({
      ...{ file, ...place },
      tests: (JSON.parse(tests) as (number | null)[]).flatMap((number) => idOfTest.get(number) ?? []),
    })),
  );
}

/**
 * How assertions moved, added up over all sources. Only where source, script and test file have the content that they were
 * measured in.
 */
export function movedAssertions(database: Database, isPresent: IsPresent): MovedAssertion[] {
  const gone = new Set(
    watchedFiles(database)
      .filter(({ file, hash }) => !isPresent(file, hash))
      .map(({ file }) => file),
  );
  const rows = database
    .prepare(
      `SELECT source, source_hash AS sourceHash, watched_file.file, test.file AS testFile, name_id AS test, line, column_ AS column,
         count(*) AS changed, sum(is_together) AS together
       FROM moved_assertion JOIN watched_file ON watched_file.id = file_id JOIN test ON test.id = test_id
       GROUP BY source, source_hash, test_id, file_id, line, column_ ORDER BY watched_file.file, line, column_, test.id`,
    )
    .all() as (MovedAssertion & { source: string; sourceHash: string; testFile: string })[];
  const sums = new Map<string, MovedAssertion>();
  for (const { source, sourceHash, testFile, ...row } of rows) {
    if (gone.has(row.file) || gone.has(testFile) || !isPresent(source, sourceHash)) continue;
    const key = `${row.test}\0${row.file}:${row.line}:${row.column}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, row);
    else sums.set(key, { ...sum, changed: sum.changed + row.changed, together: sum.together + row.together });
  }
  return [...sums.values()];
}

function watchedFiles(database: Database): { id: number; file: string; hash: string }[] {
  return database.prepare('SELECT id, file, content_hash AS hash FROM watched_file ORDER BY file').all() as {
    id: number;
    file: string;
    hash: string;
  }[];
}
