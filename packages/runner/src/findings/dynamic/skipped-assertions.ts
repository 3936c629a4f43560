/** Seen under mutants: a test passes, and executes none of its assertions, as the condition around them does not hold any more. */
import type { Measured, MeasuredMutant } from '../measured.ts';
import type { TestEvidence } from './evidence.ts';
import { byPlace } from './function-mutants.ts';

/**
 * A mutant that others kill and under which all cases of a test passed by all of its assertions; null where there is none. Of several the
 * first in order of place, one that is more than an emptied block where there is one.
 */
export function findSkipped(
  { tests, provable, kills }: Pick<TestEvidence, 'tests' | 'provable' | 'kills'>,
  skipped: Measured['skipped'],
): MeasuredMutant | null {
  const isSkippedBy = ({ key }: MeasuredMutant) => tests.every(({ id }) => skipped.get(id)?.has(key) === true);
  const isEmptied = ({ replacement }: MeasuredMutant) => Number(replacement === '{}');
  const [first] = provable
    .filter((mutant) => !kills.has(mutant.key) && isSkippedBy(mutant))
    .toSorted((one, other) => isEmptied(one) - isEmptied(other) || byPlace(one, other));
  return first ?? null;
}
