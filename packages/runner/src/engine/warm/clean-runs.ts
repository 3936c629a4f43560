/** What test files did without any mutant, told on from one run to a later one in which nothing changed that they run. */
import type { CleanSuite, CleanToReuse, ProbedFile } from '../engine.ts';
import { packFunctions, unpackFunctions } from '../function-set.ts';
import type { ObservedTest } from '../vitest/observe.ts';
import type { FormerIds, PlacedMutant } from './placed-file.ts';
import type { FileCoverage } from './protocol.ts';
import type { Covered } from './thread-pool.ts';

/** What one test file did. */
export interface CleanRun {
  /** The name of its Vitest project. */
  project: string;
  /** The path from the sandbox's root. */
  path: string;
  tests: ObservedTest[];
  /** What a run of it takes, in milliseconds. */
  plainMs: number;
  covered: Covered;
}

/** The files that the runs speak of: what their mutants are called, and how many functions note that they are entered. */
interface CleanFile {
  file: string;
  /** By the id that the runs call it by, the name of a mutant among those of the file; null where it had none. */
  names: Readonly<Record<string, string>> | null;
  /** Null where none notes it. */
  functions: number | null;
}

/** The mutants and functions that a suite ran with. */
interface Instrumentation {
  /** The files that may have mutants. */
  mutated: readonly string[];
  placed: readonly PlacedMutant[];
  probed: readonly ProbedFile[];
}

/** Puts down the runs of a suite for later ones. */
export function tellCleanRuns(runs: readonly CleanRun[], { mutated, placed, probed }: Instrumentation): CleanSuite {
  const byFile = Map.groupBy(placed, ({ file }) => file);
  const namesOf = (file: string) =>
    Object.fromEntries((byFile.get(file) ?? []).flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])));
  const functionsOf = new Map(probed.map(({ file, functions }) => [file, functions]));
  const files: CleanFile[] = [...new Set([...functionsOf.keys(), ...mutated])].map((file) => ({
    file,
    names: mutated.includes(file) ? namesOf(file) : null,
    functions: functionsOf.get(file) ?? null,
  }));
  return {
    files,
    runs: runs.map((run) => ({ testFile: run.path, entered: run.covered.entered, seen: run })),
  };
}

/** What of earlier runs fits the mutants of now. */
export interface FittingRuns {
  /** What mutants are to be called, so that the runs speak of them. */
  ids: FormerIds;
  /** The runs as they would be now, once the functions are numbered. */
  read: (probed: readonly ProbedFile[]) => CleanRun[];
}

/**
 * Holds earlier runs against the files as they are instrumented now. Null where the files were others then, or where a function that is
 * said to be as it was holds other mutants.
 */
export function fitCleanRuns(
  { suite, presentOf }: CleanToReuse,
  mutated: ReadonlyMap<string, readonly PlacedMutant[]>,
): FittingRuns | null {
  const files = suite.files as readonly CleanFile[];
  const maps = new Map(presentOf.map(([file, pairs]) => [file, mapOf(pairs)]));
  const mapOfFile = (file: string): FunctionMap => maps.get(file) ?? SAME;
  const ids = new Map<string, ReadonlyMap<string, string>>();
  for (const [file, mutants] of mutated) {
    const names = files.find((each) => each.file === file)?.names ?? null;
    const fitting = names === null ? null : fitMutants(names, mutants, mapOfFile(file));
    if (fitting === null) return null;
    ids.set(file, fitting);
  }
  const kept = new Set([...ids.values()].flatMap((ofFile) => [...ofFile.values()]));
  const former = files.flatMap(({ file, names }) => Object.keys(names ?? {}).map((id) => ({ id, isAsked: mutated.has(file) })));
  const gone = new Set(former.flatMap(({ id, isAsked }) => (isAsked && !kept.has(id) ? [id] : [])));
  const foreign = new Set(former.flatMap(({ id, isAsked }) => (isAsked ? [] : [id])));
  return {
    ids: { ofFile: ids, next: former.reduce((next, { id }) => Math.max(next, Number(id) + 1), 0) },
    read: (probed) => {
      const translate = translatorOf(files, mapOfFile, probed);
      if (translate === null) return [];
      return suite.runs.flatMap(({ seen: told }) => {
        const seen = told as CleanRun;
        const { coverage } = seen.covered;
        const entered = seen.covered.entered === null ? null : translate(seen.covered.entered);
        if ((entered === null && seen.covered.entered !== null) || meets(coverage, gone)) return [];
        return [{ ...seen, covered: { ...seen.covered, coverage: without(coverage, foreign), entered } }];
      });
    },
  };
}

