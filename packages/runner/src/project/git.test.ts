import { describe, expect, test, vi } from 'vitest';
import { UserError } from '../errors.ts';
import { aFolder, type Entries } from '../folder.fixture.ts';
import { git, isolate, Situation } from '../gate/situation.fixture.ts';
import {
  changedFiles,
  changedLines,
  fileAt,
  filesAt,
  hasCommit,
  mergeBase,
  readGitState,
  repositoryPrefix,
  resolveCommit,
} from './git.ts';

const TEXT = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n';

/** A repository with these files committed, and the project in this folder of it. */
function repository(entries: Entries, folder = '.'): Situation {
  isolate();
  const top = aFolder({ '.gitignore': 'ignored\nreports\n' });
  git(top, 'init', '--quiet', '--initial-branch=main');
  const situation = new Situation(folder === '.' ? top : `${top}/${folder}`);
  situation.write(entries);
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message', 'base');
  return situation;
}

const byPath = (situation: Situation, to: string | null = null) =>
  Object.fromEntries(
    changedFiles(situation.root, 'main', to).map(({ path, formerPath, isDeleted }) => [
      path,
      isDeleted ? 'deleted' : (formerPath ?? 'new'),
    ]),
  );

describe('the changed files', () => {
  test('are those committed, staged, unstaged and untracked, and no ignored ones', () => {
    const situation = repository({ 'a.ts': 'a', 'b.ts': 'b', 'c.ts': 'c', 'd.ts': 'd', 'same.ts': 's' });
    situation.change({ 'a.ts': 'a2', 'e.ts': 'e' });
    situation.write({ 'b.ts': 'b2', 'f.ts': 'f' });
    situation.git('add', 'b.ts', 'f.ts');
    situation.write({ 'c.ts': 'c2', 'g.ts': 'g', 'ignored/h.ts': '' });
    situation.remove('d.ts');
    expect(byPath(situation)).toEqual({
      ...{ 'a.ts': 'a.ts', 'b.ts': 'b.ts', 'c.ts': 'c.ts', 'd.ts': 'deleted' },
      ...{ 'e.ts': 'new', 'f.ts': 'new', 'g.ts': 'new' },
    });
  });

  test('that were renamed are told with where they were, which is gone', () => {
    const situation = repository({ 'a.ts': TEXT });
    situation.git('mv', 'a.ts', 'b.ts');
    situation.write({ 'b.ts': TEXT.replace('two', 'TWO') });
    expect(byPath(situation)).toEqual({ 'b.ts': 'a.ts', 'a.ts': 'deleted' });
  });

  test('that were undone are none', () => {
    const situation = repository({ 'a.ts': 'a' });
    situation.change({ 'a.ts': 'b' });
    situation.write({ 'a.ts': 'a' });
    expect(byPath(situation)).toEqual({});
  });

  test('can have any name', () => {
    const names = [
      'with space.ts',
      'qu"ote.ts',
      "it's.ts",
      'ümläut.ts',
      '日本.ts',
      'tab\tline\nend.ts',
      '-option.ts',
      'a/b/[id].ts',
      '*.ts',
      ':(x).ts',
    ];
    const situation = repository({ 'a.ts': '' });
    situation.change(Object.fromEntries(names.slice(0, 5).map((name) => [name, 'committed\n'])));
    situation.write(Object.fromEntries(names.slice(5).map((name) => [name, 'untracked\n'])));
    expect(Object.keys(byPath(situation)).toSorted()).toEqual(names.toSorted());
  });

  test('of a project in a folder of the repository are relative to it, and others begin with ../', () => {
    const situation = repository({ 'src/a.ts': 'a', '../other/b.ts': 'b', '../../root.json': '{}' }, 'packages/own ü');
    situation.write({ 'src/a.ts': 'a2', '../other/b.ts': 'b2', '../../root.json': '[]', '../other/new.ts': '', 'new.ts': '' });
    expect(byPath(situation)).toEqual({
      ...{ 'src/a.ts': 'src/a.ts', '../other/b.ts': '../other/b.ts', '../../root.json': '../../root.json' },
      ...{ '../other/new.ts': 'new', 'new.ts': 'new' },
    });
  });

  test('between two commits are those of the commits alone', () => {
    const situation = repository({ 'a.ts': 'a' });
    situation.change({ 'a.ts': 'a2' });
    situation.write({ 'a.ts': 'a3', 'b.ts': '' });
    expect(byPath(situation, 'change')).toEqual({ 'a.ts': 'a.ts' });
    expect(byPath(situation, 'main')).toEqual({});
  });
});

