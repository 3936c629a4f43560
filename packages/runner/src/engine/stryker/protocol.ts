/** What the processes of the stock engine say to each other: request files in, lines of JSON out. */
import type { EngineMutant, Observation } from '../engine.ts';
import type { ObservedTest } from '../vitest/observe.ts';
import type { Work } from './measured-file.ts';

/** Where the plugins find their request; inherited by every process below the host. */
export const REQUEST_VARIABLE = 'KILLRATE_ENGINE_REQUEST';

/** The name of the ignorer, reporter and test runner that killrate brings along. */
export const PLUGIN_NAME = 'killrate';

/** Mutants hit, with the number of hits, outside tests and by test. */
export interface Coverage {
  static: Record<string, number>;
  perTest: Record<string, Record<string, number>>;
}

/** What the runner saw of the suite without any mutant. */
export interface WireDryRun {
  tests: ObservedTest[];
  outside: string[];
  /** Mutants evaluated outside tests, by test file. */
  staticByFile: Record<string, string[]>;
  /** What each test file costs beside its tests: imports, setup, environment. */
  overheadMsByFile: Record<string, number>;
  vitestVersion: string;
  fileParallelism: boolean;
  isIsolated: boolean;
  /** Test files that had not ended when the time was up; empty where it was not. */
  hungFiles: string[];
  isTimeUp: boolean;
}

/** What the host is asked to do. */
export type Request = {
  options: Record<string, unknown>;
  loggingCallees: readonly string[];
  excludeTests: readonly string[];
} /** `testFiles`: those that run; null for all. */ & (
  | { task: 'dry-run'; dryRunTimeoutMs: number; testFiles: readonly string[] | null }
  | ({
      task: 'measure';
      /** A second look: run the tests once without any mutant first, and stop if they fail; be more patient with loops. */
      isControlled: boolean;
    } & Work)
);

/** A mutant as the host plans it, with Stryker's own id and its absolute path. */
export type WireMutant = Omit<EngineMutant, 'index' | 'file'> & { id: string; fileName: string };

/** What the host tells. */
export type Message =
  | { type: 'dry-run'; dryRun: WireDryRun; coverage: Coverage }
  | { type: 'plan'; mutants: WireMutant[] }
  | { type: 'tested'; mutant: WireMutant; observation: Observation }
  | { type: 'error'; message: string };

const OBSERVATION_MARK = 'killrate:';

/** Puts an observation into the one string that Stryker hands from a test runner to a reporter. */
export function encodeObservation(observation: Observation): string {
  return OBSERVATION_MARK + JSON.stringify(observation);
}

/** The observation in such a string, null where Stryker itself wrote it. */
export function decodeObservation(text: string | undefined): Observation | null {
  return text?.startsWith(OBSERVATION_MARK) ? (JSON.parse(text.slice(OBSERVATION_MARK.length)) as Observation) : null;
}
