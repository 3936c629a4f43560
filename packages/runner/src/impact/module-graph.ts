/** Which script imports which, and who defines the names that a test imports. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import type { Project } from '../project/project.ts';
import { isScript } from '../project/sources.ts';
import { isBuilt } from './changed-path.ts';
import { findDefiners } from './definers.ts';
import { findJsxImports, type JsxImports, jsxRequestsOf } from './jsx-imports.ts';
import { type ModuleRecord, type ModuleRequest, readModuleRecord } from './module-record.ts';
import { createResolver, findLinkedPackages, type Resolution, type ResolveSpecifier } from './resolve-specifier.ts';

/** A script whose specifiers are resolved. */
export interface Module {
  record: ModuleRecord;
  /** By specifier, those that lead to a file of the project or beside it. */
  targets: ReadonlyMap<string, string>;
  /** Specifiers that lead to installed packages and to what Node brings. */
  externals: ReadonlySet<string>;
  /** Every file it may load: its targets, and the mocks that Vitest finds by their place. */
  loads: ReadonlySet<string>;
  /** Whether it may load files that `loads` does not hold. */
  hasUnknown: boolean;
}

export interface Closure {
  /** All that a script loads, directly or not, with itself. */
  files: Set<string>;
  /** False where one of them may load more than is known. */
  isComplete: boolean;
}

/** Paths are relative to the project's root, with `/`. */
export interface ModuleGraph {
  modules: ReadonlyMap<string, Module>;
  /** Folders outside the project of the workspace's packages that it depends on, as `../shared`. */
  linkedPackages: readonly string[];
  closureOf(file: string): Closure;
  /** The scripts that load a file themselves. */
  directImportersOf(file: string): ReadonlySet<string>;
  /** The scripts that load a file, directly or not, without itself. */
  importersOf(file: string): Set<string>;
  /** The files that define what a script imports, followed through what only passes names on. */
  definersOf(file: string): Set<string>;
  /** Whether a script would define tests, were this its text. */
  definesTests(file: string, text: string): boolean;
  /** All that the definers of what a script imports load, were this the script's text. */
  reachOf(file: string, text: string): Set<string>;
}

/** Files that import others, in a language that is not read here. */
const HIDES_IMPORTS = /\.(?:vue|svelte|astro|mdx?|marko|wasm|node)$/;
/** Files that import nothing, or nothing that runs. */
const ASSET =
  /\.(?:json[5c]?|css|s[ac]ss|less|styl|pcss|svg|png|jpe?g|gif|webp|avif|ico|woff2?|[ot]tf|eot|txt|html?|gql|graphql|ya?ml|toml|csv|xml|sql|pdf|mp[34]|wav|snap|map|lock)$/;

const graphs = new WeakMap<Project, ModuleGraph>();

/** The graph of a project as it was when it was asked for first. */
export function moduleGraphOf(project: Project): ModuleGraph {
  const graph = graphs.get(project) ?? buildModuleGraph(project);
  graphs.set(project, graph);
  return graph;
}

/** Reads every script of the project, and those outside of it that they import. */
export function buildModuleGraph(project: Project): ModuleGraph {
  const resolve = createResolver(project.root);
  const paths = new Set(project.tree.files.filter(({ isSymlink }) => !isSymlink).map(({ path }) => path));
  const jsx = findJsxImports(project);
  const read = (path: string, text: string): Module => readModule(path, text, paths, resolve, jsx);
  const modules = new Map<string, Module>();
  const queue = [...paths].filter(isScript);
  for (const path of queue) {
    if (modules.has(path)) continue;
    if (!existsSync(join(project.root, path))) continue;
    const module = read(path, readFileSync(join(project.root, path), 'utf8'));
    modules.set(path, module);
    queue.push(...[...module.loads].filter((target) => target.startsWith('../') && isScript(target) && !isBuilt(target)));
  }
  return connect(modules, findLinkedPackages(project.root), read);
}

