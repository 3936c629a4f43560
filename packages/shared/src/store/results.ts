/** What was planned and what was measured: mutants, tests and verdicts, each written as it arrives. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { KillKind, MeasuredHow, Mutant, MutantStatus, Test } from '../model.ts';

/** A mutant as it is planned: identity, place and coverage; status `Pending`, or decided already (`Ignored`, `NoCoverage`). */
export type PlannedMutant = Omit<Mutant, 'isReused' | 'acceptance' | 'killedBy' | 'durationMs' | 'how'>;

/** What a measurement adds to a planned mutant. */
export type Verdict = Pick<Mutant, 'key' | 'status' | 'reason' | 'killedBy' | 'durationMs' | 'how'>;

/** A row of {@link RESULT_COLUMNS}. */
export interface ResultRow {
  key: string;
  file: string;
  line: number;
  column_: number;
  end_line: number;
  end_column: number;
  symbol: string;
  mutator: string;
  original: string;
  replacement: string;
  status: string | null;
  reason: string | null;
  is_static: number;
  is_reused: number;
  covered_by: string;
  killed_by: string;
  duration_ms: number | null;
  how: string | null;
}

/** Of `result` and `mutant`, joined: what {@link createMutantReader} reads. */
export const RESULT_COLUMNS = `mutant.key, mutant.file, line, column_, end_line, end_column, symbol, mutator, original, replacement,
  result.status, result.reason, is_static, is_reused, covered_by, killed_by, result.duration_ms, how`;
const TESTS_OF_RUN = 'FROM run_test JOIN test ON test.id = test_id WHERE run_id = ?';
const IN_ORDER_OF_PLACE = 'ORDER BY mutant.file, line, column_, end_line, end_column, mutant.id';

/**
 * How rows hold a test: by its number, or by its id where the run's dry run had no such test. (A mutant can rename the
 * tests that are made from what it changes, and die of one of these.)
 */
type TestReference = number | string;

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

/** The tests of a run in the order of their files and lines. */
export function testsOfRun(database: Database, runId: string): Test[] {
  return database
    .prepare(`SELECT name_id AS id, file, name, line, duration_ms AS durationMs ${TESTS_OF_RUN} ORDER BY file, line, test.id`)
    .all(runId) as Test[];
}

/**
 * Writes the planned mutants of one job, all or none. A mutant that has a verdict in this run already keeps it,
 * so that a run can be planned again when it goes on.
 */
export function planMutants(
  database: Database,
  runId: string,
  file: string,
  sourceHash: string,
  mutants: readonly PlannedMutant[],
  plannedAt: string,
): void {
  const numberOfTest = new Map(
    database.prepare(`SELECT name_id, test_id ${TESTS_OF_RUN}`).raw().all(runId) as [string, number][],
  );
  const insertMutant = database.prepare(
    `INSERT INTO mutant (key, file, symbol, mutator, original, replacement)
     VALUES (@key, @file, @symbol, @mutator, @original, @replacement) ON CONFLICT (key) DO NOTHING`,
  );
  const insertResult = database.prepare(
    `INSERT INTO result (run_id, mutant_id, job_id, line, column_, end_line, end_column, status, reason, is_static, covered_by, measured_at)
     VALUES (@runId, (SELECT id FROM mutant WHERE key = @key), (SELECT id FROM job WHERE run_id = @runId AND file = @jobFile),
       @line, @column, @endLine, @endColumn, @status, @reason, @isStatic, @coveredBy, @measuredAt)
     ON CONFLICT (run_id, mutant_id) DO NOTHING RETURNING mutant_id`,
  );
  const notePlan = database.prepare('UPDATE job SET planned_count = ?, planned_hash = ? WHERE run_id = ? AND file = ?');
  const moveState = prepareMoveState(database);
  database
    .transaction(() => {
      for (const { coveredBy, isStatic, ...mutant } of mutants) {
        insertMutant.run(mutant);
        const isDecided = mutant.status !== 'Pending';
        const references: TestReference[] = coveredBy.map((id) => numberOfTest.get(id) ?? id);
        const planned = insertResult.pluck().get({
          ...mutant,
          runId,
          jobFile: file,
          isStatic: isStatic ? 1 : 0,
          coveredBy: JSON.stringify(references),
          measuredAt: isDecided ? plannedAt : null,
        });
        if (isDecided && planned !== undefined) moveState.run(planned, sourceHash, file, runId);
      }
      const plan = hashOfKeys(mutants.map(({ key }) => key));
      notePlan.run(mutants.length, plan, runId, file);
    })
    .immediate();
}

