/** Rule co-varying: whatever mutants do to the value that an assertion checks, they do to what it is compared with. */
import type { MovedAssertion } from '@killrate/shared/store/assertions';
import type { Measured } from '../measured.ts';

/** Fewer mutants that change the value prove nothing. */
const FEWEST_CHANGED = 3;

/** How the two sides of one assertion moved, over all cases of its test. */
export type Covariation = Pick<MovedAssertion, 'changed' | 'together'>;

/** What was seen at an assertion in these tests, by their ids; null where nobody compared there. */
export function compareAt(
  place: { file: string; line: number; column: number },
  ids: ReadonlySet<string>,
  compared: Measured['compared'],
): Covariation | null {
  const isThere = ({ file, line, column }: MovedAssertion) =>
    file === place.file && line === place.line && column === place.column;
  const seen = compared.filter((each) => ids.has(each.test) && isThere(each));
  if (seen.length === 0) return null;
  const sum = (count: (each: MovedAssertion) => number) => seen.reduce((total, each) => total + count(each), 0);
  return { changed: sum((each) => each.changed), together: sum((each) => each.together) };
}

/**
 * Whether the assertion compares the code with itself: enough mutants changed its value, and the other side followed every one. Where both
 * sides are one and the same value by the text, one is enough.
 */
export function isCovarying(seen: Covariation | null, isOneValue = false): boolean {
  return seen !== null && seen.changed >= (isOneValue ? 1 : FEWEST_CHANGED) && seen.together === seen.changed;
}
