/** What the processes and threads of the warm engine say to each other. */
import type { KillKind } from '@killrate/shared/model';
import type { NumberedValues } from '../assertions/assertion-watch.ts';
import type { AssertionsToWatch, MovedValues, SiteCounts, SiteValues, SkippedAssertions } from '../assertions/watched.ts';
import type { Emptied } from '../emptied-mutants.ts';
import type { CleanSuite, CleanToReuse, DryRun, Measurement, MeasurementEnd, Observation, SessionOptions } from '../engine.ts';
import type { EmptyingOrder } from './emptying.ts';
import type { PackageLoads } from './package-loads.ts';
import type { PackedMutants } from './packed-mutants.ts';
import type { PlacedFile } from './placed-file.ts';
import type { RegexMutants } from './regex-mutants.ts';

/** What the host is opened with, of the session's options; everything else comes as orders. */
export interface HostRequest
  extends Pick<
    SessionOptions,
    'engineOptions' | 'loggingCallees' | 'excludeTests' | 'concurrency' | 'timeoutMs' | 'dryRunTimeoutMs' | 'isKept'
  > {
  files: readonly FileToPlace[];
  /** Whether assertions are watched: which ones, an order says. */
  isWatching: boolean;
}

/** A file of the sandbox that gets mutants, or probes alone. */
export interface FileToPlace {
  /** The path from the sandbox's root. */
  file: string;
  isMutated: boolean;
  /** Under which what becomes of it is kept; null where that hangs on more than its text. */
  key: string | null;
  /** What came of it earlier; null where it is instrumented now, and told of later. */
  placed: PlacedFile | null;
  /** What the regular expressions of its last text are mutated to. */
  regexes: RegexMutants;
}

/** What the host is told to do, one line of JSON each on its stdin. */
export type Order =
  /** The first: the sandbox is there. */
  | { type: 'open'; request: HostRequest }
  | {
      type: 'measure';
      id: number;
      file: string;
      indices: readonly number[];
      mode: Measurement['mode'];
      isMatrix: boolean;
      isCareful: boolean;
      /** Ids of the only tests that may run; null where all may. */
      onlyTests: readonly string[] | null;
      /** Indices of mutants with the only test files that may run for them. */
      onlyFiles: readonly (readonly [number, readonly string[]])[];
      /** Indices of mutants with the test file that runs first. */
      firstFiles: readonly (readonly [number, string])[];
    }
  /** What is to be watched of the assertions; told once, and awaited where anything is. */
  | { type: 'watch'; assertions: AssertionsToWatch }
  /** What need not be run again; told once for each run of the suite, and awaited. */
  | { type: 'clean'; clean: CleanToReuse | null }
  /** The files that were instrumented meanwhile; told once for each run of the suite, and awaited. */
  | { type: 'placed'; placed: readonly (readonly [file: string, placed: PlacedFile])[] }
  /** Ends a measurement at once; it answers with `ended`. */
  | { type: 'stop'; id: number }
  | { type: 'limit-concurrency'; concurrency: number }
  /** Runs the suite once with all functions emptied; it answers with `deleted`. */
  | { type: 'delete'; emptied: readonly (readonly [file: string, emptied: Emptied])[] }
  /** Nothing is measured for a while: new threads get ready for `renew`. */
  | { type: 'rest' }
  /** Runs the suite again over these files, of which `changed`, and tests among them, are others than before; it answers as at its start. */
  | { type: 'renew'; files: readonly FileToPlace[]; changed: readonly string[] }
  | { type: 'close' };

/** What the suite did without any mutant, with the mutants packed. */
export type PackedDryRun =
  | Exclude<DryRun, { kind: 'green' }>
  | (Omit<Extract<DryRun, { kind: 'green' }>, 'mutants'> & { packed: PackedMutants });

/** What the host tells, one line of JSON each. */
export type Message =
  | { type: 'dry-run'; dryRun: PackedDryRun }
  /** What the test files did without any mutant; told after each dry run that was green. */
  | { type: 'clean'; suite: CleanSuite | null }
  /** The warm engine is not for this project. */
  | { type: 'unsafe'; reason: string }
  /** A mutant is run next, in this lane: where the host dies, it is one of those that were begun last. */
  | { type: 'begun'; id: number; index: number; lane: number }
  | { type: 'observed'; id: number; index: number; observation: Observation }
  | { type: 'ended'; id: number; end: MeasurementEnd; moved: readonly MovedValues[]; skipped: readonly SkippedAssertions[] }
  | { type: 'timing'; part: string; count: number; durationMs: number }
  /** The ids of the tests that pass though all that they run is emptied. */
  | { type: 'deleted'; survivors: readonly string[] }
  | { type: 'error'; message: string };

