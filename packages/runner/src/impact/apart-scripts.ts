/** What need not run where only some of the sources are looked at. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { looksLikeTest } from '../project/sources.ts';
import type { RunContext } from '../run-context.ts';
import { buildModuleGraph } from './module-graph.ts';

/** With fewer test files than these, to read what they import takes longer than it saves. */
const FEWEST_TESTS = 10;

/**
 * The scripts that load none of the files that a run was asked for by name. None where all sources are looked at, or a change is
 * judged: then the whole suite has to be green. None with a matrix, which speaks of all tests.
 */
export function findApartScripts(
  { project, plan, settings }: Pick<RunContext, 'project' | 'plan' | 'settings'>,
  files: readonly string[],
): readonly string[] {
  if ((plan.scope !== 'files' && plan.scope !== 'retry') || settings.isMatrix) return [];
  if (project.tree.files.filter(({ path }) => looksLikeTest(path)).length < FEWEST_TESTS) return [];
  const { configFile } = project.vitest;
  // What imports lead to is not known then, as the engine will find.
  if (configFile !== null && /\balias\b/.test(readFileSync(join(project.root, configFile), 'utf8'))) return [];
  return buildModuleGraph(project).apartFrom(files);
}
