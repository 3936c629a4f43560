/** What runs know of the tests, as the rules that judge by evidence read it. */
import type { KillKind, MutantStatus } from '@killrate/shared/model';
import type { ExecutedAssertion, MovedAssertion } from '@killrate/shared/store/assertions';

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
  compared: readonly MovedAssertion[];
  /** Ids of the tests that were seen to pass with every function emptied that they run. */
  survivors: ReadonlySet<string>;
  /** By the id of a test, the keys of the mutants under which it passed without executing any assertion. */
  skipped: ReadonlyMap<string, ReadonlySet<string>>;
}
