/** Survivors that people decided to live with: which decisions hold, and which are stale. */
import { z } from 'zod';
import { Acceptance, type Mutant } from '../model.ts';

export const ACCEPTANCE_CATEGORIES = ['equivalent', 'logging', 'glue', 'will-not-fix'] as const;

const Day = z.iso.date('a date is written YYYY-MM-DD');

/** One line of the ledger: the decision, and enough of the mutant to review it without a tool. */
export const LedgerEntry = z.strictObject({
  key: z.string().min(1),
  file: z.string().min(1),
  mutator: z.string(),
  original: z.string(),
  replacement: z.string(),
  ...Acceptance.shape,
  category: z.enum(ACCEPTANCE_CATEGORIES),
  reason: z.string().min(1),
  date: Day,
  expires: Day.nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** An entry that counts no more, and why: its code changed, its day has passed, its mutant is no survivor now, or it tells of another one. */
export interface StaleEntry {
  entry: LedgerEntry;
  why: 'changed' | 'expired' | 'killed' | 'not-a-survivor' | 'other-mutant';
}

/** Mutants with the decisions that hold for them, and the entries that are stale. */
export interface Accepted {
  mutants: Mutant[];
  stale: StaleEntry[];
}

/**
 * Holds the ledger against mutants. `isKnown` tells the files of which every mutant is here: an entry of another file cannot be
 * judged, except that its day has passed. `today` is YYYY-MM-DD; an entry holds to the end of the day it names.
 */
export function applyLedger(
  mutants: readonly Mutant[],
  ledger: readonly LedgerEntry[],
  isKnown: (file: string) => boolean,
  today: string,
): Accepted {
  const mutantOf = new Map(mutants.map((mutant) => [mutant.key, mutant]));
  const live = new Map<string, LedgerEntry>();
  const stale: StaleEntry[] = [];
  for (const entry of ledger) {
    const why = whyStale(entry, mutantOf.get(entry.key), isKnown, today);
    if (why === null) live.set(entry.key, entry);
    else stale.push({ entry, why });
  }
  return { mutants: mutants.map((mutant) => withAcceptance(mutant, live.get(mutant.key))), stale };
}

function whyStale(
  entry: LedgerEntry,
  mutant: Mutant | undefined,
  isKnown: (file: string) => boolean,
  today: string,
): StaleEntry['why'] | null {
  if (mutant === undefined && isKnown(entry.file)) return 'changed';
  if (mutant !== undefined && !tellsOf(entry, mutant)) return 'other-mutant';
  if (mutant?.status === 'Killed' || mutant?.status === 'Timeout') return 'killed';
  const isOpen = mutant === undefined || mutant.status === null || mutant.status === 'Pending';
  if (!isOpen && mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') return 'not-a-survivor';
  return (entry.expires ?? today) < today ? 'expired' : null;
}

/** What reviewers read must be what is accepted; how the code is laid out is no matter. */
function tellsOf(entry: LedgerEntry, mutant: Mutant): boolean {
  const plain = (text: string) => text.replaceAll(/\s/g, '');
  return TELLING.every((name) => plain(entry[name]) === plain(mutant[name]));
}

const TELLING = ['file', 'mutator', 'original', 'replacement'] as const;

function withAcceptance(mutant: Mutant, entry: LedgerEntry | undefined): Mutant {
  if (entry === undefined) return mutant;
  const { category, reason, author, date, expires } = entry;
  return { ...mutant, acceptance: { category, reason, author, date, expires } };
}

const WORDS: Record<StaleEntry['why'], (entry: LedgerEntry) => string> = {
  changed: () => 'its code changed or is gone',
  expired: ({ expires }) => `it expired on ${expires}`,
  killed: () => 'its mutant is killed now',
  'not-a-survivor': () => 'its mutant is no survivor now',
  'other-mutant': () => 'it tells of another mutant than the one of its key',
};

/** `its code changed`, as a sentence goes on after the mutant's key. */
export function describeStale({ entry, why }: StaleEntry): string {
  return WORDS[why](entry);
}