/**
 * Writes one verdict and moves the project state on to it. The first verdict of a mutant in a run stays:
 * a second delivery changes nothing, and false says so.
 */
export function recordVerdict(
  database: Database,
  runId: string,
  file: string,
  sourceHash: string,
  verdict: Verdict,
  measuredAt: string,
): boolean {
  const findTest = database.prepare(`SELECT test_id ${TESTS_OF_RUN} AND name_id = ?`).pluck();
  const writeVerdict = database.prepare(
    `UPDATE result SET status = @status, reason = @reason, killed_by = @killedBy, duration_ms = @durationMs, how = @how, measured_at = @measuredAt
     WHERE run_id = @runId AND mutant_id = (SELECT id FROM mutant WHERE key = @key) AND measured_at IS NULL RETURNING mutant_id`,
  );
  const moveState = prepareMoveState(database);
  return database
    .transaction(() => {
      const kills = verdict.killedBy.map(({ test, kind }) => [findTest.get(runId, test) ?? test, kind]);
      const measured = writeVerdict.pluck().get({ how: null, ...verdict, runId, measuredAt, killedBy: JSON.stringify(kills) });
      if (measured === undefined) return false;
      moveState.run(measured, sourceHash, file, runId);
      return true;
    })
    .immediate();
}

/** Every mutant of a job that has no verdict yet becomes unresolved with this reason; gives back how many. */
export function leaveUnresolved(
  database: Database,
  runId: string,
  file: string,
  sourceHash: string,
  reason: string,
  measuredAt: string,
): number {
  const writeReason = database.prepare(
    `UPDATE result SET status = NULL, reason = @reason, measured_at = @measuredAt
     WHERE job_id = (SELECT id FROM job WHERE run_id = @runId AND file = @file) AND measured_at IS NULL RETURNING mutant_id`,
  );
  const moveState = prepareMoveState(database);
  return database
    .transaction(() => {
      const left = writeReason.pluck().all({ runId, file, reason, measuredAt });
      for (const mutantId of left) moveState.run(mutantId, sourceHash, file, runId);
      return left.length;
    })
    .immediate();
}

/** The mutants of a run in order of place. */
export function mutantsOfRun(database: Database, runId: string): Mutant[] {
  const rows = database
    .prepare(`SELECT ${RESULT_COLUMNS} FROM result JOIN mutant ON mutant.id = mutant_id WHERE run_id = ? ${IN_ORDER_OF_PLACE}`)
    .all(runId) as ResultRow[];
  return toMutants(database, rows);
}

/** One mutant as a run found it; null where the run did not have it. */
export function mutantInRun(database: Database, runId: string, key: string): Mutant | null {
  const row = database
    .prepare(
      `SELECT ${RESULT_COLUMNS} FROM mutant JOIN result ON result.run_id = ? AND result.mutant_id = mutant.id WHERE mutant.key = ?`,
    )
    .get(runId, key) as ResultRow | undefined;
  if (row === undefined) return null;
  const name = database.prepare('SELECT name_id FROM test WHERE id = ?').pluck();
  return toMutant(row, (reference) => (name.get(reference) as string | undefined) ?? String(reference));
}

