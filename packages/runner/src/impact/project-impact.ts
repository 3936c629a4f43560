/** Which sources of a project a set of changed files can matter to: the module graph, put together on first use. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path/posix';
import { coveringTestFiles } from '@killrate/shared/store/covering-files';
import type { Database } from '@killrate/shared/store/open';
import type { LoadedConfig } from '../config/load-config.ts';
import type { Project } from '../project/project.ts';
import { looksLikeTest } from '../project/sources.ts';
import { isVitestConfig } from './changed-path.ts';
import { type Before, impactOf } from './impact.ts';
import { moduleGraphOf } from './module-graph.ts';
import { findTestFiles } from './test-files.ts';

/** By source, the test files that run it. */
export type Coverage = ReadonlyMap<string, ReadonlySet<string>>;

/** From changed files to the sources whose verdicts they can move, each with the reason. */
export type Impact = (changed: readonly string[], before: readonly Before[]) => Map<string, string>;

/** `database` holds what earlier runs saw; null where there were none. */
export function createImpact(
  project: Project,
  { engineOptions }: Pick<LoadedConfig, 'engineOptions'>,
  sources: readonly string[],
  database: Database | null,
): Impact {
  let coveredBy: Coverage | null = null;
  const files = project.tree.files.map(({ path }) => path);
  return (changed, before) => {
    if (changed.length === 0) return new Map();
    coveredBy ??= database === null ? null : coveringTestFiles(database);
    const configs = findConfigFiles(project, engineOptions);
    const setupFiles = findSetupFiles(project.root, configs);
    const configFiles = new Set(configs);
    return impactOf({
      files,
      sources,
      isTest: looksLikeTest,
      graph: moduleGraphOf(project),
      coveredBy,
      setupFiles,
      configFiles,
      changed,
      before,
    });
  };
}

/** The configs of Vitest, and what they name to be run before tests. */
export function findConfigScripts(project: Project, engineOptions: Record<string, unknown>): string[] {
  const configs = findConfigFiles(project, engineOptions);
  const named = findSetupFiles(project.root, configs);
  const extensions = ['', '.ts', '.js', '.mts', '.mjs', '.tsx', '.jsx', '.cts', '.cjs'];
  return [...configs, ...named.flatMap((path) => extensions.map((extension) => `${path}${extension}`))];
}

/** The test files that the project has now, by path: those that it shows, and those that runs saw. */
export function findTestFilesOf(
  project: Project,
  { engineOptions }: Pick<LoadedConfig, 'engineOptions'>,
  sources: readonly string[],
  coveredBy: Coverage | null,
): string[] {
  const files = project.tree.files.map(({ path }) => path);
  const setupFiles = new Set(findSetupFiles(project.root, findConfigFiles(project, engineOptions)));
  const graph = moduleGraphOf(project);
  const found = findTestFiles({ files, sources, isTest: looksLikeTest, graph, coveredBy }, setupFiles);
  return [...found].filter((path) => existsSync(join(project.root, path))).sort();
}

/** The Vitest configs of the project: those that are named so, and the one that Stryker's options name. */
function findConfigFiles({ root, tree }: Project, { vitest }: Record<string, unknown>): string[] {
  const named = (vitest as { configFile?: unknown } | undefined)?.configFile;
  const own = typeof named === 'string' ? [relative(root, resolve(root, named))] : [];
  return [...own, ...tree.files.map(({ path }) => path).filter(isVitestConfig)];
}

/** The files that Vitest configs name to be run before tests, as far as they are written out in them. */
function findSetupFiles(root: string, configFiles: readonly string[]): string[] {
  return configFiles.flatMap((configFile) => {
    if (!existsSync(join(root, configFile))) return [];
    const config = readFileSync(join(root, configFile), 'utf8');
    const named = [...config.matchAll(/\b(?:setupFiles|globalSetup|runner|environment)\b\s*:\s*(\[[^\]]*\]|(['"`])[^'"`]+\2)/g)];
    const paths = named.flatMap(([, value = '']) => [...value.matchAll(/['"`]([^'"`]+)['"`]/g)].map(([, path = '']) => path));
    const plain = paths.map((path) => path.replace(/^(?:\.?\/)+/, ''));
    // What a path is relative to is the config's `root`: its own folder, unless it says otherwise.
    return plain.flatMap((path) => [join(dirname(configFile), path), path]);
  });
}
