/** A run in which all functions are empty at once: which places are, and in which tests something was met that is not. */

/** What is emptied, by the instrumenter's ids. */
export interface EmptyingOrder {
  /** Active while a test runs. */
  inTests: readonly string[];
  /** Active from the start of the file on. */
  fromStart: readonly string[];
}

export class Emptying {
  readonly #inTests: ReadonlySet<string>;
  readonly #fromStart: ReadonlySet<string>;
  readonly #placesLimit: number;
  readonly #alive = new Set<number>();

  constructor({ inTests, fromStart }: EmptyingOrder, placesLimit: number) {
    this.#inTests = new Set(inTests);
    this.#fromStart = new Set(fromStart);
    this.#placesLimit = placesLimit;
  }

  /** The numbers of the tests that met code which is not emptied. */
  get alive(): number[] {
    return [...this.#alive];
  }

  isOver(places: number): boolean {
    return places > this.#placesLimit;
  }

  /** Whether a place is emptied that is met; `test` is the number of the running test, null outside of any. */
  empties(id: string, test: number | null): boolean {
    if (this.#fromStart.has(id)) return true;
    if (test === null) return false;
    if (this.#inTests.has(id)) return true;
    this.#alive.add(test);
    return false;
  }
}
