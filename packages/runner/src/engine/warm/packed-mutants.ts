/** Mutants on their way from the host to its parent: tests and files that many of them name are written once. */
import type { EngineMutant } from '../engine.ts';

/** The lists of names that a mutant has; one of them is most of what is told of it. */
type Named = Pick<EngineMutant, 'coveredBy' | 'metIn' | 'leastLimitIn'>;

/** Mutants whose lists are numbers of lists, and lists whose items are numbers of names. */
export interface PackedMutants {
  names: readonly string[];
  lists: readonly (readonly number[])[];
  mutants: readonly (Omit<EngineMutant, keyof Named> & { [Key in keyof Named]: number })[];
}

export function packMutants(mutants: readonly EngineMutant[]): PackedMutants {
  const names = new Map<string, number>();
  const lists = new Map<string, { number: number; items: readonly number[] }>();
  const numberOf = (name: string): number => {
    const number = names.get(name) ?? names.size;
    names.set(name, number);
    return number;
  };
  const pack = (list: readonly string[]): number => {
    const items = list.map(numberOf);
    const key = items.join();
    const known = lists.get(key) ?? { number: lists.size, items };
    lists.set(key, known);
    return known.number;
  };
  const packed = mutants.map(({ coveredBy, metIn, leastLimitIn, ...mutant }) => ({
    ...mutant,
    coveredBy: pack(coveredBy),
    ...(metIn !== undefined && { metIn: pack(metIn) }),
    ...(leastLimitIn !== undefined && { leastLimitIn: pack(leastLimitIn) }),
  }));
  return { names: [...names.keys()], lists: [...lists.values()].map(({ items }) => items), mutants: packed };
}

/** The mutants as they were packed; those with equal lists share one. */
export function unpackMutants({ names, lists, mutants }: PackedMutants): EngineMutant[] {
  const unpacked = lists.map((list) => list.map((number) => names[number] ?? ''));
  const listOf = (number: number): string[] => unpacked[number] ?? [];
  return mutants.map(({ coveredBy, metIn, leastLimitIn, ...mutant }) => ({
    ...mutant,
    coveredBy: listOf(coveredBy),
    ...(metIn !== undefined && { metIn: listOf(metIn) }),
    ...(leastLimitIn !== undefined && { leastLimitIn: listOf(leastLimitIn) }),
  }));
}
