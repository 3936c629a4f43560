/** Which mutants no test notices any more: those of now held against those of the base. */
import type { NewSurvivor } from '../document.ts';
import type { Kill, Mutant } from '../model.ts';
import { bucketOf } from '../score.ts';

/** What the base must know of a mutant to be compared with. */
export type BaseMutant = Pick<Mutant, 'key' | 'mutator' | 'original' | 'replacement' | 'status'> & {
  killedBy: readonly Pick<Kill, 'test'>[];
};

/** Whether a mutant is one that no test notices, and that nobody accepted. */
export function isUndetected(mutant: Pick<Mutant, 'status' | 'acceptance'>): boolean {
  const bucket = bucketOf(mutant);
  return bucket === 'survived' || bucket === 'noCoverage';
}

/**
 * The undetected mutants of one file that were none at its base, in the order given. `isJudgedElsewhere` leaves out mutants that did
 * not exist at the base: those on changed lines have a rate of their own.
 */
export function newSurvivors(
  present: readonly Mutant[],
  base: readonly BaseMutant[],
  isJudgedElsewhere: (mutant: Mutant) => boolean,
): NewSurvivor[] {
  const partners = pair(present, base, isJudgedElsewhere);
  return present.filter(isUndetected).flatMap((mutant) => {
    const same = partners.get(mutant.key);
    if (same === undefined ? isJudgedElsewhere(mutant) : wasNoKill(same)) return [];
    return [{ key: mutant.key, was: wordFor(same), killedBy: (same?.killedBy ?? []).map(({ test }) => test) }];
  });
}

/**
 * Which mutant of the base each present one is, by the key of now. It is the same by its key; one whose key moved, since what encloses
 * it was renamed or its file moved, is the next of the base that is changed in the same way and whose own key is gone, both in order
 * of place. What is on a changed line may be new, and comes last.
 */
function pair(
  present: readonly Mutant[],
  base: readonly BaseMutant[],
  isOnChangedLine: (mutant: Mutant) => boolean,
): Map<string, BaseMutant | undefined> {
  const partners = new Map<string, BaseMutant | undefined>(base.map((mutant) => [mutant.key, mutant]));
  const presentKeys = new Set(present.map(({ key }) => key));
  const moved = Map.groupBy(
    base.filter(({ key }) => !presentKeys.has(key)),
    likeness,
  );
  const strangers = present.filter(({ key }) => !partners.has(key)).toSorted((a, b) => a.line - b.line || a.column - b.column);
  const inTurn = [...strangers.filter((mutant) => !isOnChangedLine(mutant)), ...strangers.filter(isOnChangedLine)];
  for (const mutant of inTurn) partners.set(mutant.key, moved.get(likeness(mutant))?.shift());
  return partners;
}

/** Debt that the base had already, whether it was seen there or ignored. */
function wasNoKill({ status }: BaseMutant): boolean {
  return status === 'Survived' || status === 'NoCoverage' || status === 'Ignored';
}

function wordFor(same: BaseMutant | undefined): string | null {
  return same === undefined ? null : (same.status ?? 'unresolved');
}

function likeness({ mutator, original, replacement }: Pick<Mutant, 'mutator' | 'original' | 'replacement'>): string {
  return JSON.stringify([mutator, original, replacement]);
}
