/** What becomes of a mutant from one run to another. */
import type { Fate } from './api.ts';
import type { MutantStatus } from './model.ts';

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

function isDetected(status: MutantStatus | null): boolean {
  return status === 'Killed' || status === 'Timeout';
}
