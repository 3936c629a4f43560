/** Mutants as lists show them: what the store knows, with the acceptance and the line of the source. */
import type { MutantItem } from '@killrate/shared/api';
import type { ListedMutant } from '@killrate/shared/store/mutant-list';
import type { Snapshot } from './snapshot.ts';
import type { Sources, SourceText } from './sources.ts';

const LONGEST_EXCERPT = 300;

/** The text of a file, if it is as it was measured; null otherwise. */
export function measuredSource(file: string, snapshot: Snapshot, sources: Pick<Sources, 'read'>): SourceText | null {
  const measuredHash = snapshot.fileByPath.get(file)?.measuredHash ?? null;
  const source = measuredHash === null ? null : sources.read(file);
  return source?.hash === measuredHash ? source : null;
}

/** Completes mutants of the project state. */
export function toItems(mutants: readonly ListedMutant[], snapshot: Snapshot, sources: Sources): MutantItem[] {
  const texts = new Map<string, SourceText | null>();
  return mutants.map((mutant) => {
    const { file, line } = mutant;
    if (!texts.has(file)) texts.set(file, measuredSource(file, snapshot, { read: sources.glance }));
    const text = texts.get(file)?.lines[line - 1] ?? null;
    return {
      ...mutant,
      acceptance: acceptanceOf(mutant, snapshot),
      excerpt: text === null ? null : text.trim().slice(0, LONGEST_EXCERPT),
    };
  });
}

/** The decision to live with a mutant; one that is detected needs none. */
export function acceptanceOf({ key, status }: Pick<MutantItem, 'key' | 'status'>, snapshot: Snapshot): MutantItem['acceptance'] {
  const isOpen = status === null || status === 'Survived' || status === 'NoCoverage' || status === 'Pending';
  return isOpen ? (snapshot.acceptances.get(key) ?? null) : null;
}