/** What a thread is started with. */
export interface ThreadData {
  /** Where the measured project's Vitest keeps what a worker needs. */
  vitestWorkerUrl: string;
  /** Between the names of groups and tests in a full name. */
  separator: string;
  /** Whether errors that nobody handles do not matter, as the project says. */
  isIgnoringErrors: boolean;
}

/** One test file to run, with at most one mutant active. */
export interface FileRun {
  id: number;
  /** Vitest's own description of the file to run. */
  specification: { filepath: string };
  providedContext: unknown;
  environment: unknown;
  /** The instrumenter's id of the mutant; null for none. */
  mutant: string | null;
  /** How many instrumented places may be passed before it counts as an endless loop. */
  placesLimit: number;
  /** Whether the first failing test ends the run. */
  isBailing: boolean;
  /** How many tests run without any mutant. */
  expected: number;
  /** Whether a wait that nothing can end is ended at once. */
  isEndingHangs: boolean;
  /** The numbers of the tests that are left out; null for none. */
  leftOut: readonly number[] | null;
  /** The number of the last test that meets the mutant: where one failed by then, no later one runs. Null where all run. */
  lastMeeting: number | null;
  /** What is emptied all at once; null where nothing is. */
  emptying: EmptyingOrder | null;
}

interface FailedTest {
  /** The id as {@link readTests} gives it. */
  id: string;
  kind: KillKind;
  /** Empty for an assertion that is not the first to fail. */
  message: string;
}

/** What was seen of one file that ran. */
export interface FileReport {
  id: number;
  /** How many tests ran to an end. */
  executed: number;
  /** Which, where none failed and they are not as many as expected; else null. */
  executedIds: string[] | null;
  failed: FailedTest[];
  /** Where the file was ended after the last test that meets the mutant, the number of this test; null where it ran to its end. */
  endedAfter: number | null;
  /** Why the file fails as a whole, where none of its tests could run. */
  broken: { kind: KillKind; message: string } | null;
  /** Errors outside any test. */
  outside: string[];
  /** How many instrumented places were passed. */
  places: number;
  /** How often the active mutant's place was reached. */
  hits: number;
  /** The functions that were entered, packed; null where that is not certain. */
  entered: string | null;
  isEndless: boolean;
  /** How many waits were ended because nothing could end them. */
  hangs: number;
  durationMs: number;
  heapBytes: number;
  /** What the file left behind that cannot be put back; null where the thread is as it was. */
  residue: string | null;
  /** What watched assertions compared. */
  values: SiteValues;
  /** The numbers of the tests that executed an assertion which is watched. */
  asserting: readonly number[];
  /** The numbers of the tests that met code which was not emptied; none where nothing is. */
  alive: readonly number[];
}

/** The mutants that were met in the dry run, with the number of times: outside tests, and by the number of the test in its file. */
export interface FileCoverage {
  static: Record<string, number>;
  perTest: Record<number, Record<string, number>>;
  /** Executions of the watched assertions. */
  sites: SiteCounts;
  values: NumberedValues;
}

/** What a thread says beside Vitest's own messages. */
export type ThreadMessage =
  | {
      killrate: 'covered';
      filepath: string;
      coverage: FileCoverage;
      places: number;
      /** The functions that were entered, packed; null where that is not certain. */
      entered: string | null;
      packages: PackageLoads;
      /** Whether it waited, at some time, for something that does not hold the thread. */
      isWaiting: boolean;
      residue: string | null;
    }
  | { killrate: 'ran'; report: FileReport }
  /** The file waits for what can never come, and has no time limit of its own. */
  | { killrate: 'stuck'; id: number };

/** What a thread is asked beside Vitest's own messages. */
export type ThreadOrder =
  /** One after another, each with a report of its own, up to the first that says all there is to know. */
  | { killrate: 'run'; runs: readonly FileRun[] }
  /** How many functions, with the module's own code, each probed file has; told before anything of the project is loaded. */
  | { killrate: 'number'; functionCounts: readonly number[] }
  /** These files of packages, as URLs, are evaluated anew for each run from the next one on. */
  | { killrate: 'renew'; urls: readonly string[] };
