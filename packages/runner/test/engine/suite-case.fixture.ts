/** A source with its tests and the statuses that a fresh run of the suite would give each of its mutants. */

export interface SuiteCase {
  name: string;
  source: string;
  /** The body of its test file; `./source` is the source. More than one file run in this order. */
  tests: string | readonly string[];
  /** Statuses in the order in which the mutants are written; only conditions are mutated: each to true, then to false. */
  expected: readonly string[];
  /** Files beside, by their paths. */
  files?: Readonly<Record<string, string>>;
}

/** The files of a case, in folders of its own. */
export function caseFiles({ source, tests, files = {} }: SuiteCase, index: number): Record<string, string> {
  const written: Record<string, string> = { [sourceOf(index)]: source, ...files };
  for (const [number, body] of [tests].flat().entries())
    written[`case-${index}/${'abc'[number]}.test.js`] =
      `import { afterAll, afterEach, beforeAll, beforeEach, chai, describe, expect, it, test, vi } from 'vitest';\n${body}`;
  return written;
}

export function sourceOf(index: number): string {
  return `case-${index}/source.js`;
}