/** The functions of one file, from then to now. */
interface FunctionMap {
  /** By the number of then, that of now; undefined for one that changed. */
  now: (number: number) => number | undefined;
  /** Whether a function of now is one of then. */
  isOld: (number: number) => boolean;
}

const SAME: FunctionMap = { now: (number) => number, isOld: () => true };

function mapOf(pairs: readonly (readonly [number, number])[]): FunctionMap {
  const [presentOf, old] = [new Map(pairs), new Set(pairs.map(([, now]) => now))];
  return { now: (number) => presentOf.get(number), isOld: (number) => old.has(number) };
}

/** By the name of now, the ids of then of mutants in functions that did not change; null where these hold others now. */
function fitMutants(
  names: Readonly<Record<string, string>>,
  mutants: readonly PlacedMutant[],
  map: FunctionMap,
): Map<string, string> | null {
  const ids = new Map<string, string>();
  for (const [id, former] of Object.entries(names)) {
    const name = renumber(former, map);
    if (name !== null) ids.set(name, id);
  }
  const present = new Set(mutants.flatMap(({ name }) => name ?? []));
  const isSame =
    [...ids.keys()].every((name) => present.has(name)) &&
    [...present].every((name) => ids.has(name) || !map.isOld(functionOf(name)));
  return isSame ? ids : null;
}

/** A name of a mutant with its function's number of now; null where that changed. */
function renumber(name: string, map: FunctionMap): string | null {
  const [number, ...rest] = name.split(':');
  if (rest.length === 0) return name;
  const now = map.now(Number(number));
  return now === undefined ? null : [now, ...rest].join(':');
}

function functionOf(name: string): number {
  return Number(name.split(':', 1)[0]);
}

/**
 * Tells a packed set of functions by the numbers of now, or null where one of them changed. There is no such translation where a function
 * that notes now that it is entered did not do so then.
 */
function translatorOf(
  files: readonly CleanFile[],
  mapOfFile: (file: string) => FunctionMap,
  probed: readonly ProbedFile[],
): ((entered: string) => string | null) | null {
  const firsts = new Map<string, number>();
  let count = 0;
  for (const { file, functions } of probed) {
    firsts.set(file, count);
    count += functions;
  }
  const counted = files.filter(({ functions }) => functions !== null);
  if (probed.some(({ file }) => !counted.some((each) => each.file === file))) return null;
  /** By the number of then, that of now; null for what changed, undefined for what is not noted any more. */
  const numbers = counted.flatMap(({ file, functions }) => {
    const [first, map] = [firsts.get(file), mapOfFile(file)];
    return Array.from({ length: functions ?? 0 }, (_, number) => {
      const now = map.now(number);
      return now === undefined ? null : first === undefined ? undefined : first + now;
    });
  });
  return (entered) => {
    const flags = new Uint8Array(count);
    for (const number of unpackFunctions(entered)) {
      const now = numbers[number];
      if (now === null) return null;
      if (now !== undefined) flags[now] = 1;
    }
    return packFunctions(flags);
  };
}

function meets({ static: outside, perTest }: FileCoverage, ids: ReadonlySet<string>): boolean {
  return ids.size > 0 && [outside, ...Object.values(perTest)].some((hits) => Object.keys(hits).some((id) => ids.has(id)));
}

function without(coverage: FileCoverage, ids: ReadonlySet<string>): FileCoverage {
  if (ids.size === 0) return coverage;
  const strip = (hits: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(hits).filter(([id]) => !ids.has(id)));
  const perTest = Object.entries(coverage.perTest).map(([number, hits]) => [number, strip(hits)] as const);
  return { ...coverage, static: strip(coverage.static), perTest: Object.fromEntries(perTest) };
}
