/** What became of undetected mutants from one run to another, in words; and which two runs are compared unasked. */
import type { Fate, RunListItem } from '@killrate/shared/api';

export const FATE_WORD: Record<Fate, { word: string; means: string; none: string }> = {
  new: {
    word: 'New',
    means: 'Detected in the first run, undetected in the second.',
    none: 'Nothing new: no mutant that was detected in the first run escapes in the second.',
  },
  fixed: {
    word: 'Fixed',
    means: 'Undetected in the first run, detected in the second.',
    none: 'Nothing was fixed between these runs.',
  },
  persistent: {
    word: 'Persistent',
    means: 'Undetected in both runs.',
    none: 'Nothing persists: no mutant escapes in both runs.',
  },
  gone: {
    word: 'Gone',
    means: 'Undetected in the first run; the second one measured its file, and the mutant is no longer there.',
    none: 'Nothing is gone.',
  },
};

/** The latest run that measured something and the one before it of the same scope, or else of any. */
export function latestPair(newestFirst: readonly RunListItem[]): { from: string; to: string } | null {
  const [to, ...older] = newestFirst.filter(({ totals }) => totals.killRate !== null);
  const from = older.find(({ scope }) => scope === to?.scope) ?? older[0];
  return to === undefined || from === undefined ? null : { from: from.id, to: to.id };
}
