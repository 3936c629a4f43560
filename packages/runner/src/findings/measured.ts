/** What runs know of the tests, as the rules that judge by evidence read it. */
import type { KillKind, MutantStatus } from '@killrate/shared/model';

/** A mutant, as far as rules need it. */
export interface MeasuredMutant {
  key: string;
  file: string;
  /** Its place; lines and columns count from 1, ends are exclusive. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** The function it lies in, as the mutant key names it. */
  symbol: string;
  mutator: string;
  original: string;
  replacement: string;
  status: MutantStatus | null;
  isStatic: boolean;
  isAccepted: boolean;
}

/** A test that took part in the runs that the project state speaks of. Mutants are named by their keys. */
export interface MeasuredTest {
  id: string;
  file: string;
  name: string;
  line: number | null;
  durationMs: number;
  covers: ReadonlySet<string>;
  kills: ReadonlyMap<string, KillKind>;
}

/** How often an assertion of a test file was executed in a green run, over all tests that reach it. Lines and columns count from 1. */
export interface ExecutedAssertion {
  file: string;
  line: number;
  column: number;
  executions: number;
  /** Ids of the tests that executed it. */
  tests: readonly string[];
}

/**
 * How the two sides of an assertion moved under mutants: `changed` mutants changed its actual value, and under `together` of them the
 * expected value changed to the same.
 */
export interface ComparedValues {
  test: string;
  /** The file of the assertion: that of the test, or of a helper. */
  file: string;
  line: number;
  column: number;
  changed: number;
  together: number;
}

export interface Measured {
  /** Whether every covering test of each of these mutants ran: only then does "covers and does not kill" prove anything. */
  hasMatrix: boolean;
  /** Sources whose mutants were measured without a kill matrix. */
  withoutMatrix: readonly string[];
  /** Sources of which nothing holds now: what a test kills there is not known. */
  unmeasured: readonly string[];
  tests: readonly MeasuredTest[];
  mutants: ReadonlyMap<string, MeasuredMutant>;
  /** Null where no run watched the assertions. */
  assertions: readonly ExecutedAssertion[] | null;
  compared: readonly ComparedValues[];
  /** Ids of the tests that were seen to pass with every function emptied that they run. */
  survivors: ReadonlySet<string>;
  /** By the id of a test, the keys of the mutants under which it passed without executing any assertion. */
  skipped: ReadonlyMap<string, ReadonlySet<string>>;
}
