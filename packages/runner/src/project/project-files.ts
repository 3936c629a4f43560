/** The files that make up a project: everything below its root that a verdict could depend on. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export interface ProjectFile {
  /** Relative to the project root, with `/`. */
  path: string;
  isSymlink: boolean;
}

/** Folders that hold no input of a test, at any depth. */
const NEVER_READ = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.turbo',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.stryker-tmp',
  '.cache',
]);
/** What killrate, Stryker and coverage tools write at the root. */
const OUTPUT_AT_ROOT = new Set(['reports', 'coverage', 'stryker.log']);

/** What editors keep beside a file while it is open, and of it after it was saved. */
const OF_EDITORS = /^\..*\.sw[a-z]$|~$|^\.#|^#.*#$/;

/** What a project consists of, found in one walk. */
export interface ProjectTree {
  files: ProjectFile[];
  /** Folders named node_modules, relative to the root, outermost first. */
  nodeModules: string[];
}

/** Walks the project; symbolic links are listed, not followed. Entries come in order of their names. */
export function walkProject(root: string): ProjectTree {
  const files: ProjectFile[] = [];
  const nodeModules: string[] = [];
  const visit = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === 'node_modules') nodeModules.push(path);
      else if (isLeftOut(entry.name, folder)) continue;
      else if (entry.isSymbolicLink()) files.push({ path, isSymlink: true });
      else if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) files.push({ path, isSymlink: false });
    }
  };
  visit('');
  return { files, nodeModules };
}

/** Whether a path from the root is of a file that a verdict can depend on, packages aside, or of a folder that may hold one. */
export function isInput(path: string): boolean {
  const names = path.split('/');
  return !names.some((name, index) => isLeftOut(name, names.slice(0, index).join('/')));
}

function isLeftOut(name: string, folder: string): boolean {
  return (
    NEVER_READ.has(name) || name.endsWith('.tsbuildinfo') || OF_EDITORS.test(name) || (folder === '' && OUTPUT_AT_ROOT.has(name))
  );
}

/** A hash of every file's path and bytes, and of `more`: equal only where nothing that a verdict depends on differs. */
export function hashProject(root: string, files: readonly ProjectFile[], more: readonly string[]): string {
  const hash = createHash('sha256');
  for (const { path, isSymlink } of files) {
    const content = isSymlink ? readlinkSync(join(root, path)) : readFileSync(join(root, path));
    hash.update(`${path}\0`).update(createHash('sha256').update(content).digest());
  }
  for (const item of more) hash.update('\0').update(item);
  return hash.digest('hex').slice(0, 32);
}

/** A hash of a file's bytes. */
export function hashFile(path: string): string {
  return hashText(readFileSync(path));
}

/** A hash of a file's bytes, or of where a symbolic link leads. */
export function hashEntry(root: string, { path, isSymlink }: ProjectFile): string {
  return isSymlink ? hashText(readlinkSync(join(root, path))) : hashFile(join(root, path));
}

/** A hash of a text in UTF-8, or of bytes. */
export function hashText(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
