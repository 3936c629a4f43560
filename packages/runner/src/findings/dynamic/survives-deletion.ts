/** Rule survives-deletion: a test passes though every function that it runs is empty. */
import { FEWEST_PROVABLE, type TestEvidence } from './evidence.ts';
import { meansAbsence, meansNoThrow, meansUnchanged } from './intent.ts';

/**
 * What it says of a test that it passes so. `cleared`: it asserts what holds of code that does nothing, and yet not of every mutant.
 * `suspect`: by its title or by what it looks at, nothing is to be there, or to change, so that this may be what it is for.
 */
export type Survival = 'hollow' | 'suspect' | 'cleared';

/**
 * Null where it runs too few mutants that others kill; call it for a test that was seen to pass so. `looksAtOwn` says whether it looks at
 * nothing but what it built itself.
 */
export function findSurvival(
  { provable, killedByAssertion }: Pick<TestEvidence, 'provable' | 'killedByAssertion'>,
  title: string,
  looksAtOwn = false,
): Survival | null {
  if (provable.length < FEWEST_PROVABLE) return null;
  if (killedByAssertion.length > 0) return 'cleared';
  return looksAtOwn || meansNoThrow(title) || meansUnchanged(title) || meansAbsence(title) ? 'suspect' : 'hollow';
}
