import { realpathSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { aFolder, type Entries, PACKAGE } from '../folder.fixture.ts';
import { installedVersion, openProject } from './project.ts';

function mistake(folder: string): string {
  try {
    openProject(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).not.toContain('\n');
    return (error as UserError).message;
  }
  throw new Error('it was opened');
}

const open = (entries: Entries) => openProject(aFolder({ ...PACKAGE, ...entries }));
const vitest = (version: string): Entries => ({ 'node_modules/vitest/package.json': JSON.stringify({ version }) });

describe('a project', () => {
  test('has its root, its name, its Vitest and its files', () => {
    const root = aFolder({ ...PACKAGE, 'src/a.ts': '' });
    const project = openProject(root);
    expect(project).toMatchObject({ root, name: 'little', vitest: { version: '5.1.1', configFile: null } });
    expect(project.tree.files.map((file) => file.path)).toEqual(['package.json', 'src/a.ts']);
    expect(project.tree.nodeModules).toEqual(['node_modules']);
  });

  test('without a name is called as its folder is', () => {
    const root = aFolder({ ...PACKAGE, 'package.json': '{}' });
    expect(openProject(root).name).toBe(root.split('/').at(-1));
  });

  test('has its real root where it is opened through a symbolic link', () => {
    const root = aFolder(PACKAGE);
    const outside = aFolder();
    symlinkSync(root, `${outside}/link`);
    expect(openProject(`${outside}/link`).root).toBe(root);
  });

  test.each([
    ['vite.config.ts', 'vite.config.ts'],
    ['vitest.config.mts', 'vite.config.ts', 'vitest.config.mts'],
    ['vitest.config.cjs', 'vitest.config.cjs'],
  ])('has a Vitest config: %s', (...files) => {
    const found = files.at(-1);
    expect(open(Object.fromEntries(files.map((file) => [file, '']))).vitest.configFile).toBe(found);
  });

  test.each([
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
    ['bun.lockb', 'bun'],
    ['package-lock.json', 'npm'],
    ['npm-shrinkwrap.json', 'npm'],
  ])('with %s is installed by %s', (lockfile, packageManager) => {
    const project = open({ [lockfile]: '' });
    expect(project).toMatchObject({ packageManager, lockfile: `${project.root}/${lockfile}` });
  });

  test('of a workspace has the lockfile of the workspace', () => {
    const root = aFolder({
      'pnpm-workspace.yaml': '',
      'pnpm-lock.yaml': '',
      'packages/a/package.json': '{}',
      ...vitest('4.1.0'),
    });
    expect(openProject(`${root}/packages/a`)).toMatchObject({
      workspaceRoot: root,
      packageManager: 'pnpm',
      lockfile: `${root}/pnpm-lock.yaml`,
      vitest: { version: '4.1.0' },
    });
  });

  test('has its own lockfile before that of the workspace, and none from above the workspace', () => {
    const root = aFolder({ 'yarn.lock': '', 'ws/lerna.json': '{}', 'ws/a/package.json': '{}', ...vitest('4.0.0') });
    expect(openProject(`${root}/ws/a`)).toMatchObject({ lockfile: null, packageManager: 'npm' });
    const other = aFolder({ 'lerna.json': '{}', 'yarn.lock': '', 'a/package.json': '{}', 'a/bun.lock': '', ...vitest('4.0.0') });
    expect(openProject(`${other}/a`)).toMatchObject({ lockfile: `${other}/a/bun.lock`, packageManager: 'bun' });
  });

  test.each(['2.0.0', '2.1.9', '3.2.4', '4.0.0-beta.3', '5.1.1', '6.0.0'])('may have Vitest %s', (version) => {
    expect(open(vitest(version)).vitest.version).toBe(version);
  });
});

describe('what is no project is told in one line', () => {
  test('no folder', () => {
    const root = aFolder({ 'file.txt': '' });
    expect(mistake(`${root}/none`)).toBe(`there is no folder ${root}/none`);
    expect(mistake(`${root}/file.txt`)).toBe(`there is no folder ${root}/file.txt`);
  });

  test('no package.json, with what to do', () => {
    expect(mistake(aFolder())).toMatch(/has no package\.json: run killrate in the folder of a package, or name it with -C$/);
  });

  test('no package.json, with the nearest folder around that has one', () => {
    const root = aFolder({ ...PACKAGE, 'src/deep/a.ts': '' });
    const message = mistake(join(root, 'src/deep'));
    expect(message).toMatch(/^.+\/src\/deep has no package\.json: /);
    expect(resolve(message.split('the nearest is -C ')[1] ?? '')).toBe(realpathSync(root));
  });

  test('a package.json that does not parse', () => {
    expect(mistake(aFolder({ ...PACKAGE, 'package.json': '{\n  "name": oops,\n}\n' }))).toMatch(
      /package\.json is not valid JSON: .*oops/,
    );
  });

  test('no Vitest, with how to install it', () => {
    expect(mistake(aFolder({ 'package.json': '{}' }))).toMatch(/Vitest is not installed in .*: npm install -D vitest$/);
  });

  test('a Vitest that is too old', () => {
    expect(mistake(aFolder({ ...PACKAGE, ...vitest('1.6.1') }))).toBe('Vitest 1.6.1 is too old: killrate supports Vitest 2 to 5');
  });
});

describe('the version of a package', () => {
  test('is that of the nearest node_modules, as Node would find it', () => {
    const root = aFolder({
      'node_modules/dep/package.json': '{"version":"1.0.0"}',
      'a/node_modules/dep/package.json': '{"version":"2.0.0"}',
      'b/x.txt': '',
    });
    expect(installedVersion(`${root}/a`, 'dep')).toBe('2.0.0');
    expect(installedVersion(`${root}/b`, 'dep')).toBe('1.0.0');
    expect(installedVersion(root, 'no-such-package-anywhere')).toBeNull();
  });

  test('is found though the package exports no package.json, and where it has a scope', () => {
    const root = aFolder({ 'node_modules/@x/dep/package.json': '{"version":"3.0.0","exports":{".":"./i.js"}}' });
    expect(installedVersion(root, '@x/dep')).toBe('3.0.0');
  });
});
