/** The engine port: given a project and a job, measure mutants and tell what was seen; no verdicts here. */
import type { KillKind, MeasuredHow, Test } from '@killrate/shared/model';
import type { AssertionsToWatch, MovedValue, MovedValues, SkippedAssertions, WatchedSuite } from './assertions/watched.ts';
import type { Emptied } from './emptied-mutants.ts';
import type { Mirror } from './mirrored-paths.ts';

/** What an engine needs to know of the project it measures. */
export interface SessionOptions {
  /** The copy of the project that the engine may write to. */
  sandboxRoot: string;
  /** What it is a copy of: what a suite says of its folder is told of the project's. */
  mirror: Mirror;
  /** Puts a mutated file of the sandbox back to what it was before. */
  restore: (file: string) => void;
  /** A folder for the engine's own files, outside the sandbox. */
  workDir: string;
  /** Stryker's own options, from the default export of the config. */
  engineOptions: Readonly<Record<string, unknown>>;
  /** Names of callees whose calls are logging, as `console.*`; none where logging is mutated too. */
  loggingCallees: readonly string[];
  /** Globs of test files that take no part. */
  excludeTests: readonly string[];
  /** How many mutants are measured at once. */
  concurrency: number;
  /** Ceiling for one mutant's tests, in milliseconds. */
  timeoutMs: number;
  /** Ceiling for the dry run, in milliseconds. */
  dryRunTimeoutMs: number;
  /** Environment of the child processes. */
  env: NodeJS.ProcessEnv;
  /**
   * Finds what is to be watched of the assertions, the same each time; null where nothing is. It takes a moment, in which an engine can start.
   * One that cannot watch says so in a note of its dry run.
   */
  findAssertions: (() => Promise<AssertionsToWatch>) | null;
  /** Whether the session is to rest after a run, for the next one to take it over. */
  isKept: boolean;
  /** What is kept of files that were instrumented before; absent where nothing is. */
  placedBefore?: PlacedBefore;
  /** Hears how long a part of the work took, in milliseconds, and how often it was done; it may be told many times. */
  onTiming: (part: string, durationMs: number, count?: number) => void;
}

/** What is known of a session before it is opened. */
interface Foreseen
  extends Pick<SessionOptions, 'sandboxRoot' | 'workDir' | 'env' | 'engineOptions' | 'loggingCallees' | 'placedBefore'> {
  projectRoot: string;
  /** What the dry run will be asked for. */
  files: readonly string[];
  beside: readonly string[];
}

/** Instrumented files that are kept from run to run, each by a key that says all it depends on; the engine alone knows what they are. */
export interface PlacedBefore {
  /** Null where none is kept under this key. */
  find(file: string, isMutated: boolean, key: string): unknown;
  /** What is kept of a file by the same versions, whatever its key; null where nothing is. */
  findAny(file: string, isMutated: boolean): unknown;
  keep(file: string, isMutated: boolean, key: string, placed: unknown): void;
}

/** A mutant as the engine found it. Lines and columns count from 1, ends are exclusive. */
export interface EngineMutant {
  /** Its number among the mutants of its file, from 0, in the engine's order. */
  index: number;
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  mutator: string;
  replacement: string;
  /** Why it is not to be measured, null for the others. */
  ignoreReason: string | null;
  /** Whether some test file evaluates it outside any test. */
  isStatic: boolean;
  /** Ids of the tests that execute it. */
  coveredBy: string[];
  /** The test files that execute it, inside of tests or outside, and in which it can show; absent where that is not known. */
  metIn?: string[];
  /** Those of them in which a loop without end is counted no further than anywhere else, however many places they pass. */
  leastLimitIn?: string[];
}

/** A file whose functions note that they are entered. They are numbered from 0, its own code, over all such files in their order. */
export interface ProbedFile {
  file: string;
  /** How many, with the file's own code. */
  functions: number;
}

/** What the test files of a suite did without any mutant, for a later run of it. */
export interface CleanSuite {
  /** What the runs speak of, as the engine has it. */
  files: unknown;
  runs: readonly {
    /** The path of the test file. */
    testFile: string;
    /** The functions that it entered, packed, by the numbers of this session; null where that is not certain. */
    entered: string | null;
    /** As the engine has it. */
    seen: unknown;
  }[];
}

/** Runs of an earlier session that would go as they went. */
export interface CleanToReuse {
  suite: CleanSuite;
  /** How many test files have to run, as far as is known. */
  toRun: number;
  /** By file, for those that changed since, the number then and the number now of each function that did not. */
  presentOf: readonly (readonly [file: string, pairs: readonly (readonly [then: number, now: number])[]])[];
}

/** What the suite did without any mutant. */
export type DryRun =
  | {
      kind: 'green';
      tests: Test[];
      mutants: EngineMutant[];
      vitestVersion: string;
      /** Why only one mutant may be measured at a time, null where more may. */
      oneAtATime: string | null;
      notes: string[];
      /** Absent where nothing notes which functions are entered. */
      probed?: ProbedFile[];
      /** What was seen of the assertions; null where they were not watched. */
      watched: WatchedSuite | null;
      /** How many test files were left out: an earlier session had run them. */
      leftOut?: number;
    }
  | { kind: 'red'; failures: TestFailure[] }
  | { kind: 'hung'; afterMs: number; files: string[] }
  | { kind: 'no-tests' }
  /** The engine refuses the project's own options for it. */
  | { kind: 'options-error'; message: string }
  | { kind: 'crashed'; message: string; log: string }
  | { kind: 'aborted' };

