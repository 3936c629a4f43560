/** Runs of whole suites without any mutant in the store, so that what they show need not be seen again. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';

/** The run of a suite, as an engine told it. */
export interface KeptCleanSuite {
  /** The run that the suite ran for. */
  runId: string;
  /** By which numbers it says which functions were entered. */
  numberingId: number;
  /** The files that had mutants, in any order. */
  mutated: readonly string[];
  suite: unknown;
}

/** Of so many sets of files the last is kept. */
const MOST_KEPT = 4;
/** A suite that is described with more than so many characters of JSON is not kept: to read it would take as long as to run a part of it. */
const MOST_CHARACTERS = 2 ** 26;

/** Keeps what a suite did, in place of what was kept over the same files; the oldest goes where there are many. */
export function keepCleanSuite(database: Database, { runId, numberingId, mutated, suite }: KeptCleanSuite): void {
  const json = JSON.stringify(suite);
  const key = JSON.stringify(mutated.toSorted());
  database
    .transaction(() => {
      database.prepare('DELETE FROM clean_suite WHERE mutated = ?').run(key);
      if (json.length > MOST_CHARACTERS) return;
      database
        .prepare('INSERT INTO clean_suite (mutated, run_id, numbering_id, suite) VALUES (?, ?, ?, ?)')
        .run(key, runId, numberingId, deflateSync(json, { level: 1 }));
      database
        .prepare('DELETE FROM clean_suite WHERE id NOT IN (SELECT id FROM clean_suite ORDER BY id DESC LIMIT ?)')
        .run(MOST_KEPT);
    })
    .immediate();
}

/** What is kept, the last first; a suite is read when it is asked for. */
export function cleanSuites(database: Database): (Omit<KeptCleanSuite, 'suite'> & { read: () => unknown })[] {
  const rows = database
    .prepare('SELECT id, mutated, run_id AS runId, numbering_id AS numberingId FROM clean_suite ORDER BY id DESC')
    .all() as { id: number; mutated: string; runId: string; numberingId: number }[];
  const find = database.prepare('SELECT suite FROM clean_suite WHERE id = ?').pluck();
  return rows.map(({ id, mutated, runId, numberingId }) => ({
    ...{ runId, numberingId, mutated: JSON.parse(mutated) as string[] },
    read: () => JSON.parse(inflateSync(find.get(id) as Buffer).toString()) as unknown,
  }));
}
