/** Where the workspace that a project belongs to begins. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest folder, from the project upwards, that is a workspace (pnpm, npm, yarn, lerna) or else a git checkout;
 * the project itself where there is none.
 */
export function findWorkspaceRoot(projectRoot: string): string {
  const ancestors = ancestorsOf(projectRoot);
  return ancestors.find(isWorkspace) ?? ancestors.find((folder) => existsSync(join(folder, '.git'))) ?? projectRoot;
}

/** The folder and those above it, nearest first. */
export function ancestorsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestorsOf(parent)];
}

function isWorkspace(folder: string): boolean {
  if (existsSync(join(folder, 'pnpm-workspace.yaml')) || existsSync(join(folder, 'lerna.json'))) return true;
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { workspaces?: unknown };
    return manifest.workspaces !== undefined;
  } catch {
    return false;
  }
}
