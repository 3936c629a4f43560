/** A mutant with the test files that it needs, the likeliest killer first. */
import type { EngineMutant } from '../engine.ts';
import { toTestId } from '../vitest/observe.ts';
import { hasLeastLimit } from './file-runs.ts';
import type { PlacedMutant } from './placed-file.ts';
import type { SuiteFile } from './suite.ts';

/** A mutant with all that is needed to measure it. */
export interface WarmMutant {
  /** The instrumenter's id. */
  id: string;
  mutant: EngineMutant;
  /** The test files that meet it, the likeliest killer first; not those in which it cannot show. */
  files: SuiteFile[];
}

/** The mutant as these of its test files alone meet it. */
export function inFiles(warm: WarmMutant, paths: readonly string[]): WarmMutant {
  return { ...warm, files: warm.files.filter(({ path }) => paths.includes(path)) };
}

/** The mutant with this test file as the first that meets it; as it is where the file does not meet it. */
export function startingWith(warm: WarmMutant, path: string | null): WarmMutant {
  const [first, others] = [warm.files.filter((file) => file.path === path), warm.files.filter((file) => file.path !== path)];
  return { ...warm, files: [...first, ...others] };
}

/** How often a file reaches a mutant's place without it. */
export function hitsOf(file: SuiteFile, mutant: string): number {
  const perTest = Object.values(file.perTest).reduce((sum, hits) => sum + (hits[mutant] ?? 0), 0);
  return perTest + (file.static[mutant] ?? 0);
}

/** Joins the mutants of each file with what the dry run saw of them. */
export function joinMutants(placed: readonly PlacedMutant[], suite: readonly SuiteFile[]): Map<string, WarmMutant[]> {
  const meetings = meetingsOf(suite);
  const planned = new Map<string, WarmMutant[]>();
  for (const [file, ofFile] of Map.groupBy(placed, (mutant) => mutant.file)) {
    const rank = rankFiles(ofFile, meetings);
    const mutants = ofFile.map((mutant, index) => toWarmMutant(mutant, index, meetings.get(mutant.id) ?? NONE, rank));
    planned.set(file, mutants);
  }
  return planned;
}

/** Where one mutant is met. */
interface Meetings {
  /** The number of times in each file, by file. */
  hits: Map<SuiteFile, number>;
  tests: string[];
  isStatic: boolean;
}

const NONE: Meetings = { hits: new Map(), tests: [], isStatic: false };

function meetingsOf(suite: readonly SuiteFile[]): Map<string, Meetings> {
  const meetings = new Map<string, Meetings>();
  const meet = (id: string, file: SuiteFile, count: number): Meetings => {
    const met = meetings.get(id) ?? { hits: new Map(), tests: [], isStatic: false };
    meetings.set(id, met);
    met.hits.set(file, (met.hits.get(file) ?? 0) + count);
    return met;
  };
  for (const file of suite) {
    for (const [id, count] of Object.entries(file.static)) meet(id, file, count).isStatic = true;
    for (const [number, hits] of Object.entries(file.perTest)) {
      const test = file.tests[Number(number)];
      for (const [id, count] of Object.entries(hits)) {
        const met = meet(id, file, count);
        if (test?.outcome === 'passed') met.tests.push(toTestId(test));
      }
    }
  }
  return meetings;
}

/**
 * The test files of one source by the number of its mutants that they meet for what they take: a file written for the source comes first.
 * The same order every time, however busy the machine is: a mutant that one file kills, and that loops without end in another, is told as
 * what the first of them shows.
 */
function rankFiles(mutants: readonly PlacedMutant[], meetings: ReadonlyMap<string, Meetings>): Map<SuiteFile, number> {
  const counts = new Map<SuiteFile, number>();
  for (const { id } of mutants)
    for (const file of meetings.get(id)?.hits.keys() ?? []) counts.set(file, (counts.get(file) ?? 0) + 1);
  return new Map([...counts].map(([file, count]) => [file, count / costOf(file)]));
}

/** What each file costs however short its tests are, what a test does, and a place that is passed, in milliseconds, about. */
const FIXED_MS = 10;
const TEST_MS = 0.1;
const PLACE_MS = 1e-5;
/** Tests that take longer wait for something, which is in no count; it is told in powers of ten, which seldom change. */
const SLOW_MS = 1_000;

/** What a run of a file takes, by what can be counted of it. */
function costOf({ executed, places, tests }: SuiteFile): number {
  const measuredMs = tests.reduce((sum, test) => sum + test.durationMs, 0);
  const waitingMs = measuredMs < SLOW_MS ? 0 : 10 ** Math.floor(Math.log10(measuredMs));
  return FIXED_MS + TEST_MS * executed + PLACE_MS * places + waitingMs;
}

/** Where none reads what the mutant changes, the first stands for all: nothing can fail in any. */
function filesReading(meeting: readonly SuiteFile[], readIn: readonly number[]): SuiteFile[] {
  const reading = meeting.filter(({ entered }) => entered === null || readIn.some((number) => entered.has(number)));
  return reading.length > 0 ? reading : meeting.slice(0, 1);
}

function toWarmMutant(placed: PlacedMutant, index: number, met: Meetings, rank: ReadonlyMap<SuiteFile, number>): WarmMutant {
  const { id, readIn, name: _, ...place } = placed;
  const meeting = [...met.hits.keys()].sort((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0) || (a.path < b.path ? -1 : 1));
  const files = readIn === undefined ? meeting : filesReading(meeting, readIn);
  return {
    id,
    files,
    mutant: {
      ...place,
      index,
      isStatic: met.isStatic,
      coveredBy: met.tests,
      metIn: files.map(({ path }) => path),
      leastLimitIn: files.filter(hasLeastLimit).map(({ path }) => path),
    },
  };
}
