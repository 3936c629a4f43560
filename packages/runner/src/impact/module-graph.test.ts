import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder, aProject, type Entries, PACKAGE } from '../folder.fixture.ts';
import { openProject } from '../project/project.ts';
import { buildModuleGraph, type ModuleGraph } from './module-graph.ts';

const graphOf = (entries: Entries): ModuleGraph => buildModuleGraph(aProject(entries));
const loadsOf = (graph: ModuleGraph, file: string): string[] => [...(graph.modules.get(file)?.loads ?? [])];
const isOpen = (graph: ModuleGraph, file: string): boolean | undefined => graph.modules.get(file)?.hasUnknown;

/** What `src/a.ts` loads in a project where every one of `files` is empty, and whether that may be more. */
function resolved(source: string, files: string[], more: Entries = {}): { loads: string[]; hasUnknown: boolean | undefined } {
  const graph = graphOf({ ...Object.fromEntries(files.map((file) => [file, ''])), 'src/a.ts': source, ...more });
  return { loads: loadsOf(graph, 'src/a.ts'), hasUnknown: isOpen(graph, 'src/a.ts') };
}

describe('a specifier leads to', () => {
  test.each([
    ['./b', 'src/b.ts'],
    ['./b', 'src/b.tsx'],
    ['./b', 'src/b.js'],
    ['./b', 'src/b/index.ts'],
    ['./b.ts', 'src/b.ts'],
    ['./b.js', 'src/b.ts'],
    ['./b.js', 'src/b.tsx'],
    ['./b.mjs', 'src/b.mts'],
    ['./b.cjs', 'src/b.cts'],
    ['./b.jsx', 'src/b.tsx'],
    ['./b.json', 'src/b.json'],
    ['./b.css', 'src/b.css'],
    ['./b.svg?raw', 'src/b.svg'],
    ['../lib/b', 'lib/b.ts'],
    ['..', 'index.ts'],
    ['/src/b.ts', 'src/b.ts'],
    ['./c#/b', 'src/c#/b.ts'],
    ['./b.css?inline', 'src/b.css'],
    ['./größe', 'src/größe.ts'],
    ['./[id]', 'src/[id].ts'],
  ])('%s: %s', (specifier, file) => {
    expect(resolved(`import '${specifier}'`, [file])).toEqual({ loads: [file], hasUnknown: false });
  });

  test('the file that is there before the one it stands for', () => {
    expect(resolved("import './b.js'", ['src/b.js', 'src/b.ts']).loads).toEqual(['src/b.js']);
  });

  test('what tsconfig.json maps it to', () => {
    const tsconfig = '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "own": ["./src/index.ts"] } } }';
    const found = resolved("import '@/b'; import 'own';", ['src/b.ts', 'src/index.ts'], { 'tsconfig.json': tsconfig });
    expect(found).toEqual({ loads: ['src/b.ts', 'src/index.ts'], hasUnknown: false });
  });

  test('what package.json maps it to, under # and under its own name', () => {
    const manifest = '{ "name": "little", "exports": { ".": "./src/b.ts" }, "imports": { "#c": "./src/c.ts" } }';
    const found = resolved("import 'little'; import '#c';", ['src/b.ts', 'src/c.ts'], { 'package.json': manifest });
    expect(found).toEqual({ loads: ['src/b.ts', 'src/c.ts'], hasUnknown: false });
  });

  test('nobody knows where, if it is the own name and nothing is built', () => {
    const manifest = '{ "name": "little", "exports": "./dist/index.js" }';
    const more = { 'package.json': manifest, 'node_modules/little': { link: '..' } };
    expect(resolved("import 'little'", [], more)).toEqual({ loads: [], hasUnknown: true });
  });

  test('nobody knows which sources, if it leads to what is built', () => {
    const manifest = '{ "name": "little", "exports": "./dist/index.js" }';
    const found = resolved("import 'little'", ['dist/index.js'], { 'package.json': manifest });
    expect(found).toEqual({ loads: ['dist/index.js'], hasUnknown: true });
  });

  test.each(['node:fs', 'path', 'vitest', 'vitest/config', '@scope/declared', 'data:text/javascript,1'])(
    'nothing of the project: %s',
    (specifier) => {
      const manifest = '{ "name": "little", "devDependencies": { "@scope/declared": "1" } }';
      expect(resolved(`import '${specifier}'`, [], { 'package.json': manifest })).toEqual({ loads: [], hasUnknown: false });
    },
  );

  test.each(['@/b', '~/b', 'virtual:b', 'not-installed', './gone', '#b'])('nobody knows where: %s', (specifier) => {
    expect(resolved(`import '${specifier}'`, ['src/b.ts'])).toEqual({ loads: [], hasUnknown: true });
  });

  test('the file beside the script, in a URL', () => {
    expect(resolved("new URL('./b.wasm', import.meta.url)", ['src/b.wasm']).loads).toEqual(['src/b.wasm']);
    expect(resolved("new URL('../', import.meta.url)", []).hasUnknown).toBe(false);
  });

  test('files whether or not a tsconfig.json can be read', () => {
    expect(resolved("import './b'; import 'vitest'", ['src/b.ts'], { 'tsconfig.json': '{ "extends": "gone" }' })).toEqual({
      loads: ['src/b.ts'],
      hasUnknown: false,
    });
  });
});

