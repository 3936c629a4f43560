/** The schema of the store, as the steps that lead to it; `user_version` counts the steps taken. */
import type { Database } from 'better-sqlite3';

export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    request TEXT NOT NULL,            -- JSON: what was asked for, equal for runs that can continue each other
    status TEXT NOT NULL,
    reason TEXT,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    commit_hash TEXT,
    branch TEXT,
    project_hash TEXT NOT NULL,       -- every byte the verdicts depend on: files, config, versions
    engine TEXT NOT NULL,
    concurrency INTEGER NOT NULL,
    environment TEXT NOT NULL         -- JSON: versions of what took part
  ) STRICT;
  CREATE INDEX run_by_start ON run (started_at);

  CREATE TABLE run_module (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    target REAL,
    position INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    module TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    is_whole_file INTEGER NOT NULL,   -- 0 where only some of the file's mutants were asked for
    status TEXT NOT NULL,
    reason TEXT,
    lease_owner TEXT,
    lease_expires_ms INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    duration_ms REAL,
    UNIQUE (run_id, file)
  ) STRICT;
  CREATE INDEX job_by_status ON job (run_id, status);

  CREATE TABLE mutant (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    symbol TEXT NOT NULL,
    mutator TEXT NOT NULL,
    original TEXT NOT NULL,
    replacement TEXT NOT NULL
  ) STRICT;
  CREATE INDEX mutant_by_file ON mutant (file);

  CREATE TABLE test (
    id INTEGER PRIMARY KEY,
    name_id TEXT NOT NULL UNIQUE,     -- file > full name, and the number of a repeated name
    file TEXT NOT NULL,
    name TEXT NOT NULL
  ) STRICT;

  CREATE TABLE run_test (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    test_id INTEGER NOT NULL REFERENCES test (id),
    line INTEGER,
    duration_ms REAL NOT NULL,
    PRIMARY KEY (run_id, test_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE result (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    mutant_id INTEGER NOT NULL REFERENCES mutant (id),
    job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    column_ INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    end_column INTEGER NOT NULL,
    status TEXT,                      -- Pending until measured, null where unresolved
    reason TEXT,
    is_static INTEGER NOT NULL,
    is_reused INTEGER NOT NULL DEFAULT 0,
    covered_by TEXT NOT NULL,         -- JSON: ids of tests
    killed_by TEXT NOT NULL DEFAULT '[]', -- JSON: [id of test, kind] pairs
    duration_ms REAL,
    measured_at TEXT,
    PRIMARY KEY (run_id, mutant_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX result_by_job ON result (job_id);
  CREATE INDEX result_by_mutant ON result (mutant_id);

  -- The project state: for each mutant its latest result, with the bytes of the source it speaks of.
  CREATE TABLE state (
    mutant_id INTEGER PRIMARY KEY REFERENCES mutant (id),
    file TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX state_by_file ON state (file);

  -- Files all of whose mutants were measured in one content.
  CREATE TABLE measured_file (
    file TEXT PRIMARY KEY,
    module TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE lock (
    name TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    process_start TEXT NOT NULL,
    host TEXT NOT NULL,
    taken_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // The state holds a result for each content of a file: measuring some mutants of a changed file must not
  // forget what is known of the former content, which an undone edit brings back.
  `
  CREATE TABLE state_of_content (
    mutant_id INTEGER NOT NULL REFERENCES mutant (id),
    source_hash TEXT NOT NULL,
    file TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    PRIMARY KEY (mutant_id, source_hash)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO state_of_content (mutant_id, source_hash, file, run_id) SELECT mutant_id, source_hash, file, run_id FROM state;
  DROP TABLE state;
  ALTER TABLE state_of_content RENAME TO state;
  CREATE INDEX state_by_file ON state (file, source_hash);
  `,
  // What a run's verdicts depend on beside the mutated sources, so that results of a former suite can be told.
  `
  ALTER TABLE run ADD COLUMN suite_hash TEXT NOT NULL DEFAULT '';
  `,
  // What a gate needs: which files a suite hash stands for, so that what changed since can be told; whether a run measured
  // what its commit holds; what a job planned, so that a lost result shows; and what people say of mutants.
  `
  CREATE TABLE suite (
    hash TEXT PRIMARY KEY,
    manifest BLOB NOT NULL            -- deflated JSON: a hash of each file beside the sources, and of options and versions
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE run ADD COLUMN is_dirty INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE job ADD COLUMN planned_count INTEGER;
  ALTER TABLE job ADD COLUMN planned_hash TEXT;
  CREATE TABLE feedback (
    kind TEXT NOT NULL,               -- mutant or finding
    subject TEXT NOT NULL,            -- its key
    rule TEXT NOT NULL,               -- the mutator, or the rule of the finding
    is_useful INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (kind, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX job_by_file ON job (file, source_hash);
  `,
  // What the dashboard needs: what the gate last said, and a count of a job's statuses that reads no result.
  `
  CREATE TABLE last_gate (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    judged_at TEXT NOT NULL,
    gate TEXT NOT NULL                -- JSON
  ) STRICT;
  DROP INDEX result_by_job;
  CREATE INDEX result_by_job ON result (job_id, status);
  CREATE INDEX result_reused ON result (run_id) WHERE is_reused = 1;
  `,
  // What a result may be reused by: which contents of the sources a run saw, kept as suites are.
  `
  ALTER TABLE run ADD COLUMN sources_hash TEXT;
  `,
  // Whether a run let every covering test of each mutant run, and how each status was come by.
  `
  ALTER TABLE run ADD COLUMN has_kill_matrix INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE result ADD COLUMN how TEXT;
  `,
  // What was seen of the assertions in scripts of the tests: of each script only what the newest run that watched it saw, in the
  // content that it then had; and how the two sides of an assertion moved under the mutants of a source.
  `
  CREATE TABLE watched_file (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    content_hash TEXT NOT NULL,
    run_id TEXT REFERENCES run (id) ON DELETE SET NULL
  ) STRICT;
  CREATE TABLE executed_assertion (
    file_id INTEGER NOT NULL REFERENCES watched_file (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    column_ INTEGER NOT NULL,
    executions INTEGER NOT NULL,
    tests TEXT NOT NULL,              -- JSON: ids of tests
    PRIMARY KEY (file_id, line, column_)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE moved_assertion (
    source TEXT NOT NULL,             -- the file whose mutants moved it
    source_hash TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES watched_file (id) ON DELETE CASCADE,
    test_id INTEGER NOT NULL REFERENCES test (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    column_ INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    together INTEGER NOT NULL,
    PRIMARY KEY (source, file_id, test_id, line, column_)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX moved_by_file ON moved_assertion (file_id);
  `,
  // What a result may be reused by though a source changed: which functions its runs entered, of which contents of the sources.
  `
  CREATE TABLE source_functions (
    file TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    functions BLOB NOT NULL,          -- deflated JSON: names, hashes of the bodies, and what is within what
    PRIMARY KEY (file, source_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE numbering (
    id INTEGER PRIMARY KEY,
    files TEXT NOT NULL UNIQUE        -- JSON: [file, hash of its content, number of functions], in the order in which these are numbered
  ) STRICT;
  CREATE TABLE entered (
    id INTEGER PRIMARY KEY,
    numbering_id INTEGER NOT NULL REFERENCES numbering (id),
    functions TEXT NOT NULL,          -- a bit each, in base64
    UNIQUE (numbering_id, functions)
  ) STRICT;
  CREATE TABLE met_in (
    id INTEGER PRIMARY KEY,
    files TEXT NOT NULL UNIQUE        -- JSON: paths of test files
  ) STRICT;
  CREATE TABLE trace (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    mutant_id INTEGER NOT NULL REFERENCES mutant (id),
    function_number INTEGER NOT NULL, -- the function that the mutant is in, in its source
    met_in_id INTEGER NOT NULL REFERENCES met_in (id),
    entered_id INTEGER REFERENCES entered (id), -- null where it is not certain
    counted_in TEXT,                  -- the test file in which a loop without end was counted
    PRIMARY KEY (run_id, mutant_id)
  ) STRICT, WITHOUT ROWID;
  `,
  // Which tests passed though every function of the sources that a run measured was empty, and under which mutants a test passed
  // without executing any of its assertions.
  `
  CREATE TABLE survived_deletion (
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    test_id INTEGER NOT NULL REFERENCES test (id) ON DELETE CASCADE,
    PRIMARY KEY (run_id, test_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX survivor_by_test ON survived_deletion (test_id);
  CREATE TABLE skipped_assertion (
    source TEXT NOT NULL,             -- the file whose mutant it is
    source_hash TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES watched_file (id) ON DELETE CASCADE, -- that of the test
    test_id INTEGER NOT NULL REFERENCES test (id) ON DELETE CASCADE,
    mutant_id INTEGER NOT NULL REFERENCES mutant (id) ON DELETE CASCADE,
    PRIMARY KEY (source, test_id, mutant_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX skipped_by_file ON skipped_assertion (file_id);
  CREATE INDEX skipped_by_test ON skipped_assertion (test_id);
  CREATE INDEX skipped_by_mutant ON skipped_assertion (mutant_id);
  `,
  // Files as they were instrumented last; and of survivors, what each test file entered, as the others stand where only one did otherwise.
  `
  CREATE TABLE instrumented (
    file TEXT NOT NULL,
    is_mutated INTEGER NOT NULL,      -- 0: it only notes what is entered
    key TEXT NOT NULL,                -- a hash of all that it depends on
    placed BLOB NOT NULL,             -- deflated JSON, of the engine
    PRIMARY KEY (file, is_mutated)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE entered_by_file (
    id INTEGER PRIMARY KEY,
    files TEXT NOT NULL UNIQUE        -- JSON: [path of a test file, id of what its run entered], where that is certain
  ) STRICT;
  ALTER TABLE trace ADD COLUMN entered_by_file_id INTEGER REFERENCES entered_by_file (id); -- of survivors
  `,
  // How assertions moved is told of each mutant, so that it stands for one while others are measured again. What was added up over the
  // mutants of a source cannot be taken apart: findings about tests take a new matrix.
  `
  ALTER TABLE watched_file ADD COLUMN looked_at TEXT NOT NULL DEFAULT ''; -- a hash of the places in it that were looked at under mutants
  DROP TABLE moved_assertion;
  CREATE TABLE moved_assertion (
    source TEXT NOT NULL,             -- the file whose mutant moved it
    source_hash TEXT NOT NULL,
    mutant_id INTEGER NOT NULL REFERENCES mutant (id) ON DELETE CASCADE,
    test_id INTEGER NOT NULL REFERENCES test (id) ON DELETE CASCADE,
    file_id INTEGER NOT NULL REFERENCES watched_file (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    column_ INTEGER NOT NULL,
    is_together INTEGER NOT NULL,
    PRIMARY KEY (source, source_hash, mutant_id, test_id, file_id, line, column_)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX moved_by_file ON moved_assertion (file_id);
  CREATE INDEX moved_by_test ON moved_assertion (test_id);
  CREATE INDEX moved_by_mutant ON moved_assertion (mutant_id);
  DROP TABLE skipped_assertion;
  CREATE TABLE skipped_assertion (
    source TEXT NOT NULL,             -- the file whose mutant it is
    source_hash TEXT NOT NULL,
    mutant_id INTEGER NOT NULL REFERENCES mutant (id) ON DELETE CASCADE,
    test_id INTEGER NOT NULL REFERENCES test (id) ON DELETE CASCADE,
    file_id INTEGER NOT NULL REFERENCES watched_file (id) ON DELETE CASCADE, -- that of the test
    PRIMARY KEY (source, source_hash, mutant_id, test_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX skipped_by_file ON skipped_assertion (file_id);
  CREATE INDEX skipped_by_test ON skipped_assertion (test_id);
  CREATE INDEX skipped_by_mutant ON skipped_assertion (mutant_id);
  UPDATE run SET has_kill_matrix = 0;
  `,
  // What whole suites did without any mutant: a test file that runs nothing which changed need not run again before mutants do.
  `
  CREATE TABLE clean_suite (
    id INTEGER PRIMARY KEY,
    mutated TEXT NOT NULL UNIQUE,     -- JSON: paths of the files that had mutants
    run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    numbering_id INTEGER NOT NULL REFERENCES numbering (id),
    suite BLOB NOT NULL               -- deflated JSON, of the engine
  ) STRICT;
  `,
];

/** The id that marks a SQLite file as a killrate store ("kill" in ASCII). */
export const APPLICATION_ID = 0x6b696c6c;

/** How many steps the file has taken. */
export function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/** Takes the steps that the file lacks, all or none of them; writes nothing where it lacks none. */
export function migrate(database: Database, migrations: readonly string[]): void {
  if (versionOf(database) === migrations.length) return;
  const takeSteps = database.transaction(() => {
    // Read again: another process may have taken the steps while this one waited for its turn.
    for (const sql of migrations.slice(versionOf(database))) database.exec(sql);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${migrations.length}`);
  });
  takeSteps.immediate();
}
