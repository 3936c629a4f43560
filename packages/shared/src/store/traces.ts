/** Traces in the store: which test files met a mutant, and which functions were entered while it was measured. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { prepareTakeSeen } from './assertions.ts';
import { prepareMoveState } from './project-state.ts';

/** A file whose functions are numbered, after those of the files before it: its own code first. */
export interface NumberedFile {
  file: string;
  sourceHash: string;
  functions: number;
}

/** What is known of a mutant from the dry run. */
export interface PlannedTrace {
  key: string;
  /** The number of the function that it is in, in its source. */
  functionNumber: number;
  /** The test files that execute it without being told to, in any order. */
  metIn: readonly string[];
}

/** Functions, packed, by a numbering. */
export interface EnteredSet {
  numberingId: number;
  functions: string;
}

export interface Entered extends EnteredSet {
  /** The test file in which a loop without end was counted; null where none was. */
  countedIn: string | null;
}

/** What is known of a mutant that was measured. */
export interface Trace extends PlannedTrace {
  /** The functions that were entered, packed, by this numbering; null where that is not certain, or not by one numbering. */
  entered: Entered | null;
  /** Of a survivor, by test file, what its run entered, where that is certain; empty where none is known by itself. */
  enteredBy: ReadonlyMap<string, EnteredSet>;
}

/** What the functions of a source are, in one content of it, as it was given to {@link keepSourceFunctions}; null where it was not. */
export function sourceFunctions(database: Database, file: string, sourceHash: string): unknown {
  const find = database.prepare('SELECT functions FROM source_functions WHERE file = ? AND source_hash = ?').pluck();
  const deflated = find.get(file, sourceHash) as Buffer | undefined;
  return deflated === undefined ? null : JSON.parse(inflateSync(deflated).toString());
}

