/** Makes a failing test cost little: no difference is drawn and no stack is traced back that nobody reads. */

interface ChaiIndex {
  chai?: { AssertionError?: { prototype: object } };
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
      if (prototype !== undefined) Object.defineProperty(prototype, 'showDiff', { value: false, configurable: true });
    },
    leave() {
      Error.prepareStackTrace = tracing;
      if (prototype !== undefined) Reflect.deleteProperty(prototype, 'showDiff');
    },
  };
}
