/** The sandbox: a copy of the project that mutants live in, laid out so that every path in it still leads where it led. */
import {
  chmodSync,
  constants,
  copyFileSync,
  type Dirent,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Mirror } from '../engine/mirrored-paths.ts';
import type { ProjectTree } from '../project/project-files.ts';

export interface Sandbox {
  /** The copy of the project root. */
  root: string;
  /** The workspace, or the project where it is in none, and the folder that stands for it. */
  mirror: Mirror;
  /** Copies of the files that are mutated, as they were when the sandbox was made: a run speaks of these, whatever is edited meanwhile. */
  pristineRoot: string;
}

interface Layout {
  projectRoot: string;
  sandboxRoot: string;
}

/** Caches that a tool keeps among the packages: a run must not share them with anybody. */
const CACHES = new Set(['.vite', '.vite-temp', '.vitest', '.cache', '.vitest-attachments']);

/**
 * Copies the project below `folder`. Where it is part of a workspace, the folders between the workspace's root and the
 * project are real and everything beside them is a link, so that `../sibling` and `../../tsconfig.json` still work.
 * Every node_modules becomes a folder of links; a link that led back into the project leads into the copy, so that
 * tests which import the project by its own name meet the mutants.
 */
export function createSandbox(
  folder: string,
  projectRoot: string,
  workspaceRoot: string,
  tree: ProjectTree,
  mutated: readonly string[] = [],
): Sandbox {
  const { mirrorRoot, sandboxRoot } = makeRoots(folder, projectRoot, workspaceRoot);
  const layout: Layout = { projectRoot, sandboxRoot };
  linkSurroundings(layout, workspaceRoot, mirrorRoot);
  copyFiles(layout, tree);
  for (const nodeModules of tree.nodeModules) {
    linkPackages(layout, join(projectRoot, nodeModules), join(sandboxRoot, nodeModules));
  }
  const pristineRoot = join(dirname(mirrorRoot), 'pristine');
  for (const file of mutated) {
    mkdirSync(dirname(join(pristineRoot, file)), { recursive: true });
    copyFileSync(join(sandboxRoot, file), join(pristineRoot, file));
    // A source may be read-only; its copy is written to.
    chmodSync(join(sandboxRoot, file), 0o644);
  }
  return { root: sandboxRoot, mirror: { original: workspaceRoot, copy: mirrorRoot }, pristineRoot };
}

/** The empty folder below `folder` that {@link createSandbox} copies the project to. */
export function makeSandboxRoot(folder: string, projectRoot: string, workspaceRoot: string): string {
  return makeRoots(folder, projectRoot, workspaceRoot).sandboxRoot;
}

function makeRoots(folder: string, projectRoot: string, workspaceRoot: string): { mirrorRoot: string; sandboxRoot: string } {
  mkdirSync(folder, { recursive: true });
  const mirrorRoot = join(realpathSync(folder), 'project');
  const sandboxRoot = resolve(mirrorRoot, relative(workspaceRoot, projectRoot));
  mkdirSync(sandboxRoot, { recursive: true });
  return { mirrorRoot, sandboxRoot };
}

function linkSurroundings(layout: Layout, workspaceRoot: string, mirrorRoot: string): void {
  const steps = relative(workspaceRoot, layout.projectRoot)
    .split(sep)
    .filter((step) => step !== '');
  let from = workspaceRoot;
  let to = mirrorRoot;
  for (const step of steps) {
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      if (entry.name === step || entry.name === '.git') continue;
      if (entry.name === 'node_modules') linkPackages(layout, join(from, entry.name), join(to, entry.name));
      else linkEntry(layout, entry, join(from, entry.name), join(to, entry.name));
    }
    from = join(from, step);
    to = join(to, step);
  }
}

