import { expect, it } from 'vitest';
import { type Config, type ImportRules, loadsAsWritten } from './suite-config.ts';

const CONFIG = { setupFiles: ['/p/setup.ts', '/p/node_modules/x/setup.js'], exclude: [], sequence: {}, environment: 'jsdom' };
const RULES: ImportRules = {
  resolve: { alias: [{ find: /^\/?@vite\/env/ }] },
  plugins: ['alias', 'vite:css', 'vitest', 'vitest:mocks', 'builtin:oxc', 'vite:react-babel'].map((name) => ({ name })),
};
const isApart = (path: string): boolean => path === '/p/setup.ts';

function isPlain(config: Partial<Config>, rules: Partial<ImportRules> = {}): boolean {
  return loadsAsWritten({ ...CONFIG, ...config }, { ...RULES, ...rules }, isApart);
}

it('a plain config leads each import where its text says', () => {
  expect(isPlain({})).toBe(true);
  expect(isPlain({}, { esbuild: false, oxc: { jsx: { importSource: 'react' } } })).toBe(true);
  expect(isPlain({}, { esbuild: { jsxImportSource: 'preact' }, oxc: { jsx: 'preserve' } })).toBe(true);
  // What is set up once runs in another process.
  expect(isPlain({ globalSetup: ['/p/global.ts'] })).toBe(true);
});

it.each([
  ['an alias', {}, { resolve: { alias: [{ find: '@' }] } }],
  ['a plugin that is not known', {}, { plugins: [...RULES.plugins, { name: 'unplugin-auto-import' }] }],
  ['code that is put into each script', {}, { esbuild: { jsxInject: "import { h } from './h'" } }],
  ['the same by the other compiler', {}, { oxc: { jsxInject: "import { h } from './h'" } }],
  ['JSX of a folder of the project', {}, { oxc: { jsx: { importSource: './src/jsx' } } }],
  ['JSX of the project by its name', {}, { esbuild: { jsxImportSource: 'little/jsx' } }],
  ['a setup file that may load anything', { setupFiles: ['/p/other.ts'] }, {}],
  ['an environment of the project', { environment: './environment.ts' }, {}],
  ['a runner of the project', { runner: './runner.ts' }, {}],
  ['a serializer of the project', { snapshotSerializers: ['./serializer.ts'] }, {}],
])('not so with %s', (_, config, rules) => {
  expect(isPlain(config, rules)).toBe(false);
});
