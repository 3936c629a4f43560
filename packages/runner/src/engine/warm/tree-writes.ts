/** What the suite writes into the sandbox: such tests disturb each other, and what they leave is seen by the next run. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Modification times by path: of files and of folders, whose own time tells of what came and went in them. */
type Tree = ReadonlyMap<string, number>;

/** Folders that tools write to beside any test. */
const NOT_LOOKED_AT = new Set(['node_modules', '.git', '.vite', '.vitest']);
/** A larger tree is not looked at as a whole. */
const MOST_ENTRIES = 50_000;

export interface TreeWrites {
  /** The first path that was written, from the root; null where none was. */
  first: string | null;
  /** Removes what the suite left that was not there before; null where it left nothing. */
  clear: (() => void) | null;
}

/** The tree below `root` as it is now; empty where it is too large to be looked at as a whole. */
export function readTree(root: string): Tree {
  const tree = new Map<string, number>();
  const visit = (folder: string): void => {
    tree.set(folder, statSync(folder).mtimeMs);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (NOT_LOOKED_AT.has(entry.name) || tree.size > MOST_ENTRIES) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) tree.set(path, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    }
  };
  visit(root);
  return tree.size > MOST_ENTRIES ? new Map() : tree;
}

function removeAll(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}

/** What changed since `before`. */
export function findWrites(root: string, before: Tree): TreeWrites {
  const after = before.size === 0 ? before : readTree(root);
  const added = [...after.keys()].filter((path) => !before.has(path));
  const changed = [...after].filter(([path, time]) => before.get(path) !== time).map(([path]) => path);
  // What was put into a folder says more than that something was.
  const first = added[0] ?? changed[0] ?? [...before.keys()].find((path) => !after.has(path)) ?? null;
  return {
    first: first === null ? null : relative(root, first) || '.',
    clear: added.length === 0 ? null : () => removeAll(added),
  };
}