/** Keeps what the functions of a source are, in one content of it. */
export function keepSourceFunctions(database: Database, file: string, sourceHash: string, functions: unknown): void {
  database
    .prepare('INSERT INTO source_functions (file, source_hash, functions) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(file, sourceHash, deflateSync(JSON.stringify(functions)));
}

/** Gives back the number of a numbering, which it keeps once. */
export function keepNumbering(database: Database, files: readonly NumberedFile[]): number {
  const list = JSON.stringify(files.map(({ file, sourceHash, functions }) => [file, sourceHash, functions]));
  database.prepare('INSERT INTO numbering (files) VALUES (?) ON CONFLICT DO NOTHING').run(list);
  return database.prepare('SELECT id FROM numbering WHERE files = ?').pluck().get(list) as number;
}

/** The files of a numbering in their order. */
export function readNumbering(database: Database, id: number): NumberedFile[] {
  const list = database.prepare('SELECT files FROM numbering WHERE id = ?').pluck().get(id) as string;
  return (JSON.parse(list) as [string, string, number][]).map(([file, sourceHash, functions]) => ({
    file,
    sourceHash,
    functions,
  }));
}

/** Writes what is known of planned mutants, all or none; what is known already stays. */
export function planTraces(database: Database, runId: string, traces: readonly PlannedTrace[]): void {
  const keepFiles = database.prepare('INSERT INTO met_in (files) VALUES (?) ON CONFLICT DO NOTHING');
  const insert = database.prepare(
    `INSERT INTO trace (run_id, mutant_id, function_number, met_in_id)
     VALUES (?, (SELECT id FROM mutant WHERE key = ?), ?, (SELECT id FROM met_in WHERE files = ?)) ON CONFLICT DO NOTHING`,
  );
  database
    .transaction(() => {
      for (const { key, functionNumber, metIn } of traces) {
        const files = JSON.stringify(metIn.toSorted());
        keepFiles.run(files);
        insert.run(runId, key, functionNumber, files);
      }
    })
    .immediate();
}

/** Adds to a mutant's trace what was entered, packed. */
export function traceEntered(
  database: Database,
  runId: string,
  key: string,
  { numberingId, functions, countedIn }: Entered,
): void {
  database
    .transaction(() => {
      database
        .prepare('INSERT INTO entered (numbering_id, functions) VALUES (?, ?) ON CONFLICT DO NOTHING')
        .run(numberingId, functions);
      database
        .prepare(
          `UPDATE trace SET counted_in = ?, entered_id = (SELECT id FROM entered WHERE numbering_id = ? AND functions = ?)
           WHERE run_id = ? AND mutant_id = (SELECT id FROM mutant WHERE key = ?)`,
        )
        .run(countedIn, numberingId, functions, runId, key);
    })
    .immediate();
}

/** Adds to a survivor's trace what each of its test files entered; runs of several numberings are not told as one. */
export function traceEnteredBy(database: Database, runId: string, key: string, enteredBy: ReadonlyMap<string, EnteredSet>): void {
  const keep = database.prepare('INSERT INTO entered (numbering_id, functions) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = database.prepare('SELECT id FROM entered WHERE numbering_id = ? AND functions = ?').pluck();
  const keepFiles = database.prepare('INSERT INTO entered_by_file (files) VALUES (?) ON CONFLICT DO NOTHING');
  const update = database.prepare(
    `UPDATE trace SET entered_by_file_id = (SELECT id FROM entered_by_file WHERE files = ?)
     WHERE run_id = ? AND mutant_id = (SELECT id FROM mutant WHERE key = ?)`,
  );
  database
    .transaction(() => {
      const files = [...enteredBy].sort().map(([file, { numberingId, functions }]) => {
        keep.run(numberingId, functions);
        return [file, find.get(numberingId, functions)];
      });
      const list = JSON.stringify(files);
      keepFiles.run(list);
      update.run(list, runId, key);
    })
    .immediate();
}

/** The traces of a file's mutants in one run, by key; none from older stores. */
export function tracesOfJob(database: Database, runId: string, file: string): Map<string, Trace> {
  const rows = database
    .prepare(
      `SELECT key, function_number, met_in.files, numbering_id, functions, counted_in, entered_by_file.files FROM trace JOIN mutant ON mutant.id = mutant_id
       JOIN met_in ON met_in.id = met_in_id LEFT JOIN entered ON entered.id = entered_id
       LEFT JOIN entered_by_file ON entered_by_file.id = entered_by_file_id WHERE run_id = ? AND mutant.file = ?`,
    )
    .raw()
    .all(runId, file) as [string, number, string, number | null, string | null, string | null, string | null][];
  const readFiles = enteredReader(database);
  return new Map(
    rows.map(([key, functionNumber, files, numberingId, functions, countedIn, byFile]) => {
      const entered = numberingId === null || functions === null ? null : { numberingId, functions, countedIn };
      const enteredBy = byFile === null ? new Map() : readFiles(byFile);
      return [key, { key, functionNumber, metIn: JSON.parse(files) as string[], entered, enteredBy }];
    }),
  );
}

/** Many survivors were met by the same runs: each list is read once. */
function enteredReader(database: Database): (list: string) => ReadonlyMap<string, EnteredSet> {
  const find = database.prepare('SELECT numbering_id AS numberingId, functions FROM entered WHERE id = ?');
  const known = new Map<string, ReadonlyMap<string, EnteredSet>>();
  return (list) => {
    const files =
      known.get(list) ??
      new Map((JSON.parse(list) as [string, number][]).map(([file, id]) => [file, find.get(id) as EnteredSet]));
    known.set(list, files);
    return files;
  };
}

/** Takes all traces of a file from an earlier run into a run. */
export function copyTraces(database: Database, { runId, file, from }: { runId: string; file: string; from: string }): void {
  database
    .prepare(
      `INSERT INTO trace (run_id, mutant_id, function_number, met_in_id, entered_id, counted_in, entered_by_file_id)
       SELECT ?, mutant_id, function_number, met_in_id, entered_id, counted_in, entered_by_file_id FROM trace
       WHERE run_id = ? AND mutant_id IN (SELECT id FROM mutant WHERE file = ?) ON CONFLICT DO NOTHING`,
    )
    .run(runId, from, file);
}

/** A mutant whose result is taken over from an earlier run, where it may have had another key. */
export interface TakenOver {
  key: string;
  formerKey: string;
  from: string;
  /** A hash of the content that its source had then. */
  formerHash: string;
}

/**
 * Takes results of single mutants of a file from earlier runs into a run in which they are planned, marked as reused, with what was
 * entered, and what was seen of assertions.
 */
export function takeOverResults(
  database: Database,
  { runId, file, sourceHash }: { runId: string; file: string; sourceHash: string },
  mutants: readonly TakenOver[],
): void {
  const numberOf = database.prepare('SELECT id FROM mutant WHERE key = ?').pluck();
  const take = database.prepare(
    `UPDATE result SET (status, reason, killed_by, duration_ms, how, measured_at) =
       (SELECT status, reason, killed_by, duration_ms, how, measured_at FROM result AS former WHERE former.run_id = @from AND former.mutant_id = @former),
       is_reused = 1 WHERE run_id = @runId AND mutant_id = @own AND measured_at IS NULL`,
  );
  const takeEntered = database.prepare(
    `UPDATE trace SET (entered_id, counted_in, entered_by_file_id) = (SELECT entered_id, counted_in, entered_by_file_id FROM trace AS former WHERE former.run_id = @from AND former.mutant_id = @former)
     WHERE run_id = @runId AND mutant_id = @own`,
  );
  const moveState = prepareMoveState(database);
  const takeSeen = prepareTakeSeen(database);
  database
    .transaction(() => {
      for (const { key, formerKey, from, formerHash } of mutants) {
        const numbers = { runId, from, own: numberOf.get(key) as number, former: numberOf.get(formerKey) as number };
        if (take.run(numbers).changes === 0) continue;
        takeEntered.run(numbers);
        takeSeen({ file, formerHash, sourceHash, former: numbers.former, own: numbers.own });
        moveState(numbers.own, { runId, file, sourceHash });
      }
    })
    .immediate();
}

/** Removes what no trace speaks of any more; call it where runs are removed. */
export function pruneTraces(database: Database): void {
  database.exec(
    `DELETE FROM entered_by_file WHERE id NOT IN (SELECT entered_by_file_id FROM trace WHERE entered_by_file_id IS NOT NULL);
     DELETE FROM entered WHERE id NOT IN (SELECT entered_id FROM trace WHERE entered_id IS NOT NULL
       UNION SELECT json_extract(value, '$[1]') FROM entered_by_file, json_each(files));
     DELETE FROM met_in WHERE id NOT IN (SELECT met_in_id FROM trace);
     DELETE FROM instrumented WHERE file NOT IN (SELECT file FROM measured_file);
     DELETE FROM numbering WHERE id NOT IN (SELECT numbering_id FROM entered UNION SELECT numbering_id FROM clean_suite);
     DELETE FROM source_functions WHERE (file, source_hash) NOT IN
       (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM numbering, json_each(files));`,
  );
}
