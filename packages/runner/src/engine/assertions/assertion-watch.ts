/** What woven assertions tell in a thread: that they are executed, and the values that they compare. */
import { structuralHash } from './structural-hash.ts';
import type { SiteCounts, SiteId, ValuePair } from './watched.ts';

/** Of one test and one assertion, so many executions are compared; in a loop they may be many. */
const MOST_PAIRS = 100;

/** A spread of it adds nothing, and depends on nothing that a test can change. */
const NOTHING: Iterable<never> = Object.freeze({
  [Symbol.iterator]: () => ({ next: () => ({ done: true as const, value: undefined }) }),
});

/** Values by the number of the test in its file; what runs outside of any test is not compared. */
export type NumberedValues = { test: number; site: SiteId; pairs: ValuePair[] }[];

/** The sides of an assertion that is about to be executed. */
interface Sides {
  actual: unknown;
  expected: unknown;
  /** Whether it was begun again before it was executed: then nobody knows which sides belong together. */
  isMixed: boolean;
}

export class AssertionWatch {
  readonly #testOf: () => number | null;
  #counts: Map<SiteId, Map<number | null, number>> | null = null;
  #values = new Map<string, NumberedValues[number]>();
  #open = new Map<SiteId, Sides & { test: number }>();
  #asserting = new Set<number>();

  /** `testOf` gives the number of the running test in its file; null outside of any. */
  constructor(testOf: () => number | null) {
    this.#testOf = testOf;
  }

  /** Forgets what it heard. Executions are counted only where they are asked for. */
  begin(isCounting: boolean): void {
    this.#counts = isCounting ? new Map() : null;
    this.#values = new Map();
    this.#open = new Map();
    this.#asserting = new Set();
  }

  /** The numbers of the tests that executed any assertion. */
  asserting(): number[] {
    return [...this.#asserting];
  }

  counts(): SiteCounts {
    return Object.fromEntries([...(this.#counts ?? [])].map(([site, byTest]) => [site, [...byTest]]));
  }

  values(): NumberedValues {
    return [...this.#values.values()];
  }

  // What follows is called by woven code: as methods of a value that it reads, since a test may hold any name.

  /** The matcher of an assertion is called next. */
  met(site: SiteId): Iterable<never> {
    this.#note();
    if (this.#counts !== null) this.#count(this.#counts, site);
    return NOTHING;
  }

  /** The same, of an assertion that is a property: gives back its name. */
  named(site: SiteId, name: string): string {
    this.#note();
    if (this.#counts !== null) this.#count(this.#counts, site);
    return name;
  }

  actual<T>(site: SiteId, value: T): T {
    const test = this.#testOf();
    if (test === null) return value;
    const isMixed = this.#open.get(site)?.test === test;
    this.#open.set(site, { test, actual: value, expected: undefined, isMixed });
    return value;
  }

  expected<T>(site: SiteId, value: T): T {
    const sides = this.#open.get(site);
    if (sides !== undefined) sides.expected = value;
    return value;
  }

  /** The matcher of an assertion is called next, and both of its sides are known. */
  compared(site: SiteId): Iterable<never> {
    const sides = this.#open.get(site);
    this.#open.delete(site);
    const test = this.#testOf();
    if (sides !== undefined && sides.test === test) this.#keep(sides.test, site, sides);
    return this.met(site);
  }

  #note(): void {
    const test = this.#testOf();
    if (test !== null) this.#asserting.add(test);
  }

  #count(counts: Map<SiteId, Map<number | null, number>>, site: SiteId): void {
    const test = this.#testOf();
    const byTest = counts.get(site) ?? new Map<number | null, number>();
    counts.set(site, byTest.set(test, (byTest.get(test) ?? 0) + 1));
  }

  #keep(test: number, site: SiteId, { actual, expected, isMixed }: Sides): void {
    const key = `${test} ${site}`;
    const kept = this.#values.get(key) ?? { test, site, pairs: [] };
    this.#values.set(key, kept);
    if (kept.pairs.length >= MOST_PAIRS) return;
    if (isMixed) kept.pairs.push([null, null]);
    else if (isPlainPromise(actual)) kept.pairs.push(pairOnceSettled(actual, structuralHash(expected)));
    else kept.pairs.push([structuralHash(actual), structuralHash(expected)]);
  }
}

/** As they are before any test can put others in their place. */
const { then } = Promise.prototype;
const { apply, getPrototypeOf } = Reflect;

/** Of a class of its own, a promise may do anything when it is asked. */
function isPlainPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise && getPrototypeOf(value) === Promise.prototype && !Object.hasOwn(value, 'constructor');
}

/** The pair of an assertion by `resolves`: what the promise gives is filled in when it does; of one that fails nothing is known. */
function pairOnceSettled(promise: Promise<unknown>, expected: ValuePair[1]): ValuePair {
  const pair: [ValuePair[0], ValuePair[1]] = [null, expected];
  const take = (value: unknown): void => {
    pair[0] = structuralHash(value);
  };
  apply(then, promise, [take, () => undefined]);
  return pair;
}
