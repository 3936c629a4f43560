/** How rows of the store hold a mutant and its tests, and how these are read back. */
import type { Database } from 'better-sqlite3';
import type { KillKind, MeasuredHow, Mutant, MutantStatus } from '../model.ts';

/**
 * How rows hold a test: by its number, or by its id where the run's dry run had no such test. (A mutant can rename the
 * tests that are made from what it changes, and die of one of these.)
 */
export type TestReference = number | string;

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

export const IN_ORDER_OF_PLACE = 'ORDER BY mutant.file, line, column_, end_line, end_column, mutant.id';

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

/** What makes mutants of rows, with the tests that the store has now. */
export function createMutantReader(database: Database): (row: ResultRow) => Mutant {
  const idOfNumber = new Map(database.prepare('SELECT id, name_id FROM test').raw().all() as [TestReference, string][]);
  const toId = (reference: TestReference) => idOfNumber.get(reference) ?? String(reference);
  return (row) => toMutant(row, toId);
}

export function toMutants(database: Database, rows: readonly ResultRow[]): Mutant[] {
  return rows.map(createMutantReader(database));
}

export function toMutant(row: ResultRow, toId: (reference: TestReference) => string): Mutant {
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
