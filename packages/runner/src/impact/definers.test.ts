import { describe, expect, test } from 'vitest';
import { aProject } from '../folder.fixture.ts';
import { buildModuleGraph } from './module-graph.ts';

const BARRELS = {
  'src/index.ts':
    "export * from './math/index.ts'; export { text as words } from './text.ts'; export * as money from './money.ts'",
  'src/math/index.ts': "export * from './sum.ts'; export { default as max } from './max.ts'; export type { Num } from './num.ts'",
  'src/math/sum.ts': "import './num.ts'; export const sum = 1; export interface Sum {}",
  'src/math/max.ts': 'export default function max() {}',
  'src/math/num.ts': 'export type Num = 1',
  'src/text.ts': "export const text = ''",
  'src/money.ts': "export const euro = 1; export * from './cents.ts'",
  'src/cents.ts': 'export const cents = 1',
};

function definersOf(test: string, files: Record<string, string> = {}): string[] {
  const graph = buildModuleGraph(aProject({ ...BARRELS, ...files, 'test/a.test.ts': test }));
  return [...graph.definersOf('test/a.test.ts')].sort();
}

describe('a name that a test imports is traced to who defines it', () => {
  test.each([
    ["import { sum } from '../src/index.ts'", ['src/math/sum.ts']],
    ["import { max } from '../src/index.ts'", ['src/math/max.ts']],
    ["import { words } from '../src/index.ts'", ['src/text.ts']],
    ["import { sum, words } from '../src/index.ts'", ['src/math/sum.ts', 'src/text.ts']],
    ["import { money } from '../src/index.ts'", ['src/cents.ts', 'src/money.ts']],
    ["import max from '../src/math/max.ts'", ['src/math/max.ts']],
    ["import { sum } from '../src/math'", ['src/math/sum.ts']],
    ["import * as all from '../src/index.ts'; all.sum()", ['src/math/sum.ts']],
    ["import { type Num, text } from '../src/text.ts'", ['src/text.ts']],
    ["import { type Num } from '../src/index.ts'", []],
    ["import type { Num } from '../src/index.ts'", []],
    ["import { Num } from '../src/index.ts'", []],
    ["import { Sum } from '../src/index.ts'", ['src/math/sum.ts']],
    ["vi.mock('../src/text.ts')", []],
    ["import { test } from 'vitest'", []],
  ])('%s', (source, definers) => {
    expect(definersOf(source)).toEqual(definers);
  });

  test.each([
    "import * as all from '../src/index.ts'; f(all)",
    "import '../src/index.ts'",
    "await import('../src/index.ts')",
    "await vi.importActual('../src/index.ts')",
    "import { gone } from '../src/index.ts'",
    "import nothing from '../src/index.ts'",
  ])('and to all that is passed on, where no name says which: %s', (source) => {
    const all = ['src/index.ts', 'src/math/index.ts', 'src/math/sum.ts', 'src/math/max.ts'];
    const rest = ['src/text.ts', 'src/money.ts', 'src/cents.ts'];
    expect(definersOf(source)).toEqual([...all, ...rest].sort());
  });

  test('and no further than there', () => {
    const files = { 'src/price.ts': "import { sum } from './math/sum.ts'; export const price = () => sum" };
    expect(definersOf("import { price } from '../src/price.ts'", files)).toEqual(['src/price.ts']);
  });

  test('through an import that is exported again', () => {
    const files = { 'src/b.ts': "import { sum as s } from './math'; export { s as plus }; export default s;" };
    expect(definersOf("import { plus } from '../src/b.ts'", files)).toEqual(['src/math/sum.ts']);
    expect(definersOf("import plus from '../src/b.ts'", files)).toEqual(['src/math/sum.ts']);
  });

  test('by the nearest definition, not by a star', () => {
    const files = { 'src/b.ts': "export * from './text.ts'; export const text = 1" };
    expect(definersOf("import { text } from '../src/b.ts'", files)).toEqual(['src/b.ts']);
  });

  test('round a circle of barrels', () => {
    const files = { 'src/x.ts': "export * from './y.ts'; export const x = 1", 'src/y.ts': "export * from './x.ts'" };
    expect(definersOf("import { x } from '../src/y.ts'", files)).toEqual(['src/x.ts']);
    expect(definersOf("import { gone } from '../src/y.ts'", files)).toEqual(['src/x.ts', 'src/y.ts']);
  });

  test('out of the project, where only a package can define it', () => {
    const files = { 'src/b.ts': "export * from 'vitest'; export * from './text.ts'" };
    expect(definersOf("import { expect } from '../src/b.ts'", files)).toEqual([]);
    expect(definersOf("import { text } from '../src/b.ts'", files)).toEqual(['src/text.ts']);
  });

  test('but for a default, which no star passes on', () => {
    const files = { 'src/b.ts': "export * from './math/max.ts'" };
    expect(definersOf("import max from '../src/b.ts'", files)).toEqual(['src/b.ts', 'src/math/max.ts']);
  });

  test('to a file that is no script', () => {
    expect(definersOf("import rates from '../src/rates.json'", { 'src/rates.json': '{}' })).toEqual(['src/rates.json']);
  });

  test('through CommonJS to all that it requires', () => {
    const files = { 'src/b.cjs': "exports.c = require('./c.cjs'); require('./d.cjs')", 'src/c.cjs': '', 'src/d.cjs': '' };
    expect(definersOf("import { c } from '../src/b.cjs'", files)).toEqual(['src/b.cjs', 'src/c.cjs', 'src/d.cjs']);
  });
});
