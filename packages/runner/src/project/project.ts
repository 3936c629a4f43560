/** The project to measure: where it is, what it is made of, and whether it can be measured at all. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { type ProjectTree, walkProject } from './project-files.ts';
import { ancestorsOf, findWorkspaceRoot } from './workspace-root.ts';

export interface Project {
  /** Absolute, symbolic links resolved. */
  root: string;
  name: string;
  workspaceRoot: string;
  tree: ProjectTree;
  vitest: { version: string; configFile: string | null };
  packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** The lockfile that pins the packages, absolute; null where there is none. */
  lockfile: string | null;
}

const OLDEST_VITEST = 2;
const NEWEST_VITEST = 5;

const CONFIG_NAMES = ['vitest', 'vite'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.config.${extension}`),
);
const LOCKFILES: [name: string, packageManager: Project['packageManager']][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/**
 * Looks at the project in `folder`.
 * @throws UserError where there is no such folder, no package.json, no Vitest, or a Vitest that is not supported.
 */
export function openProject(folder: string): Project {
  const root = realFolder(folder);
  if (!existsSync(join(root, 'package.json'))) {
    const nearest = ancestorsOf(root).find((ancestor) => existsSync(join(ancestor, 'package.json')));
    const where = nearest === undefined ? 'or name it with -C' : `the nearest is -C ${relative(process.cwd(), nearest) || '.'}`;
    throw new UserError(`${root} has no package.json: run killrate in the folder of a package, ${where}`);
  }
  const manifest = readManifest(root);
  const workspaceRoot = findWorkspaceRoot(root);
  const version = vitestVersion(root, workspaceRoot);
  const [lockfile, packageManager] = findLockfile(root, workspaceRoot);
  return {
    root,
    name: typeof manifest.name === 'string' ? manifest.name : (root.split('/').at(-1) ?? root),
    workspaceRoot,
    tree: walkProject(root),
    vitest: { version, configFile: CONFIG_NAMES.find((name) => existsSync(join(root, name))) ?? null },
    packageManager,
    lockfile,
  };
}

function realFolder(folder: string): string {
  const absolute = resolve(folder);
  if (!existsSync(absolute) || !statSync(absolute).isDirectory()) throw new UserError(`there is no folder ${absolute}`);
  return realpathSync(absolute);
}

function readManifest(root: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
    throw new UserError(`${join(root, 'package.json')} is not valid JSON: ${reason}`);
  }
}

function vitestVersion(root: string, workspaceRoot: string): string {
  const version = installedVersion(root, 'vitest');
  if (version === null && existsSync(join(workspaceRoot, '.pnp.cjs'))) {
    throw new UserError(
      `${workspaceRoot} uses Yarn's Plug'n'Play, which killrate cannot measure: set "nodeLinker: node-modules" in .yarnrc.yml and install again`,
    );
  }
  if (version === null)
    throw new UserError(
      `Vitest is not installed in ${root}: killrate measures Vitest suites, install it with: npm install -D vitest`,
    );
  const major = Number.parseInt(version, 10);
  if (major < OLDEST_VITEST)
    throw new UserError(`Vitest ${version} is too old: killrate supports Vitest ${OLDEST_VITEST} to ${NEWEST_VITEST}`);
  return version;
}

/** The version of a package as the project would load it, null where it is not installed. */
export function installedVersion(root: string, name: string): string | null {
  // Not by `require`, which also looks into NODE_PATH, where the shim of pnpm that starts this command puts its own packages.
  for (const folder of ancestorsOf(root)) {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  }
  return 'pnp' in process.versions ? versionByResolution(root, name) : null;
}

/** Yarn's Plug'n'Play has no node_modules: there the package is asked for. */
function versionByResolution(root: string, name: string): string | null {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  } catch {
    return null;
  }
}

function findLockfile(root: string, workspaceRoot: string): [string | null, Project['packageManager']] {
  const folders = ancestorsOf(root).filter((folder) => folder.startsWith(workspaceRoot));
  for (const folder of folders) {
    for (const [name, packageManager] of LOCKFILES) {
      if (existsSync(join(folder, name))) return [join(folder, name), packageManager];
    }
  }
  return [null, 'npm'];
}
