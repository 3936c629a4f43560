import type { Node } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { readScript } from '../script.ts';
import { type Folded, fold, isEqualFolded } from './fold.ts';

/** Folds the initial value of the last declaration. */
function foldLast(text: string): Folded | null {
  const script = readScript('a.ts', text);
  const last = script.program.body.at(-1);
  if (last?.type !== 'VariableDeclaration') throw new Error('no declaration');
  return fold(last.declarations[0]?.init as Node, script);
}

test.each<[string, unknown]>([
  ["'a'", 'a'],
  ['-1.5', -1.5],
  ['10n', 10n],
  ['null', null],
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['void 0', undefined],
  ['!0', true],
  ['~1', -2],
  ["typeof 'a'", 'string'],
  ['typeof {}', 'object'],
  ['1 + 2 * 3', 7],
  ["'a' + 'b'", 'ab'],
  ['2 ** 3 % 5', 3],
  ['1 < 2', true],
  ['1 === 1', true],
  ["'a' !== 'a'", false],
  ["true && 'a'", 'a'],
  ["'' || 'b'", 'b'],
  ["0 ?? 'b'", 0],
  ["null ?? 'b'", 'b'],
  ['1 > 2 ? 3 : 4', 4],
  ['({ a: { b: 5 } }).a.b', 5],
  ["({ a: 1, a: 2 })['a']", 2],
  ['[4, 5][1]', 5],
  ['[4, 5].length', 2],
  ["'abc'.length", 3],
  ['(5 as number)!', 5],
])('%s is certain', (text, value) => {
  expect(foldLast(`const x = ${text};`)).toEqual({ kind: 'primitive', value });
});

test.each([
  ['1 + "a"', 'conversion'],
  ['/a/', 'an object of its own'],
  ['f()', 'a call'],
  ['[1, , 2]', 'a hole'],
  ['{ get a() { return 1; } }', 'a getter'],
  ['{ __proto__: a }', 'a prototype'],
  ['{ a() {} }', 'a method'],
  ['[...f()]', 'a spread of anything'],
  ['{ [f()]: 1 }', 'a computed name'],
  ['unknown', 'a global'],
  ['this', 'whatever this is'],
  ['a += 1', 'an assignment'],
])('%s is not certain: %s', (text) => {
  expect(foldLast(`const x = (${text});`)).toBeNull();
});

describe('names', () => {
  test('a constant by any number of names is what it was given', () => {
    expect(foldLast("const a = 'x'; const b = a; const c = b + 'y';")).toEqual({ kind: 'primitive', value: 'xy' });
  });

  test.each([
    ['let a = 1; a = 2; const x = a;', 'assigned anew'],
    ["import { a } from './a'; const x = a;", 'imported'],
    ['const a = a; const x = a;', 'named by itself'],
    ['const { a } = { a: 1 }; const x = a;', 'taken out of an object'],
    ['const a = [1]; const x = a[0];', 'held by an object that may be changed'],
    ['export const a = 1; if (import.meta.vitest) {} const x = a;', 'of a source that tests itself'],
  ])('%s is not certain: %s', (text) => {
    expect(foldLast(text)).toBeNull();
  });

  test('members of an enum count on from 0 until one has a value', () => {
    const declared = "enum Color { Red, Green, Blue = 'b', Black }";

    expect(foldLast(`${declared} const x = Color.Green;`)).toEqual({ kind: 'primitive', value: 1 });
    expect(foldLast(`${declared} const x = Color.Blue;`)).toEqual({ kind: 'primitive', value: 'b' });
    expect(foldLast(`${declared} const x = Color.Black;`)).toBeNull();
    expect(foldLast(`${declared} const x = Color.White;`)).toBeNull();
  });
});

describe('equality', () => {
  const of = (text: string): Folded => foldLast(`const x = (${text});`) as Folded;

  test.each([
    ['{ a: [1, { b: 2 }] }', '{ a: [1, { b: 2 }] }', true],
    ['{ a: 1 }', '{ a: 2 }', false],
    ['[1]', '[1, 2]', false],
    ['{}', '[]', false],
    ['0', '-0', false],
    ['NaN', 'NaN', true],
    ['{ a: undefined }', '{}', false],
  ])('%s and %s, strictly', (left, right, isEqual) => {
    expect(isEqualFolded(of(left), of(right))).toBe(isEqual);
    expect(isEqualFolded(of(right), of(left))).toBe(isEqual);
  });

  test('to toEqual, a field that is undefined is none', () => {
    expect(isEqualFolded(of('{ a: undefined }'), of('{}'), true)).toBe(true);
    expect(isEqualFolded(of('{ a: undefined }'), of('{ a: 1 }'), true)).toBe(false);
  });
});