function copyFiles(layout: Layout, tree: ProjectTree): void {
  const { projectRoot, sandboxRoot } = layout;
  const folders = new Set<string>();
  for (const { path, isSymlink } of tree.files) {
    const folder = dirname(join(sandboxRoot, path));
    if (!folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      folders.add(folder);
    }
    if (isSymlink) copyLink(layout, join(projectRoot, path), join(sandboxRoot, path));
    else copyFileSync(join(projectRoot, path), join(sandboxRoot, path), constants.COPYFILE_FICLONE);
  }
}

/** A relative link inside the project stays as it is and so leads to the copy; of the others those do that led into the project. */
function copyLink(layout: Layout, from: string, to: string): void {
  const goal = readlinkSync(from);
  const staysInside = !isAbsolute(goal) && isBelow(resolve(dirname(from), goal), layout.projectRoot);
  const redirected = redirect(layout, goalOf(from));
  // Relative, so that two sandboxes of one project are alike: the name of neither is in it.
  const isOwn = isBelow(redirected, layout.sandboxRoot) || redirected === layout.sandboxRoot;
  symlinkSync(staysInside ? goal : isOwn ? relative(dirname(to), redirected) || '.' : redirected, to);
}

function linkEntry(layout: Layout, entry: Dirent, from: string, to: string): void {
  symlinkSync(entry.isSymbolicLink() ? redirect(layout, goalOf(from)) : from, to);
}

function linkPackages(layout: Layout, from: string, to: string): void {
  if (lstatSync(from).isSymbolicLink()) {
    symlinkSync(redirect(layout, goalOf(from)), to);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (CACHES.has(entry.name)) continue;
    const source = join(from, entry.name);
    if (entry.isDirectory() && entry.name.startsWith('@')) linkPackages(layout, source, join(to, entry.name));
    else linkEntry(layout, entry, source, join(to, entry.name));
  }
}

function goalOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    return resolve(dirname(link), readlinkSync(link));
  }
}

/** A path inside the measured project, packages aside, becomes the same path inside the copy. */
function redirect({ projectRoot, sandboxRoot }: Layout, goal: string): string {
  if (goal === projectRoot) return sandboxRoot;
  const isOwn = isBelow(goal, projectRoot) && !relative(projectRoot, goal).split(sep).includes('node_modules');
  return isOwn ? join(sandboxRoot, relative(projectRoot, goal)) : goal;
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}

/** What an engine puts beside the files of the project, at its root. */
export const ENGINE_SETUP = 'killrate-setup.js';

/** What Vite and Vitest keep among the packages. */
const OF_VITE = new Set(['.vite', '.vite-temp', '.vitest']);

/** Every file, folder and link of a sandbox with its mode, less what the engine and Vite put there; links are not followed. */
export function listSandbox({ root }: Pick<Sandbox, 'root'>): string {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === ENGINE_SETUP || OF_VITE.has(entry.name)) continue;
      found.push(`${path} ${lstatSync(join(root, path)).mode}`);
      if (entry.isDirectory()) visit(path);
    }
  };
  visit('');
  return found.sort().join('\n');
}

/** Copies what changed in the project since the sandbox was made, and takes the mutants out of the rest. */
export function refreshSandbox(
  sandbox: Sandbox,
  projectRoot: string,
  changed: readonly string[],
  mutated: readonly string[],
): void {
  const isMutated = new Set(mutated);
  for (const path of changed) {
    copyOver(join(projectRoot, path), join(isMutated.has(path) ? sandbox.pristineRoot : sandbox.root, path));
  }
  for (const path of mutated) restoreFile(sandbox, path);
}

/** Puts a mutated file of the sandbox back to what it was. */
export function restoreFile(sandbox: Sandbox, file: string): void {
  copyOver(join(sandbox.pristineRoot, file), join(sandbox.root, file));
  // A source may be read-only; its copy is written to.
  chmodSync(join(sandbox.root, file), 0o644);
}

/** A copy is as read-only as what it was made of: what stood there makes way. */
function copyOver(from: string, to: string): void {
  rmSync(to, { force: true });
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
}
