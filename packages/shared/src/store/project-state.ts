/** The project state: of each mutant the latest result for a content of its file, whichever run gave it. */
import type { Database } from 'better-sqlite3';
import type { Mutant, Test } from '../model.ts';
import { IN_ORDER_OF_PLACE, RESULT_COLUMNS, type ResultRow, toMutants } from './mutant-row.ts';

/** What moves the project state on to the result that a run has for a mutant, its file being in the content of this hash. */
export function prepareMoveState(
  database: Database,
): (mutantId: number, result: { runId: string; file: string; sourceHash: string }) => void {
  const move = database.prepare(
    `INSERT INTO state (mutant_id, source_hash, file, run_id) VALUES (@mutantId, @sourceHash, @file, @runId)
     ON CONFLICT (mutant_id, source_hash) DO UPDATE SET run_id = excluded.run_id`,
  );
  return (mutantId, { runId, file, sourceHash }) => {
    move.run({ mutantId, runId, file, sourceHash });
  };
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
      for (const mutant of mutants) moveState(mutant, { runId, file, sourceHash: job.sourceHash });
      markFileMeasured(database, { file, module: job.module, sourceHash: job.sourceHash, runId });
    })
    .immediate();
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

/** The files whose mutants were all measured, by path. */
export function measuredFiles(database: Database): MeasuredFile[] {
  return database
    .prepare('SELECT file, module, source_hash AS sourceHash, run_id AS runId FROM measured_file ORDER BY file')
    .all() as MeasuredFile[];
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
