/** What is said of a run that is over. */
import type { Progress } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';

/**
 * How the run went whose last known progress this is; null where that is not known, or not worth a word. What became of a single
 * mutant is told by whoever asked for it, and a run that was last seen preparing may have measured anything.
 */
export function endInWords(last: Progress | null): string | null {
  if (last === null || last.done < last.total || last.total <= 1) return null;
  const { total, killed, survived } = last;
  return `The run is done: ${plural(total, 'mutant')}, ${formatCount(killed)} killed, ${formatCount(survived)} survived.`;
}
