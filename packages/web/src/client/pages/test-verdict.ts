/** What the numbers alone say of a test; and how it is said where a run that stops at the first kill leaves it open. */
import type { TestView } from '@killrate/shared/api';
import { formatDuration } from '@killrate/shared/duration';

export type TestVerdict = 'kills-nothing' | 'crash-only' | 'covers-nothing';

/** As the tests can be filtered, in the order offered. */
export const VERDICT_FILTERS: readonly TestVerdict[] = ['kills-nothing', 'crash-only', 'covers-nothing'];

/** `known` where every covering test of every mutant was run, `unsure` where not. */
export const TEST_VERDICT_WORD: Record<TestVerdict, { known: string; unsure: string; means: string }> = {
  'kills-nothing': { known: 'kills nothing', unsure: 'not known to kill', means: 'It runs mutants, and no kill by it is known' },
  'crash-only': {
    known: 'kills by crash only',
    unsure: 'by crash only, so far',
    means: 'Every kill by it that is known was an error or a timeout, never a failed assertion',
  },
  'covers-nothing': { known: 'covers nothing', unsure: 'covers nothing', means: 'It runs no line that has a mutant' },
};

/** Null where the numbers say nothing against the test. */
export function verdictOf({ covers, kills, killsByAssertion }: TestView): TestVerdict | null {
  if (covers === 0) return 'covers-nothing';
  if (kills === 0) return 'kills-nothing';
  return killsByAssertion === 0 ? 'crash-only' : null;
}

/** The full name of a test as the groups it stands in and its own. */
export function nameParts(full: string): { groups: string; name: string } {
  const parts = full.split(' > ');
  return { groups: parts.slice(0, -1).join(' › '), name: parts.at(-1) ?? full };
}

/** How long a test takes; many take less than the least that is worth a number. */
export function formatTestTime(durationMs: number): string {
  return durationMs < 1 ? '< 1 ms' : formatDuration(durationMs);
}
