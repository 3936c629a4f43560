/** Which tests passed without executing an assertion, by the mutants under which they did. */
import type { SkippedAssertions } from './watched.ts';

/** What was seen under the mutants of each file; of a mutant that is looked at twice, what the second look showed. */
export class Skips {
  readonly #byFile = new Map<string, Map<number, readonly string[]>>();

  note(file: string, mutant: number, tests: readonly string[]): void {
    const byMutant = this.#byFile.get(file) ?? new Map<number, readonly string[]>();
    this.#byFile.set(file, byMutant.set(mutant, tests));
  }

  /** By test, in the order in which they were met; the mutants in that of their numbers. */
  of(file: string): SkippedAssertions[] {
    const byTest = new Map<string, number[]>();
    for (const [mutant, tests] of this.#byFile.get(file) ?? [])
      for (const test of tests) byTest.set(test, [...(byTest.get(test) ?? []), mutant]);
    return [...byTest].map(([test, mutants]) => ({ test, mutants: mutants.sort((one, other) => one - other) }));
  }
}
