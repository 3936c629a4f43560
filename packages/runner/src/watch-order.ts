/** What a run is to watch of the assertions of the tests. */
import type { WatchOrder } from './engine/watch/watched.ts';
import { findSources } from './project/sources.ts';
import type { RunContext } from './run-context.ts';

/** Set by the bench that holds runs with and without watching against each other: `off`, or `all` to compare every assertion. */
export const WATCH_VARIABLE = 'KILLRATE_WATCH';

/** Null where nothing is to be watched: findings about tests are asked for by the kill matrix, over all mutants of a file. */
export function watchOrderOf({ project, loaded, plan, settings }: RunContext): WatchOrder | null {
  const wish = process.env[WATCH_VARIABLE];
  if (!settings.isMatrix || settings.keys !== null || wish === 'off') return null;
  const { config, engineOptions } = loaded;
  const sources = findSources(
    project,
    engineOptions.mutate,
    config.modules.flatMap((module) => module.files),
  );
  return { sources: [...new Set([...sources, ...plan.jobs.map(({ file }) => file)])], compared: wish === 'all' ? 'all' : [] };
}
