/** One file with its mutants and probes in place, told apart by numbers of its own, and how such files are put side by side. */
import type { EngineMutant, ProbedFile } from '../engine.ts';
import { probeHeader } from './probes.ts';
import type { RegexMutants } from './regex-mutants.ts';

/** A mutant as it was placed, before anything is known of its tests. `id` is what the code calls it by. */
export type PlacedMutant = Omit<EngineMutant, 'index' | 'isStatic' | 'coveredBy'> & {
  id: string;
  /** The numbers of the functions of which one is entered wherever it can show; absent where that is not known. */
  readIn?: readonly number[];
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

/** What was placed: the mutants in the order of the files, and the files whose functions note that they are entered. */
export interface Instrumented {
  mutants: PlacedMutant[];
  probed: ProbedFile[];
  /** By file, the text to be written. */
  texts: Record<string, string>;
}

/** Puts files side by side: no two mutants have one id, and no two functions one number. */
export function joinPlaced(files: ReadonlyMap<string, PlacedFile>): Instrumented {
  const joined: Instrumented = { mutants: [], probed: [], texts: {} };
  let [first, firstFunction] = [0, 0];
  for (const [file, { mutants, text, functions }] of files) {
    joined.texts[file] = functions === null ? countOn(text, first) : `${countOn(text, first)}\n${probeHeader(firstFunction)}\n`;
    const ids = mutants.map(({ id }) => first + Number(id));
    joined.mutants.push(
      ...mutants.map(({ readIn, ...mutant }, index) => ({
        ...{ ...mutant, id: String(ids[index]) },
        ...(readIn !== undefined && functions !== null && { readIn: readIn.map((number) => firstFunction + number) }),
      })),
    );
    // The instrumenter drops some mutants, and leaves their ids out.
    first = ids.reduce((next, id) => Math.max(next, id + 1), first);
    if (functions === null) continue;
    joined.probed.push({ file, functions });
    firstFunction += functions;
  }
  return joined;
}

/** The calls in which the instrumenter's code names mutants, all of them literals. */
const CALLS = /\bstry(?:MutAct|Cov)_9fa48\((?:"\d+"(?:,\s*)?)+\)/g;

/** The ids in a text as they are where so many mutants come before. */
function countOn(text: string, first: number): string {
  if (first === 0) return text;
  return text.replace(CALLS, (call) => call.replace(/"(\d+)"/g, (_, id: string) => `"${first + Number(id)}"`));
}
