/** What a run is to watch of the assertions of the tests. */
import type { WatchOrder } from './engine/watch/watched.ts';
import { findSources } from './project/sources.ts';
import type { RunContext } from './run-context.ts';

/** Set by the bench that holds runs with and without watching against each other. */
export const UNWATCHED_VARIABLE = 'KILLRATE_UNWATCHED';

/** Null where nothing is to be watched: findings about tests are asked for by the kill matrix, over all mutants of a file. */
export function watchOrderOf({ project, loaded, plan, settings }: RunContext): WatchOrder | null {
  if (!settings.isMatrix || settings.keys !== null || process.env[UNWATCHED_VARIABLE] !== undefined) return null;
  const { config, engineOptions } = loaded;
  const sources = findSources(
    project,
    engineOptions.mutate,
    config.modules.flatMap((module) => module.files),
  );
  return { sources: [...new Set([...sources, ...plan.jobs.map(({ file }) => file)])], compared: [] };
}
