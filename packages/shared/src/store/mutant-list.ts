/** Lists of the project state's mutants: filtered, in order, a page at a time. */
import type { Database } from 'better-sqlite3';
import type { MutantItem, MutantOrder, StatusFilter } from '../api.ts';
import { type PlacedRow, readPlaceAndStatus } from './mutant-row.ts';

/** A mutant as the store can list it: without what is read from the ledger and from the sources. */
export type ListedMutant = Omit<MutantItem, 'acceptance' | 'excerpt'>;

/** What a list is narrowed to; null where it is not. */
export interface MutantFilter {
  status: readonly StatusFilter[];
  module: string | null;
  mutator: string | null;
  /** A path, or with a `*` for anything, a part of one in whatever case. */
  file: string | null;
}

/** Where a list goes on: behind the mutant with this key, or where it is gone, behind this number in the order. */
export interface ListCursor {
  rank: number;
  key: string;
}

/** A part of a list; `next` is null at its end. */
export interface ListPage<Item> {
  items: Item[];
  next: ListCursor | null;
}

interface ListRow extends PlacedRow {
  rank: number;
  module: string;
  covered: number;
}

const COLUMNS = `mutant.key, present.file AS file, line, column_, end_line, end_column, symbol, present.mutator AS mutator, original, replacement,
  result.status AS status, reason, is_static, present.module AS module, covered`;
const JOINS = `CROSS JOIN mutant ON mutant.id = present.mutant_id
  CROSS JOIN result ON result.run_id = present.run_id AND result.mutant_id = present.mutant_id`;

/** One page of the mutants that pass the filter. */
export function listMutants(
  database: Database,
  filter: MutantFilter,
  order: MutantOrder,
  cursor: ListCursor | null,
  limit: number,
): ListPage<ListedMutant> {
  const { where, values } = conditionOf(filter);
  const after = cursor === null ? -1 : (rankOfKey(database, cursor.key, order) ?? cursor.rank);
  const rows = database
    .prepare(
      `SELECT ${order} AS rank, ${COLUMNS} FROM (
         SELECT * FROM temp.present WHERE ${where} AND ${order} > @after ORDER BY ${order} LIMIT @most) AS present ${JOINS} ORDER BY rank`,
    )
    .all({ ...values, after, most: limit + 1 }) as ListRow[];
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(toItem), next: last === undefined ? null : { rank: last.rank, key: last.key } };
}

/** How many mutants pass a filter. */
export function countMutants(database: Database, filter: MutantFilter): number {
  const { where, values } = conditionOf(filter);
  return database.prepare(`SELECT count(*) FROM temp.present WHERE ${where}`).pluck().get(values) as number;
}

/** Every mutant of one file by place, also where its results are of a former content. */
export function mutantsOfPresentFile(database: Database, file: string): ListedMutant[] {
  const rows = database
    .prepare(`SELECT place AS rank, ${COLUMNS} FROM temp.present ${JOINS} WHERE present.file = ? ORDER BY place`)
    .all(file) as ListRow[];
  return rows.map(toItem);
}

/** The present mutants with these numbers, by place. */
export function presentMutants(database: Database, mutantIds: readonly number[]): ListedMutant[] {
  const rows = database
    .prepare(
      `SELECT place AS rank, ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN temp.present ON present.mutant_id = wanted.value ${JOINS} ORDER BY place`,
    )
    .all(JSON.stringify(mutantIds)) as ListRow[];
  return rows.map(toItem);
}

/** The mutants whose keys begin like this, by key. */
export function findByKey(database: Database, beginning: string, limit: number): ListedMutant[] {
  const rows = database
    .prepare(
      `SELECT place AS rank, ${COLUMNS} FROM mutant CROSS JOIN temp.present ON present.mutant_id = mutant.id
       CROSS JOIN result ON result.run_id = present.run_id AND result.mutant_id = present.mutant_id
       WHERE key >= @beginning AND key < @beginning || char(1114111) ORDER BY key LIMIT @limit`,
    )
    .all({ beginning, limit }) as ListRow[];
  return rows.map(toItem);
}

/** Of which run a mutant's result in the project state is, and to which module it belongs. */
export interface PresentMutant {
  mutantId: number;
  runId: string;
  module: string;
}

/** Where the project state knows a mutant from; null where it is no part of it. */
export function findPresent(database: Database, key: string): PresentMutant | null {
  const row = database
    .prepare(
      `SELECT mutant_id AS mutantId, run_id AS runId, module FROM mutant JOIN temp.present ON present.mutant_id = mutant.id WHERE key = ?`,
    )
    .get(key) as PresentMutant | undefined;
  return row ?? null;
}

/** The file of a mutant, null where the store does not know the key. */
export function fileOfMutant(database: Database, key: string): string | null {
  return (database.prepare('SELECT file FROM mutant WHERE key = ?').pluck().get(key) as string | undefined) ?? null;
}

function rankOfKey(database: Database, key: string, order: MutantOrder): number | null {
  const rank = database
    .prepare(`SELECT ${order} FROM mutant JOIN temp.present ON present.mutant_id = mutant.id WHERE key = ?`)
    .pluck()
    .get(key) as number | undefined;
  return rank ?? null;
}

/** The stars of a pattern stand for anything; what LIKE itself takes for special does not. */
const LIKE_FILE = `file LIKE replace(replace(replace(replace(@file, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%') ESCAPE '\\'`;

function conditionOf({ status, module, mutator, file }: MutantFilter): { where: string; values: Record<string, string> } {
  const equal = Object.entries({ module, mutator, file }).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    where: [
      'is_counted = 1',
      'bucket IN (SELECT value FROM json_each(@status))',
      ...equal.map(([column, value]) => (column === 'file' && value.includes('*') ? LIKE_FILE : `${column} = @${column}`)),
    ].join(' AND '),
    values: { status: JSON.stringify(status), ...Object.fromEntries(equal) },
  };
}

function toItem(row: ListRow): ListedMutant {
  return { ...readPlaceAndStatus(row), module: row.module, coveredBy: row.covered };
}