describe('a mocked module', () => {
  test('is loaded with the script that takes its place', () => {
    const source = "vi.mock('../src/b'); vi.mock('axios'); vi.mock('node:fs/promises')";
    const files = ['src/b.ts', 'src/__mocks__/b.ts', '__mocks__/axios.js', '__mocks__/fs/promises.ts', '__mocks__/other.ts'];
    expect(resolved(source, files).loads.sort()).toEqual(
      ['src/b.ts', 'src/__mocks__/b.ts', '__mocks__/axios.js', '__mocks__/fs/promises.ts'].sort(),
    );
  });

  test('that nobody finds leaves nothing open', () => {
    expect(resolved("vi.mock('virtual:b', () => ({}))", []).hasUnknown).toBe(false);
  });
});

describe('closures and importers', () => {
  const files = {
    'src/a.ts': "import './b'",
    'src/b.ts': "import './c'; import './data.json'",
    'src/c.ts': "import './a'",
    'src/data.json': '{}',
    'src/d.ts': '',
    'test/a.test.ts': "import '../src/a'",
  };

  test('follow imports round a circle', () => {
    const graph = graphOf(files);
    expect(graph.closureOf('test/a.test.ts')).toEqual({
      files: new Set(['test/a.test.ts', 'src/a.ts', 'src/b.ts', 'src/c.ts', 'src/data.json']),
      isComplete: true,
    });
    expect(graph.importersOf('src/b.ts')).toEqual(new Set(['src/a.ts', 'src/c.ts', 'test/a.test.ts']));
    expect(graph.importersOf('src/data.json')).toEqual(new Set(['src/a.ts', 'src/b.ts', 'src/c.ts', 'test/a.test.ts']));
    expect(graph.directImportersOf('src/b.ts')).toEqual(new Set(['src/a.ts']));
    expect(graph.importersOf('src/d.ts')).toEqual(new Set());
  });

  test('are open where any script in them is', () => {
    const graph = graphOf({ ...files, 'src/c.ts': 'import(name)' });
    expect(graph.closureOf('test/a.test.ts').isComplete).toBe(false);
    expect(graph.closureOf('src/d.ts').isComplete).toBe(true);
  });

  test.each(['vue', 'svelte', 'astro', 'mdx'])('are open where a file of another language hides imports: %s', (extension) => {
    const graph = graphOf({ 'src/a.ts': `import './b.${extension}'`, [`src/b.${extension}`]: '' });
    expect(graph.closureOf('src/a.ts').isComplete).toBe(false);
  });

  test('of a file that is not there are open', () => {
    expect(graphOf({}).closureOf('gone.ts').isComplete).toBe(false);
  });

  test('leave types out', () => {
    const graph = graphOf({ 'src/a.ts': "import type { B } from './b'", 'src/b.ts': 'export type B = 1' });
    expect(graph.importersOf('src/b.ts')).toEqual(new Set());
  });
});

describe('a workspace', () => {
  function aWorkspace(app: Entries, shared: Entries): ModuleGraph {
    const root = aFolder({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/deep/package.json': '{ "name": "deep" }',
      'packages/other/package.json': '{ "name": "other" }',
      ...Object.fromEntries(Object.entries({ ...PACKAGE, ...app }).map(([path, entry]) => [`packages/app/${path}`, entry])),
      ...Object.fromEntries(Object.entries(shared).map(([path, entry]) => [`packages/shared/${path}`, entry])),
      'node_modules/shared': { link: '../packages/shared' },
      'node_modules/installed': { link: '.store/installed' },
      'node_modules/.store/installed/package.json': '{ "name": "installed" }',
      'node_modules/other': { link: '../packages/other' },
    });
    symlinkSync('../packages/deep', join(root, 'node_modules/deep'));
    return buildModuleGraph(openProject(join(root, 'packages/app')));
  }
  const manifest = '{ "name": "app", "dependencies": { "shared": "*", "installed": "*", "vitest": "*" } }';

  test('lends its packages, those that are depended on, by other packages too', () => {
    const graph = aWorkspace(
      { 'package.json': manifest },
      { 'package.json': '{ "name": "shared", "dependencies": { "deep": "*" } }' },
    );
    expect(graph.linkedPackages).toEqual(['../shared', '../deep']);
  });

  test('is followed where a package leads to its sources', () => {
    const graph = aWorkspace(
      { 'package.json': manifest, 'src/a.ts': "import 'shared'" },
      { 'package.json': '{ "name": "shared", "exports": "./src/index.ts" }', 'src/index.ts': "import './b'", 'src/b.ts': '' },
    );
    expect(graph.importersOf('../shared/src/b.ts')).toEqual(new Set(['../shared/src/index.ts', 'src/a.ts']));
  });

  test('is left where a package leads to what is built, or to nothing', () => {
    const shared = { 'package.json': '{ "name": "shared", "exports": "./dist/index.js" }' };
    const app = { 'package.json': manifest, 'src/a.ts': "import 'shared'" };
    expect(isOpen(aWorkspace(app, shared), 'src/a.ts')).toBe(false);
    expect([...aWorkspace(app, { ...shared, 'dist/index.js': '' }).modules.keys()]).toEqual(['src/a.ts']);
  });
});

