/** One file with its mutants and probes in place, told apart by numbers of its own, and how such files are put side by side. */
import type { EngineMutant, ProbedFile } from '../engine.ts';
import { probeHeader } from './probes.ts';
import type { RegexMutants } from './regex-mutants.ts';

/** A mutant as it was placed, before anything is known of its tests. `id` is what the code calls it by. */
export type PlacedMutant = Omit<EngineMutant, 'index' | 'isStatic' | 'coveredBy'> & {
  id: string;
  /** The numbers of the functions of which one is entered wherever it can show; absent where that is not known. */
  readIn?: readonly number[];
  /** What it is called among those of its file, by where it is switched on; absent where that is nowhere. */
  name?: string;
};

/** What comes of one file alone, whatever other files there are: it holds as long as its text does. */
export interface PlacedFile {
  /** Their ids count from 0. */
  mutants: PlacedMutant[];
  /** The code with mutants and calls of probes; what the probes call is missing. */
  text: string;
  /** How many functions note that they are entered, with the file's own code; null where none does. */
  functions: number | null;
  /** What its regular expressions are mutated to. */
  regexes: RegexMutants;
}

/**
 * Names the mutants that are switched on somewhere by that place, by their mutator and by their number among those of the same: while a function
 * is as it was, so are the names of the mutants in it. Where nobody knows the places, a name is good only for the same text.
 */
export function nameByPlace(mutants: readonly PlacedMutant[], placeOf: ReadonlyMap<string, string> | null): PlacedMutant[] {
  if (placeOf === null) return mutants.map((mutant) => (mutant.ignoreReason === null ? { ...mutant, name: mutant.id } : mutant));
  const mutatorOf = new Map(mutants.map(({ id, mutator }) => [id, mutator]));
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const [id, place] of placeOf) {
    const common = `${place}:${mutatorOf.get(id)}`;
    const count = counts.get(common) ?? 0;
    counts.set(common, count + 1);
    names.set(id, `${common}:${count}`);
  }
  return mutants.map((mutant) => {
    const name = names.get(mutant.id);
    return name === undefined ? mutant : { ...mutant, name };
  });
}

/** What was placed: the mutants in the order of the files, and the files whose functions note that they are entered. */
export interface Instrumented {
  mutants: PlacedMutant[];
  probed: ProbedFile[];
  /** By file, the text to be written. */
  texts: Record<string, string>;
}

/** What mutants were called in an earlier session. */
export interface FormerIds {
  /** By file and name. */
  ofFile: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The least number that no mutant had, nor any after it. */
  next: number;
}

/** Puts files side by side: no two mutants have one id, and no two functions one number. A mutant that had an id keeps it. */
export function joinPlaced(files: ReadonlyMap<string, PlacedFile>, former: FormerIds | null = null): Instrumented {
  const joined: Instrumented = { mutants: [], probed: [], texts: {} };
  let [next, firstFunction] = [former?.next ?? 0, 0];
  for (const [file, { mutants, text, functions }] of files) {
    const formerOf = former?.ofFile.get(file);
    const first = next;
    const ids = new Map<string, string>();
    /** The instrumenter drops some mutants, and leaves their ids out. */
    const idOf = (own: string): string => {
      const id = ids.get(own) ?? String(formerOf === undefined ? first + Number(own) : next);
      ids.set(own, id);
      next = Math.max(next, Number(id) + 1);
      return id;
    };
    for (const { id, name } of mutants) {
      const known = name === undefined ? undefined : formerOf?.get(name);
      if (known !== undefined) ids.set(id, known);
    }
    joined.mutants.push(
      ...mutants.map(({ readIn, ...mutant }) => ({
        ...{ ...mutant, id: idOf(mutant.id) },
        ...(readIn !== undefined && functions !== null && { readIn: readIn.map((number) => firstFunction + number) }),
      })),
    );
    const renamed = first === 0 ? text : rename(text, idOf);
    joined.texts[file] = functions === null ? renamed : `${renamed}\n${probeHeader(firstFunction)}\n`;
    if (functions === null) continue;
    joined.probed.push({ file, functions });
    firstFunction += functions;
  }
  return joined;
}

/** The calls in which the instrumenter's code names mutants, all of them literals. */
const CALLS = /\bstry(?:MutAct|Cov)_9fa48\((?:"\d+"(?:,\s*)?)+\)/g;

function rename(text: string, idOf: (own: string) => string): string {
  return text.replace(CALLS, (call) => call.replace(/"(\d+)"/g, (_, id: string) => `"${idOf(id)}"`));
}