/** Tests by their ids as a run's dry run saw them, in the order given; one that it did not have is known by its id alone. */
export function testsInRun(database: Database, runId: string, ids: readonly string[]): Test[] {
  const find = database.prepare(
    `SELECT name_id AS id, file, name, line, duration_ms AS durationMs FROM test
     JOIN run_test ON run_test.run_id = ? AND run_test.test_id = test.id WHERE name_id = ?`,
  );
  return ids.map((id) => (find.get(runId, id) as Test | undefined) ?? unknownTest(id));
}

/** A test that no dry run had: its id is its file, ` > ` and its full name. */
function unknownTest(id: string): Test {
  const [file = id, ...name] = id.split(' > ');
  return { id, file, name: name.join(' > ') || id, line: null, durationMs: 0 };
}

/** The keys of a job's mutants that have no verdict yet. */
export function pendingKeys(database: Database, runId: string, file: string): Set<string> {
  const keys = database
    .prepare(
      `SELECT key FROM result JOIN mutant ON mutant.id = mutant_id WHERE run_id = ? AND measured_at IS NULL
       AND job_id = (SELECT id FROM job WHERE run_id = ? AND file = ?)`,
    )
    .pluck()
    .all(runId, runId, file) as string[];
  return new Set(keys);
}

/** The statuses of one mutant over the runs, newest first. */
export function historyOfMutant(
  database: Database,
  key: string,
): { runId: string; startedAt: string; status: MutantStatus | null; reason: string | null }[] {
  return database
    .prepare(
      `SELECT run.id AS runId, run.started_at AS startedAt, result.status AS status, result.reason AS reason
       FROM result JOIN mutant ON mutant.id = mutant_id JOIN run ON run.id = run_id
       WHERE key = ? AND measured_at IS NOT NULL ORDER BY run.started_at DESC, run.id DESC`,
    )
    .all(key) as { runId: string; startedAt: string; status: MutantStatus | null; reason: string | null }[];
}

/** Every mutant key the store knows. */
export function allKeys(database: Database): string[] {
  return database.prepare('SELECT key FROM mutant ORDER BY key').pluck().all() as string[];
}

/** The mutator of a mutant, null where the store does not know the key. */
export function getMutator(database: Database, key: string): string | null {
  return (database.prepare('SELECT mutator FROM mutant WHERE key = ?').pluck().get(key) as string | undefined) ?? null;
}

/** A file all of whose mutants were measured, in the content with this hash, last by this run. */
export interface MeasuredFile {
  file: string;
  module: string;
  sourceHash: string;
  runId: string;
}

/**
 * Notes that a run measured all of a file, and forgets what the state says of its former contents, and of mutants
 * that it no longer has.
 */
export function markFileMeasured(database: Database, measured: MeasuredFile): void {
  database
    .transaction(() => {
      database
        .prepare(
          `INSERT INTO measured_file (file, module, source_hash, run_id) VALUES (@file, @module, @sourceHash, @runId)
           ON CONFLICT (file) DO UPDATE SET module = excluded.module, source_hash = excluded.source_hash, run_id = excluded.run_id`,
        )
        .run(measured);
      database
        .prepare(
          `DELETE FROM state WHERE file = @file
           AND (source_hash <> @sourceHash OR mutant_id NOT IN (SELECT mutant_id FROM result WHERE run_id = @runId))`,
        )
        .run(measured);
    })
    .immediate();
}

/** Makes what an earlier run found of a whole file the project state again, so that later results of some of its mutants add to it. */
export function adoptMeasurement(database: Database, runId: string, file: string): void {
  database
    .transaction(() => {
      const job = database
        .prepare('SELECT id, module, source_hash AS sourceHash FROM job WHERE run_id = ? AND file = ?')
        .get(runId, file) as { id: number; module: string; sourceHash: string };
      const moveState = prepareMoveState(database);
      const mutants = database.prepare('SELECT mutant_id FROM result WHERE job_id = ?').pluck().all(job.id) as number[];
      for (const mutant of mutants) moveState.run(mutant, job.sourceHash, file, runId);
      markFileMeasured(database, { file, module: job.module, sourceHash: job.sourceHash, runId });
    })
    .immediate();
}

