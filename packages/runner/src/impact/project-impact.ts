/** Which sources of a project a set of changed files can matter to: the module graph, put together on first use. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../project/project.ts';
import { looksLikeTest } from '../project/sources.ts';
import { type Before, impactOf } from './impact.ts';
import { buildModuleGraph, type ModuleGraph } from './module-graph.ts';

/** By source, the test files that run it. */
export type Coverage = ReadonlyMap<string, ReadonlySet<string>>;

/** From changed files to the sources whose verdicts they can move, each with the reason. */
export type Impact = (changed: readonly string[], before: readonly Before[]) => Map<string, string>;

/** `findCoverage` gives what earlier runs saw; a source that is not in it was never measured. */
export function createImpact(project: Project, sources: readonly string[], findCoverage: () => Coverage | null): Impact {
  let graph: ModuleGraph | null = null;
  let coveredBy: Coverage | null = null;
  const files = project.tree.files.map(({ path }) => path);
  return (changed, before) => {
    if (changed.length === 0) return new Map();
    graph ??= buildModuleGraph(project);
    coveredBy ??= findCoverage();
    const setupFiles = findSetupFiles(project);
    return impactOf({ files, sources, isTest: looksLikeTest, graph, coveredBy, setupFiles, changed, before });
  };
}

/** The files that the Vitest config names to be run before tests, as far as they are written out in it. */
function findSetupFiles({ root, tree, vitest: { configFile } }: Project): string[] {
  if (configFile === null || !existsSync(join(root, configFile))) return [];
  const config = readFileSync(join(root, configFile), 'utf8');
  const named = [...config.matchAll(/\b(?:setupFiles|globalSetup|runner|environment)\b\s*:\s*(\[[^\]]*\]|(['"`])[^'"`]+\2)/g)];
  const paths = named.flatMap(([, value = '']) => [...value.matchAll(/['"`]([^'"`]+)['"`]/g)].map(([, path = '']) => path));
  const known = new Set(tree.files.map(({ path }) => path));
  return paths.map((path) => path.replace(/^(?:\.?\/)+/, '')).filter((path) => known.has(path));
}
