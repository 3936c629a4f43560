import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { aFolder, type Entries, PACKAGE } from '../folder.fixture.ts';
import { configTexts, loadBaseConfig } from './base-config.ts';
import { git, isolate, Situation } from './situation.fixture.ts';

/** The config that a project had at its first commit; everything is other now. */
async function baseOf(entries: Entries, folder = '') {
  isolate();
  const top = aFolder();
  const situation = new Situation(`${top}/${folder}`);
  situation.write({ ...PACKAGE, ...entries });
  git(top, 'init', '--quiet', '--initial-branch=main');
  git(top, 'add', '--all', '--force');
  git(top, 'commit', '--quiet', '--message', 'base');
  for (const path of Object.keys(entries).filter((each) => !each.includes('node_modules')))
    situation.write({ [path]: 'broken (' });
  return await loadBaseConfig(situation.root, 'main');
}

const targetOf = async (entries: Entries, folder?: string) => {
  const base = await baseOf(entries, folder);
  return base.kind === 'loaded' ? base.loaded.config.target : base.why;
};

test('a config of the base is what the commit holds, not what is there now', async () => {
  const base = await baseOf({
    'stryker.conf.mjs': 'export default { concurrency: 3 };\nexport const killrate = { target: 70 };\n',
  });
  expect(base).toMatchObject({
    kind: 'loaded',
    loaded: { file: 'stryker.conf.mjs', config: { target: 70 }, engineOptions: { concurrency: 3 } },
  });
});

test('a project without a config had every default', async () => {
  expect(await baseOf({})).toMatchObject({ kind: 'loaded', loaded: { file: null, config: { modules: [] } } });
});

test.each<[string, Entries]>([
  [
    'files beside it, and these others',
    {
      'stryker.conf.mjs': "import { target } from './config/targets.mjs';\nexport const killrate = { target };\n",
      'config/targets.mjs': "export { target } from '../common.mjs';\n",
      'common.mjs': 'export const target = 71;\n',
    },
  ],
  [
    'a file by a dynamic import',
    {
      'stryker.conf.mjs': "export const killrate = (await import('./a.mjs')).default;\n",
      'a.mjs': 'export default { target: 71 };\n',
    },
  ],
  [
    'an installed package',
    {
      'stryker.conf.mjs': "import { target } from 'targets';\nexport const killrate = { target };\n",
      'node_modules/targets/package.json': '{ "name": "targets", "type": "module", "exports": "./index.js" }',
      'node_modules/targets/index.js': 'export const target = 71;\n',
    },
  ],
])('a config can import %s', async (_, entries) => {
  expect(await targetOf(entries)).toBe(71);
});

test('a config of CommonJS can import without an extension, as Node looks for it', async () => {
  const entries = {
    'package.json': '{ "name": "little" }',
    'stryker.conf.cjs': "const { target } = require('./targets');\nmodule.exports = { killrate: { target } };\n",
    'targets.cjs': 'throw new Error("nobody asked for this one");\n',
    'targets.js': 'module.exports = { target: require("./least").least };\n',
    'least.json': '{ "least": 71 }',
  };
  expect(await targetOf(entries)).toBe(71);
});

test('a config in a folder of a repository can import one above it, and packages that are installed there', async () => {
  const entries = {
    'stryker.conf.mjs': "import { target } from '../../stryker.base.mjs';\nexport const killrate = { target };\n",
    '../../stryker.base.mjs': "import { least } from 'targets';\nexport const target = least + 1;\n",
    '../../node_modules/targets/package.json': '{ "name": "targets", "type": "module", "exports": "./index.js" }',
    '../../node_modules/targets/index.js': 'export const least = 71;\n',
  };
  expect(await targetOf(entries, 'packages/little')).toBe(72);
});

test.each([
  ['does not parse', 'export default {', /^stryker\.conf\.mjs cannot be loaded: /],
  ['says what killrate does not know', 'export const killrate = { taget: 1 };', /has no key "taget"/],
  ['imports what is not there', "import './gone.mjs';", /^stryker\.conf\.mjs cannot be loaded: /],
])('a config of the base that %s is unreadable, with the reason', async (_, text, why) => {
  expect(await baseOf({ 'stryker.conf.mjs': text })).toEqual({ kind: 'unreadable', why: expect.stringMatching(why) });
});

test('nothing is left in the temporary folder', async () => {
  const folder = aFolder();
  vi.stubEnv('TMPDIR', folder);
  await baseOf({ 'stryker.conf.mjs': 'export default {' });
  expect(readdirSync(folder).filter((name) => name.startsWith('killrate-base-'))).toEqual([]);
});

test('the files of a config that import each other in a circle are taken once', () => {
  const root = aFolder({
    'stryker.conf.mjs': "import './a.mjs';",
    'a.mjs': "import './stryker.conf.mjs';\nimport './folder';",
    'folder/x': '',
  });
  expect([...configTexts(root).keys()]).toEqual(['stryker.conf.mjs', 'a.mjs']);
});
