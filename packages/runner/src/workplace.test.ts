/** What a workplace that is kept holds of the project, and when it is given up. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from './config/load-config.ts';
import { aFolder, type Entries, PACKAGE, writeEntries } from './folder.fixture.ts';
import { describeEnvironment, fingerprint } from './project/fingerprint.ts';
import { openProject } from './project/project.ts';
import { closeWorkplace, WorkplaceKeeper } from './workplace.ts';

const FILES: Entries = { 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': 'export const b = 1;\n', 'test/data.json': '{}' };

/** A project and a keeper; `open` brings the workplace to its present state. */
async function aKeeper(more: Entries = {}) {
  const root = aFolder({ ...PACKAGE, ...FILES, ...more });
  const keeper = new WorkplaceKeeper();
  onTestFinished(() => keeper.close());
  const open = async (mutated: readonly string[] = ['src/a.ts', 'src/b.ts']) => {
    const project = openProject(root);
    const loaded = await loadConfig(root);
    const workplace = await keeper.open(project, loaded, mutated, fingerprint(project, loaded, describeEnvironment(project)));
    onTestFinished(() => closeWorkplace(workplace));
    return workplace;
  };
  const first = await open();
  writeFileSync(join(first.sandbox.root, 'src/a.ts'), 'mutants');
  await keeper.keep(first);
  return { root, keeper, first, open, read: (path: string) => readFileSync(join(first.sandbox.root, path), 'utf8') };
}

test('a kept workplace gets what was edited, and no mutant stays in it', async () => {
  const { root, first, open, read } = await aKeeper();
  writeEntries(root, { 'src/b.ts': 'export const b = 2;\n', 'test/data.json': '{ "a": 1 }' });
  const again = await open();
  expect(again.folder).toEqual(first.folder);
  expect(again.changed).toEqual(['src/b.ts', 'test/data.json']);
  expect([read('src/a.ts'), read('src/b.ts'), read('test/data.json')]).toEqual([
    'export const a = 1;\n',
    'export const b = 2;\n',
    '{ "a": 1 }',
  ]);
  expect(readFileSync(join(again.sandbox.pristineRoot, 'src/b.ts'), 'utf8')).toBe('export const b = 2;\n');
});

test.each<[string, (root: string, sandboxRoot: string) => void]>([
  ['a file came', (root) => writeEntries(root, { 'src/c.ts': '' })],
  ['a file went', (root) => rmSync(join(root, 'test/data.json'))],
  [
    'a file became another one',
    (root) => {
      rmSync(join(root, 'test/data.json'));
      writeEntries(root, { 'test/date.json': '{}' });
    },
  ],
  [
    'a link leads elsewhere',
    (root) => {
      rmSync(join(root, 'test/link.json'));
      writeEntries(root, { 'test/link.json': { link: '../package.json' } });
    },
  ],
  ['a package was installed', (root) => writeEntries(root, { 'package-lock.json': '{ "a": 2 }' })],
  ['an option changed', (root) => writeEntries(root, { 'stryker.conf.mjs': 'export default { timeoutMS: 77 };\n' })],
  ['a package was linked', (root) => writeEntries(root, { 'node_modules/@own/linked': { link: '../../src' } })],
  ['a source that the config reads changed', (root) => writeEntries(root, { 'src/b.ts': 'export const b = 3;\n' })],
  ['a mutant left a file', (_, sandboxRoot) => writeEntries(sandboxRoot, { 'left.txt': '' })],
  ['a mutant took one away', (_, sandboxRoot) => rmSync(join(sandboxRoot, 'test/data.json'))],
  ['a mutant left an empty folder', (_, sandboxRoot) => mkdirSync(join(sandboxRoot, 'out'))],
  ['a mutant left what is no input of a test', (_, sandboxRoot) => writeEntries(sandboxRoot, { 'coverage/left.txt': '' })],
  ['a mutant left a cache', (_, sandboxRoot) => writeEntries(sandboxRoot, { '.cache/app/left.txt': '' })],
  ['a mutant left a cache among the packages', (_, sandboxRoot) => writeEntries(sandboxRoot, { 'node_modules/.cache/left': '' })],
  ['a mutant took a right away', (_, sandboxRoot) => chmodSync(join(sandboxRoot, 'test/data.json'), 0o600)],
  ['a mutant wrote into one', (_, sandboxRoot) => writeEntries(sandboxRoot, { 'test/data.json': 'null' })],
])('it is given up where %s', async (_, change) => {
  const { root, first, open } = await aKeeper({
    'test/link.json': { link: 'data.json' },
    'package-lock.json': '{}',
    'stryker.conf.mjs': 'export default {};\n',
    'vitest.config.ts': "import { readFileSync } from 'node:fs';\nreadFileSync('src/b.ts');\n",
  });
  change(root, first.sandbox.root);
  const again = await open();
  expect(again.folder.path).not.toBe(first.folder.path);
  expect(again.changed).toEqual([]);
  expect(existsSync(first.folder.path)).toBe(false);
});

test('it is given up where other files are to be mutated', async () => {
  const { first, open } = await aKeeper();
  expect((await open(['src/a.ts'])).folder.path).not.toBe(first.folder.path);
});

test('what the engine and Vite put beside the files of the project does no harm', async () => {
  const { first, open } = await aKeeper();
  writeEntries(first.sandbox.root, { 'killrate-setup.js': '', 'node_modules/.vite/vitest/results.json': '{}' });
  expect((await open()).folder).toEqual(first.folder);
});

test('what killrate keeps of decisions is no change of the project', async () => {
  const { root, first, open } = await aKeeper({ 'killrate.accepted.json': '{}' });
  writeEntries(root, { 'killrate.accepted.json': '{ "accepted": [] }' });
  expect(await open()).toMatchObject({ folder: first.folder, changed: [] });
});

test('what cannot be refreshed is given up, whatever keeps it from that', async () => {
  const { root, first, open } = await aKeeper();
  writeEntries(root, { 'src/a.ts': 'export const a = 2;\n' });
  rmSync(first.sandbox.pristineRoot, { recursive: true });
  await expect(open()).rejects.toThrow('ENOENT');
  expect(existsSync(first.folder.path)).toBe(false);
});

test('a workplace that is not given back is not kept, and the end removes what is', async () => {
  const { keeper, first, open } = await aKeeper();
  const taken = await open();
  expect((await open()).folder.path).not.toBe(taken.folder.path);
  const last = await open();
  keeper.keep(last);
  await keeper.close();
  expect(existsSync(last.folder.path)).toBe(false);
  expect(existsSync(first.folder.path)).toBe(true);
});
