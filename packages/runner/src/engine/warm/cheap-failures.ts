/** Makes a failing test cost little: no difference is drawn, no value written out and no stack traced back that nobody reads. */

interface ChaiIndex {
  chai?: { AssertionError?: { prototype: object } };
}

interface AssertionError extends Error {
  expected?: unknown;
  actual?: unknown;
}

export interface CheapFailures {
  enter(): void;
  leave(): void;
}

/**
 * While a mutant is measured, only the message of a failure and its kind are told. What Vitest draws of the difference between
 * expected and actual takes longer than most tests; so do source maps applied to a stack.
 */
export function createCheapFailures(): CheapFailures {
  const index = (globalThis as Record<string, unknown>).__vitest_index__ as ChaiIndex | undefined;
  const prototype = index?.chai?.AssertionError?.prototype;
  let tracing: typeof Error.prepareStackTrace;
  return {
    enter() {
      tracing = Error.prepareStackTrace;
      Error.prepareStackTrace = (error, frames) => [String(error), ...frames.map((frame) => `    at ${frame}`)].join('\n');
      // An error takes over no property that it inherits already: its own `showDiff` is left out.
      if (prototype !== undefined)
        Object.defineProperty(prototype, 'showDiff', { get: withoutDetails, set: () => undefined, configurable: true });
    },
    leave() {
      Error.prepareStackTrace = tracing;
      if (prototype !== undefined) Reflect.deleteProperty(prototype, 'showDiff');
    },
  };
}

/** Only Vitest asks whether there is a difference to show, when the test is over: what it would write out next is taken off the error. */
function withoutDetails(this: AssertionError): boolean {
  Object.defineProperty(this, 'stack', { value: `${this.name}: ${this.message}`, configurable: true, writable: true });
  for (const side of ['expected', 'actual'] as const) if (typeof this[side] === 'object') this[side] = '';
  return false;
}
