/** Rule blind: what a test's assertions look at can be emptied, and the test does not notice. */
import type { TestEvidence } from './evidence.ts';
import type { Functions, MutatedFunction } from './function-mutants.ts';
import { meansAbsence, meansNoThrow, meansUnchanged } from './intent.ts';

/**
 * The functions among those that the assertions look at whose body can be emptied without the test noticing. Null where there is none,
 * where the test notices another of them by an assertion, and where its title says that nothing is to happen. That one that only
 * prepares cannot be emptied without a crash proves nothing. `units` are their names.
 */
export function findUnnoticed(
  { covered, notKilled, kills }: Pick<TestEvidence, 'covered' | 'notKilled' | 'kills'>,
  functions: Functions,
  units: readonly string[],
  title: string,
): MutatedFunction[] | null {
  if (units.length === 0 || meansNoThrow(title) || meansUnchanged(title) || meansAbsence(title)) return null;
  const run = new Set(covered.flatMap((mutant) => functions.of(mutant) ?? []));
  const missed = new Set(notKilled.map(({ key }) => key));
  const looked = units.flatMap((unit) => {
    const named = [...run].filter(({ symbol }) => lastName(symbol) === lastName(unit));
    return named.length === 1 ? named : [];
  });
  if (looked.some(({ body }) => body !== null && kills.get(body.key) === 'assertion')) return null;
  const unnoticed = looked.filter(({ body }) => body !== null && missed.has(body.key));
  return unnoticed.length === 0 ? null : unnoticed;
}

/** The name of a function without what it belongs to. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