/** The files whose mutants were all measured, by path. */
export function measuredFiles(database: Database): MeasuredFile[] {
  return database
    .prepare('SELECT file, module, source_hash AS sourceHash, run_id AS runId FROM measured_file ORDER BY file')
    .all() as MeasuredFile[];
}

/** What was planned when all of a file was last measured: how many mutants, and a hash of their keys; null from older stores. */
export interface FilePlan {
  count: number | null;
  hash: string | null;
}

/** The plans of the measured files, by file. */
export function plansOfState(database: Database): Map<string, FilePlan> {
  const rows = database
    .prepare(
      `SELECT measured_file.file AS file, planned_count AS count, planned_hash AS hash FROM measured_file
       LEFT JOIN job ON job.run_id = measured_file.run_id AND job.file = measured_file.file`,
    )
    .all() as ({ file: string } & FilePlan)[];
  return new Map(rows.map(({ file, ...plan }) => [file, plan]));
}

/** What was planned for a file in one run; null where the run had no job for it. */
export function planOfJob(database: Database, runId: string, file: string): FilePlan | null {
  const plan = database
    .prepare('SELECT planned_count AS count, planned_hash AS hash FROM job WHERE run_id = ? AND file = ?')
    .get(runId, file) as FilePlan | undefined;
  return plan ?? null;
}

/** What is missing of a file's results, as a sentence goes on after its name; null where nothing is, as far as the plan tells. */
export function describeLoss({ count, hash }: FilePlan, mutants: readonly Pick<Mutant, 'key'>[]): string | null {
  if (count === null) return null;
  if (mutants.length !== count) return `${mutants.length} of its ${count} planned mutants have a result`;
  return hashOfKeys(mutants.map(({ key }) => key)) === hash ? null : 'its results are of other mutants than were planned';
}

/**
 * Takes all results of a file from an earlier run into a run, marked as reused, and makes the run the latest that measured the file.
 * The run has no job for the file yet.
 */
export function reuseFile(
  database: Database,
  { runId, file, module, from }: { runId: string; file: string; module: string; from: string },
): void {
  database
    .transaction(() => {
      const job = database
        .prepare(
          `INSERT INTO job (run_id, file, module, source_hash, is_whole_file, status, planned_count, planned_hash, duration_ms)
           SELECT @runId, file, @module, source_hash, 1, 'reused', planned_count, planned_hash, 0 FROM job WHERE run_id = @from AND file = @file
           RETURNING id, source_hash AS sourceHash`,
        )
        .get({ runId, module, from, file }) as { id: number; sourceHash: string };
      database
        .prepare(
          `INSERT INTO run_test (run_id, test_id, line, duration_ms) SELECT ?, test_id, line, duration_ms FROM run_test WHERE run_id = ?
           ON CONFLICT (run_id, test_id) DO NOTHING`,
        )
        .run(runId, from);
      database
        .prepare(
          `INSERT INTO result (run_id, mutant_id, job_id, line, column_, end_line, end_column, status, reason, is_static, is_reused, covered_by,
             killed_by, duration_ms, how, measured_at)
           SELECT @runId, mutant_id, @job, line, column_, end_line, end_column, status, reason, is_static, 1, covered_by, killed_by, duration_ms,
             how, measured_at
           FROM result WHERE job_id = (SELECT id FROM job WHERE run_id = @from AND file = @file)`,
        )
        .run({ runId, job: job.id, from, file });
      database
        .prepare(
          `INSERT INTO state (mutant_id, source_hash, file, run_id) SELECT mutant_id, ?, ?, run_id FROM result WHERE job_id = ?
           ON CONFLICT (mutant_id, source_hash) DO UPDATE SET run_id = excluded.run_id`,
        )
        .run(job.sourceHash, file, job.id);
      markFileMeasured(database, { file, module, sourceHash: job.sourceHash, runId });
    })
    .immediate();
}

/** One hash of many keys, whatever their order. */
export function hashOfKeys(keys: readonly string[]): string {
  return createHash('sha256').update(keys.toSorted().join('\n')).digest('hex').slice(0, 16);
}

