/** Rule weak-oracle: a test kills, but never by an assertion: what it checks is that nothing breaks on the way. */
import type { TestEvidence } from './evidence.ts';
import { meansNoThrow, meansUnchanged } from './intent.ts';

const FEWEST_KILLS = 5;

/** Whether none of several kills is by an assertion, and the test's title does not say that this, or that something stays as it was, is its purpose. */
export function hasWeakOracle(
  { kills, killedByAssertion }: Pick<TestEvidence, 'kills' | 'killedByAssertion'>,
  title: string,
): boolean {
  return kills.size >= FEWEST_KILLS && killedByAssertion.length === 0 && !meansNoThrow(title) && !meansUnchanged(title);
}
