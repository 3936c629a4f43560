/** Rule weak-oracle: a test kills, but never by an assertion: what it checks is that nothing breaks on the way. */
import type { TestEvidence } from './evidence.ts';
import { meansNoThrow, meansUnchanged } from './intent.ts';

const FEWEST_KILLS = 5;
/** Of fewer kills where it lets at least as many mutants live that other tests kill. */
const ENOUGH_MISSED = 10;

/**
 * Whether a test kills, and never by an assertion: several mutants, or some while it lets many live that others kill. Not where its title says that
 * this, or that something stays as it was, is its purpose.
 */
export function hasWeakOracle(
  { kills, killedByAssertion, provable }: Pick<TestEvidence, 'kills' | 'killedByAssertion' | 'provable'>,
  title: string,
): boolean {
  if (kills.size === 0 || killedByAssertion.length > 0 || meansNoThrow(title) || meansUnchanged(title)) return false;
  return kills.size >= FEWEST_KILLS || provable.filter(({ key }) => !kills.has(key)).length >= ENOUGH_MISSED;
}
