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
  expect(tests.isLoadedByConfig('src/pay.ts')).toBe(true);
  expect(tests.isLoadedByConfig('src/other.ts')).toBe(false);
  expect(tests.isOpaque('test/a.ts'), 'a config loads what could load anything').toBe(false);
});
