import { describe, expect, test } from 'vitest';
import { compareFunctions } from './function-change.ts';
import { functionFinder, readSourceFunctions, type SourceFunctions } from './source-functions.ts';

const SOURCE = `import { tax } from './tax.ts';
const rate = 2;
export function total(items: number[], times = rate) {
  return items.map((item) => item * times).reduce((sum, item) => sum + item, 0);
}
export class Cart {
  limit = 5;
  static #made = 0;
  get size() { return this.limit; }
  constructor() { Cart.#made += 1; }
  *each() { yield tax(1); }
}
export const free = () => ({ price: 0 });
`;

function read(source: string, file = 'a.ts'): SourceFunctions {
  const functions = readSourceFunctions(file, source);
  if (functions === null) throw new Error('it does not parse');
  return functions;
}

/** The names of what an edit changed, in the order of the numbers. */
function changedBy(before: string, after: string, file = 'a.ts'): string[] {
  const former = read(before, file);
  return [...compareFunctions(former, read(after, file)).changed]
    .sort((a, b) => a - b)
    .map((number) => former.names[number] ?? '');
}

function edit(from: string, to: string): string[] {
  expect(SOURCE).toContain(from);
  return changedBy(SOURCE, SOURCE.replace(from, to));
}

const ALL = ['', 'total', 'total', 'total', 'Cart.size', 'Cart.constructor', 'Cart.each', 'free'];

describe('the functions of a source', () => {
  test('are all that have a body, after the rest, each with what is around it', () => {
    expect(read(SOURCE).names).toEqual(ALL);
    expect(read(SOURCE).parents).toEqual([-1, 0, 1, 1, 0, 0, 0, 0]);
  });

  test('are found by an offset: the innermost whose body holds all of a place', () => {
    const find = functionFinder('a.ts', SOURCE);
    const at = (text: string) => find(SOURCE.indexOf(text), SOURCE.indexOf(text) + text.length);
    expect(at('item * times')).toBe(2);
    expect(at('(item) => item * times')).toBe(1);
    expect(at('times = rate')).toBe(0);
    expect(at('this.limit')).toBe(4);
    expect(at('limit = 5')).toBe(0);
    expect(at('price')).toBe(7);
  });

  test('of a text that cannot be parsed are not known', () => {
    expect(readSourceFunctions('a.ts', 'function (')).toBe(null);
    expect(readSourceFunctions('a.css', 'a {}')).toBe(null);
  });
});

describe('an edit changes', () => {
  test.each([
    ['nothing: a comment', 'const rate', '// the rate\nconst rate'],
    ['nothing: line breaks and parentheses', 'return this.limit;', 'return (\n    this.limit\n  );'],
  ])('%s', (_, from, to) => {
    expect(edit(from, to)).toEqual([]);
  });

  test('the function whose body it is in, and no other', () => {
    expect(edit('this.limit; }', 'this.limit + 1; }')).toEqual(['Cart.size']);
    expect(edit('Cart.#made += 1', 'Cart.#made += 2')).toEqual(['Cart.constructor']);
    expect(edit('yield tax(1)', 'yield tax(2)')).toEqual(['Cart.each']);
    expect(edit('({ price: 0 })', '({ price: 1 })')).toEqual(['free']);
    expect(edit('({ price: 0 })', '{ return { price: 0 }; }'), 'a block instead of an expression').toEqual(['free']);
  });

  test('a function within another, and not that one', () => {
    const former = read(SOURCE);
    const { changed, presentOf } = compareFunctions(former, read(SOURCE.replace('item * times', 'item / times')));
    expect([...changed]).toEqual([2]);
    expect(presentOf.get(1)).toBe(1);
    expect(presentOf.get(3)).toBe(3);
  });

  test('with a function all that is within it', () => {
    const former = read(SOURCE);
    const after = SOURCE.replace('return items', 'const more = () => 1;\n  return items');
    const { changed, presentOf } = compareFunctions(former, read(after));
    expect([...changed].sort()).toEqual([1, 2, 3]);
    expect(presentOf.get(4), 'those behind it have another number').toBe(5);
  });

  test.each([
    ['a default', 'times = rate', 'times = 3'],
    ['a parameter', 'items: number[],', 'items: number[], _other: string,'],
    ['a field', 'limit = 5', 'limit = 6'],
    ["the module's own code", 'const rate = 2', 'const rate = 3'],
    ['an import', "'./tax.ts'", "'./taxes.ts'"],
    ['a name', 'function total(', 'function sum('],
    ['how a body is read', 'get size() { return', "get size() { 'use strict'; return"],
    ['a comment that tools act on', 'const rate', '/* @jsx h */\nconst rate'],
    ['async instead of not', 'export function total', 'export async function total'],
  ])('everything, where it is of %s', (_, from, to) => {
    expect(edit(from, to)).toEqual(ALL);
  });

  test('one of two functions of one name', () => {
    const twice = 'const a = { run() { return 1; } };\nconst b = { run() { return 1; } };\n';
    const former = read(twice);
    const after = read(twice.replace(/1(?=[^1]*$)/, '2'));
    expect([...compareFunctions(former, after).changed]).toEqual([2]);
  });

  test('everything, where two functions change places', () => {
    const before = 'export function a() { return 1; }\nexport function b() { return 2; }\n';
    const after = 'export function b() { return 2; }\nexport function a() { return 1; }\n';
    expect(changedBy(before, after)).toEqual(['', 'a', 'b']);
  });

  test('what a text says, not how it is quoted in a tag', () => {
    expect(changedBy('const a = () => `x\r\ny`;', 'const a = () => `x\ny`;')).toEqual([]);
    expect(changedBy('const a = () => `x`;', 'const a = () => `y`;')).toEqual(['a']);
    expect(changedBy('const a = () => <b>x</b>;', 'const a = () => <b>y</b>;', 'a.tsx')).toEqual(['a']);
    expect(changedBy('const a = () => /x/g;', 'const a = () => /x/y;')).toEqual(['a']);
    expect(changedBy('const a = () => 1n;', 'const a = () => 2n;')).toEqual(['a']);
    expect(changedBy('const a = () => ({ b: "1" });', 'const a = () => ({ b: 1 });')).toEqual(['a']);
  });
});
