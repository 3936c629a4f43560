import { chmodSync, existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder, type Entries, writeEntries } from '../folder.fixture.ts';
import { hashProject, walkProject } from '../project/project-files.ts';
import { createSandbox, restoreFile, type Sandbox } from './sandbox.ts';

/** A sandbox of the project `at` of a workspace; of the workspace's root itself without `at`. */
function sandboxOf(entries: Entries, at = ''): { workspace: string; project: string; sandbox: Sandbox } {
  const workspace = aFolder(entries);
  const project = join(workspace, at);
  return { workspace, project, sandbox: createSandbox(join(aFolder(), 'session'), project, workspace, walkProject(project)) };
}

/** Where Node finds a package from a source of the sandbox. */
const resolveFrom = ({ root }: Sandbox, name: string) => createRequire(join(root, 'src/index.js')).resolve(name);
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');
const leadsTo = (folder: string, path: string) => realpathSync(join(folder, path));

describe('the copy of a project', () => {
  test('has every file of it, byte by byte, and no other', () => {
    const { project, sandbox } = sandboxOf({ 'src/a.ts': 'a\r\nb', 'src/[id] größe.ts': '価格 😀', '.env': 'X=1', empty: '' });
    writeFileSync(join(project, 'binary.bin'), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
    const again = createSandbox(join(aFolder(), 'session'), project, project, walkProject(project));
    const { files } = walkProject(project);
    expect(walkProject(again.root).files).toEqual(files);
    expect(hashProject(again.root, files, [])).toBe(hashProject(project, files, []));
    expect(existsSync(join(sandbox.root, 'binary.bin'))).toBe(false);
  });

  test('keeps a script executable', () => {
    const project = aFolder({ 'bin/run.sh': '#!/bin/sh\n' });
    chmodSync(join(project, 'bin/run.sh'), 0o755);
    const { root } = createSandbox(join(aFolder(), 's'), project, project, walkProject(project));
    expect(statSync(join(root, 'bin/run.sh')).mode & 0o111).toBe(0o111);
  });

  test('is written to without the sources noticing', () => {
    const { project, sandbox } = sandboxOf({ 'src/a.ts': 'original', 'src/b.ts': { link: 'a.ts' }, 'test/data/c.json': '{}' });
    const { files } = walkProject(project);
    const before = hashProject(project, files, []);
    for (const path of ['src/a.ts', 'src/b.ts', 'test/data/c.json', 'src/new.ts'])
      writeFileSync(join(sandbox.root, path), 'mutant');
    expect(hashProject(project, walkProject(project).files, [])).toBe(before);
  });

  test('gets a mutated file back as it was, whatever was written to the source meanwhile', () => {
    const project = aFolder({ 'src/a.ts': 'original' });
    const sandbox = createSandbox(join(aFolder(), 'session'), project, project, walkProject(project), ['src/a.ts']);
    writeFileSync(join(sandbox.root, 'src/a.ts'), 'mutant');
    writeFileSync(join(project, 'src/a.ts'), 'edited');
    restoreFile(sandbox, 'src/a.ts');
    expect(read(sandbox.root, 'src/a.ts')).toBe('original');
  });

  test('has a root without symbolic links in its path, so that paths in it compare', () => {
    const real = aFolder();
    const outside = aFolder({ link: { link: real } });
    const project = aFolder({ 'a.ts': '' });
    const { root } = createSandbox(join(outside, 'link/session'), project, project, walkProject(project));
    expect(root).toBe(realpathSync(root));
  });
});

describe('symbolic links of the project', () => {
  test('that stay inside lead to the copy', () => {
    const { sandbox } = sandboxOf({
      'src/v1/a.ts': 'one',
      'src/current': { link: 'v1' },
      'test/src': { link: '../src' },
      'src/v1/up': { link: '..' },
    });
    for (const path of ['src/current/a.ts', 'test/src/v1/a.ts', 'src/v1/up/v1/a.ts'])
      expect(leadsTo(sandbox.root, path)).toBe(join(sandbox.root, 'src/v1/a.ts'));
  });

  test('that are absolute and lead into the project lead to the copy', () => {
    const project = aFolder({ 'src/v1/a.ts': 'one' });
    writeEntries(project, { current: { link: join(project, 'src/v1') }, self: { link: project } });
    const { root } = createSandbox(join(aFolder(), 's'), project, project, walkProject(project));
    expect(leadsTo(root, 'current/a.ts')).toBe(join(root, 'src/v1/a.ts'));
    expect(leadsTo(root, 'self')).toBe(root);
    writeFileSync(join(root, 'current/a.ts'), 'mutant');
    expect(read(project, 'src/v1/a.ts')).toBe('one');
  });

  test('that lead to the root of the project lead to that of the copy', () => {
    const { sandbox } = sandboxOf({ 'test/project': { link: '..' }, 'src/a.ts': '' });
    expect(leadsTo(sandbox.root, 'test/project/src/a.ts')).toBe(join(sandbox.root, 'src/a.ts'));
  });

  test('that lead out keep their goal, relative or not', () => {
    const elsewhere = aFolder({ 'x.txt': 'x' });
    const { workspace, sandbox } = sandboxOf(
      { 'packages/a/near': { link: '../b/y.txt' }, 'packages/a/far': { link: elsewhere }, 'packages/b/y.txt': 'y' },
      'packages/a',
    );
    expect(leadsTo(sandbox.root, 'far/x.txt')).toBe(join(elsewhere, 'x.txt'));
    expect(leadsTo(sandbox.root, 'near')).toBe(join(workspace, 'packages/b/y.txt'));
  });

  test('that lead nowhere are links that lead nowhere', () => {
    const { sandbox } = sandboxOf({ dangling: { link: 'nowhere' }, far: { link: '/nowhere/at/all' } });
    expect(readlinkSync(join(sandbox.root, 'dangling'))).toBe('nowhere');
    expect(readlinkSync(join(sandbox.root, 'far'))).toBe('/nowhere/at/all');
  });
});

describe('installed packages', () => {
  test('are linked one by one, not copied', () => {
    const { project, sandbox } = sandboxOf({
      'node_modules/dep/index.js': '',
      'node_modules/@scope/dep/index.js': '',
      'node_modules/.bin/tool': '',
      'node_modules/.pnpm/dep@1/x.js': '',
      'src/a.ts': '',
    });
    expect(lstatSync(join(sandbox.root, 'node_modules')).isDirectory()).toBe(true);
    for (const path of ['dep', '@scope/dep', '.bin', '.pnpm']) {
      expect(lstatSync(join(sandbox.root, 'node_modules', path)).isSymbolicLink()).toBe(true);
      expect(leadsTo(sandbox.root, `node_modules/${path}`)).toBe(join(project, 'node_modules', path));
    }
  });

  test('of folders inside the project are linked too', () => {
    const { project, sandbox } = sandboxOf({ 'packages/a/node_modules/dep/i.js': '', 'packages/a/src/a.ts': '' });
    expect(leadsTo(sandbox.root, 'packages/a/node_modules/dep')).toBe(join(project, 'packages/a/node_modules/dep'));
  });

  test('may be a link as a whole', () => {
    const elsewhere = aFolder({ 'dep/i.js': '' });
    const { sandbox } = sandboxOf({ node_modules: { link: elsewhere } });
    expect(leadsTo(sandbox.root, 'node_modules/dep')).toBe(join(elsewhere, 'dep'));
    const gone = sandboxOf({ node_modules: { link: '/nowhere/at/all' } });
    expect(readlinkSync(join(gone.sandbox.root, 'node_modules'))).toBe('/nowhere/at/all');
  });

  test('bring no cache along: what a run writes there is its own', () => {
    const caches = ['.vite', '.vite-temp', '.vitest', '.cache', '.vitest-attachments'];
    const { project, sandbox } = sandboxOf({
      'node_modules/dep/i.js': '',
      ...Object.fromEntries(caches.map((name) => [`node_modules/${name}/x`, ''])),
    });
    for (const name of caches) {
      expect(existsSync(join(sandbox.root, 'node_modules', name))).toBe(false);
      writeEntries(sandbox.root, { [`node_modules/${name}/new`]: '' });
      expect(existsSync(join(project, 'node_modules', name, 'new'))).toBe(false);
    }
  });
});

describe('a project that its packages link back to', () => {
  test("finds itself by its own name in the copy, as after npm install with a workspace's self link", () => {
    const { sandbox } = sandboxOf({
      'package.json': '{"name":"shop"}',
      'src/index.js': '',
      'node_modules/shop': { link: '..' },
      'node_modules/@scope/shop': { link: '../..' },
    });
    expect(resolveFrom(sandbox, 'shop/src/index.js')).toBe(join(sandbox.root, 'src/index.js'));
    expect(resolveFrom(sandbox, '@scope/shop/src/index.js')).toBe(join(sandbox.root, 'src/index.js'));
  });

  test('finds itself through the packages of the workspace, scoped or not', () => {
    const { workspace, sandbox } = sandboxOf(
      {
        'package.json': '{"workspaces":["packages/*"]}',
        'packages/a/src/index.js': '',
        'packages/b/index.js': '',
        'node_modules/a': { link: '../packages/a' },
        'node_modules/@scope/a': { link: '../../packages/a' },
        'node_modules/b': { link: '../packages/b' },
      },
      'packages/a',
    );
    for (const name of ['a', '@scope/a'])
      expect(resolveFrom(sandbox, `${name}/src/index.js`)).toBe(join(sandbox.root, 'src/index.js'));
    expect(resolveFrom(sandbox, 'b')).toBe(join(workspace, 'packages/b/index.js'));
  });

  test('finds a folder of its own that is installed as a package in the copy', () => {
    const { sandbox } = sandboxOf({ 'libs/money/index.js': '', 'node_modules/money': { link: '../libs/money' } });
    expect(resolveFrom(sandbox, 'money')).toBe(join(sandbox.root, 'libs/money/index.js'));
  });

  test("keeps pnpm's packages where they are, though they lie in the project", () => {
    const { project, sandbox } = sandboxOf({
      'node_modules/.pnpm/dep@1.0.0/node_modules/dep/index.js': '',
      'node_modules/dep': { link: '.pnpm/dep@1.0.0/node_modules/dep' },
    });
    expect(resolveFrom(sandbox, 'dep')).toBe(join(project, 'node_modules/.pnpm/dep@1.0.0/node_modules/dep/index.js'));
  });

  test('and a package that is gone do not stop the sandbox', () => {
    const { project, sandbox } = sandboxOf({ 'node_modules/gone': { link: '../libs/gone' }, 'a.ts': '' });
    expect(readlinkSync(join(sandbox.root, 'node_modules/gone'))).toBe(join(sandbox.root, 'libs/gone'));
    expect(existsSync(join(project, 'libs'))).toBe(false);
  });
});

describe('a project in a workspace', () => {
  const WORKSPACE: Entries = {
    'tsconfig.base.json': '{"base":true}',
    'packages/a/src/a.ts': 'a',
    'packages/b/src/b.ts': 'b',
    'packages/tsconfig.json': '{}',
    'docs/x.md': '',
    '.git/HEAD': '',
    'node_modules/dep/i.js': '',
  };

  test('reaches its siblings and what is above by the same relative paths', () => {
    const { sandbox } = sandboxOf(WORKSPACE, 'packages/a');
    expect(read(sandbox.root, '../b/src/b.ts')).toBe('b');
    expect(read(sandbox.root, '../tsconfig.json')).toBe('{}');
    expect(read(sandbox.root, '../../tsconfig.base.json')).toBe('{"base":true}');
    expect(lstatSync(join(sandbox.root, '..')).isSymbolicLink()).toBe(false);
  });

  test('is itself the copy when it is reached from beside it', () => {
    const { sandbox } = sandboxOf(WORKSPACE, 'packages/a');
    expect(leadsTo(sandbox.root, '../a/src/a.ts')).toBe(join(sandbox.root, 'src/a.ts'));
    expect(leadsTo(sandbox.root, '../../packages/a')).toBe(sandbox.root);
  });

  test('is itself the copy when a link beside it leads to it', () => {
    const { sandbox } = sandboxOf(
      { ...WORKSPACE, 'packages/current': { link: 'a' }, apps: { link: 'packages/b' } },
      'packages/a',
    );
    expect(leadsTo(sandbox.root, '../current')).toBe(sandbox.root);
    expect(read(sandbox.root, '../../apps/src/b.ts')).toBe('b');
  });

  test('finds the packages of the workspace, and not its history', () => {
    const { workspace, sandbox } = sandboxOf(WORKSPACE, 'packages/a');
    expect(leadsTo(sandbox.root, '../../node_modules/dep')).toBe(join(workspace, 'node_modules/dep'));
    expect(existsSync(join(sandbox.root, '../../.git'))).toBe(false);
  });

  test('does not share the caches of the workspace', () => {
    const { sandbox } = sandboxOf({ ...WORKSPACE, 'node_modules/.vite/x': '' }, 'packages/a');
    expect(existsSync(join(sandbox.root, '../../node_modules/.vite'))).toBe(false);
  });
});
