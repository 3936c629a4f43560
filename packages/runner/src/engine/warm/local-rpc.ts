/** The side of Vitest's worker that talks to its main process, cut short: reports stay in the thread, what was fetched once is kept. */

type Call = (...args: unknown[]) => unknown;

/** Vitest's own way to its main process, which hears when an answer is awaited. */
export function createHeldRpc(real: Record<string, Call>, outside: Outside): object {
  return new Proxy(real, {
    get(target, name, receiver) {
      const call = Reflect.get(target, name, receiver) as Call | undefined;
      if (typeof name !== 'string' || typeof call !== 'function' || name.startsWith('$')) return call;
      const held = async (...args: unknown[]): Promise<unknown> => {
        outside.hold();
        try {
          return await call(...args);
        } finally {
          outside.release();
        }
      };
      return Object.assign(held, { asEvent: (call as { asEvent?: unknown }).asEvent });
    },
  });
}

/** What one run of a file reports. */
export interface RunReports {
  /** Vitest's own objects of the files that were collected; their results are filled in as the tests run. */
  files: unknown[];
  /** Errors that nobody caught. */
  uncaught: unknown[];
}

/** Hears that the main process was asked, and that it answered. */
interface Outside {
  hold(): void;
  release(): void;
}

/** Calls whose answer does not change while the tree does not. */
const LASTING = /^(?:fetch|resolve)/;

/**
 * Answers for the main process. Reports are kept in `reports()`; questions go to `real`, and the answers to those about
 * files are kept for all later runs of the thread, as the files do not change in a session.
 */
export function createLocalRpc(real: Record<string, Call>, reports: () => RunReports, outside: Outside): object {
  const ask = async (name: string, args: unknown[]): Promise<unknown> => {
    outside.hold();
    try {
      return await real[name]?.(...args);
    } finally {
      outside.release();
    }
  };
  const kept = new Map<string, unknown>();
  const local: Record<string, Call> = {
    onCollected: async (files) => {
      reports().files.push(...(files as unknown[]));
    },
    onUnhandledError: async (error) => {
      reports().uncaught.push(error);
    },
    getCountOfFailedTests: async () => 0,
    snapshotSaved: async () => undefined,
    $rejectPendingCalls: () => [],
  };
  const answer = (name: string): Call => {
    const own = local[name];
    if (own !== undefined) return own;
    // Every other report: of a task, a log, an artifact. What is recorded is given back as it is.
    if (name.startsWith('on')) return async (...args) => args[1];
    if (!LASTING.test(name)) return (...args) => ask(name, args);
    return (...args) => {
      const key = `${name}\0${JSON.stringify(args)}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const asked = ask(name, args);
      kept.set(key, asked);
      asked.catch(() => kept.delete(key));
      return asked;
    };
  };
  const answers = new Map<string, Call>();
  return new Proxy(
    {},
    {
      get(_, name) {
        if (typeof name !== 'string' || name === 'then') return undefined;
        const known = answers.get(name) ?? answer(name);
        answers.set(name, known);
        return known;
      },
    },
  );
}
