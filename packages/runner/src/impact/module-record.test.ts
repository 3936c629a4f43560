import { describe, expect, test } from 'vitest';
import { readModuleRecord } from './module-record.ts';

/** Each request as `use specifier names`. */
function requestsOf(source: string, file = 'src/a.ts'): string[] {
  return readModuleRecord(file, source).requests.map(({ use, specifier, names }) =>
    `${use} ${specifier} ${[names].flat()}`.trim(),
  );
}

/** Each export as `name`, or `name = specifier name`. */
function exportsOf(source: string): string[] {
  return readModuleRecord('src/a.ts', source).exports.map(({ name, from }) =>
    from === null ? name : `${name} = ${from.specifier} ${from.name}`,
  );
}

describe('what a script imports', () => {
  test.each([
    ["import a from './x'", 'run ./x default'],
    ["import { a, b as c } from './x'", 'run ./x a,b'],
    ["import { default as a } from './x'", 'run ./x default'],
    ["import a, { b } from './x'", 'run ./x default,b'],
    ["import './x'", 'run ./x'],
    ["import { a, type B } from './x'", 'run ./x a'],
    ["import { type B } from './x'", 'types ./x'],
    ["import type from './x'", 'run ./x default'],
    ["import type, { a } from './x'", 'run ./x default,a'],
    ["export { a as b } from './x'", 'run ./x a'],
    ["export * from './x'", 'run ./x *'],
    ["export * as ns from './x'", 'run ./x *'],
    ["await import('./x')", 'run ./x *'],
    ['await import(`./x`)', 'run ./x *'],
    ["const a = require('./x')", 'run ./x *'],
    ["import a = require('./x')", 'run ./x *'],
    ["require.resolve('./x')", 'run ./x *'],
    ["vi.mock('./x', () => ({}))", 'mock ./x *'],
    ["vi.doMock('./x')", 'mock ./x *'],
    ["vi.mock(import('./x'))", 'mock ./x *'],
    ["vi.mock<typeof import('./x')>('./x')", 'mock ./x *'],
    ["await vi.importActual<typeof import('./y')>('./x')", 'run ./x *'],
    ["jest.requireActual('./x')", 'run ./x *'],
    ["new Worker(new URL('./x.ts', import.meta.url))", 'file ./x.ts *'],
  ])('is read from %s', (source, request) => {
    expect(requestsOf(source)).toEqual([request]);
  });

  test.each([
    "import type { A } from './x'",
    "import type A from './x'",
    "import type * as A from './x'",
    "import type A = require('./x')",
    "export type { A } from './x'",
    "type A = import('./x').A",
    "// import './x'",
    'f("require(\'./x\')")',
    "other.mock('./x')",
    "new URL('./x', base)",
  ])('is nothing in %s', (source) => {
    expect(requestsOf(source)).toEqual([]);
  });

  test('as a namespace are the members that are used', () => {
    expect(requestsOf("import * as _ from './x'; _.sum(_.max(1)); _?.min; other._;")).toEqual(['run ./x sum,max,min']);
    expect(requestsOf("import * as $a from './x'; $a.sum(1); $ab")).toEqual(['run ./x sum']);
    expect(
      requestsOf("import * as _ from './x'; _.map([], (_, i) => i); _.zip(function (_) { return f(_.no) }); other._"),
    ).toEqual(['run ./x map,zip']);
    expect(requestsOf("import * as X from './x'; let a: X.Type = b(_ => _); f('X');")).toEqual(['run ./x Type']);
  });

  test.each(['f(_)', 'f({ ..._ })', '_[name]', 'export { _ }', 'const { a } = _', 'const o = { _ }', 'f((a = _) => 1)'])(
    'as a namespace that is used as a whole is all: %s',
    (use) => {
      expect(requestsOf(`import * as _ from './x'; _.a; ${use}`)).toContain('run ./x *');
    },
  );

  test('is every path to a script in a configuration of Vitest', () => {
    const config = "export default { test: { setupFiles: ['./test/setup.ts'], include: ['src/**/*.test.ts'] } }";
    expect(requestsOf(config, 'vitest.config.ts')).toEqual(['file ./test/setup.ts *']);
    expect(requestsOf(config, 'src/config.ts')).toEqual([]);
  });

  test('but not one that only says which files are meant, or where an import leads', () => {
    const config = `export default {
      resolve: { alias: { little: './src/index.ts', 'other': ['./src/other.ts'] } },
      test: { include: ['src/a.test.ts'], coverage: { exclude: ['src/b.ts'], customProviderModule: './c.ts' }, environment: './env.ts',
        projects: [{ test: { exclude: ['src/d.ts'], setupFiles: ['./src/e.ts'] } }], alias: load('./src/f.ts') } };`;
    expect(requestsOf(config, 'vitest.config.ts')).toEqual(['file ./env.ts *', 'file ./src/e.ts *', 'file ./src/f.ts *']);
  });
});

