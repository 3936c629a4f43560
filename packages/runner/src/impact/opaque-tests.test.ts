import { describe, expect, test } from 'vitest';
import { aProject } from '../folder.fixture.ts';
import { buildModuleGraph } from './module-graph.ts';
import { createOpaqueTests } from './opaque-tests.ts';

const PLAIN = "import { pay } from '../src/pay.ts';\n";

function opaqueTests(files: Record<string, string>, configs: string[] = []) {
  const all: Record<string, string> = { 'src/pay.ts': 'export const pay = 1;', 'test/a.ts': PLAIN, ...files };
  const project = aProject(all);
  return createOpaqueTests(
    project,
    () => buildModuleGraph(project),
    () => configs,
    (file) => all[file] ?? '',
  );
}

const isOpaque = (test: string) => opaqueTests({ 'test/a.ts': PLAIN + test }).isOpaque('test/a.ts');

describe('a test file', () => {
  test('that only runs the sources is not opaque', () => {
    expect(isOpaque('')).toBe(false);
    expect(isOpaque('String.raw`?url=1`; ({}).toString();')).toBe(false);
  });

  test.each([
    ['the text of a module', "import text from '../src/pay.ts?raw';"],
    ['the text of a module beside something else', "import text from '../src/pay.ts?v=1&raw';"],
    ['files without an import', "process.getBuiltinModule('fs').readFileSync('src/pay.ts');"],
    ['the text of a function', 'Function.prototype.toString.call(pay);'],
    ['stacks', 'new Error().stack;'],
    ['files', "import { readFileSync } from 'node:fs';"],
    ['another process', "import { spawn } from 'node:child_process';"],
    ['modules that its text does not name', 'await import(name);'],
  ])('that may know %s is', (_, text) => {
    expect(isOpaque(text)).toBe(true);
  });

  test('is opaque by what it loads, and by what is set up before it', () => {
    const helper = { 'test/help.ts': "import { readFileSync } from 'node:fs';\n" };
    expect(opaqueTests({ ...helper, 'test/a.ts': `${PLAIN}import './help.ts';` }).isOpaque('test/a.ts')).toBe(true);
    expect(opaqueTests(helper).isOpaque('test/a.ts')).toBe(false);
    expect(opaqueTests(helper, ['test/help.ts']).isOpaque('test/a.ts')).toBe(true);
  });

  test.each(['vitest.setup.ts', 'vitest-setup.ts', 'vitest.global-setup.ts', 'test/vite-server.js'])(
    'is opaque by %s as by any other script that is set up before it: only a config is none',
    (name) => {
      const files = { [name]: "import { readFileSync } from 'node:fs';\n" };
      expect(opaqueTests(files, [name]).isOpaque('test/a.ts')).toBe(true);
    },
  );

  test.each([
    'vitest.config.ts',
    'vite.config.mjs',
    'packages/a/vitest.unit.config.ts',
    'vitest.config.e2e.mts',
    'vitest.workspace.js',
  ])('is not opaque by the config %s', (name) => {
    const files = { [name]: "import { readFileSync } from 'node:fs';\n" };
    expect(opaqueTests(files, [name]).isOpaque('test/a.ts')).toBe(false);
  });

  test('is opaque by none of its neighbours', () => {
    expect(opaqueTests({ 'test/b.ts': "import { readFileSync } from 'node:fs';\n" }).isOpaque('test/a.ts')).toBe(false);
  });
});

test('a source is loaded by the config where a script that the config names loads it', () => {
  const tests = opaqueTests({ 'test/setup.ts': PLAIN, 'vitest.config.ts': "import 'vite';\n" }, [
    'vitest.config.ts',
    'test/setup.ts',
    'gone.ts',
  ]);
  expect(tests.isKnownToConfig('src/pay.ts')).toBe(true);
  expect(tests.isKnownToConfig('src/other.ts')).toBe(false);
  expect(tests.isOpaque('test/a.ts'), 'a config loads what could load anything').toBe(false);
});

describe('a source may be read', () => {
  const READS = "import { readFileSync } from 'node:fs';\n";
  const byConfig = (text: string) =>
    opaqueTests({ 'vitest.config.ts': text }, ['vitest.config.ts']).isKnownToConfig('src/pay.ts');
  const byTest = (text: string, more: Record<string, string> = {}) =>
    opaqueTests({ 'test/a.ts': text, ...more }).mayKnow('test/a.ts', 'src/pay.ts');

  test.each([
    ['names it', `${READS}readFileSync('./src/pay.ts');`],
    ['names a folder that it lies in', `${READS}readdirSync('src');`],
    ['looks for files below such a folder', `import { globSync } from 'tinyglobby';\nglobSync('src/**/*.ts');`],
    ['names nothing that could be a file', `${READS}readFileSync(id);`],
    ['lists files', `${READS}readdirSync(import.meta.dirname); readFileSync('package.json');`],
    ['makes their names', `${READS}readFileSync(\`\${name}.ts\`); readFileSync('package.json');`],
  ])('by a config or a test that reads files and %s', (_, text) => {
    expect(byConfig(text)).toBe(true);
    expect(byTest(text)).toBe(true);
  });

  test.each([
    ['reads none', "export const a = ['src', './src/pay.json'];"],
    ['names others only', `${READS}readFileSync('package.json');`],
    ['names another one beside it', `${READS}readFileSync('src/other.ts');`],
  ])('not by a config or a test that %s', (_, text) => {
    expect(byConfig(text)).toBe(false);
    expect(byTest(text)).toBe(false);
  });

  test('not by a config that has its folder as the place of sources, tests or aliases', () => {
    const options = "{ test: { include: ['src/**/*.test.ts'] }, resolve: { alias: { '@': './src' } } }";
    expect(byConfig(`${READS}readFileSync('package.json');\nexport default ${options};`)).toBe(false);
  });

  test('by a helper that a test tells where to look, or a test that may load more than it names', () => {
    const help = { 'test/help.ts': READS };
    expect(byTest("import './help.ts';\nread('src');", help)).toBe(true);
    expect(byTest("import './help.ts';\nread('data');", help)).toBe(false);
    expect(byTest('await import(name);')).toBe(true);
  });

  test('by a setup file that may load more than it names: no test is alone then', () => {
    const files = { 'test/setup.ts': 'await import(name);' };
    expect(opaqueTests(files, ['test/setup.ts']).isKnownToConfig('test/b.test.ts')).toBe(true);
    expect(opaqueTests({ 'vitest.config.ts': 'await import(name);' }, ['vitest.config.ts']).isKnownToConfig('src/pay.ts')).toBe(
      false,
    );
  });

  test('not by what a test imports', () => {
    expect(byTest(`${READS}import '../src/other.ts';\nreadFileSync('data');`, { 'src/other.ts': '' })).toBe(false);
    expect(byTest(`${READS}import '../src';\nreadFileSync('data');`, { 'src/index.ts': '' })).toBe(false);
  });
});
