/** Two runs held against each other: what became of each mutant. */
import type { Database } from 'better-sqlite3';
import type { CommonRates, Fate } from '../api.ts';
import { commonRatesOf, fateOf, isDetected, isUndetected } from '../fate.ts';
import type { MutantStatus } from '../model.ts';
import type { ListedMutant } from './mutant-list.ts';

/** The statuses of a run's mutants: numbers of mutants in rising order, and beside each its status as a number of {@link STATUSES}. */
export interface RunColumn {
  mutantIds: Int32Array;
  statuses: Uint8Array;
}

/** What a fate depends on. Null is any other: unresolved, ignored, no program. A Pending mutant has no result, and is in no column. */
const STATUSES: readonly (MutantStatus | null)[] = [null, 'Killed', 'Survived', 'NoCoverage', 'Timeout'];

/** Reads what a run found of each mutant. */
export function readRunColumn(database: Database, runId: string): RunColumn {
  const rows = database
    // By the jobs: all of this is in one index. A mutant that waits for its turn is Pending.
    .prepare(
      `SELECT mutant_id, result.status FROM job CROSS JOIN result INDEXED BY result_by_job ON result.job_id = job.id
       WHERE job.run_id = ? AND result.status IS NOT 'Pending'`,
    )
    .raw()
    .all(runId) as [number, MutantStatus | null][];
  return toColumn(rows.sort(([one], [other]) => one - other));
}

/** Reads what holds now of each mutant that counts, as its test run found it: accepted or not. */
export function readPresentColumn(database: Database): RunColumn {
  const rows = database
    .prepare(
      `SELECT mutant_id, CASE bucket WHEN 'Accepted' THEN
         (SELECT status FROM result WHERE result.run_id = present.run_id AND result.mutant_id = present.mutant_id) ELSE bucket END AS status
       FROM temp.present AS present WHERE is_counted = 1 AND bucket <> 'Pending' ORDER BY mutant_id`,
    )
    .raw()
    .all() as [number, MutantStatus | 'unresolved'][];
  return toColumn(rows.map(([mutantId, status]) => [mutantId, status === 'unresolved' ? null : status]));
}

/** The ids of the runs that the counted results of the present state are of, newest first. */
export function runsOfPresent(database: Database): string[] {
  return database
    .prepare(
      'SELECT id FROM run WHERE id IN (SELECT run_id FROM temp.present WHERE is_counted = 1) ORDER BY started_at DESC, id DESC',
    )
    .pluck()
    .all() as string[];
}

function toColumn(rows: readonly (readonly [number, MutantStatus | null])[]): RunColumn {
  const mutantIds = new Int32Array(rows.length);
  const statuses = new Uint8Array(rows.length);
  for (const [index, [mutantId, status]] of rows.entries()) {
    mutantIds[index] = mutantId;
    statuses[index] = STATUSES.indexOf(status);
  }
  return { mutantIds, statuses };
}

/** What became of a mutant, with its status in either run; null where it is not there. */
export interface FatedMutant {
  mutantId: number;
  from: MutantStatus | null;
  to: MutantStatus | null;
}

/** Two runs compared: how many mutants both measured, how they did over these, and which met which fate. */
export interface RunComparison {
  common: number;
  rates: CommonRates;
  fated: Record<Fate, FatedMutant[]>;
}

/**
 * Compares two runs. `new`: detected before, undetected now; `fixed`: the other way round; `persistent`: undetected in both; `gone`:
 * undetected before, and no longer there; {@link keepGone} leaves of these those whose files were measured. A mutant without a verdict
 * in either run, or that is ignored or does not compile there, has no fate.
 */
export function compareRuns(from: RunColumn, to: RunColumn): RunComparison {
  const fated: Record<Fate, FatedMutant[]> = { new: [], fixed: [], persistent: [], gone: [] };
  let common = 0;
  let detectedInBoth = 0;
  let other = 0;
  for (const [index, mutantId] of from.mutantIds.entries()) {
    while ((to.mutantIds[other] ?? Number.POSITIVE_INFINITY) < mutantId) other += 1;
    const isCommon = to.mutantIds[other] === mutantId;
    const was = statusAt(from, index);
    const is = isCommon ? statusAt(to, other) : null;
    if (isCommon) common += 1;
    if (isDetected(was) && isDetected(is)) detectedInBoth += 1;
    const fate = isCommon ? fateOf(was, is) : isUndetected(was) ? 'gone' : null;
    if (fate !== null) fated[fate].push({ mutantId, from: was, to: is });
  }
  const counts = { new: fated.new.length, fixed: fated.fixed.length, persistent: fated.persistent.length };
  return { common, rates: commonRatesOf(counts, detectedInBoth), fated };
}

function statusAt({ statuses }: RunColumn, index: number): MutantStatus | null {
  return STATUSES[statuses[index] ?? 0] ?? null;
}

/** Of mutants that a run does not have, those that are gone: all of their file was measured by that run. */
export function keepGone(database: Database, missing: readonly FatedMutant[], runId: string): FatedMutant[] {
  const gone = new Set(
    database
      .prepare(
        `SELECT mutant.id FROM json_each(@wanted) AS wanted CROSS JOIN mutant ON mutant.id = wanted.value
         JOIN job ON job.run_id = @runId AND job.file = mutant.file WHERE is_whole_file = 1 AND job.status IN ('completed', 'reused')`,
      )
      .pluck()
      .all({ wanted: JSON.stringify(missing.map(({ mutantId }) => mutantId)), runId }) as number[],
  );
  return missing.filter(({ mutantId }) => gone.has(mutantId));
}

/** Mutants as a run knew them, by file and place. */
export function mutantsAsOfRun(
  database: Database,
  runId: string,
  mutantIds: readonly number[],
): (ListedMutant & { mutantId: number })[] {
  const rows = database
    .prepare(
      `SELECT mutant.id AS mutantId, mutant.key AS key, mutant.file AS file, line, column_ AS "column", end_line AS endLine, end_column AS endColumn, symbol,
         mutator, original, replacement, result.status AS status, result.reason AS reason, is_static, job.module AS module,
         json_array_length(covered_by) AS coveredBy
       FROM json_each(@wanted) AS wanted CROSS JOIN mutant ON mutant.id = wanted.value
       CROSS JOIN result ON result.run_id = @runId AND result.mutant_id = mutant.id JOIN job ON job.id = result.job_id
       ORDER BY mutant.file, line, column_, end_line, end_column, mutant.id`,
    )
    .all({ wanted: JSON.stringify(mutantIds), runId }) as (ListedMutant & { mutantId: number; is_static: number })[];
  return rows.map(({ is_static, ...mutant }) => ({ ...mutant, isStatic: is_static === 1 }));
}

/** Numbers of mutants in order of file and place, as a run knew them. */
export function inOrderOfPlace(database: Database, runId: string, mutantIds: readonly number[]): number[] {
  return database
    .prepare(
      `SELECT mutant.id FROM json_each(@wanted) AS wanted CROSS JOIN mutant ON mutant.id = wanted.value
       CROSS JOIN result ON result.run_id = @runId AND result.mutant_id = mutant.id
       ORDER BY mutant.file, line, column_, end_line, end_column, mutant.id`,
    )
    .pluck()
    .all({ wanted: JSON.stringify(mutantIds), runId }) as number[];
}
