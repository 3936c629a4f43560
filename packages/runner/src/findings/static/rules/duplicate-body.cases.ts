/** Labelled examples of the rule `duplicate-body`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'duplicate-body';

const TOP = "import { beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';\nimport { pad } from './pad';\n";

function flag(why: string, code: string, flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: TOP + code, flags };
}

function silent(why: string, code: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: TOP + code };
}

const BODY = "() => {\n  expect(pad('a', 3)).toBe('a  ');\n}";

export const cases: readonly LabelledCase[] = [
  flag('the same under two titles', `test('pads', ${BODY});\ntest('fills up', ${BODY});\n`),
  flag('three of them', `test('pads', ${BODY});\ntest('fills up', ${BODY});\ntest('is long enough', ${BODY});\n`, 2),
  flag(
    'the same but for blanks',
    "test('pads', () => { expect(pad('a', 3)).toBe('a  '); });\ntest('fills up', () => {\n\n  expect( pad('a', 3) ).toBe('a  ')\n});\n",
  ),
  flag(
    'the same but for comments',
    "test('pads', () => {\n  // short\n  expect(pad('a', 3)).toBe('a  ');\n});\ntest('fills up', () => {\n  expect(pad('a', 3)).toBe('a  '); /* long */\n});\n",
  ),
  flag('in a group', `describe('pad', () => {\n  it('pads', ${BODY});\n  it('fills up', ${BODY});\n});\n`),
  flag(
    'with a hook for both',
    `describe('pad', () => {\n  beforeEach(() => vi.resetAllMocks());\n  it('pads', ${BODY});\n  it('fills up', ${BODY});\n});\n`,
  ),
  flag(
    'far from one another',
    `test('pads', ${BODY});\ntest('cuts', () => {\n  expect(pad('abc', 2)).toBe('ab');\n});\ntest('fills up', ${BODY});\n`,
  ),
  flag(
    'with values of a hook that runs before each',
    `let text;\nbeforeEach(() => {\n  text = 'a';\n});\ntest('pads', () => {\n  expect(pad(text, 3)).toBe('a  ');\n});\ntest('fills up', () => {\n  expect(pad(text, 3)).toBe('a  ');\n});\n`,
  ),
  flag('under the same title', `test('pads', ${BODY});\ntest('pads', ${BODY});\n`),
  flag(
    'async ones',
    "test('pads', async () => {\n  expect(await pad('a', 3)).toBe('a  ');\n});\ntest('fills up', async () => {\n  expect(await pad('a', 3)).toBe('a  ');\n});\n",
  ),
  flag('with the same options', `test('pads', { timeout: 9 }, ${BODY});\ntest('fills up', { timeout: 9 }, ${BODY});\n`),

  silent('another text', `test('pads', ${BODY});\ntest('fills up', () => {\n  expect(pad('b', 3)).toBe('a  ');\n});\n`),
  silent('another matcher', `test('pads', ${BODY});\ntest('fills up', () => {\n  expect(pad('a', 3)).toEqual('a  ');\n});\n`),
  silent('blanks within a text', `test('pads', ${BODY});\ntest('fills up', () => {\n  expect(pad('a', 3)).toBe('a ');\n});\n`),
  silent(
    'each has its table',
    `test.each([['a'], ['b']])('pads %s', (text) => {\n  expect(pad(text, 3)).toBe(text);\n});\ntest.each([['c'], ['d']])('fills %s', (text) => {\n  expect(pad(text, 3)).toBe(text);\n});\n`,
  ),
  silent(
    'other groups',
    `describe('one', () => {\n  it('pads', ${BODY});\n});\ndescribe('two', () => {\n  it('pads', ${BODY});\n});\n`,
  ),
  silent(
    'groups with other hooks',
    `describe('one', () => {\n  beforeEach(() => pad.reset());\n  it('pads', ${BODY});\n  describe('two', () => {\n    beforeEach(() => pad.set(' '));\n    it('pads', ${BODY});\n  });\n});\n`,
  ),
  silent(
    'loops with other values',
    `for (const text of ['a']) {\n  test('pads', () => {\n    expect(pad(text, 3)).toBe('a  ');\n  });\n}\nfor (const text of ['b']) {\n  test('fills up', () => {\n    expect(pad(text, 3)).toBe('a  ');\n  });\n}\n`,
  ),
  silent(
    'each sees another state',
    `let count = 0;\nconst next = () => pad(++count);\ntest('first', () => {\n  count++;\n  expect(pad(count, 3)).toMatchObject({});\n});\ntest('second', () => {\n  count++;\n  expect(pad(count, 3)).toMatchObject({});\n});\n`,
  ),
  silent(
    'snapshots have names of their own',
    "test('pads', () => {\n  expect(pad('a', 3)).toMatchSnapshot();\n});\ntest('fills up', () => {\n  expect(pad('a', 3)).toMatchSnapshot();\n});\n",
  ),
  silent(
    'the context names the test',
    "test('pads', (context) => {\n  expect(pad(context.task.name, 3)).toBe('pads');\n});\ntest('pads', (context) => {\n  expect(pad(context.task.name, 3)).toBe('pads');\n});\n",
  ),
  silent('one is expected to fail', `test('pads', ${BODY});\ntest.fails('pads', ${BODY});\n`),
  silent('one is skipped', `test('pads', ${BODY});\ntest.skip('fills up', ${BODY});\n`),
  silent('other options', `test('pads', { retry: 2 }, ${BODY});\ntest('fills up', { timeout: 9 }, ${BODY});\n`),
  silent('empty bodies', "test('pads', () => {});\ntest('fills up', () => {});\n"),
  silent(
    'one body by its name',
    "const body = () => {\n  expect(pad('a', 3)).toBe('a  ');\n};\ntest('pads', body);\ntest('fills up', body);\n",
  ),
  silent(
    'the second one sees whether anything is left',
    `test('pads', ${BODY});\ntest('keeps nothing between tests', ${BODY});\n`,
  ),
  silent('the first one may leave something', `test('is isolated', ${BODY});\ntest('pads', ${BODY});\n`),
];
