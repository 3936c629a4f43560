import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { aFolder, type Entries, writeEntries } from '../folder.fixture.ts';
import { CONFIG_FILES, loadConfig } from './load-config.ts';

const load = (entries: Entries) => loadConfig(aFolder(entries));

async function messageOf(entries: Entries): Promise<string> {
  const error = await load(entries).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError;
  expect(message).not.toContain('\n');
  return message;
}

/** What Node's own loader makes of a config, as in a real run: Vitest's, around this test, reads files in its own way. */
function loadByNode(root: string): unknown {
  const script = `
    import { loadConfig } from ${JSON.stringify(new URL('./load-config.ts', import.meta.url).href)};
    const loaded = await loadConfig(${JSON.stringify(root)}).catch(({ name, message }) => ({ name, message }));
    console.log(JSON.stringify(loaded));`;
  const args = ['--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

const fromMjs = (killrate: string) => messageOf({ 'stryker.conf.mjs': `export const killrate = ${killrate};\n` });
const fromJson = (killrate: unknown) => messageOf({ 'stryker.conf.json': JSON.stringify({ killrate }) });

describe('without a config', () => {
  test('everything has its default', async () => {
    const loaded = await load({ 'vitest.config.ts': '' });
    expect(loaded).toMatchObject({ file: null, config: { modules: [], oneAtATime: 'auto' }, engineOptions: {} });
    expect(loaded.config.logging).toContain('console.*');
    expect(loaded.config).not.toHaveProperty('target');
  });
});

describe('the file', () => {
  test("may have any of Stryker's names, and no other", async () => {
    const names = ['', '.'].flatMap((dot) =>
      ['conf', 'config'].flatMap((suffix) => ['json', 'js', 'mjs', 'cjs'].map((end) => `${dot}stryker.${suffix}.${end}`)),
    );
    expect(names).toHaveLength(16);
    for (const name of names) {
      const content = { json: '{"concurrency":3}', cjs: 'module.exports = { concurrency: 3 };' };
      const text = content[name.split('.').at(-1) as 'json' | 'cjs'] ?? 'export default { concurrency: 3 };';
      const loaded = await load({ 'package.json': '{"type":"module"}', [name]: text });
      expect({ file: loaded.file, options: loaded.engineOptions }).toEqual({ file: name, options: { concurrency: 3 } });
    }
    expect((await load({ 'stryker.conf.ts': 'export default {};', 'stryker.json': '{}' })).file).toBeNull();
  });

  test.each([
    ['stryker.conf.mjs', (n: number) => `export default { concurrency: ${n} };`],
    ['stryker.conf.cjs', (n: number) => `module.exports = { concurrency: ${n} };`],
    ['stryker.conf.json', (n: number) => `{ "concurrency": ${n} }`],
  ])('%s is read again once it was edited, and edited back', async (name, textOf) => {
    const root = aFolder();
    const read: unknown[] = [];
    for (const concurrency of [3, 4, 5, 3, 4]) {
      writeEntries(root, { [name]: textOf(concurrency) });
      read.push((await loadConfig(root)).engineOptions.concurrency);
    }
    expect(read).toEqual([3, 4, 5, 3, 4]);
  });

  test('is the one that Stryker would take where there are two', async () => {
    const formats = pathToFileURL(
      createRequire(import.meta.url)
        .resolve('@stryker-mutator/core')
        .replace(/index\.js$/, 'config/config-file-formats.js'),
    );
    const { SUPPORTED_CONFIG_FILE_NAMES } = (await import(formats.href)) as { SUPPORTED_CONFIG_FILE_NAMES: string[] };
    expect(CONFIG_FILES).toEqual([...SUPPORTED_CONFIG_FILE_NAMES]);
  });
});

describe('where options and killrate stand', () => {
  const modules = [{ name: 'pay', files: ['src/pay/**'], target: 90 }];
  const both = { engineOptions: { mutate: ['src/**'] }, config: { modules } };

  test.each<[shape: string, entries: Entries]>([
    [
      'an ES module: default export and named export',
      { 'stryker.conf.mjs': `export default { mutate: ['src/**'] };\nexport const killrate = ${JSON.stringify({ modules })};` },
    ],
    [
      'an ES module: all in the default export',
      { 'stryker.conf.mjs': `export default { mutate: ['src/**'], killrate: ${JSON.stringify({ modules })} };` },
    ],
    [
      'CommonJS: one object',
      { 'stryker.conf.cjs': `module.exports = { mutate: ['src/**'], killrate: ${JSON.stringify({ modules })} };` },
    ],
    [
      'CommonJS: exports set one by one',
      { 'stryker.conf.cjs': `exports.mutate = ['src/**'];\nexports.killrate = ${JSON.stringify({ modules })};` },
    ],
    [
      'a .js file of a package without type, which is CommonJS',
      {
        'package.json': '{}',
        'stryker.conf.js': `const path = require('node:path');\nmodule.exports = { mutate: [path.join('src', '**')], killrate: ${JSON.stringify({ modules })} };`,
      },
    ],
    [
      'a .js file of a package with type module',
      {
        'package.json': '{"type":"module"}',
        'stryker.conf.js': `export default { mutate: ['src/**'] };\nexport const killrate = ${JSON.stringify({ modules })};`,
      },
    ],
    ['JSON', { 'stryker.conf.json': JSON.stringify({ mutate: ['src/**'], killrate: { modules } }) }],
  ])('%s', async (_, entries) => {
    expect(await load(entries)).toMatchObject(both);
  });

  test('killrate is never among the options for Stryker', async () => {
    for (const entries of [
      { 'stryker.conf.mjs': 'export default { killrate: {} };' },
      { 'stryker.conf.cjs': 'module.exports = { killrate: {} };' },
      { 'stryker.conf.json': '{ "killrate": {} }' },
    ])
      expect((await load(entries)).engineOptions).toEqual({});
  });

  test('an ES module needs no default export, and none of its exports is needed', async () => {
    expect(await load({ 'stryker.conf.mjs': 'export const killrate = { target: 70 };' })).toMatchObject({
      config: { target: 70 },
      engineOptions: {},
    });
    expect(await load({ 'stryker.conf.mjs': '' })).toMatchObject({ config: { modules: [] }, engineOptions: {} });
  });

  test('a config may be computed, and wait for it', async () => {
    const source =
      "import { basename } from 'node:path';\nexport const killrate = { target: await Promise.resolve(basename('/x/google')) };";
    expect((await load({ 'stryker.conf.mjs': source })).config.target).toBe('google');
  });

  test("a file of Stryker's alone, without killrate, is fine", async () => {
    const loaded = await load({ 'stryker.conf.json': '{ "$schema": "./node_modules/x.json", "testRunner": "vitest" }' });
    expect(loaded.config.modules).toEqual([]);
    expect(loaded.engineOptions).toMatchObject({ testRunner: 'vitest' });
  });

  test('a folder with spaces, brackets and letters of other scripts', async () => {
    const root = aFolder({ 'größe (价格) #1 %20/stryker.conf.mjs': 'export const killrate = { target: 1 };' });
    expect(loadByNode(`${root}/größe (价格) #1 %20`)).toMatchObject({ config: { target: 1 } });
  });
});

describe('values', () => {
  test('targets are presets or numbers from 0 to 100', async () => {
    for (const target of ['critical', 'production', 'google', 'adoption', 'relaxed', 0, 99.5, 100]) {
      const { config } = await load({ 'stryker.conf.json': JSON.stringify({ killrate: { target } }) });
      expect(config.target).toBe(target);
    }
  });

  test('a project that never asked is only warned of tests that are confirmed to prove nothing', async () => {
    const { findings } = (await load({})).config;
    expect(findings).toEqual({ confirmed: 'warn', suspect: 'off', newOnly: false, rules: {} });
  });

  test('what is asked of findings is taken as given', async () => {
    const findings = { confirmed: 'error', suspect: 'warn', newOnly: true, rules: { 'golden-value': 'on' } };
    expect((await load({ 'stryker.conf.json': JSON.stringify({ killrate: { findings } }) })).config.findings).toEqual(findings);
  });

  test('logging and oneAtATime are taken as given', async () => {
    const killrate = { logging: [], oneAtATime: true };
    expect((await load({ 'stryker.conf.json': JSON.stringify({ killrate }) })).config).toMatchObject(killrate);
  });
});

describe('a mistake is told in one line with the name of the file', () => {
  test('JSON that does not parse, with the place', async () => {
    const message = await messageOf({ 'stryker.conf.json': '{\n  "mutate": ["src/**"],\n  "killrate": oops\n}\n' });
    expect(message).toMatch(/^stryker\.conf\.json is not valid JSON: .*oops.* is not valid JSON$/);
    expect(await messageOf({ '.stryker.config.json': '{ "a": 1,\n}' })).toMatch(
      /^\.stryker\.config\.json is not valid JSON: .*line 2/,
    );
    expect(await messageOf({ 'stryker.conf.json': '' })).toMatch(/^stryker\.conf\.json is not valid JSON: ./);
  });

  test.each(['null', '[]', '"text"', '3'])('JSON that is no object: %s', async (text) => {
    expect(await messageOf({ 'stryker.conf.json': text })).toBe("stryker.conf.json must hold an object of Stryker's options");
  });

  test.each(['() => ({})', 'null', '[]', '"text"'])('a default export that is no object: %s', async (text) => {
    const message = await messageOf({ 'stryker.conf.mjs': `export default ${text === 'null' ? '0' : text};` });
    expect(message).toMatch(/^stryker\.conf\.mjs: the default export must be an object/);
  });

  test('an error that the config throws, with its line', async () => {
    const message = await messageOf({ 'stryker.conf.mjs': '\n\nthrow new Error("no database\\nsecond line");\n' });
    expect(message).toMatch(/^stryker\.conf\.mjs cannot be loaded: no database \(line 3\)$/);
  });

  test('an import of what is not there', async () => {
    const message = await messageOf({ 'stryker.conf.mjs': "import './nowhere.mjs';\n" });
    expect(message).toMatch(/^stryker\.conf\.mjs cannot be loaded: .*nowhere\.mjs/);
  });

  test('what is thrown and is no error', async () => {
    expect(await messageOf({ 'stryker.conf.mjs': "throw 'just text';\n" })).toBe('stryker.conf.mjs cannot be loaded: just text');
  });

  test.each([
    ['stryker.conf.mjs', 'export default {};\nexport const killrate = {\n  modules: [ a b ],\n};\n', 3],
    ['stryker.conf.cjs', 'module.exports = {\n  mutate: [],\n  killrate: { a b }\n};\n', 3],
    ['stryker.config.js', 'export default {};\nexport const killrate = {\n  modules: [\n', 4],
  ])('a syntax error in %s, with its line', (file, content, line) => {
    const root = aFolder({ [file]: content });
    expect(loadByNode(root)).toEqual({
      name: 'UserError',
      message: expect.stringMatching(new RegExp(`^${file} cannot be loaded: [^\n]+ \\(line ${line}\\)$`)),
    });
  });
});

describe('what killrate does not know is told in one line', () => {
  test.each<[what: string, killrate: unknown, message: string]>([
    ['a key', { module: [] }, 'stryker.conf.json: killrate has no key "module" (did you mean modules?)'],
    ['a key that is near to none', { zebra: 1 }, 'stryker.conf.json: killrate has no key "zebra"'],
    [
      'a key of a module',
      {
        modules: [
          { name: 'a', files: ['a'] },
          { name: 'b', files: ['b'], taget: 1 },
        ],
      },
      'stryker.conf.json: killrate.modules[1] has no key "taget" (did you mean target?)',
    ],
    [
      'a target above 100',
      { modules: [{ name: 'a', files: ['a'], target: 120 }] },
      'stryker.conf.json: killrate.modules[0].target is 120: a target is a number from 0 to 100, or one of critical, production, google, adoption, relaxed',
    ],
    [
      'a preset with a slip',
      { modules: [{ name: 'a', files: ['a'], target: 'critcal' }] },
      'stryker.conf.json: killrate.modules[0].target is "critcal" (did you mean critical?): a target is a number from 0 to 100, or one of critical, production, google, adoption, relaxed',
    ],
    [
      'a target below 0',
      { target: -1 },
      'stryker.conf.json: killrate.target is -1: a target is a number from 0 to 100, or one of critical, production, google, adoption, relaxed',
    ],
    [
      'a target as text',
      { target: '90' },
      'stryker.conf.json: killrate.target is "90": a target is a number from 0 to 100, or one of critical, production, google, adoption, relaxed',
    ],
    [
      'two modules of one name',
      {
        modules: [
          { name: 'pay', files: ['a'] },
          { name: 'pay', files: ['b'] },
        ],
      },
      'stryker.conf.json: two modules are called "pay": give each a name of its own',
    ],
    [
      'a module with the name of the files in no module',
      { modules: [{ name: 'default', files: ['a'] }] },
      'stryker.conf.json: a module is called "default", as the files of no module are: give it another name',
    ],
    [
      'another value for oneAtATime',
      { oneAtATime: 'yes' },
      'stryker.conf.json: killrate.oneAtATime is "yes": it must be true, false or "auto"',
    ],
    [
      'a key of findings',
      { findings: { confirmd: 'error' } },
      'stryker.conf.json: killrate.findings has no key "confirmd" (did you mean confirmed?)',
    ],
    [
      'a rule about tests',
      { findings: { rules: { tautologie: 'off' } } },
      'stryker.conf.json: killrate.findings.rules has no key "tautologie" (did you mean tautology?)',
    ],
    [
      'another level of findings',
      { findings: { suspect: 'warning' } },
      'stryker.conf.json: killrate.findings.suspect is "warning" (did you mean warn?): it must be "error" or "warn" or "off"',
    ],
    [
      'another switch of a rule',
      { findings: { rules: { redundant: false } } },
      'stryker.conf.json: killrate.findings.rules.redundant is false: it must be "on" or "off"',
    ],
  ])('%s', async (_, killrate, message) => {
    expect(await fromJson(killrate)).toBe(message);
  });

  test.each<[what: string, killrate: unknown, path: string]>([
    ['a module without files', { modules: [{ name: 'a' }] }, 'killrate.modules[0].files'],
    ['a module with no pattern', { modules: [{ name: 'a', files: [] }] }, 'killrate.modules[0].files'],
    ['an empty pattern', { modules: [{ name: 'a', files: ['a', ''] }] }, 'killrate.modules[0].files[1]'],
    ['a module without a name', { modules: [{ files: ['a'] }] }, 'killrate.modules[0].name'],
    ['an empty name', { modules: [{ name: '', files: ['a'] }] }, 'killrate.modules[0].name'],
    ['files that are no list', { modules: [{ name: 'a', files: 'src/**' }] }, 'killrate.modules[0].files'],
    ['modules that are no list', { modules: { pay: ['src/**'] } }, 'killrate.modules'],
    ['logging that is no list', { logging: 'console.*' }, 'killrate.logging'],
    ['a list for killrate', [], 'killrate'],
    ['text for killrate', 'strict', 'killrate'],
  ])('%s, with the path to it', async (_, killrate, path) => {
    const message = await fromJson(killrate);
    expect(message.startsWith(`stryker.conf.json: ${path}: `)).toBe(true);
    expect(message.length).toBeGreaterThan(`stryker.conf.json: ${path}: `.length);
  });

  test.each([
    ['NaN', 'NaN'],
    ['90n', '90n'],
    ['Infinity', 'Infinity'],
    ['() => 90', '[Function: target]'],
    ['[90]', '[ 90 ]'],
    ['null', 'null'],
  ])('a target of %s, which JSON has no word for', async (code, shown) => {
    expect(await fromMjs(`{ target: ${code} }`)).toContain(`killrate.target is ${shown}: a target is`);
  });
});
