/** What git knows of the project; nothing, where there is no git. */
import { execFileSync } from 'node:child_process';

export interface GitState {
  commit: string | null;
  branch: string | null;
}

/** The commit and branch that are checked out at `root`. */
export function readGitState(root: string): GitState {
  return { commit: git(root, 'rev-parse', 'HEAD'), branch: git(root, 'symbolic-ref', '--short', '-q', 'HEAD') };
}

function git(root: string, ...args: string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
}