/** The mutants of one file in one run, in order of place. */
export function mutantsOfJob(database: Database, runId: string, file: string): Mutant[] {
  const rows = database
    .prepare(
      `SELECT ${RESULT_COLUMNS} FROM result JOIN mutant ON mutant.id = mutant_id
       WHERE job_id = (SELECT id FROM job WHERE run_id = ? AND file = ?) ${IN_ORDER_OF_PLACE}`,
    )
    .all(runId, file) as ResultRow[];
  return toMutants(database, rows);
}

/** The project state: each mutant's latest result for these contents of the files, in order of place. */
export function mutantsOfState(database: Database, hashOfFile: ReadonlyMap<string, string>): Mutant[] {
  const ofFile = database.prepare(
    `SELECT ${RESULT_COLUMNS} FROM state JOIN mutant ON mutant.id = state.mutant_id
     JOIN result ON result.run_id = state.run_id AND result.mutant_id = state.mutant_id
     WHERE state.file = ? AND state.source_hash = ? ${IN_ORDER_OF_PLACE}`,
  );
  const rows = [...hashOfFile].flatMap(([file, hash]) => ofFile.all(file, hash) as ResultRow[]);
  return toMutants(database, rows);
}

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

/** The tests that took part in the runs the project state speaks of, each as its latest run knew it. */
export function testsOfState(database: Database): Test[] {
  return database
    .prepare(
      `SELECT id, file, name, line, durationMs FROM (
         SELECT name_id AS id, test.file AS file, name, line, duration_ms AS durationMs, test.id AS number,
                row_number() OVER (PARTITION BY test.id ORDER BY run.started_at DESC, run.id DESC) AS age
         FROM run_test JOIN test ON test.id = test_id JOIN run ON run.id = run_id
         WHERE run_id IN (SELECT run_id FROM state))
       WHERE age = 1 ORDER BY file, line, number`,
    )
    .all() as Test[];
}

function prepareMoveState(database: Database) {
  return database.prepare(
    `INSERT INTO state (mutant_id, source_hash, file, run_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (mutant_id, source_hash) DO UPDATE SET run_id = excluded.run_id`,
  );
}

function toMutants(database: Database, rows: readonly ResultRow[]): Mutant[] {
  return rows.map(createMutantReader(database));
}

/** What makes mutants of rows, with the tests that the store has now. */
export function createMutantReader(database: Database): (row: ResultRow) => Mutant {
  const idOfNumber = new Map(database.prepare('SELECT id, name_id FROM test').raw().all() as [TestReference, string][]);
  const toId = (reference: TestReference) => idOfNumber.get(reference) ?? String(reference);
  return (row) => toMutant(row, toId);
}

/** The part of a row that speaks of a mutant by itself, without its tests. */
export type PlacedRow = Omit<ResultRow, 'is_reused' | 'covered_by' | 'killed_by' | 'duration_ms' | 'how'>;

/** What such a row says. */
export function readPlaceAndStatus(row: PlacedRow) {
  return {
    key: row.key,
    file: row.file,
    line: row.line,
    column: row.column_,
    endLine: row.end_line,
    endColumn: row.end_column,
    symbol: row.symbol,
    mutator: row.mutator,
    original: row.original,
    replacement: row.replacement,
    status: row.status as MutantStatus | null,
    reason: row.reason,
    isStatic: row.is_static === 1,
  };
}

function toMutant(row: ResultRow, toId: (reference: TestReference) => string): Mutant {
  return {
    ...readPlaceAndStatus(row),
    isReused: row.is_reused === 1,
    acceptance: null,
    coveredBy: (JSON.parse(row.covered_by) as TestReference[]).map(toId),
    killedBy: (JSON.parse(row.killed_by) as [TestReference, KillKind][]).map(([test, kind]) => ({ test: toId(test), kind })),
    durationMs: row.duration_ms,
    ...(row.how !== null && { how: row.how as MeasuredHow }),
  };
}
