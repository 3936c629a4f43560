import { describe, expect, test } from 'vitest';
import { findSyntaxError, type MutantName, type MutantPlace, nameMutants } from './mutant-key.ts';

/** The mutants that turn every `>` of a source into `>=`, as the engine would find them: each comparison from operand to operand. */
function comparisons(source: string, more: Partial<MutantPlace> = {}): MutantPlace[] {
  return [...source.matchAll(/(\w+) > (\w+)/gu)].map((match) => ({
    ...{ file: 'src/price.ts', start: match.index, mutator: 'EqualityOperator' },
    ...{ original: match[0], replacement: `${match[1]} >= ${match[2]}` },
    ...more,
  }));
}

const named = (source: string, more?: Partial<MutantPlace>): MutantName[] => nameMutants(source, comparisons(source, more));
const symbols = (source: string, file = 'src/price.ts') => named(source, { file }).map((name) => name.symbol);

/** The key of the one mutant in the function or method of this name. */
function keyIn(symbol: string, source: string): string | undefined {
  const found = named(source).filter((name) => name.symbol === symbol);
  expect(found).toHaveLength(1);
  return found[0]?.key;
}

const PAY = 'export function pay(a: number, b: number) {\n  return a > b;\n}\n';
const REFUND = 'export function refund(a: number, b: number) {\n  return a > b;\n}\n';
const SHIP = 'export const ship = (a: number, b: number) => a > b;\n';

describe('a key stays', () => {
  const key = keyIn('pay', PAY);

  test('when ten lines are added on top', () => {
    expect(keyIn('pay', `${'// a line\n'.repeat(10)}${PAY}`)).toBe(key);
  });

  test('when functions with the same code are added before it, after it, and change places', () => {
    expect(keyIn('pay', REFUND + PAY + SHIP)).toBe(key);
    expect(keyIn('pay', SHIP + REFUND + PAY)).toBe(key);
  });

  test('when its lines are indented and its line ends change', () => {
    expect(keyIn('pay', PAY.replace('  return', '\treturn'))).toBe(key);
    expect(keyIn('pay', PAY.replaceAll('\n', '\r\n'))).toBe(key);
  });

  test('when a file is saved with a byte order mark', () => {
    expect(keyIn('pay', `\uFEFF${PAY}`)).toBe(key);
  });

  test('in a checkout with CRLF, where its own code has several lines', () => {
    const block = (source: string): MutantPlace => {
      const start = source.indexOf('{');
      return {
        file: 'src/price.ts',
        start,
        mutator: 'BlockStatement',
        original: source.slice(start).trimEnd(),
        replacement: '{}',
      };
    };
    const crlf = PAY.replaceAll('\n', '\r\n');
    expect(nameMutants(crlf, [block(crlf)])).toEqual(nameMutants(PAY, [block(PAY)]));
  });

  test('when a second mutant like it comes after it in the same function', () => {
    const [first, second] = named('function pay(a, b) { if (a > b) return 1; return a > b; }');
    expect(first?.key).toBe(key);
    expect(second?.key).not.toBe(key);
  });

  test('whatever the order in which the engine lists the mutants', () => {
    const source = 'function pay(a, b) { if (a > b) return 1; return a > b; }';
    const places = comparisons(source);
    expect(nameMutants(source, places.toReversed())).toEqual(nameMutants(source, places).toReversed());
  });
});

