/** What the kill matrix proves of a test: the mutants it runs, those it kills, and those it lets live though they can be killed. */
import type { KillKind } from '@killrate/shared/model';
import type { Measured, MeasuredMutant, MeasuredTest } from '../measured.ts';

/** A call of `test` as runs know it: one test, or all cases of one that runs with several. */
export interface TestEvidence {
  tests: readonly MeasuredTest[];
  covered: readonly MeasuredMutant[];
  kills: ReadonlyMap<string, KillKind>;
  killedByAssertion: readonly MeasuredMutant[];
  /** Covered mutants that are not static and that another test kills: had it looked, it could have killed them. */
  provable: readonly MeasuredMutant[];
  /** Those of its covered mutants that are not static and that it does not kill; first what other tests kill. */
  notKilled: readonly MeasuredMutant[];
}

/** The matrix seen from the mutants: by key, the ids of all tests that kill one. */
export type Killers = ReadonlyMap<string, readonly string[]>;

/** Who kills what. */
export function killersOf({ tests }: Pick<Measured, 'tests'>): Killers {
  const killers = new Map<string, string[]>();
  for (const { id, kills } of tests) for (const key of kills.keys()) entryOf(killers, key).push(id);
  return killers;
}

function entryOf(killers: Map<string, string[]>, key: string): string[] {
  const known = killers.get(key) ?? [];
  killers.set(key, known);
  return known;
}

/** From this many killable mutants on a test can be judged by what it does not kill. */
export const FEWEST_PROVABLE = 3;

/**
 * Gathers what is known of tests that are judged as one. A mutant that timed out proves nothing against anybody: the run ends with it,
 * and who would have killed it is not known.
 */
export function gatherEvidence(tests: readonly MeasuredTest[], measured: Measured, killers: Killers): TestEvidence {
  const kills = new Map<string, KillKind>();
  const ownKills = new Map<string, number>();
  for (const test of tests) {
    for (const [key, kind] of test.kills) {
      if (kills.get(key) !== 'assertion') kills.set(key, kind);
      ownKills.set(key, (ownKills.get(key) ?? 0) + 1);
    }
  }
  const keys = new Set([...tests.flatMap(({ covers }) => [...covers]), ...kills.keys()]);
  const covered = [...keys].flatMap((key) => measured.mutants.get(key) ?? []).filter(isJudged);
  const isKilledByOthers = ({ key }: MeasuredMutant) => (killers.get(key)?.length ?? 0) > (ownKills.get(key) ?? 0);
  const provable = covered.filter((mutant) => canProve(mutant) && isKilledByOthers(mutant));
  const missed = covered.filter((mutant) => canProve(mutant) && !kills.has(mutant.key));
  return {
    ...{ tests, covered, kills, provable },
    killedByAssertion: covered.filter(({ key }) => kills.get(key) === 'assertion'),
    notKilled: [...missed.filter(isKilledByOthers), ...missed.filter((mutant) => !isKilledByOthers(mutant))],
  };
}

function isJudged({ status }: MeasuredMutant): boolean {
  return status === 'Killed' || status === 'Survived' || status === 'Timeout';
}

function canProve({ status, isStatic }: MeasuredMutant): boolean {
  return !isStatic && (status === 'Killed' || status === 'Survived');
}
