import { expect, it } from 'vitest';
import { structuralHash } from './structural-hash.ts';

class Money {
  amount: number;
  constructor(amount: number) {
    this.amount = amount;
  }
}
class Coin extends Money {}

it.each([
  ['objects, whatever the order of their properties', { a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 }],
  ['dates', new Date(5), new Date(5)],
  ['patterns', /a/gi, /a/gi],
  ['maps and sets', new Map([['a', new Set([1])]]), new Map([['a', new Set([1])]])],
  ['bytes', new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  ['instances', new Money(1), new Money(1)],
  ['errors, wherever they were made', new Error('no'), new Error('no')],
  ['not-a-numbers', Number.NaN, Number.NaN],
])('is the same for two equal %s', (_, one, other) => {
  expect(structuralHash(one)).not.toBe(null);
  expect(structuralHash(one)).toBe(structuralHash(other));
});

it.each([
  [1, '1'],
  [1, 1n],
  [0, -0],
  [null, undefined],
  [
    [1, [2]],
    [[1], 2],
  ],
  [
    ['a', 'b'],
    ['b', 'a'],
  ],
  [[undefined], new Array(1)],
  [{ a: undefined }, {}],
  [{ 0: 1 }, [1]],
  [new Money(1), new Money(2)],
  [new Money(1), new Coin(1)],
  [new Money(1), { amount: 1 }],
  [new Date(5), new Date(6)],
  [/a/, /a/g],
  [new Map([[1, 2]]), new Set([1, 2])],
  [new Uint8Array([1]), new Int8Array([1])],
  [new Error('no'), new Error('yes')],
  [new Error('no'), new TypeError('no')],
])('tells %o from %o', (one, other) => {
  expect(structuralHash(one)).not.toBe(null);
  expect(structuralHash(one)).not.toBe(structuralHash(other));
});

it.each([
  ['a function', () => 1],
  ['an object with a function in it', { deep: [() => 1] }],
  ['a promise', Promise.resolve(1)],
  ['a symbol', Symbol('a')],
  ['a symbol as a name', { [Symbol('a')]: 1 }],
  [
    'what is hidden',
    new (class {
      #hidden = 1;
      get() {
        return this.#hidden;
      }
    })(),
  ],
  ['a weak map', new WeakMap()],
  ['too much', Array.from({ length: 6_000 }, () => 1)],
  ['a long text', ['x'.repeat(300_000), 1]],
])('has none for %s', (_, value) => {
  expect(structuralHash(value)).toBe(null);
});

it('has none for what is too deep, and one for what holds itself', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 30; depth += 1) deep = [deep];
  expect(structuralHash(deep)).toBe(null);
  const own: Record<string, unknown> = { name: 'own' };
  own.self = own;
  expect(structuralHash(own)).not.toBe(null);
});

it('runs no getter, no trap of a proxy, and nothing that a test put in place of the built-in methods', () => {
  let looks = 0;
  const look = (): never => {
    looks += 1;
    throw new Error('looked at');
  };
  const trapped = new Proxy({}, Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, look])));
  const error = new Error('no');
  Object.defineProperty(error, 'stack', { get: look });
  const date = Object.assign(new Date(1), { getTime: look, toJSON: look, valueOf: look });
  const pattern = /a/;
  Object.defineProperty(pattern, 'source', { get: look });
  const map = Object.assign(new Map([[1, 2]]), { forEach: look, entries: look, [Symbol.iterator]: look });
  const values = [
    {
      get a() {
        return look();
      },
    },
    { toJSON: 1, inner: trapped },
    Object.create(trapped),
    error,
    date,
    pattern,
    map,
  ];
  for (const value of values) structuralHash(value);
  expect(looks).toBe(0);
  expect(structuralHash(values[0])).toBe(null);
  expect(structuralHash(trapped)).toBe(null);
  expect(structuralHash(map)).not.toBe(null);
});
