/** What a workplace that is kept holds of the project, and when it is given up. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from './config/load-config.ts';
import { aFolder, type Entries, PACKAGE, writeEntries } from './folder.fixture.ts';
import { describeEnvironment, fingerprint } from './project/fingerprint.ts';
import { openProject } from './project/project.ts';
import { WorkplaceKeeper } from './workplace.ts';

const FILES: Entries = { 'src/a.ts': 'export const a = 1;\n', 'src/b.ts': 'export const b = 1;\n', 'test/data.json': '{}' };

/** A project and a keeper; `open` brings the workplace to its present state. */
async function aKeeper(more: Entries = {}) {
  const root = aFolder({ ...PACKAGE, ...FILES, ...more });
  const keeper = new WorkplaceKeeper();
  onTestFinished(() => keeper.close());
  const open = async (mutated: readonly string[] = ['src/a.ts', 'src/b.ts']) => {
    const project = openProject(root);
    const loaded = await loadConfig(root);
    return await keeper.open(project, loaded, mutated, fingerprint(project, loaded, describeEnvironment(project)));
  };
  const first = await open();
  writeFileSync(join(first.sandbox.root, 'src/a.ts'), 'mutants');
  keeper.keep(first);
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
  ['a mutant left a file', (_, sandboxRoot) => writeEntries(sandboxRoot, { 'left.txt': '' })],
  ['a mutant took one away', (_, sandboxRoot) => rmSync(join(sandboxRoot, 'test/data.json'))],
  ['a mutant wrote into one', (_, sandboxRoot) => writeEntries(sandboxRoot, { 'test/data.json': 'null' })],
])('it is given up where %s', async (_, change) => {
  const { root, first, open } = await aKeeper({
    'test/link.json': { link: 'data.json' },
    'package-lock.json': '{}',
    'stryker.conf.mjs': 'export default {};\n',
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

test('what an engine puts beside the files of the project does no harm', async () => {
  const { first, open } = await aKeeper();
  writeEntries(first.sandbox.root, { 'killrate-setup.js': '' });
  expect((await open()).folder).toEqual(first.folder);
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
