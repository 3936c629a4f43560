/** What was planned for a file: how many mutants and which, so that a lost result is noticed. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Mutant } from '../model.ts';

/** What was planned when all of a file was last measured: how many mutants, and a hash of their keys; null from older stores. */
export interface FilePlan {
  count: number | null;
  hash: string | null;
}

/** One hash of many keys, whatever their order. */
export function hashOfKeys(keys: readonly string[]): string {
  return createHash('sha256').update(keys.toSorted().join('\n')).digest('hex').slice(0, 16);
}

/** What was planned for a file in one run; null where the run had no job for it. */
export function planOfJob(database: Database, runId: string, file: string): FilePlan | null {
  const plan = database
    .prepare('SELECT planned_count AS count, planned_hash AS hash FROM job WHERE run_id = ? AND file = ?')
    .get(runId, file) as FilePlan | undefined;
  return plan ?? null;
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

/** What is missing of a file's results, as a sentence goes on after its name; null where nothing is, as far as the plan tells. */
export function describeLoss({ count, hash }: FilePlan, mutants: readonly Pick<Mutant, 'key'>[]): string | null {
  if (count === null) return null;
  if (mutants.length !== count) return `${mutants.length} of its ${count} planned mutants have a result`;
  return hashOfKeys(mutants.map(({ key }) => key)) === hash ? null : 'its results are of other mutants than were planned';
}
