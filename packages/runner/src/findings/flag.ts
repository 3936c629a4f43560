/** What a static rule says of a test or an assertion, and the tests of a file as the text tells them. */
import type { Finding } from '@killrate/shared/document';

/** One place that a rule speaks against. Lines and columns count from 1, ends are exclusive. */
export interface Flag {
  rule: string;
  level: Finding['level'];
  file: string;
  line: number;
  column: number;
  /** One sentence a reader can check at that place, without the name of the test. */
  message: string;
  evidence: FlagEvidence;
}

/** What shows that a flag is right. */
export interface FlagEvidence {
  /** The flagged code, as it stands in the file. */
  code: string;
  /** The two sides that the assertion compares, after bindings and constants were resolved. */
  compared?: readonly [actual: string, expected: string];
  /** Other places that take part, as `file:line`: the double, the object built in the test, the twin. */
  places?: readonly string[];
}

/** An assertion that a rule has to be confirmed by watching it: its place in the test file, ends exclusive. */
export interface WatchedAssertion {
  rule: string;
  line: number;
  column: number;
}

/** A function of the tests' own code; lines count from 1. */
export interface HelperPlace {
  file: string;
  line: number;
  endLine: number;
}

/** A test as the text of its file tells it: one call of `test` or `it`, with `each` for all of its cases. */
export interface StaticTest {
  file: string;
  line: number;
  endLine: number;
  /** Titles of the groups and of the test, joined with ` > `; null where a title is computed. */
  name: string | null;
  /** Whether a test of a run, by its full name, is this one: a computed title or one of `each` matches many. */
  isNamed: (name: string) => boolean;
  /** Whether an assertion can be reached from it: by an own one, by a helper's. `unknown` where a callee could not be resolved. */
  assertion: 'reached' | 'none' | 'unknown' | 'compile-time';
  /** Names of what its assertions look at: the functions whose result or effect they compare. */
  units: readonly string[];
  flags: readonly Flag[];
  /**
   * Where its own assertions stand that a passing run has to execute: none that only mark what must not be reached. Absent: not read.
   */
  assertions?: readonly { line: number; column: number }[];
  /** Where its assertions stand, if all stand under a condition that the code decides, and nothing else can make it fail. Absent: not read. */
  guarded?: readonly { line: number; column: number }[];
  /** Whether its assertions look at nothing but what it built itself: that it stays as it is may be what it is for. Absent: not read. */
  looksAtOwn?: boolean;
  /**
   * Whether its assertions only hold something against what it was before a call, or one call against another of the same, as its title says:
   * most mutants leave that true. Absent: not read.
   */
  holdsUnchanged?: boolean;
  /** Whether its assertions hold of code that does nothing: passing without that is then what it is for. Absent: not read. */
  expectsNothing?: boolean;
  /** Whether its assertions only say that something is not called. Absent: not read. */
  expectsNoCall?: boolean;
  /** Whether it says of something computed exactly what it is. Absent: not read. */
  saysExactly?: boolean;
  /** Whether it passes just where its body fails. Absent: not read. */
  isExpectedToFail?: boolean;
  /**
   * Whether nothing but the assertions in its own text, all of which can be watched, and the code under test can make it fail. Absent: not
   * read.
   */
  assertsAlone?: boolean;
  /**
   * The helpers by which it asserts, where nothing but watched assertions, its own and theirs, and the code under test can make it fail.
   * Empty: by none, or more can. Absent: not read.
   */
  helpers?: readonly HelperPlace[];
  /** Its comparisons that are tautologies if the values under mutants show it. Absent: not read. */
  mayCompareItself?: readonly Flag[];
  /** Rules that a comment with a reason silences in this test. */
  silenced?: readonly string[];
}

/** What was read of one test file. */
export interface StaticFile {
  file: string;
  tests: readonly StaticTest[];
  /** Flags of the file that belong to no single test. */
  flags: readonly Flag[];
  /** Why parts of it could not be judged, each as one sentence. */
  unknown: readonly string[];
}
