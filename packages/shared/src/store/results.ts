/** What was planned and what was measured: mutants and verdicts of runs, each written as it arrives. */
import type { Database } from 'better-sqlite3';
import type { Mutant, MutantStatus } from '../model.ts';
import { hashOfKeys } from './file-plan.ts';
import { IN_ORDER_OF_PLACE, RESULT_COLUMNS, type ResultRow, type TestReference, toMutant, toMutants } from './mutant-row.ts';
import { prepareMoveState } from './project-state.ts';
import { numbersOfTests } from './run-tests.ts';

/** A mutant as it is planned: identity, place and coverage; status `Pending`, or decided already (`Ignored`, `NoCoverage`). */
export type PlannedMutant = Omit<Mutant, 'isReused' | 'acceptance' | 'killedBy' | 'durationMs' | 'how'>;

/** What a measurement adds to a planned mutant. */
export type Verdict = Pick<Mutant, 'key' | 'status' | 'reason' | 'killedBy' | 'durationMs' | 'how'>;

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
  const numberOfTest = numbersOfTests(database, runId);
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
  // The mutants of one function often share a list.
  const written = new Map<readonly string[], string>();
  const write = (ids: readonly string[]): string => {
    const references = written.get(ids) ?? JSON.stringify(ids.map((id): TestReference => numberOfTest.get(id) ?? id));
    written.set(ids, references);
    return references;
  };
  database
    .transaction(() => {
      for (const { coveredBy, isStatic, ...mutant } of mutants) {
        insertMutant.run(mutant);
        const isDecided = mutant.status !== 'Pending';
        const planned = insertResult.pluck().get({
          ...mutant,
          runId,
          jobFile: file,
          isStatic: isStatic ? 1 : 0,
          coveredBy: write(coveredBy),
          measuredAt: isDecided ? plannedAt : null,
        }) as number | undefined;
        if (isDecided && planned !== undefined) moveState(planned, { runId, file, sourceHash });
      }
      const plan = hashOfKeys(mutants.map(({ key }) => key));
      notePlan.run(mutants.length, plan, runId, file);
    })
    .immediate();
}

/**
 * Gives what writes the verdicts of one job, one at a time, and moves the project state on to each. The first verdict of a mutant in
 * a run stays: a second delivery changes nothing, and false says so. The run's tests are written before.
 */
export function prepareVerdicts(
  database: Database,
  runId: string,
  file: string,
  sourceHash: string,
): (verdict: Verdict, measuredAt: string) => boolean {
  const numberOfTest = numbersOfTests(database, runId);
  const writeVerdict = database
    .prepare(
      `UPDATE result SET status = @status, reason = @reason, killed_by = @killedBy, duration_ms = @durationMs, how = @how, measured_at = @measuredAt
       WHERE run_id = @runId AND mutant_id = (SELECT id FROM mutant WHERE key = @key) AND measured_at IS NULL RETURNING mutant_id`,
    )
    .pluck();
  const moveState = prepareMoveState(database);
  return database.transaction((verdict: Verdict, measuredAt: string) => {
    const kills = verdict.killedBy.map(({ test, kind }) => [numberOfTest.get(test) ?? test, kind]);
    const measured = writeVerdict.get({ how: null, ...verdict, runId, measuredAt, killedBy: JSON.stringify(kills) });
    if (measured === undefined) return false;
    moveState(measured as number, { runId, file, sourceHash });
    return true;
  }).immediate;
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
      const left = writeReason.pluck().all({ runId, file, reason, measuredAt }) as number[];
      for (const mutantId of left) moveState(mutantId, { runId, file, sourceHash });
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

/** By key, the test file that was the first to kill a mutant when its source was last measured as a whole. */
export function lastKillersOf(database: Database, file: string): Map<string, string> {
  const rows = database
    .prepare(
      `SELECT key, test.file FROM measured_file JOIN result ON result.run_id = measured_file.run_id
       JOIN mutant ON mutant.id = mutant_id AND mutant.file = measured_file.file JOIN test ON test.id = killed_by ->> '$[0][0]'
       WHERE measured_file.file = ? AND status = 'Killed'`,
    )
    .raw()
    .all(file);
  return new Map(rows as [string, string][]);
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
