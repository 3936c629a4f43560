/** Rule kills-nothing: a test runs many mutants that other tests kill, and kills none of them. */
import { FEWEST_PROVABLE, type TestEvidence } from './evidence.ts';
import type { Functions } from './function-mutants.ts';
import { meansNoThrow, meansUnchanged } from './intent.ts';

/** From this many killable mutants on, killing none is proof by itself. */
const ENOUGH_PROVABLE = 10;

/**
 * Whether a test is shown to check nothing. Of few mutants only where it also passes with the body of every function that it runs
 * emptied: of all at once, as `isSurvivor` tells, or of each alone. `title` is the test's; one that says that something stays as it was,
 * or does not throw, is never named.
 */
export function killsNothing(evidence: TestEvidence, functions: Functions, title: string, isSurvivor = false): boolean {
  if (evidence.kills.size > 0 || meansUnchanged(title) || meansNoThrow(title)) return false;
  const count = evidence.provable.length;
  return count >= ENOUGH_PROVABLE || (count >= FEWEST_PROVABLE && (isSurvivor || passesWithoutBodies(evidence, functions)));
}

/** Whether every function the test runs has a mutant that empties its body, which the test runs and does not notice. */
function passesWithoutBodies({ covered, notKilled }: Pick<TestEvidence, 'covered' | 'notKilled'>, functions: Functions): boolean {
  const missed = new Set(notKilled.map(({ key }) => key));
  return covered.every((mutant) => {
    const body = functions.of(mutant)?.body ?? null;
    return body !== null && missed.has(body.key);
  });
}
