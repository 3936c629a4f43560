/** What git knows of the project: where it stands, and what changed since a commit. */
import { execFileSync } from 'node:child_process';
import { UserError } from '../errors.ts';

export interface GitState {
  commit: string | null;
  branch: string | null;
  /** Whether the work tree differs from the commit; true where there is none. */
  isDirty: boolean;
}

/** One file that differs from a commit; paths are relative to the project, with `/`. */
export interface ChangedFile {
  path: string;
  /** Where it was at the commit; null where it was not there. */
  formerPath: string | null;
  /** Whether it is gone now. */
  isDeleted: boolean;
}

/** Lines that a change wrote, from 1, both ends included. */
export interface LineRange {
  line: number;
  endLine: number;
}

/** The commit and branch that are checked out at `root`; nulls where there is no git. */
export function readGitState(root: string): GitState {
  const commit = tryGit(root, 'rev-parse', 'HEAD');
  return {
    commit,
    branch: tryGit(root, 'symbolic-ref', '--short', '-q', 'HEAD'),
    isDirty: commit === null || tryGit(root, 'status', '--porcelain', '--untracked-files=all', '--', '.', ...OWN_OUTPUT) !== null,
  };
}

/** What killrate writes is no change of the project, where `.gitignore` does not name it either. */
const OWN_OUTPUT = [':(exclude)reports', ':(exclude)coverage'];

function isOwnOutput(path: string): boolean {
  return /^(?:reports|coverage)\//.test(path);
}

/** The project's folder inside its repository, with a slash at its end; empty at the root, null outside of any. */
export function repositoryPrefix(root: string): string | null {
  try {
    return runGit(root, ['rev-parse', '--show-prefix']).trim();
  } catch {
    return null;
  }
}

/**
 * The commit that a name stands for.
 * @throws UserError where there is no git, or no such commit in this clone.
 */
export function resolveCommit(root: string, ref: string): string {
  if (repositoryPrefix(root) === null) throw new UserError(`${root} is in no git repository: there is no change to look at`);
  const commit = tryGit(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (commit !== null) return commit;
  const hint = isShallow(root)
    ? 'this clone is shallow: fetch the whole history (git fetch --unshallow, or fetch-depth: 0)'
    : 'fetch it, or name a branch, a tag or a commit of this clone';
  throw new UserError(`git knows no ${ref}: ${hint}`);
}

/** Whether this clone has a commit. */
export function hasCommit(root: string, commit: string): boolean {
  return tryGit(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`) !== null;
}

/**
 * The newest commit that HEAD and the commit have in common.
 * @throws UserError where this clone does not reach back to it.
 */
export function mergeBase(root: string, commit: string, ref: string): string {
  const base = tryGit(root, 'merge-base', commit, 'HEAD');
  if (base !== null) return base;
  const hint = isShallow(root)
    ? 'this clone is shallow and does not reach back to it: fetch the whole history (git fetch --unshallow, or fetch-depth: 0)'
    : 'their histories are not related: name another base';
  throw new UserError(`HEAD and ${ref} have no commit in common here: ${hint}`);
}

/** The files in which the work tree differs from a commit: committed, staged, changed and new ones; files outside the project begin with `../`. */
export function changedFiles(root: string, commit: string, to: string | null = null): ChangedFile[] {
  const top = runGit(root, ['rev-parse', '--show-toplevel']).trim();
  const prefix = repositoryPrefix(root) ?? '';
  const relate = (path: string) => relativeTo(prefix, path);
  const range = to === null ? [commit] : [commit, to];
  const fields = runGit(top, ['diff', '--name-status', '-z', '-M', '--no-ext-diff', ...range, '--']).split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; ) {
    const status = fields[index] ?? '';
    const first = relate(fields[index + 1] ?? '');
    if (/^[RC]/.test(status)) {
      const path = relate(fields[index + 2] ?? '');
      files.push({ path, formerPath: first, isDeleted: false });
      if (status.startsWith('R')) files.push({ path: first, formerPath: first, isDeleted: true });
      index += 3;
    } else {
      files.push({ path: first, formerPath: status === 'A' ? null : first, isDeleted: status === 'D' });
      index += 2;
    }
  }
  if (to !== null) return files;
  const untracked = runGit(top, ['ls-files', '--others', '--exclude-standard', '-z']).split('\0').filter(Boolean);
  const added = untracked.map(relate).filter((path) => !isOwnOutput(path));
  return [...files, ...added.map((path) => ({ path, formerPath: null, isDeleted: false }))];
}

/** The lines of a file that the work tree has and the commit has not. A file without a former path is new: all of its lines are. */
export function changedLines(root: string, commit: string, { path, formerPath }: ChangedFile): LineRange[] {
  if (formerPath === null) return [{ line: 1, endLine: Number.MAX_SAFE_INTEGER }];
  const paths = formerPath === path ? [path] : [formerPath, path];
  const format = [
    '--unified=0',
    '--inter-hunk-context=0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--text',
    '--ignore-cr-at-eol',
  ];
  const options = [...format, '-M', '--diff-algorithm=histogram'];
  const patch = runGit(root, ['--literal-pathspecs', 'diff', ...options, commit, '--', ...paths]);
  const ranges: LineRange[] = [];
  let isHeader = false;
  let isOther = false;
  for (const text of patch.split('\n')) {
    if (text.startsWith('diff --git ')) isHeader = true;
    // Of a renamed file the patch may hold the removal of its old path as well.
    if (isHeader && text.startsWith('+++ ')) isOther = text.startsWith('+++ /dev/null');
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (hunk === null) continue;
    isHeader = false;
    if (isOther) continue;
    const line = Number(hunk[1]);
    const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
    if (count > 0) ranges.push({ line, endLine: line + count - 1 });
  }
  return ranges;
}

/** The text of a file at a commit; null where it was not there. `path` is relative to the project. */
export function fileAt(root: string, commit: string, path: string): string | null {
  try {
    return runGit(root, ['show', `${commit}:./${path}`]);
  } catch {
    return null;
  }
}

/** The text of a file as a checkout of the commit has it, line ends and filters applied; null where it was not there. */
export function checkedOutAt(root: string, commit: string, path: string): string | null {
  try {
    return runGit(root, ['cat-file', '--filters', `${commit}:./${path}`]);
  } catch {
    return null;
  }
}

/** The files of the project at a commit, by path. */
export function filesAt(root: string, commit: string): string[] {
  return runGit(root, ['ls-tree', '-r', '-z', '--name-only', commit, '.']).split('\0').filter(Boolean);
}

function isShallow(root: string): boolean {
  return tryGit(root, 'rev-parse', '--is-shallow-repository') === 'true';
}

function relativeTo(prefix: string, path: string): string {
  if (path.startsWith(prefix)) return path.slice(prefix.length);
  const folders = prefix.split('/').filter(Boolean);
  const steps = path.split('/');
  let common = 0;
  while (common < folders.length && folders[common] === steps[common]) common += 1;
  return [...folders.slice(common).map(() => '..'), ...steps.slice(common)].join('/');
}

function tryGit(root: string, ...args: string[]): string | null {
  try {
    return runGit(root, args).trim() || null;
  } catch {
    return null;
  }
}

/** A hook's environment speaks of the repository around it, and relative to another folder: what counts is `root`. */
function runGit(root: string, args: readonly string[]): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
  return execFileSync('git', ['-c', 'core.quotepath=off', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1024 * 1024 * 1024,
  });
}
