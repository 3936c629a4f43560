/** Hooks that a package sets as it is loaded, as an automatic cleanup after each test: set again for every file that imports it. */

type Hook = (...args: unknown[]) => unknown;

/** As much of Vitest's collector of the tests of a file as is used here. */
interface Collector {
  on(name: string, ...hooks: Hook[]): void;
}

export interface PackageHooks {
  /** Loads a package for the first time, and notes the hooks that it sets. */
  note<T>(id: string, load: () => Promise<T>): Promise<T>;
  /** Loads it once more, which evaluates nothing, and sets the same hooks. */
  replay<T>(id: string, load: () => Promise<T>): Promise<T>;
}

/**
 * A package is evaluated once in a thread's life; in a worker of its own each file would evaluate it, and have its hooks.
 * Vitest before 4.1 does not show its collector: there, nothing is noted.
 */
export function replayHooks(): PackageHooks {
  const noted = new Map<string, [name: string, hooks: Hook[]][]>();
  return {
    async note(id, load) {
      const collector = currentCollector();
      if (collector === null) return await load();
      const set: [string, Hook[]][] = [];
      const { on } = collector;
      collector.on = (name, ...hooks) => {
        set.push([name, hooks]);
        on(name, ...hooks);
      };
      try {
        return await load();
      } finally {
        collector.on = on;
        if (set.length > 0) noted.set(id, set);
      }
    },
    async replay(id, load) {
      const loaded = await load();
      for (const [name, hooks] of noted.get(id) ?? []) currentCollector()?.on(name, ...hooks);
      return loaded;
    },
  };
}

/** What collects the tests of the present file; null outside of any. */
function currentCollector(): Collector | null {
  const index = (globalThis as Record<string, unknown>).__vitest_index__ as
    | { TestRunner?: { getCurrentSuite?: () => Collector } }
    | undefined;
  try {
    return index?.TestRunner?.getCurrentSuite?.() ?? null;
  } catch {
    return null;
  }
}
