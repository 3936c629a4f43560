/** Where a specifier leads: to a file of the project, to an installed package, or nobody knows. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { ancestorsOf } from '../project/workspace-root.ts';

export type Resolution =
  /**
   * Relative to the project's root, with `/`; begins with `../` outside of it. `others` are where else it can lead by the conditions of a
   * manifest.
   */
  { kind: 'file'; path: string; others?: readonly string[] } | { kind: 'external' } | { kind: 'unknown' };

export type ResolveSpecifier = (importer: string, specifier: string) => Resolution;

/** As Vite and Vitest look for them. */
const OPTIONS = {
  extensions: ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx', '.json', '.cjs', '.cts'],
  extensionAlias: {
    '.js': ['.js', '.ts', '.tsx', '.jsx'],
    '.mjs': ['.mjs', '.mts'],
    '.cjs': ['.cjs', '.cts'],
    '.jsx': ['.jsx', '.tsx'],
  },
  conditionNames: ['node', 'import', 'module', 'require', 'development', 'default'],
  mainFields: ['module', 'main'],
  nodePath: false,
};
/** As Vitest asks for what is imported, and Node for what is required: without what only bundlers know. */
const NARROWER = ['import', 'require'].map((way) => ({
  conditionNames: ['node', way, 'module-sync', 'development', 'default'],
  mainFields: ['main'],
}));
/** What a manifest says where it leads: a package, a name of its own, a folder. */
const BY_MANIFEST = /^(?:[^./]|\.{1,2}\/?$|.*\/$)/;
const PACKAGE_NAME = /^(?:@[\w.~-]+\/)?[\w~][\w.~-]*/;
/** Addresses that no file stands behind. */
const ADDRESS = /^(?:data|https?|blob):/;

/** A resolver for the scripts below `root`, which is absolute and real. It reads each tsconfig.json and manifest once. */
export function createResolver(root: string): ResolveSpecifier {
  const plain = new ResolverFactory({ ...OPTIONS, roots: [root] });
  const withPaths = plain.cloneWithOptions({ ...OPTIONS, roots: [root], tsconfig: 'auto' });
  const narrower = NARROWER.map((options) => plain.cloneWithOptions({ ...OPTIONS, ...options, roots: [root] }));
  const pathOf = (file: string): string => relative(root, file).split(sep).join('/');
  const own = readManifest(root).name;
  const declared = new Set(ancestorsOf(root).flatMap((folder) => readManifest(folder).dependencies));
  const known = new Map<string, Resolution>();

  const locate = (importer: string, specifier: string): string | null => {
    const file = join(root, importer);
    if (/^[./]/.test(specifier)) return plain.sync(dirname(file), specifier).path ?? null;
    return withPaths.resolveFileSync(file, specifier).path ?? plain.sync(dirname(file), specifier).path ?? null;
  };
  const resolve = (importer: string, specifier: string): Resolution => {
    if (isBuiltin(specifier) || ADDRESS.test(specifier)) return { kind: 'external' };
    const found = locate(importer, specifier);
    if (found === null) {
      const name = PACKAGE_NAME.exec(specifier)?.[0];
      if (name === undefined || name === own) return { kind: 'unknown' };
      // A declared package counts where it is not installed, too: no alias would stand for it.
      const isPackage = declared.has(name) || findPackage(dirname(join(root, importer)), name) !== null;
      return { kind: isPackage ? 'external' : 'unknown' };
    }
    const path = pathOf(withoutQuery(found, specifier));
    if (isInstalled(path)) return { kind: 'external' };
    // Only types stand there: what runs is elsewhere.
    if (/\.d\.[cm]?ts$/.test(path)) return { kind: 'unknown' };
    if (!BY_MANIFEST.test(specifier)) return { kind: 'file', path };
    const elsewhere = narrower
      .flatMap((resolver) => resolver.sync(dirname(join(root, importer)), specifier).path ?? [])
      .map(pathOf);
    const others = [...new Set(elsewhere)].filter((other) => other !== path && !isInstalled(other));
    return { kind: 'file', path, ...(others.length > 0 && { others }) };
  };
  return (importer, specifier) => {
    const key = `${dirname(importer)}\0${specifier}`;
    const resolution = known.get(key) ?? resolve(importer, specifier);
    known.set(key, resolution);
    return resolution;
  };
}

function isInstalled(path: string): boolean {
  return path.split('/').includes('node_modules');
}

/** The resolver hands on what a specifier asks for beyond the file, as in `./logo.svg?raw`. */
function withoutQuery(found: string, specifier: string): string {
  const query = /.([?#].*)$/.exec(specifier)?.[1];
  return query !== undefined && found.endsWith(query) ? found.slice(0, -query.length) : found;
}

interface Manifest {
  name: string | null;
  /** The names of all its dependencies, whatever they are for. */
  dependencies: string[];
}

function readManifest(folder: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].map((key) => manifest[key]);
    const dependencies = lists.flatMap((list) => (typeof list === 'object' && list !== null ? Object.keys(list) : []));
    return { name: typeof manifest.name === 'string' ? manifest.name : null, dependencies };
  } catch {
    return { name: null, dependencies: [] };
  }
}

/** The folder of a package as `folder` would load it; null where it is not installed. */
function findPackage(folder: string, name: string): string | null {
  return (
    ancestorsOf(folder)
      .map((ancestor) => join(ancestor, 'node_modules', name))
      .find((path) => existsSync(path)) ?? null
  );
}

/**
 * The folders outside the project whose packages it depends on, directly or by way of another such package: those of
 * its workspace that are linked and not installed. Relative to the root.
 */
export function findLinkedPackages(root: string): string[] {
  const linked = new Set<string>();
  const visit = (folder: string): void => {
    for (const name of readManifest(folder).dependencies) {
      const found = findPackage(folder, name);
      if (found === null) continue;
      const real = realpathSync(found);
      if (real.split(sep).includes('node_modules') || real === root || linked.has(real)) continue;
      linked.add(real);
      visit(real);
    }
  };
  visit(root);
  const folders = [...linked].map((folder) => relative(root, folder).split(sep).join('/'));
  return folders.filter((folder) => folder.startsWith('../'));
}
