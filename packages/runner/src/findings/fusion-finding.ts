/** A finding as it is printed, stored and shown: its key, its sentence and the evidence a reader can check. */
import { createHash } from 'node:crypto';
import type { Finding } from '@killrate/shared/document';
import { isBoundary } from '@killrate/shared/worth';
import { lastName } from './dynamic/blind.ts';
import type { Killers, TestEvidence } from './dynamic/evidence.ts';
import { byPlace, type Functions, type MutatedFunction } from './dynamic/function-mutants.ts';
import type { FlagEvidence } from './flag.ts';
import type { MeasuredMutant } from './measured.ts';
import { describeKill } from './next-test.ts';
import { quote } from './next-test-input.ts';

/** What shows that a finding is right. Mutants are named by their keys. */
export interface FindingEvidence extends Partial<FlagEvidence> {
  mutants: FindingMutants | null;
  /** One mutant that the test does kill by an assertion: why a doubt was dropped. */
  killedMutant: string | null;
  /** One sentence on what would make the test bite; null where nothing is known. */
  bite: string | null;
  /** Tests that take part, by their ids: who kills what a redundant test kills. */
  tests?: readonly string[];
}

/** What a test does to mutants; counts are whole, of those not killed at most {@link MOST_KEYS} are named. */
export interface FindingMutants {
  covered: number;
  killed: number;
  killedByAssertion: number;
  notKilledCount: number;
  notKilled: readonly string[];
}

const MOST_KEYS = 20;
const KEY_LENGTH = 12;

/** What a finding is named by; `code` is what it speaks of. */
export interface FindingIdentity {
  rule: string;
  file: string;
  test: string | null;
  code: string;
}

/** Numbers keys of findings that are alike in everything, in the order in which they come. */
export function createFindingKeys(): (identity: FindingIdentity) => string {
  const counts = new Map<string, number>();
  return ({ rule, file, test, code }) => {
    // A checkout with other line ends is the same code.
    const likeness = [rule, file, test ?? '', code].join('\0').replaceAll('\r\n', '\n');
    const occurrence = (counts.get(likeness) ?? 0) + 1;
    counts.set(likeness, occurrence);
    return createHash('sha256').update(`${likeness}\0${occurrence}`).digest('hex').slice(0, KEY_LENGTH);
  };
}

/** The counts that stand beside every finding about a test. */
export function describeMutants({ covered, kills, killedByAssertion, notKilled }: TestEvidence): FindingMutants {
  return {
    covered: covered.length,
    killed: kills.size,
    killedByAssertion: killedByAssertion.length,
    notKilledCount: notKilled.length,
    notKilled: notKilled.slice(0, MOST_KEYS).map(({ key }) => key),
  };
}

/** The assertion kill that shows the most: not one that only empties a function, and no static one. */
export function bestKill({ killedByAssertion }: TestEvidence): MeasuredMutant | null {
  const weight = ({ isStatic, mutator }: MeasuredMutant) => (isStatic ? 2 : 0) + (mutator === 'BlockStatement' ? 1 : 0);
  return killedByAssertion.toSorted((one, other) => weight(one) - weight(other) || (one.key < other.key ? -1 : 1))[0] ?? null;
}

/** What is known of all tests together that tells which mutant is nearest to one of them. */
export interface Nearness {
  functions: Functions;
  killers: Killers;
  runsOf: ReadonlyMap<MutatedFunction, number>;
}

/**
 * What would make a test bite, as a sentence: of the mutants that it runs and does not kill one of the functions that its assertions look
 * at, whose names `units` are, or else of the function that fewest tests run, and then the one that fewest tests kill.
 */
export function describeBite(
  { notKilled }: Pick<TestEvidence, 'notKilled'>,
  { functions, killers, runsOf }: Nearness,
  units: readonly string[],
): string | null {
  const names = new Set(units.map(lastName));
  const isOfUnit = (mutant: MeasuredMutant) => names.has(lastName(functions.of(mutant)?.symbol ?? ''));
  const near = notKilled.filter(isOfUnit);
  const runs = (mutant: MeasuredMutant) => {
    const own = functions.of(mutant);
    return own === null ? Number.MAX_SAFE_INTEGER : (runsOf.get(own) ?? 0);
  };
  const rivals = ({ key }: MeasuredMutant) => killers.get(key)?.length ?? 0;
  const [target] = (near.length > 0 ? near : notKilled).toSorted(
    (one, other) =>
      runs(one) - runs(other) ||
      rivals(one) - rivals(other) ||
      Number(isBoundary(other)) - Number(isBoundary(one)) ||
      byPlace(one, other),
  );
  if (target === undefined) return null;
  const { file, line, original, replacement } = target;
  return `${describeKill(target, functions)} Then ${file}:${line} cannot turn ${quote(original)} into ${quote(replacement)} unnoticed.`;
}

/** A whole finding from its parts. */
export function makeFinding(
  keyOf: (identity: FindingIdentity) => string,
  finding: Omit<Finding, 'key' | 'evidence'> & { evidence: FindingEvidence },
): Finding {
  const { rule, file, test, evidence } = finding;
  return { key: keyOf({ rule, file, test, code: evidence.code ?? '' }), ...finding };
}