function readModule(path: string, text: string, paths: ReadonlySet<string>, resolve: ResolveSpecifier, jsx: JsxImports): Module {
  const record = readModuleRecord(path, text);
  const targets = new Map<string, string>();
  const externals = new Set<string>();
  const loads = new Set<string>();
  let hasUnknown = record.hasUnknownRequest || jsx.hasUnknown;
  for (const request of [...record.requests, ...jsxRequestsOf(path, text, jsx)]) {
    const resolution = resolveRequest(path, request, paths, resolve);
    if (request.use === 'mock') for (const mock of mocksOf(request.specifier, resolution, paths)) loads.add(mock);
    if (resolution.kind === 'unknown') hasUnknown ||= request.use === 'run';
    if (resolution.kind === 'external') externals.add(request.specifier);
    if (resolution.kind !== 'file') continue;
    targets.set(request.specifier, resolution.path);
    for (const each of [resolution.path, ...(resolution.others ?? [])]) {
      loads.add(each);
      hasUnknown ||= isBuilt(each) && !isBuilt(path);
    }
  }
  return { record, targets, externals, loads, hasUnknown };
}

function resolveRequest(
  path: string,
  { specifier, use }: ModuleRequest,
  paths: ReadonlySet<string>,
  resolve: ResolveSpecifier,
): Resolution {
  if (use !== 'file') return resolve(path, specifier);
  const file = join(path, '..', specifier.replace(/^\/(?!\/)/, ''));
  return paths.has(file) ? { kind: 'file', path: file } : { kind: 'unknown' };
}

/** What Vitest puts in the place of a mocked module: a script of its name in `__mocks__`. */
function mocksOf(specifier: string, resolution: Resolution, paths: ReadonlySet<string>): string[] {
  const place =
    resolution.kind === 'file'
      ? join(resolution.path, '..', '__mocks__', resolution.path.split('/').at(-1) ?? '')
      : join('__mocks__', specifier.replace(/^node:/, ''));
  const stem = place.replace(/\.[cm]?[jt]sx?$/, '');
  const stems = [stem, `${stem}/index`];
  const extensions = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs', 'tsx', 'jsx'];
  return stems.flatMap((one) => extensions.map((extension) => `${one}.${extension}`)).filter((path) => paths.has(path));
}

function connect(
  modules: ReadonlyMap<string, Module>,
  linkedPackages: readonly string[],
  read: (path: string, text: string) => Module,
): ModuleGraph {
  const importers = new Map<string, Set<string>>();
  for (const [path, { loads }] of modules) {
    for (const target of loads) {
      const known = importers.get(target);
      if (known === undefined) importers.set(target, new Set([path]));
      else known.add(path);
    }
  }
  const directImportersOf = (file: string): ReadonlySet<string> => importers.get(file) ?? new Set();
  const isOpen = (file: string): boolean =>
    modules.get(file)?.hasUnknown ?? (HIDES_IMPORTS.test(file) || !(isScript(file) || ASSET.test(file)));
  return {
    modules,
    linkedPackages,
    directImportersOf,
    closureOf(file) {
      const files = reach(file, (path) => modules.get(path)?.loads ?? []);
      return { files, isComplete: modules.has(file) && ![...files].some(isOpen) };
    },
    importersOf(file) {
      const files = reach(file, directImportersOf);
      files.delete(file);
      return files;
    },
    definersOf: (file) => findDefiners(modules, file),
    definesTests: (file, text) => read(file, text).record.definesTests,
    reachOf(file, text) {
      const definers = findDefiners(new Map(modules).set(file, read(file, text)), file);
      return new Set([...definers].flatMap((definer) => [...this.closureOf(definer).files]));
    },
  };
}

/** All that can be reached from a path, with itself; a set grows while it is walked. */
function reach(from: string, next: (path: string) => Iterable<string>): Set<string> {
  const reached = new Set([from]);
  for (const path of reached) for (const target of next(path)) reached.add(target);
  return reached;
}
