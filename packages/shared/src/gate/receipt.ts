/** What was judged, so that anyone can check it: every planned mutant in exactly one bucket, under one hash. */
import { createHash } from 'node:crypto';
import { plural } from '../count.ts';
import type { GateReceipt } from '../document.ts';
import type { Mutant } from '../model.ts';
import { bucketOf, type Totals } from '../score.ts';

/**
 * Writes the receipt of these files. The hash is SHA-256, shortened, over the files in order of path, each with the hash of
 * its content and the keys of its mutants in order.
 */
export function writeReceipt(
  files: readonly string[],
  mutants: readonly Mutant[],
  missing: ReadonlyMap<string, string>,
  contents: ReadonlyMap<string, string>,
): GateReceipt {
  const ofFile = Map.groupBy(mutants, ({ file }) => file);
  const keysOf = (file: string) => (ofFile.get(file) ?? []).map(({ key }) => key).sort();
  const plan = files.toSorted().map((file) => [file, contents.get(file) ?? null, keysOf(file)]);
  const buckets: Record<string, number> = {};
  for (const mutant of mutants) {
    const bucket = bucketOf(mutant);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return {
    planHash: createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16),
    files: files.length,
    mutants: mutants.length,
    buckets,
    missing: files.flatMap((file) => {
      const reason = missing.get(file);
      return reason === undefined ? [] : [{ file, reason }];
    }),
  };
}

/** `12 files, 149 mutants: 120 killed, 29 survived`, by the names of the buckets that hold any. */
export function describeReceipt(files: number, totals: Totals): string {
  const counts = BUCKETS.filter(([bucket]) => totals[bucket] > 0).map(([bucket, name]) => `${totals[bucket]} ${name}`);
  return `${plural(files, 'file')}, ${plural(totals.mutants, 'mutant')}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}

const BUCKETS = [
  ['killed', 'killed'],
  ['timeout', 'timed out'],
  ['survived', 'survived'],
  ['noCoverage', 'no coverage'],
  ['accepted', 'accepted'],
  ['ignored', 'ignored'],
  ['runtimeError', 'runtime error'],
  ['compileError', 'compile error'],
  ['unresolved', 'unresolved'],
  ['pending', 'pending'],
] as const satisfies readonly (readonly [keyof Totals, string])[];
