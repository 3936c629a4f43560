/** Whether a run watches the assertions of the tests, and what it watches of them once that is found. */
import { coveringTestFiles } from '@killrate/shared/store/covering-files';
import type { Database } from '@killrate/shared/store/open';
import type { AssertionsToWatch } from './engine/assertions/watched.ts';
import type { RunContext } from './run-context.ts';

/** Set by the bench that holds runs with and without watching against each other: `off`, or `all` to compare every assertion. */
export const ASSERTIONS_VARIABLE = 'KILLRATE_ASSERTIONS';

export interface Watching {
  assertions: AssertionsToWatch;
  /** A hash of the places in a script that are looked at under mutants: what is told of them is of no use for others. */
  lookedAt: (file: string) => string;
}

/**
 * Finds what to watch when it is asked for the first time: the rules take longer to load, and the tests to read, than all else that a run
 * needs, and an engine can start meanwhile. Null where nothing is watched: findings about tests are asked for by the kill matrix, over all
 * mutants of a file. `root` is that of the copy that is measured.
 */
export function findToWatch(database: Database, context: RunContext, root: string): (() => Promise<Watching>) | null {
  const { isMatrix, keys } = context.settings;
  if (!isMatrix || keys !== null || process.env[ASSERTIONS_VARIABLE] === 'off') return null;
  let found: Promise<Watching> | null = null;
  const find = async (): Promise<Watching> => {
    const { assertionsToWatch, placesLookedAt } = await import('./assertions-to-watch.ts');
    const isAll = process.env[ASSERTIONS_VARIABLE] === 'all';
    const assertions = assertionsToWatch(context, root, { coveredBy: coveringTestFiles(database), isAll });
    return { assertions, lookedAt: placesLookedAt(assertions) };
  };
  return () => {
    found ??= find();
    return found;
  };
}
