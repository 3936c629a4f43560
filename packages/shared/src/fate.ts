/** What becomes of a mutant from one run to another. */
import type { CommonRates, Fate } from './api.ts';
import type { MutantStatus } from './model.ts';
import { percent } from './score.ts';

/**
 * The fate of a mutant that both runs have. `new`: detected before, undetected now; `fixed`: the other way round; `persistent`: undetected
 * in both. Null where it has no verdict in one of them, is ignored or does not compile there, or was detected in both.
 */
export function fateOf(was: MutantStatus | null, is: MutantStatus | null): Exclude<Fate, 'gone'> | null {
  if (isUndetected(was)) return isUndetected(is) ? 'persistent' : isDetected(is) ? 'fixed' : null;
  return isDetected(was) && isUndetected(is) ? 'new' : null;
}

export function isUndetected(status: MutantStatus | null): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

export function isDetected(status: MutantStatus | null): boolean {
  return status === 'Killed' || status === 'Timeout';
}

/**
 * The kill rates of two runs over the mutants with a verdict in both: those that met a fate, and those that both detected. Their difference
 * is what was fixed less what is new.
 */
export function commonRatesOf(fates: Readonly<Record<Exclude<Fate, 'gone'>, number>>, detectedInBoth: number): CommonRates {
  const mutants = fates.new + fates.fixed + fates.persistent + detectedInBoth;
  const rateOf = (detected: number) => ({ detected, killRate: percent(detected, mutants) });
  return { mutants, from: rateOf(detectedInBoth + fates.new), to: rateOf(detectedInBoth + fates.fixed) };
}