describe('what a script exports', () => {
  test.each([
    ['export const a = 1, { b } = c;', ['a', 'b']],
    ['export function a() {} export class B {}', ['a', 'B']],
    ['export default 1', ['default']],
    ['const a = 1; export { a as b }', ['b']],
    ["export { a as b, default } from './x'", ['b = ./x a', 'default = ./x default']],
    ["export { default as a } from './x'", ['a = ./x default']],
    ["export * from './x'", ['* = ./x *']],
    ["export * as ns from './x'", ['ns = ./x *']],
    ["import { a as b } from './x'; export { b as c }", ['c = ./x a']],
    ["import a from './x'; export default a", ['default = ./x default']],
    ["import * as ns from './x'; export { ns }", ['ns = ./x *']],
  ])('is read from %s', (source, names) => {
    expect(exportsOf(source)).toEqual(names);
  });
});

describe('a script that may load more than it names', () => {
  test.each([
    'await import(name)',
    `await import(\`./\${name}.ts\`)`,
    'require(name)',
    "import.meta.glob('./*.ts')",
    "import.meta.resolve('./x')",
    "import { fork } from 'node:child_process'",
    "import { build } from 'vite'",
    'this does not parse',
    "import { createRequire } from 'node:module'; const load = createRequire(import.meta.url); load('./x')",
    "const load = require; load('./x')",
    "module.require('./x')",
    '[name].map(require)',
    "import { createRequire as make } from 'node:module'; make(import.meta.url)('./x')",
  ])('is one with %s', (source) => {
    expect(readModuleRecord('a.ts', source).hasUnknownRequest).toBe(true);
  });

  test.each([
    "await import('./x')",
    "require('./x')",
    'vi.mock(name)',
    'export default { require: 1 }',
    "if (typeof require === 'function') require.resolve('./x')",
    "import type { B } from 'vite'",
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); require('./x')",
  ])('is none with %s', (source) => {
    expect(readModuleRecord('a.ts', source).hasUnknownRequest).toBe(false);
  });
});

test.each([
  ["import { readFileSync } from 'node:fs'", true],
  ["const fs = require('fs')", true],
  ['expect(a).toMatchFileSnapshot("x")', true],
  ["import fs from './fs'", false],
])('a script reads files: %s is %s', (source, reads) => {
  expect(readModuleRecord('a.ts', source).readsFiles).toBe(reads);
});

test.each([
  ["import { test } from 'vitest'", true],
  ["import { describe as d } from '@jest/globals'", true],
  ["import { expect, vi } from 'vitest'", false],
  ["import { test } from './fixtures'", false],
])('a script defines tests: %s is %s', (source, defines) => {
  expect(readModuleRecord('a.ts', source).definesTests).toBe(defines);
});

test('a script without import and export statements is CommonJS', () => {
  expect(readModuleRecord('a.js', "module.exports = require('./x')").isCommonJs).toBe(true);
  expect(readModuleRecord('a.js', 'export {}').isCommonJs).toBe(false);
});

test.each([
  ["export {} from './x'", './x'],
  ["import { vi as v } from 'vitest'; await v.importActual('./x')", './x'],
  ["import * as vt from 'vitest'; await vt.vi.importActual('./x')", './x'],
])('a module is asked for by %s', (source, specifier) => {
  expect(readModuleRecord('a.ts', source).requests.filter(({ use }) => use === 'run')).toContainEqual(
    expect.objectContaining({ specifier }),
  );
});