describe('a key differs', () => {
  const [place] = comparisons(PAY);
  const keyOf = (more: Partial<MutantPlace>) => nameMutants(PAY, [{ ...(place as MutantPlace), ...more }])[0]?.key;
  const key = keyOf({});

  test.each<[by: string, more: Partial<MutantPlace>]>([
    ['file', { file: 'src/other.ts' }],
    ['mutator', { mutator: 'ConditionalExpression' }],
    ['replacement', { replacement: 'a < b' }],
    ['original', { original: 'a > c' }],
  ])('by %s', (_, more) => {
    expect(keyOf(more)).not.toBe(key);
  });

  test('by enclosing symbol', () => {
    expect(keyIn('refund', REFUND)).not.toBe(key);
  });

  test('by occurrence: alike mutants of one function are told apart', () => {
    const keys = named('function pay(a, b) { return [a > b, a > b, a > b]; }').map((name) => name.key);
    expect(new Set(keys).size).toBe(3);
  });

  test('where parts run into each other', () => {
    expect(keyOf({ mutator: 'Equality', original: 'a > b' })).not.toBe(keyOf({ mutator: 'Equalitya', original: ' > b' }));
  });

  test('and is short, lower case and hexadecimal', () => {
    expect(key).toMatch(/^[\da-f]{12}$/);
  });
});

describe('the enclosing symbol', () => {
  test.each<[what: string, source: string, symbol: string]>([
    ['the top level has none', 'if (a > b) run();', ''],
    ['a function', 'function pay() { return a > b; }', 'pay'],
    ['an async generator', 'export async function* pay() { yield a > b; }', 'pay'],
    ['a default export with a name', 'export default function pay() { return a > b; }', 'pay'],
    ['a default export without one', 'export default () => a > b;', ''],
    ['a constant', 'const isMore = a > b;', 'isMore'],
    ['an arrow function in a variable', 'const pay = () => a > b;', 'pay'],
    ['a function expression with a name of its own', 'const pay = function inner() { return a > b; };', 'pay.inner'],
    ['a function in a function', 'function pay() { const check = () => a > b; }', 'pay.check'],
    ['three deep', 'function x() { function y() { return () => { const z = a > b; }; } }', 'x.y.z'],
    ['a method', 'class Wallet { pay() { return a > b; } }', 'Wallet.pay'],
    ['a static method', 'class Wallet { static pay() { return a > b; } }', 'Wallet.pay'],
    ['a constructor', 'class Wallet { constructor() { this.x = a > b; } }', 'Wallet.constructor'],
    ['a private method', 'class Wallet { #pay() { return a > b; } }', 'Wallet.#pay'],
    ['a private field', 'class Wallet { #isMore = a > b; }', 'Wallet.#isMore'],
    ['a getter', 'class Wallet { get isMore() { return a > b; } }', 'Wallet.isMore'],
    ['a method with a quoted name', "class Wallet { 'pay now'() { return a > b; } }", 'Wallet.pay now'],
    ['a method with a number for a name', 'class Wallet { 42() { return a > b; } }', 'Wallet.42'],
    ['a method with a computed name', 'class Wallet { [Symbol.iterator]() { return a > b; } }', 'Wallet'],
    ['a class expression', 'const Wallet = class { pay() { return a > b; } };', 'Wallet.pay'],
    ['a method of an object', 'export const wallet = { pay() { return a > b; } };', 'wallet.pay'],
    ['an arrow function of an object', 'export const wallet = { deep: { pay: () => a > b } };', 'wallet.deep.pay'],
    ['an object of a default export', 'export default { pay: () => a > b };', 'pay'],
    ['a namespace', 'namespace Money { export function pay() { return a > b; } }', 'Money.pay'],
    ['an enum', 'enum Kind { More = a > b ? 1 : 2 }', 'Kind'],
    ['unicode', 'const größe = { 価格: () => a > b };', 'größe.価格'],
    ['what is assigned to exports', 'exports.pay = (a, b) => a > b;', 'exports.pay'],
    ['what is assigned to a prototype', 'Wallet.prototype.pay = function () { return a > b; };', 'Wallet.prototype.pay'],
    ['a value that is assigned is no symbol', 'total = a > b;', ''],
    ['a callback is no symbol', "app.get('/pay', () => a > b);", ''],
    ['a function with type parameters', 'export const pay = <T,>(a: T, b: T): boolean => a > b;', 'pay'],
    ['decorators', '@sealed() class Wallet { @log() pay() { return a > b; } }', 'Wallet.pay'],
  ])('%s', (_, source, symbol) => {
    expect(symbols(source)).toEqual([symbol]);
  });

  test('functions that are assigned keep their keys when others are assigned before them', () => {
    const pay = 'exports.pay = (a, b) => a > b;\n';
    const refund = 'exports.refund = (a, b) => a > b;\n';
    expect(keyIn('exports.pay', refund + pay)).toBe(keyIn('exports.pay', pay));
  });

  test('is found in TSX', () => {
    const source = 'export const Price = ({ a, b }: Props) => <p title="x">{a > b ? <b>{a}</b> : null}</p>;';
    expect(symbols(source, 'src/price.tsx')).toEqual(['Price']);
  });

  test.each(['src/price.js', 'src/price.mjs', 'src/price.jsx'])('is found in JSX, as in %s', (file) => {
    expect(symbols('export const Price = ({ a, b }) => <p>{a > b}</p>;', file)).toEqual(['Price']);
  });

  test('is found behind characters of two UTF-16 units', () => {
    expect(symbols("const icon = '😀😀'; function pay() { return a > b; } // 😀\nconst 𝒳 = () => c > d;")).toEqual(['pay', '𝒳']);
  });

  test('ends with its function: what comes right after it is outside', () => {
    expect(symbols('function pay() {}a > b;\nfunction ship() { return c > d; }')).toEqual(['', 'ship']);
  });
});

