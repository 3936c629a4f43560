/** Labelled examples of the rule `duplicate-title`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'duplicate-title';

const TOP = "import { describe, expect, it, test } from 'vitest';\nimport { pad } from './pad';\n";

function flag(why: string, code: string, flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: TOP + code, flags };
}

function silent(why: string, code: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: TOP + code };
}

/** A body that differs from every other. */
function body(length: number): string {
  return `() => {\n  expect(pad('a', ${length})).toHaveLength(${length});\n}`;
}

export const cases: readonly LabelledCase[] = [
  flag('at the top', `test('pads', ${body(1)});\ntest('pads', ${body(2)});\n`),
  flag('three times', `test('pads', ${body(1)});\ntest('pads', ${body(2)});\ntest('pads', ${body(3)});\n`, 2),
  flag('in a group', `describe('pad', () => {\n  it('pads', ${body(1)});\n  it('pads', ${body(2)});\n});\n`),
  flag(
    'in two groups of one name',
    `describe('pad', () => {\n  it('pads', ${body(1)});\n});\ndescribe('pad', () => {\n  it('pads', ${body(2)});\n});\n`,
  ),
  flag('test and it', `test('pads', ${body(1)});\nit('pads', ${body(2)});\n`),
  flag('another quote', `test('pads', ${body(1)});\ntest(\`pads\`, ${body(2)});\n`),
  flag('by way of a constant', `const title = 'pads';\ntest(title, ${body(1)});\ntest('pads', ${body(2)});\n`),
  flag(
    'by way of a function’s name',
    `function padding() {}\ndescribe(padding, () => {\n  it('pads', ${body(1)});\n});\ndescribe('padding', () => {\n  it('pads', ${body(2)});\n});\n`,
  ),
  flag('put together', `test('pads ' + 'all', ${body(1)});\ntest('pads all', ${body(2)});\n`),
  flag('another modifier', `test('pads', ${body(1)});\ntest.concurrent('pads', ${body(2)});\n`),

  silent('other titles', `test('pads', ${body(1)});\ntest('fills up', ${body(2)});\n`),
  silent(
    'other groups',
    `describe('one', () => {\n  it('pads', ${body(1)});\n});\ndescribe('two', () => {\n  it('pads', ${body(2)});\n});\n`,
  ),
  silent(
    'a group within',
    `describe('one', () => {\n  it('pads', ${body(1)});\n  describe('two', () => {\n    it('pads', ${body(2)});\n  });\n});\n`,
  ),
  silent(
    'tables',
    `test.each([[1]])('pads', (n) => {\n  expect(pad('a', n)).toHaveLength(n);\n});\ntest.each([[2]])('pads', (n) => {\n  expect(pad('b', n)).toHaveLength(n);\n});\n`,
  ),
  silent('loops', `for (const n of [1, 2]) {\n  test('pads', () => {\n    expect(pad('a', n)).toHaveLength(n);\n  });\n}\n`),
  silent(
    'groups of a table',
    `describe.each([1, 2])('pad', (n) => {\n  it('pads', ${body(1)});\n});\ndescribe('pad', () => {\n  it('pads', ${body(2)});\n});\n`,
  ),
  silent(
    'one or the other',
    `if (process.platform === 'win32') {\n  test('pads', ${body(1)});\n} else {\n  test('pads', ${body(2)});\n}\n`,
  ),
  silent('one is skipped', `test.skip('pads', ${body(1)});\ntest('pads', ${body(2)});\n`),
  silent('a plan', `test.todo('pads');\ntest('pads', ${body(2)});\n`),
  silent(
    'computed titles',
    `const title = () => String(Math.random());\ntest(title(), ${body(1)});\ntest(title(), ${body(2)});\n`,
  ),
  silent('other capitals', `test('pads', ${body(1)});\ntest('Pads', ${body(2)});\n`),
  silent(
    'in functions that define tests',
    `function suite(name) {\n  test('pads', ${body(1)});\n}\nfunction other(name) {\n  test('pads', ${body(2)});\n}\nsuite();\nother();\n`,
  ),
];
