import { renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aFolder, type Entries } from '../folder.fixture.ts';
import { hashFile, hashProject, walkProject } from './project-files.ts';

const pathsOf = (entries: Entries) => walkProject(aFolder(entries)).files.map((file) => file.path);
const hashOf = (root: string, more: string[] = []) => hashProject(root, walkProject(root).files, more);

describe('the walk', () => {
  test('finds every file below the root, hidden ones too, in the order of their names', () => {
    expect(
      pathsOf({ 'b.ts': '', 'a/z.ts': '', 'a/b/c.txt': '', '.env': '', '.github/x.yml': '', 'größe 価格 [x].ts': '' }),
    ).toEqual(['.env', '.github/x.yml', 'a/b/c.txt', 'a/z.ts', 'b.ts', 'größe 価格 [x].ts']);
  });

  test('leaves out what holds no input of a test, at any depth', () => {
    const names = ['.git', 'node_modules', '.stryker-tmp', '.cache', '.turbo', '.next', '.svelte-kit'];
    const entries = names.flatMap((name) => [`${name}/x.js`, `packages/a/${name}/x.js`]);
    expect(pathsOf({ 'a.ts': '', 'x.tsbuildinfo': '', ...Object.fromEntries(entries.map((path) => [path, ''])) })).toEqual([
      'a.ts',
    ]);
  });

  test('leaves out reports and coverage at the root only: deeper, they are sources', () => {
    expect(
      pathsOf({
        'reports/killrate.db': '',
        'coverage/i.html': '',
        'stryker.log': '',
        'src/reports/a.ts': '',
        'src/coverage/b.ts': '',
      }),
    ).toEqual(['src/coverage/b.ts', 'src/reports/a.ts']);
  });

  test('keeps a file whose name only begins like those', () => {
    expect(pathsOf({ '.gitignore': '', 'node_modules.ts': '', 'reports.ts': '', 'coverage-of.ts': '' })).toHaveLength(4);
  });

  test('names every folder of packages, and goes into none', () => {
    const root = aFolder({
      'node_modules/x/node_modules/y/i.js': '',
      'packages/a/node_modules/z/i.js': '',
      'packages/b/x.ts': '',
    });
    expect(walkProject(root).nodeModules).toEqual(['node_modules', 'packages/a/node_modules']);
  });

  test('lists symbolic links and does not follow them, not even in a circle', () => {
    const root = aFolder({
      'src/a.ts': '',
      'src/b.ts': { link: 'a.ts' },
      'src/up': { link: '..' },
      dangling: { link: 'nowhere' },
    });
    expect(walkProject(root).files).toEqual([
      { path: 'dangling', isSymlink: true },
      { path: 'src/a.ts', isSymlink: false },
      { path: 'src/b.ts', isSymlink: true },
      { path: 'src/up', isSymlink: true },
    ]);
  });

  test('counts a link to packages among them', () => {
    const elsewhere = aFolder({ 'x/i.js': '' });
    expect(walkProject(aFolder({ node_modules: { link: elsewhere } }))).toEqual({ files: [], nodeModules: ['node_modules'] });
  });

  test('of an empty folder finds nothing', () => {
    expect(walkProject(aFolder())).toEqual({ files: [], nodeModules: [] });
  });
});

describe('the hash of a project', () => {
  const files: Entries = { 'src/a.ts': 'a', 'src/b.ts': 'b', link: { link: 'src/a.ts' } };

  test('is the same for the same files, wherever and whenever they were written', () => {
    const one = aFolder(files);
    const other = aFolder(files);
    utimesSync(`${other}/src/a.ts`, 1, 1);
    expect(hashOf(one)).toBe(hashOf(other));
    expect(hashOf(one)).toMatch(/^[\da-f]{32}$/);
  });

  test.each<[what: string, change: (root: string) => void]>([
    ["a file's content changes", (root) => writeFileSync(`${root}/src/a.ts`, 'A')],
    ['a file is empty now', (root) => writeFileSync(`${root}/src/a.ts`, '')],
    ['a file has another name, in the same place of the order', (root) => renameSync(`${root}/src/b.ts`, `${root}/src/c.ts`)],
    ['a file has another name', (root) => renameSync(`${root}/src/a.ts`, `${root}/src/c.ts`)],
    [
      'two files change places',
      (root) => {
        writeFileSync(`${root}/src/a.ts`, 'b');
        writeFileSync(`${root}/src/b.ts`, 'a');
      },
    ],
    ['a file comes', (root) => writeFileSync(`${root}/src/c.ts`, '')],
    ['a file goes', (root) => rmSync(`${root}/src/b.ts`)],
    [
      'a link leads elsewhere',
      (root) => {
        rmSync(`${root}/link`);
        symlinkSync('src/b.ts', `${root}/link`);
      },
    ],
    [
      'a link is a file now',
      (root) => {
        rmSync(`${root}/link`);
        writeFileSync(`${root}/link`, 'a');
      },
    ],
  ])('changes when %s', (_, change) => {
    const root = aFolder(files);
    const before = hashOf(root);
    change(root);
    expect(hashOf(root)).not.toBe(before);
  });

  test('stays when reports are written', () => {
    const root = aFolder(files);
    const before = hashOf(root);
    writeFileSync(`${root}/stryker.log`, 'x');
    expect(hashOf(root)).toBe(before);
  });

  test('changes with what else it is over, and with where one item of that ends', () => {
    const root = aFolder(files);
    const hashes = [[], [''], ['x'], ['x', 'y'], ['xy'], ['y', 'x']].map((more) => hashOf(root, more));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

test('the hash of a file is over its bytes', () => {
  const root = aFolder({ 'a.ts': 'x', 'b.ts': 'x', 'c.ts': 'x\n' });
  expect(hashFile(`${root}/a.ts`)).toBe(hashFile(`${root}/b.ts`));
  expect(hashFile(`${root}/a.ts`)).not.toBe(hashFile(`${root}/c.ts`));
});