describe('the changed lines', () => {
  const linesOf = (situation: Situation, path: string) => {
    const file = changedFiles(situation.root, 'main').find((each) => each.path === path && !each.isDeleted);
    if (file === undefined) throw new Error(`${path} did not change`);
    return changedLines(situation.root, 'main', file);
  };

  test('are what the work tree has and the commit has not', () => {
    const situation = repository({ 'a.ts': TEXT });
    situation.change({ 'a.ts': TEXT.replace('two', 'TWO') });
    situation.write({ 'a.ts': TEXT.replace('two', 'TWO').replace('five\nsix', 'FIVE\nSIX\nand a half') });
    expect(linesOf(situation, 'a.ts')).toEqual([
      { line: 2, endLine: 2 },
      { line: 5, endLine: 7 },
    ]);
  });

  test('are none where lines were taken out only', () => {
    const situation = repository({ 'a.ts': TEXT });
    situation.write({ 'a.ts': TEXT.replace('two\nthree\n', '') });
    expect(linesOf(situation, 'a.ts')).toEqual([]);
  });

  test('of a new file are all of it', () => {
    const situation = repository({ 'a.ts': TEXT });
    situation.write({ 'b.ts': 'x\n' });
    expect(linesOf(situation, 'b.ts')).toEqual([{ line: 1, endLine: Number.MAX_SAFE_INTEGER }]);
  });

  test('of a renamed file are those that differ', () => {
    const situation = repository({ 'old name.ts': TEXT });
    situation.git('mv', 'old name.ts', 'new näme.ts');
    situation.write({ 'new näme.ts': TEXT.replace('two', 'TWO') });
    expect(linesOf(situation, 'new näme.ts')).toEqual([{ line: 2, endLine: 2 }]);
  });

  test('of a project in a folder of the repository are found, whatever this machine says of diffs', () => {
    const situation = repository({ 'a.ts': TEXT }, 'packages/own');
    for (const [name, value] of Object.entries({
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.interHunkContext': '9',
      'diff.external': 'false',
      'color.ui': 'always',
      'diff.renames': 'false',
      'diff.relative': 'true',
    }))
      situation.git('config', name, value);
    situation.write({ 'a.ts': TEXT.replace('two', 'TWO').replace('five', 'FIVE') });
    expect(linesOf(situation, 'a.ts')).toEqual([
      { line: 2, endLine: 2 },
      { line: 5, endLine: 5 },
    ]);
  });

  test('that look like a patch themselves are lines', () => {
    const situation = repository({ 'a.ts': TEXT });
    situation.write({ 'a.ts': TEXT.replace('two', '++ /dev/null\n@@ -1 +7,9 @@').replace('five', 'FIVE') });
    expect(linesOf(situation, 'a.ts')).toEqual([
      { line: 2, endLine: 3 },
      { line: 6, endLine: 6 },
    ]);
  });
});

describe('a commit', () => {
  test('is what a branch, a tag or its own beginning names', () => {
    const situation = repository({ 'a.ts': '' });
    const commit = situation.git('rev-parse', 'HEAD');
    situation.git('tag', '--annotate', 'v1', '--message', 'one');
    for (const ref of ['main', 'HEAD', 'v1', commit.slice(0, 8)]) expect(resolveCommit(situation.root, ref)).toBe(commit);
    expect([hasCommit(situation.root, 'v1'), hasCommit(situation.root, 'v2'), hasCommit(situation.root, '--all')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('that is not there is told', () => {
    const { root } = repository({ 'a.ts': '' });
    expect(() => resolveCommit(root, 'trunk')).toThrow(
      new UserError('git knows no trunk: fetch it, or name a branch, a tag or a commit of this clone'),
    );
    expect(() => resolveCommit(aFolder(), 'main')).toThrow(/is in no git repository: there is no change to look at$/);
  });

  test('in common is where the branches parted, not where the base is now', () => {
    const situation = repository({ 'a.ts': '' });
    const parted = situation.git('rev-parse', 'HEAD');
    situation.change({ 'a.ts': 'change' });
    situation.git('checkout', '--quiet', 'main');
    const main = situation.commit('main went on');
    situation.git('checkout', '--quiet', 'change');
    expect(mergeBase(situation.root, main, 'main')).toBe(parted);
  });

  test('holds files with their texts', () => {
    const situation = repository({ 'src/ä "b".ts': 'text\n', '../above.ts': 'above\n' }, 'own');
    situation.write({ 'src/ä "b".ts': 'other' });
    expect(filesAt(situation.root, 'main')).toEqual(['src/ä "b".ts']);
    expect(fileAt(situation.root, 'main', 'src/ä "b".ts')).toBe('text\n');
    expect(fileAt(situation.root, 'main', '../above.ts')).toBe('above\n');
    expect(fileAt(situation.root, 'main', 'src/none.ts')).toBeNull();
  });
});

describe('the state of git', () => {
  test('is clean where nothing differs from the commit, but for what killrate writes', () => {
    const situation = repository({ 'a.ts': '' });
    situation.write({ 'coverage/x': '', 'ignored/x': '' });
    expect(readGitState(situation.root)).toEqual({ commit: situation.git('rev-parse', 'HEAD'), branch: 'main', isDirty: false });
    situation.write({ 'new.ts': '' });
    expect(readGitState(situation.root).isDirty).toBe(true);
  });

  test('has no branch where a commit is checked out', () => {
    const situation = repository({ 'a.ts': '' });
    situation.git('checkout', '--quiet', '--detach');
    expect(readGitState(situation.root)).toMatchObject({ branch: null, isDirty: false });
  });

  test('is empty outside of a repository', () => {
    isolate();
    const root = aFolder();
    expect(readGitState(root)).toEqual({ commit: null, branch: null, isDirty: true });
    expect(repositoryPrefix(root)).toBeNull();
  });

  test('is that of the folder, whatever the environment of a hook says', () => {
    const situation = repository({ 'a.ts': '' }, 'own');
    vi.stubEnv('GIT_DIR', '/nowhere');
    vi.stubEnv('GIT_WORK_TREE', '/nowhere');
    vi.stubEnv('GIT_INDEX_FILE', '/nowhere');
    expect(readGitState(situation.root)).toMatchObject({ branch: 'main', isDirty: false });
    expect(repositoryPrefix(situation.root)).toBe('own/');
  });
});
