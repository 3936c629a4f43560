/** The project state in tables of one connection: what lists are filtered, sorted and paged from. */
import type { Database } from 'better-sqlite3';
import type { StatusFilter } from '../api.ts';
import { BUCKET_OF_STATUS, type BucketCounts, noCounts, type Totals, totalsOf } from '../score.ts';
import type { Worthy } from '../worth.ts';

/**
 * A source file as it is now. Its results are those of `sourceHash`, or, where `runId` is given, what that run measured.
 * `isCounted` is false where they are of a former content: they are shown with the file, and counted nowhere.
 */
export interface PresentFile {
  file: string;
  module: string;
  sourceHash: string;
  runId: string | null;
  isCounted: boolean;
}

/** The bucket of a mutant, by the word that the contract filters by. */
export type PresentBucket = StatusFilter;

const TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS present_file (
    file TEXT PRIMARY KEY,
    module TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    run_id TEXT,
    is_counted INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TEMP TABLE IF NOT EXISTS present (
    mutant_id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    file TEXT NOT NULL,
    module TEXT NOT NULL,
    is_counted INTEGER NOT NULL,
    bucket TEXT NOT NULL,
    mutator TEXT NOT NULL,
    covered INTEGER NOT NULL,         -- how many tests run it
    measured_at TEXT,
    place INTEGER NOT NULL,           -- its number in order of place
    worth INTEGER NOT NULL            -- its number in order of worth
  );
  CREATE INDEX IF NOT EXISTS temp.present_by_place ON present (place);
  CREATE INDEX IF NOT EXISTS temp.present_by_worth ON present (worth);
  CREATE INDEX IF NOT EXISTS temp.present_by_file ON present (file, place);
  CREATE INDEX IF NOT EXISTS temp.present_by_module ON present (module, worth);
  DELETE FROM temp.present;
  DELETE FROM temp.present_file;
`;

// What needs no test is known when a job is planned: its file is measured when the job is over, and not before.
const COLUMNS = `mutant.id, result.run_id, present_file.file, present_file.module, is_counted, coalesce(result.status, 'unresolved') AS bucket, mutator,
  json_array_length(covered_by) AS covered, line, column_, end_line, end_column,
  CASE WHEN result.job_id NOT IN (
    SELECT job.id FROM run CROSS JOIN job ON job.run_id = run.id AND job.status IN ('queued', 'running')
    WHERE run.status IN ('running', 'interrupted', 'failed')) THEN measured_at END AS measured_at`;

// CROSS JOIN keeps the order of the tables: without it, every result of every run is looked at for the few files with a run of their own.
const FILL = `
  INSERT INTO temp.present (mutant_id, run_id, file, module, is_counted, bucket, mutator, covered, measured_at, place, worth)
  SELECT id, run_id, file, module, is_counted, bucket, mutator, covered, measured_at,
    row_number() OVER (ORDER BY file, line, column_, end_line, end_column, id), 0
  FROM (
    SELECT ${COLUMNS} FROM temp.present_file
    JOIN state ON state.file = present_file.file AND state.source_hash = present_file.source_hash
    JOIN result ON result.run_id = state.run_id AND result.mutant_id = state.mutant_id
    JOIN mutant ON mutant.id = state.mutant_id
    WHERE present_file.run_id IS NULL
    UNION ALL
    SELECT ${COLUMNS} FROM temp.present_file
    CROSS JOIN job ON job.run_id = present_file.run_id AND job.file = present_file.file
    CROSS JOIN result ON result.job_id = job.id
    JOIN mutant ON mutant.id = result.mutant_id
    WHERE present_file.run_id IS NOT NULL)`;

/**
 * Fills the tables from the store. `accepted` are the keys that somebody decided to live with: they count where they are undetected.
 * A connection that cannot write the store can do this: the tables are its own, and end with it.
 */
export function fillPresent(database: Database, files: readonly PresentFile[], accepted: Iterable<string>): void {
  database.pragma('temp_store = MEMORY');
  database.exec(TABLES);
  const insertFile = database.prepare('INSERT INTO temp.present_file VALUES (?, ?, ?, ?, ?)');
  for (const { file, module, sourceHash, runId, isCounted } of files)
    insertFile.run(file, module, sourceHash, runId, isCounted ? 1 : 0);
  database.exec(FILL);
  const accept = database.prepare(
    `UPDATE temp.present SET bucket = 'Accepted'
     WHERE mutant_id = (SELECT id FROM mutant WHERE key = ?) AND bucket IN ('Survived', 'NoCoverage')`,
  );
  for (const key of accepted) accept.run(key);
}

/** How many mutants of a file are in a bucket, and when the last of them was measured. */
interface FileCount {
  file: string;
  bucket: PresentBucket;
  count: number;
  measuredAt: string | null;
}

/** What a file's mutants count up to. */
export interface FileTotals {
  totals: Totals;
  lastMeasuredAt: string | null;
}

const FIELD_OF_BUCKET = {
  ...BUCKET_OF_STATUS,
  Accepted: 'accepted',
  unresolved: 'unresolved',
} as const satisfies Record<PresentBucket, keyof BucketCounts>;

/** Totals from counts by bucket; a bucket that is not named counts nothing. */
export function totalsOfBuckets(buckets: Iterable<readonly [PresentBucket, number]>): Totals {
  const counts = noCounts();
  for (const [bucket, count] of buckets) counts[FIELD_OF_BUCKET[bucket]] += count;
  return totalsOf(counts);
}

/** The totals of every file that has mutants, by file. */
export function totalsByFile(database: Database): Map<string, FileTotals> {
  const rows = database
    .prepare('SELECT file, bucket, count(*) AS count, max(measured_at) AS measuredAt FROM temp.present GROUP BY file, bucket')
    .all() as FileCount[];
  const byFile = Map.groupBy(rows, ({ file }) => file);
  return new Map(
    [...byFile].map(([file, own]) => [
      file,
      {
        totals: totalsOfBuckets(own.map(({ bucket, count }) => [bucket, count] as const)),
        lastMeasuredAt: latest(own.map(({ measuredAt }) => measuredAt)),
      },
    ]),
  );
}

/** When the run that last measured all of a file ended, or began where it has not, by file: for those that have no mutants. */
export function wholeMeasuredAt(database: Database): Map<string, string> {
  const rows = database
    .prepare(`SELECT file, coalesce(finished_at, started_at) AS at FROM measured_file JOIN run ON run.id = measured_file.run_id`)
    .all() as { file: string; at: string }[];
  return new Map(rows.map(({ file, at }) => [file, at]));
}

/** The latest of some dates, null where there is none. */
export function latest(dates: readonly (string | null)[]): string | null {
  return (
    dates
      .filter((date) => date !== null)
      .toSorted()
      .at(-1) ?? null
  );
}

/** How many counted mutants share a bucket, a module and a mutator. */
export interface PresentCount {
  bucket: PresentBucket;
  module: string;
  mutator: string;
  count: number;
}

/** Every combination that occurs, with its count. */
export function countPresent(database: Database): PresentCount[] {
  return database
    .prepare(
      `SELECT bucket, module, mutator, count(*) AS count FROM temp.present WHERE is_counted = 1
       GROUP BY bucket, module, mutator ORDER BY bucket, module, mutator`,
    )
    .all() as PresentCount[];
}

/** An undetected mutant, as the order of worth needs it. */
export interface UndetectedMutant extends Worthy {
  mutantId: number;
  bucket: PresentBucket;
}

/** The survivors and the mutants without coverage, in order of place. */
export function undetectedMutants(database: Database): UndetectedMutant[] {
  return database
    .prepare(
      `SELECT mutant_id AS mutantId, bucket, present.file AS file, symbol, present.mutator AS mutator, original, replacement,
         covered AS coveredBy
       FROM temp.present JOIN mutant ON mutant.id = mutant_id WHERE bucket IN ('Survived', 'NoCoverage') ORDER BY place`,
    )
    .all() as UndetectedMutant[];
}

/** Writes the order of worth: these mutants first, as they are given; then unresolved ones, accepted ones and the rest, by place. */
export function orderPresent(database: Database, first: readonly number[]): void {
  database.exec(
    `UPDATE temp.present SET worth = ${first.length} + place + CASE bucket
       WHEN 'Survived' THEN 0 WHEN 'NoCoverage' THEN 0 WHEN 'unresolved' THEN 0
       WHEN 'Accepted' THEN (SELECT count(*) FROM temp.present) ELSE 2 * (SELECT count(*) FROM temp.present) END`,
  );
  const place = database.prepare('UPDATE temp.present SET worth = ? WHERE mutant_id = ?');
  for (const [index, mutantId] of first.entries()) place.run(index, mutantId);
}

/** When each file was first measured with its present content, by file. */
export function contentSince(database: Database): Map<string, string> {
  const rows = database
    .prepare(
      `SELECT present_file.file AS file, min(started_at) AS since FROM temp.present_file
       JOIN job ON job.file = present_file.file AND job.source_hash = present_file.source_hash
       JOIN run ON run.id = job.run_id GROUP BY present_file.file`,
    )
    .all() as { file: string; since: string }[];
  return new Map(rows.map(({ file, since }) => [file, since]));
}
