/** Whether a Vitest that has run the suite can run it again over edited files, and what it has to forget for that. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Config, loadsBeforeTests } from './suite-config.ts';

/** What Vite keeps of the modules that it transformed. */
interface ModuleGraph {
  idToModuleMap: Map<string, { file: string | null }>;
}

/** As much of Vitest's main object as is used here. */
export interface KeptVitest {
  config: Config;
  projects: {
    config: Config;
    vite?: {
      config?: { configFileDependencies?: string[]; plugins?: { name: string }[] };
      environments?: Record<string, { moduleGraph?: ModuleGraph }>;
    };
  }[];
  /** Has a file and all that imports it transformed anew. */
  invalidateFile(file: string): void;
}

/** Each once: Vitest's own may be that of a project. */
export function configsOf({ config, projects }: Pick<KeptVitest, 'config' | 'projects'>): Config[] {
  return [...new Set([config, ...projects.map((project) => project.config)])];
}

/** Whether nothing that was loaded or looked for before any test file is another once these files of the sandbox changed. `testFiles` are absolute. */
export function canRunAgain(vitest: KeptVitest, changed: readonly string[], testFiles: ReadonlySet<string>): boolean {
  const configs = configsOf(vitest);
  if (configs.some(loadsBeforeTests)) return false;
  if (typeof vitest.invalidateFile !== 'function' || graphsOf(vitest).includes(null)) return false;
  const read = vitest.projects.flatMap(({ vite }) => vite?.config?.configFileDependencies ?? [null]);
  const hasOwnTests = configs.some(({ includeSource = [] }) => includeSource.length > 0);
  // Vitest looks once for the sources that hold tests of their own.
  const isOtherTestFile = (path: string): boolean =>
    hasOwnTests && readFileSync(path, 'utf8').includes('import.meta.vitest') !== testFiles.has(path);
  return !read.includes(null) && !changed.map(inSandbox).some((path) => read.includes(path) || isOtherTestFile(path));
}

/**
 * Has the files of the sandbox that are others now read and transformed anew. With a plugin of the project's it is all of them: what
 * becomes of one file may follow from another that it does not import, as the plugin may read any.
 */
export function forgetFiles(vitest: KeptVitest, rewritten: readonly string[]): void {
  const plugins = vitest.projects.flatMap(({ vite }) => vite?.config?.plugins ?? [{ name: 'unknown' }]);
  const root = inSandbox('.');
  const known = graphsOf(vitest).flatMap((graph) => [...(graph?.idToModuleMap.values() ?? [])].map(({ file }) => file ?? ''));
  const files = plugins.every(isPlainPlugin)
    ? rewritten.map(inSandbox)
    : [...new Set(known)].filter((file) => file.startsWith(`${root}/`));
  for (const file of files) vitest.invalidateFile(file);
}

/** What Vite made of each module, for each kind of code; null where this Vite does not show it. */
function graphsOf({ projects }: Pick<KeptVitest, 'projects'>): (ModuleGraph | null)[] {
  return projects.flatMap(({ vite }) => {
    const environments = Object.values(vite?.environments ?? {});
    return environments.length === 0 ? [null] : environments.map(({ moduleGraph }) => moduleGraph ?? null);
  });
}

/** What Vite and Vitest bring of their own, by name; of another one of theirs nothing is known. */
const PLAIN_PLUGIN = new RegExp(
  `^(?:alias|vitest(?::.+)?|builtin:.+|vite:(?:${[
    'asset|asset-import-meta-url|build-html|bundled-dev-client-imports|client-inject|css|css-analysis|css-post|define',
    'dynamic-import-vars|esbuild|html-inline-proxy|import-analysis|import-glob|json|modulepreload-polyfill|optimized-deps|oxc',
    'pre-alias|resolve|resolve-builtin|resolve-builtin:get-environment|resolve-dev|wasm-fallback|wasm-helper',
    'watch-package-data|worker|worker-import-meta-url',
  ].join('|')}))$`,
);

/** Whether a plugin makes of a file what follows from that file alone, and from what stays as it is while Vite runs. */
function isPlainPlugin({ name }: { name: string }): boolean {
  return PLAIN_PLUGIN.test(name);
}

/** As Vite writes paths. */
function inSandbox(path: string): string {
  return resolve(process.cwd(), path).replaceAll('\\', '/');
}