/** In place of a test's id, for what failed outside any test. */
export const OUTSIDE = 'outside any test';

export interface TestFailure {
  /** The id of the test, or {@link OUTSIDE}. */
  test: string;
  message: string;
}

/** One test that failed while a mutant was active. */
export interface ObservedKill {
  test: string;
  kind: KillKind;
  message: string;
}

/** The functions that the run of one test file entered, packed. */
export interface EnteredIn {
  testFile: string;
  entered: string | null;
}

/** What was seen of one mutant, and in what kind of worker. */
export type Observation = Seen & { by?: MeasuredHow };

type Seen =
  | {
      kind: 'ran';
      /** How many tests ran to an end. */
      executed: number;
      /** Tests that cover the mutant by the dry run and did not run, though nothing failed before. */
      missing: string[];
      /** How often the mutant's place was reached; null where that cannot be counted. */
      hits: number | null;
      /** The functions that the runs entered which decide what is said of it, packed; null or absent where that is not certain. */
      entered?: string | null;
      /** The same of each test file that ran, where all of them did; null where that is not certain of one. */
      enteredIn?: readonly EnteredIn[];
      kills: ObservedKill[];
      /** Errors outside any test: imports that broke, rejections nobody handled. */
      outside: string[];
      isHitLimitReached: boolean;
      /** Whether tests that ran out of their time would never have ended: nothing could have woken them. */
      areHangsProven?: boolean;
      /** The watched assertions whose actual value the mutant changed; for the engine itself, which adds them up. */
      moved?: readonly MovedValue[];
      /** The tests that passed and executed no assertion, of those that can; for the engine itself, which lists them. */
      skipped?: readonly string[];
      durationMs: number;
    }
  | {
      kind: 'timed-out';
      durationMs: number | null;
      /** Whether nothing could ever have ended it, however long it had been given. */
      isProven?: boolean;
      /** What its tests take without any mutant, where the limit leaves them hardly more; else absent. */
      starvedByMs?: number;
    }
  /** A loop that goes round far more often than any of its tests ever did without the mutant. */
  | { kind: 'endless'; times: number; file?: string; entered?: string | null; durationMs: number }
  | { kind: 'runner-crashed'; message: string }
  | { kind: 'compile-error'; message: string };

/** Some mutants of one file, to be measured. */
export interface Measurement {
  file: string;
  mutants: readonly EngineMutant[];
  /** `alone`: one after another, nothing beside them, after a control run of their tests without any mutant. */
  mode: 'together' | 'alone';
  /** Whether every covering test runs, or only those up to the first that fails. */
  isMatrix: boolean;
  /** Ids of the only tests that may run; absent where all may. */
  onlyTests?: readonly string[];
  /** By index, the only test files that may run; of a mutant that is missing here all do. An engine may run more. */
  onlyFiles?: ReadonlyMap<number, readonly string[]>;
  /** By index, the test file that is likely to kill it. An engine may run another first. */
  firstFiles?: ReadonlyMap<number, string>;
}

/** How a measurement ended; observations were streamed meanwhile. */
export type MeasurementEnd =
  | { kind: 'completed' }
  | { kind: 'aborted' }
  | { kind: 'control-failed'; message: string }
  /** The engine cannot measure so. */
  | { kind: 'refused'; message: string }
  | { kind: 'crashed'; message: string; log: string };

/** One project, opened for measuring. */
export interface EngineSession {
  /**
   * Runs the whole suite without any mutant over the instrumented `files`; those in `beside` are not mutated, and may note what is entered.
   * `findClean` is asked for runs of test files that need not be repeated, once there is time for it.
   */
  dryRun(
    files: readonly string[],
    signal: AbortSignal,
    beside?: readonly string[],
    findClean?: () => CleanToReuse | null,
  ): Promise<DryRun>;
  /** What the last dry run saw, for later ones; null where the test files have to run again then. */
  cleanSuite(): Promise<CleanSuite | null>;
  /** Measures mutants of one file; `onObservation` may be called more than once for one mutant. */
  measure(
    measurement: Measurement,
    onObservation: (index: number, observation: Observation) => void,
    signal: AbortSignal,
  ): Promise<MeasurementEnd>;
  /** How watched assertions moved under the mutants of a file that were measured so far, by the mutant. */
  moved(file: string): readonly MovedValues[];
  /** Which tests passed without executing an assertion, under which mutants of a file that were measured so far. */
  skipped(file: string): readonly SkippedAssertions[];
  /**
   * The ids of the tests that pass with these mutants active all together, which empty every function that they run. None where the
   * engine cannot tell.
   */
  survivorsOfDeletion(emptied: ReadonlyMap<string, Emptied>, signal: AbortSignal): Promise<readonly string[]>;
  /** Measures no more mutants at once than this from now on. */
  limitConcurrency(concurrency: number): void;
  /** Nothing is measured for a while; another run may take the session over. */
  rest(): void;
  /**
   * Goes on for another run over the same sandbox, in which the files of `changed` are others than before: its dry run is the next thing that is
   * asked for. False where the engine cannot: close it then.
   */
  takeOver(options: SessionOptions, changed: readonly string[]): boolean;
  /** Ends what the session started. */
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** Begins with what can be done of a dry run while the sandbox is empty: these files of the project will be asked for. */
  foresee?(options: Foreseen): void;
  open(options: SessionOptions): Promise<EngineSession>;
}
