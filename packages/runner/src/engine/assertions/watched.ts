/** What is watched of a suite's assertions, and what was seen of them. */

export type { WatchedSuite } from '@killrate/shared/store/assertions';

/** Over the mutants of one file: those that changed the actual value of an assertion. */
export interface MovedValues {
  /** The id of the test. */
  test: string;
  /** The place of the assertion. */
  file: string;
  line: number;
  column: number;
  /** Numbers of mutants; `isTogether` where the expected value changed to the same. */
  mutants: (readonly [mutant: number, isTogether: boolean])[];
}

/** An assertion by its place: `path:line:column`, the path from the root, both numbers from 1. */
export type SiteId = string;

/** What a session is to watch. */
export interface AssertionsToWatch {
  /** Sources from the root: an assertion in them is part of what is measured, not of the tests. */
  sources: readonly string[];
  /** Assertions whose two sides are looked at under every mutant; all only where that itself is to be measured. */
  compared: readonly SiteId[] | 'all';
  /** Assertions of tests that have no others, each under a condition: it is told under which mutants a test passes without any. */
  guarded: readonly SiteId[];
}

/** Over the mutants of one file: those under which a test passed, and executed no assertion. */
export interface SkippedAssertions {
  /** The id of the test. */
  test: string;
  /** Numbers of mutants. */
  mutants: number[];
}

/** Executions of an assertion by the number of the test in its file; null stands for outside of any test. */
export type SiteCounts = Record<SiteId, [test: number | null, count: number][]>;

/** The two sides of an assertion as it was executed once, hashed; null where a side has no hash. */
export type ValuePair = readonly [actual: string | null, expected: string | null];

/** The sides of an assertion in the order of its executions, by the id of the test. */
export type SiteValues = { test: string; site: SiteId; pairs: ValuePair[] }[];

/** A mutant changed the actual value of an assertion; `isTogether` where the expected value changed to the same. */
export interface MovedValue {
  test: string;
  site: SiteId;
  isTogether: boolean;
}

/** The parts of a site's id; a path may hold colons of its own. */
export function placeOf(site: SiteId): { file: string; line: number; column: number } {
  const [, file = site, line = '0', column = '0'] = /^(.*):(\d+):(\d+)$/s.exec(site) ?? [];
  return { file, line: Number(line), column: Number(column) };
}
