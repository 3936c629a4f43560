/** How the two sides of assertions move under mutants, held against what they were without any. */
import type { MovedValue, MovedValues, SiteId, SiteValues, ValuePair } from './watched.ts';
import { placeOf } from './watched.ts';

/** What the assertions of one test file compared without any mutant. */
export class PlainValues {
  readonly #pairs = new Map<string, readonly ValuePair[]>();
  /** What was not the same in every run without a mutant: times, random numbers, what counts on. */
  readonly #unsteady = new Set<string>();
  #isSeenTwice = false;

  /** `values` are those of the dry run. */
  constructor(values: SiteValues) {
    for (const { test, site, pairs } of values) this.#pairs.set(keyOf(test, site), pairs);
  }

  /** Whether they are yet to be seen a second time. */
  get isUnconfirmed(): boolean {
    return this.#pairs.size > 0 && !this.#isSeenTwice;
  }

  has(test: string, site: SiteId): boolean {
    return this.#pairs.has(keyOf(test, site));
  }

  /** Takes in what one more run without any mutant compared. */
  confirm(values: SiteValues): void {
    this.#isSeenTwice = true;
    const seen = new Map(values.map(({ test, site, pairs }) => [keyOf(test, site), pairs]));
    for (const [key, plain] of this.#pairs) if (JSON.stringify(seen.get(key)) !== JSON.stringify(plain)) this.#unsteady.add(key);
  }

  /** Whether what an assertion compares in a test was the same every time, and was seen more than once. */
  isSteady(test: string, site: SiteId): boolean {
    return this.#isSeenTwice && !this.#unsteady.has(keyOf(test, site));
  }

  /** The assertions whose actual value a mutant changed. */
  movedBy(values: SiteValues): MovedValue[] {
    return values.flatMap(({ test, site, pairs }) => {
      const plain = this.#pairs.get(keyOf(test, site));
      const moved = plain === undefined ? null : compare(plain, pairs);
      return moved === null ? [] : [{ test, site, isTogether: moved === 'together' }];
    });
  }
}

/**
 * Execution by execution, as far as both runs went. Together means: wherever the actual value changed, the expected value
 * changed to the same. What has no hash says nothing.
 */
function compare(plain: readonly ValuePair[], pairs: readonly ValuePair[]): 'alone' | 'together' | null {
  let found: 'together' | null = null;
  for (const [index, [actual, expected]] of pairs.entries()) {
    const [plainActual = null, plainExpected = null] = plain[index] ?? [];
    if (actual === null || plainActual === null || actual === plainActual) continue;
    if (expected === null || expected !== actual || expected === plainExpected) return 'alone';
    found = 'together';
  }
  return found;
}

/** What the mutants of each file moved; of a mutant that is looked at twice, what the second look showed. */
export class Moves {
  readonly #byFile = new Map<string, Map<number, readonly MovedValue[]>>();

  note(file: string, mutant: number, moved: readonly MovedValue[]): void {
    const byMutant = this.#byFile.get(file) ?? new Map<number, readonly MovedValue[]>();
    this.#byFile.set(file, byMutant.set(mutant, moved));
  }

  /** What the mutants of a file moved; only of what is the same every time without any mutant. */
  of(file: string, isSteady: (test: string, site: SiteId) => boolean): MovedValues[] {
    const found = new Map<string, MovedValues>();
    for (const [mutant, moved] of this.#byFile.get(file) ?? []) {
      for (const { test, site, isTogether } of moved) {
        if (!isSteady(test, site)) continue;
        const { mutants, ...place } = found.get(keyOf(test, site)) ?? { test, ...placeOf(site), mutants: [] };
        mutants.push([mutant, isTogether]);
        found.set(keyOf(test, site), { ...place, mutants });
      }
    }
    return [...found.values()];
  }
}

function keyOf(test: string, site: SiteId): string {
  return `${test}\0${site}`;
}