test('a file without mutants has no names', () => {
  expect(nameMutants(PAY, [])).toEqual([]);
});

describe('findSyntaxError', () => {
  test.each<[what: string, file: string, source: string]>([
    ['TypeScript', 'a.ts', 'abstract class A<T> { constructor(private readonly x: T) {} }\nlet y = x! satisfies Y as const;'],
    ['an assertion in angle brackets', 'a.ts', 'const y = <string>x;'],
    ['TSX', 'a.tsx', 'const y = <T,>(x: T) => <p>{x}</p>;'],
    ['JSX in plain JavaScript, as React projects have it', 'a.js', 'export const y = () => <p>{x}</p>;'],
    ['CommonJS', 'a.cjs', "const x = require('x');\nif (!x) return;\nmodule.exports = { x };"],
    ['sloppy JavaScript', 'a.js', 'with (x) { y = 010; }'],
    ['a hashbang', 'a.mjs', '#!/usr/bin/env node\nawait import("x");'],
    ['an import with attributes', 'a.ts', "import x from './x.json' with { type: 'json' };"],
    ['nothing', 'a.ts', ''],
  ])('none in %s', (_, file, source) => {
    expect(findSyntaxError(file, source)).toBeNull();
  });

  test.each<[what: string, source: string, line: number]>([
    ['on the first line', 'const = 1;\n', 1],
    ['on a later line', 'const a = 1;\n\nconst b = ;\n', 3],
    ['after lines with CR LF', 'const a = 1;\r\n\r\nconst b = ;\r\n', 3],
    ['after characters of two UTF-16 units and of two bytes', '// 😀😀😀 é é é\nconst a = "😀";\nconst b = ;\nconst c = 1;\n', 3],
    ['after a byte order mark', '\uFEFFconst a = 1;\nconst b = ;\n', 2],
    ['at the end, where a brace is missing', 'function a() {\n  return 1;\n', 3],
    ['in a string that does not end', 'const a = 1;\nconst b = "x;\nconst c = 2;\n', 2],
  ])('%s, its line is right', (_, source, line) => {
    expect(findSyntaxError('a.ts', source)).toMatchObject({ line });
  });

  test('says what is wrong', () => {
    expect(findSyntaxError('a.ts', 'function {}')?.message).toContain('(');
  });

  test('TypeScript in a plain JavaScript file is one', () => {
    expect(findSyntaxError('a.js', 'const a = 1;\nlet b: number = 2;')).toMatchObject({ line: 2 });
  });
});