test('symbolic links are no scripts of their own', () => {
  const graph = graphOf({ 'src/a.ts': '', 'src/b.ts': { link: 'a.ts' }, 'src/c.ts': "import './b'" });
  expect([...graph.modules.keys()]).toEqual(['src/a.ts', 'src/c.ts']);
  expect(loadsOf(graph, 'src/c.ts')).toEqual(['src/a.ts']);
});

describe('JSX is made of functions that no script imports by name', () => {
  const files = {
    'package.json': '{ "name": "little", "dependencies": { "react": "1" } }',
    'src/jsx/jsx-runtime.ts': '',
    'src/jsx/jsx-dev-runtime.ts': '',
    'src/plain.ts': '',
    'src/view.tsx': 'export const view = <p />;',
  };
  const viewOf = (entries: Entries) => {
    const graph = graphOf({ ...files, ...entries });
    return { loads: loadsOf(graph, 'src/view.tsx').sort(), hasUnknown: isOpen(graph, 'src/view.tsx') };
  };
  const RUNTIMES = ['src/jsx/jsx-dev-runtime.ts', 'src/jsx/jsx-runtime.ts'];

  test('of an installed package: nothing of the project', () => {
    expect(viewOf({})).toEqual({ loads: [], hasUnknown: false });
    expect(viewOf({ 'tsconfig.json': '{ "compilerOptions": { "jsxImportSource": "react" } }' })).toEqual({
      loads: [],
      hasUnknown: false,
    });
  });

  test.each<[string, Entries]>([
    ['a comment', { 'src/view.tsx': '/** @jsxImportSource ./jsx */\nexport const view = <p />;' }],
    ['the config of TypeScript', { 'tsconfig.json': '{ "compilerOptions": { "jsxImportSource": "./jsx" } }' }],
    ['the config of Vite', { 'vite.config.ts': "export default { oxc: { jsx: { importSource: './jsx' } } };" }],
  ])('of the project, by %s', (_, entries) => {
    expect(viewOf(entries)).toEqual({ loads: RUNTIMES, hasUnknown: false });
  });

  test.each<[string, Entries]>([
    [
      'by the own name, which nothing is built of',
      { 'tsconfig.json': '{ "compilerOptions": { "jsxImportSource": "little/jsx" } }' },
    ],
    ['computed', { 'vite.config.ts': 'export default { esbuild: { jsxImportSource: root + "/src/jsx" } };' }],
    ['put into every script', { 'vite.config.ts': 'export default { esbuild: { jsxInject: "import { h } from \'./h\'" } };' }],
  ])('nobody knows: %s', (_, entries) => {
    expect(viewOf(entries).hasUnknown).toBe(true);
  });
});

describe('a manifest can lead to several files, which are all loaded', () => {
  const FILES = { 'src/x.ts': '', 'src/x.cts': '', 'src/y.ts': '' };
  test.each([
    ['little', '"exports": { ".": { "require": "./src/x.cts", "import": "./src/x.ts" } }', ['src/x.cts', 'src/x.ts']],
    ['#x', '"imports": { "#x": { "module": "./src/y.ts", "default": "./src/x.ts" } }', ['src/x.ts', 'src/y.ts']],
    ['..', '"main": "./src/x.cts", "module": "./src/x.ts"', ['src/x.cts', 'src/x.ts']],
  ])('%s', (specifier, rules, files) => {
    const manifest = `{ "name": "little", ${rules} }`;
    const graph = graphOf({ ...FILES, 'package.json': manifest, 'test/a.test.ts': `import '${specifier}';` });
    expect(loadsOf(graph, 'test/a.test.ts').sort()).toEqual(files);
  });
});

test.each([
  ['bin/cli', true],
  ['lib/h.es6', true],
  ['src/view.vue', true],
  ['src/data.json', false],
  ['src/style.css', false],
])('what %s imports is not known: %s', (file, isUnknown) => {
  const graph = graphOf({ [file]: '', 'test/a.test.ts': `require('../${file}');` });
  expect(graph.closureOf('test/a.test.ts').isComplete).toBe(!isUnknown);
});

test('where only types are declared, nobody knows what runs', () => {
  const tsconfig = '{ "compilerOptions": { "paths": { "little": ["./index.d.ts"] } } }';
  const more = { 'package.json': '{ "name": "little", "exports": "./src/b.ts" }', 'tsconfig.json': tsconfig, 'index.d.ts': '' };
  expect(resolved("import 'little'", ['src/b.ts'], more).hasUnknown).toBe(true);
});
