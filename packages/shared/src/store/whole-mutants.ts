/** Mutants with all that is known of them, many at once: for what is exported. */
import type { Database } from 'better-sqlite3';
import type { HistoryEntry } from '../api.ts';
import type { Mutant, MutantStatus } from '../model.ts';
import { createMutantReader, RESULT_COLUMNS, type ResultRow } from './mutant-row.ts';

/** A mutant with its module, what each run said of it (newest first) and what people said of it. Acceptances are not known here. */
export interface WholeMutant {
  mutant: Mutant;
  module: string;
  history: HistoryEntry[];
  feedback: 'useful' | 'not-useful' | null;
}

type Row = ResultRow & { mutant_id: number; module: string };

/** Every mutant of the present state, those of changed files among them, with the most worth a test first. */
export function presentWholeMutants(database: Database): WholeMutant[] {
  const rows = database
    .prepare(
      `SELECT ${RESULT_COLUMNS}, present.mutant_id AS mutant_id, present.module AS module
       FROM (SELECT mutant_id, run_id, module, worth FROM temp.present) AS present
       CROSS JOIN mutant ON mutant.id = present.mutant_id
       CROSS JOIN result ON result.run_id = present.run_id AND result.mutant_id = present.mutant_id ORDER BY worth`,
    )
    .all() as Row[];
  return complete(database, rows);
}

/** The mutants of these runs that the present state does not have, as the newest of these runs knew them, by place. */
export function formerWholeMutants(database: Database, runIds: readonly string[]): WholeMutant[] {
  const rows = database
    .prepare(
      `SELECT ${RESULT_COLUMNS}, mutant_id, job.module AS module FROM (
         SELECT result.*, row_number() OVER (PARTITION BY mutant_id ORDER BY started_at DESC, run.id DESC) AS age
         FROM result JOIN run ON run.id = result.run_id
         WHERE run.id IN (SELECT value FROM json_each(?)) AND measured_at IS NOT NULL
           AND mutant_id NOT IN (SELECT mutant_id FROM temp.present)) AS result
       JOIN mutant ON mutant.id = mutant_id JOIN job ON job.id = job_id
       WHERE age = 1 ORDER BY mutant.file, line, column_, end_line, end_column, mutant.id`,
    )
    .all(JSON.stringify(runIds)) as Row[];
  return complete(database, rows);
}

function complete(database: Database, rows: readonly Row[]): WholeMutant[] {
  const read = createMutantReader(database);
  const histories = readHistories(
    database,
    rows.map(({ mutant_id }) => mutant_id),
  );
  const sayings = new Map(
    database.prepare(`SELECT subject, is_useful FROM feedback WHERE kind = 'mutant'`).raw().all() as [string, number][],
  );
  return rows.map((row) => {
    const isUseful = sayings.get(row.key);
    return {
      ...{ mutant: read(row), module: row.module, history: histories.get(row.mutant_id) ?? [] },
      feedback: isUseful === undefined ? null : isUseful === 1 ? 'useful' : 'not-useful',
    };
  });
}

function readHistories(database: Database, mutantIds: readonly number[]): Map<number, HistoryEntry[]> {
  const histories = new Map<number, HistoryEntry[]>();
  const rows = database
    .prepare(
      `SELECT mutant_id, run.id, started_at, result.status, result.reason FROM run CROSS JOIN result ON result.run_id = run.id
       WHERE measured_at IS NOT NULL AND mutant_id IN (SELECT value FROM json_each(?)) ORDER BY started_at DESC, run.id DESC`,
    )
    .raw()
    .iterate(JSON.stringify(mutantIds)) as IterableIterator<[number, string, string, MutantStatus | null, string | null]>;
  for (const [mutantId, runId, startedAt, status, reason] of rows) {
    const own = histories.get(mutantId);
    const entry = { runId, startedAt, status, reason };
    if (own === undefined) histories.set(mutantId, [entry]);
    else own.push(entry);
  }
  return histories;
}
