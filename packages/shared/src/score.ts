/** The field's arithmetic: from mutants to totals, kill rate, test strength and oracle gap. */
import { z } from 'zod';
import type { Mutant, MutantStatus } from './model.ts';

const Count = z.int().nonnegative();
const Percent = z.number().min(0).max(100).nullable();

/** Every mutant in exactly one bucket, and the rates that follow. Rates are 0 to 100, or null where nothing is valid. */
export const Totals = z.strictObject({
  mutants: Count,
  killed: Count,
  survived: Count,
  noCoverage: Count,
  timeout: Count,
  runtimeError: Count,
  compileError: Count,
  ignored: Count,
  accepted: Count,
  pending: Count,
  unresolved: Count,
  killRate: Percent,
  testStrength: Percent,
  coverage: Percent,
  oracleGap: Percent,
});
export type Totals = z.infer<typeof Totals>;

/** What a mutant's bucket depends on. */
export type Scored = Pick<Mutant, 'status' | 'acceptance'>;

type Bucket = Exclude<keyof Totals, 'mutants' | 'killRate' | 'testStrength' | 'coverage' | 'oracleGap'>;

/** How many mutants are in each bucket. */
export type BucketCounts = Record<Bucket, number>;

/** The bucket that each status is counted in, where nobody accepted the mutant. */
export const BUCKET_OF_STATUS: Readonly<Record<MutantStatus, Bucket>> = {
  Killed: 'killed',
  Survived: 'survived',
  NoCoverage: 'noCoverage',
  Timeout: 'timeout',
  CompileError: 'compileError',
  RuntimeError: 'runtimeError',
  Ignored: 'ignored',
  Pending: 'pending',
};

/** The one bucket a mutant is counted in: accepted before its status, unresolved where it has none. */
export function bucketOf(mutant: Scored): Bucket {
  if (mutant.status === null) return 'unresolved';
  const isUndetected = mutant.status === 'Survived' || mutant.status === 'NoCoverage';
  return isUndetected && mutant.acceptance !== null ? 'accepted' : BUCKET_OF_STATUS[mutant.status];
}

/**
 * Counts mutants into buckets and derives the rates (definitions of the mutation-testing report schema,
 * where the kill rate is called mutation score):
 * detected = killed + timeout; valid = detected + survived + noCoverage;
 * killRate = detected / valid; testStrength = detected / (detected + survived);
 * coverage = (detected + survived) / valid; oracleGap = coverage - killRate.
 */
export function tally(mutants: Iterable<Scored>): Totals {
  const counts = noCounts();
  for (const mutant of mutants) counts[bucketOf(mutant)] += 1;
  return totalsOf(counts);
}

/** Every bucket without a mutant, to be counted into. */
export function noCounts(): BucketCounts {
  return {
    killed: 0,
    survived: 0,
    noCoverage: 0,
    timeout: 0,
    runtimeError: 0,
    compileError: 0,
    ignored: 0,
    accepted: 0,
    pending: 0,
    unresolved: 0,
  };
}

/** The totals of several sets of mutants together; rates follow from the summed counts, never from the parts' rates. */
export function addTotals(parts: readonly Totals[]): Totals {
  const counts = noCounts();
  for (const bucket of Object.keys(counts) as Bucket[]) counts[bucket] = parts.reduce((sum, part) => sum + part[bucket], 0);
  return totalsOf(counts);
}

/** Derives the rates from bucket counts; see {@link tally} for the formulas. */
export function totalsOf(counts: BucketCounts): Totals {
  const detected = counts.killed + counts.timeout;
  const covered = detected + counts.survived;
  const valid = covered + counts.noCoverage;
  const mutants = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    mutants,
    ...counts,
    killRate: percent(detected, valid),
    testStrength: percent(detected, covered),
    coverage: percent(covered, valid),
    oracleGap: percent(counts.survived, valid),
  };
}

/** `part` of `whole` as a percentage, null where the whole is empty: never 0, never NaN. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
