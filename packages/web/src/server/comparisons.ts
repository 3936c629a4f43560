/** Two runs compared, kept for whoever asks for the next page. */
import type { Run } from '@killrate/shared/model';
import { compareRuns, keepGone, type RunComparison } from '@killrate/shared/store/comparison';
import type { View } from './reader.ts';

/** What became of each mutant from one run to another. */
export function comparisonOf(view: View, from: Run, to: Run): RunComparison {
  return view.onceForRuns('compare', [from, to], () => {
    const { fated, ...rest } = compareRuns(view.columnOf(from), view.columnOf(to));
    return { ...rest, fated: { ...fated, gone: keepGone(view.database, fated.gone, to.id) } };
  });
}
