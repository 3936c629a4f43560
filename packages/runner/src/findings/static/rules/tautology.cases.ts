/** Labelled examples of the rule `tautology`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'tautology';

const SOURCES = {
  'price.ts': `let currency = 'EUR';
const RATES = { EUR: 1, USD: 1.1 };
const seen = new Map<string, object>();

export function setCurrency(next: string) { currency = next; }
export function net(amount: number, rate: number): number { return Math.round(amount / (1 + rate)); }
export function label(amount: number): string { return amount.toFixed(2) + ' ' + currency; }
export const split = (text: string) => text.split(',').map((part) => part.trim());
export function quote(items: readonly { price: number }[]) { return { count: items.length, total: items.reduce((sum, item) => sum + item.price, 0) }; }
export async function fetchPrice(name: string): Promise<{ name: string; price: number }> { return { name, price: name.length }; }
export function plan(name: string) { const old = seen.get(name) ?? { name }; seen.set(name, old); return old; }
export function getInstance() { return RATES; }
type Size = 'small' | 'large';
type Box = Size | { size: Size };
const SIZES: Record<number, never> = {};
export function sizeOf(count: number): Size { return SIZES[count]; }
export function boxOf(count: number): Box { return SIZES[count]; }
export function marketShare(amount: number): number { return amount / 100; }
export function untyped(amount, rate) { return amount * rate; }
export function pick(list, index) { return list[index]; }
export function encode(text: string): string { return encodeURIComponent(text); }
export function decode(text: string): string { return decodeURIComponent(text); }
export class Cart {
  #items: number[] = [];
  add(price: number) { this.#items.push(price); return this; }
  total(): number { return this.#items.reduce((sum, price) => sum + price, 0); }
  lines() { return [...this.#items]; }
}
export class Drawer {
  #made = 0;
  kept?: string;
  made = new Map<string, object>();
  named(name: string) { const made = this.made.get(name) ?? { name }; this.made.set(name, made); return made; }
  key(): string { this.kept ??= 'k' + ++this.#made; return this.kept; }
}
export function memoize(fn) { const cache = new Map(); return (key) => { if (!cache.has(key)) cache.set(key, fn(key)); return cache.get(key); }; }
`,
};

const NAMES =
  'boxOf, Cart, decode, Drawer, encode, fetchPrice, getInstance, label, marketShare, memoize, net, pick, plan, quote, setCurrency, sizeOf, split, untyped';

function inTest(body: string, title = 'computes the price'): string {
  return `import { expect, test, vi } from 'vitest';
import { ${NAMES} } from './price';
import * as price from './price';

test('${title}', async () => {
  ${body}
});
`;
}

function flag(why: string, body: string, flags = 1, title?: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, title), also: SOURCES, flags };
}

function silent(why: string, body: string, title?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, title), also: SOURCES };
}

export const cases: readonly LabelledCase[] = [
  flag(
    'of what a builder of the test makes',
    'const basket = (over) => [{ price: 2, ...over }];\n  const one = (over) => ({ price: 2, ...over });\n  const expected = quote([one({ name: "a" })]);\n  expect(quote([one({ name: "a" })])).toEqual(expected);',
  ),
  silent(
    'of what another builder makes',
    'const one = (over) => ({ price: 2, ...over });\n  const two = (over) => ({ price: 2, tax: 1, ...over });\n  const expected = quote([one({ name: "a" })]);\n  expect(quote([two({ name: "a" })])).toEqual(expected);',
  ),
  flag('the expected value is the same call', 'const result = net(119, 0.19);\n  expect(result).toBe(net(119, 0.19));'),
  flag(
    'into a variable that was declared before',
    'const expected = net(119, 0.19);\n  let actual = 0;\n  actual = net(119, 0.19);\n  expect(actual).toBe(expected);',
  ),
  silent(
    'a variable that is given another value between',
    'let amount = 119;\n  const expected = net(amount, 0.19);\n  amount = 120;\n  expect(net(amount, 0.19)).toBe(expected);',
  ),
  flag(
    'a list that is mapped, written out',
    'const sums = [1, 2].map((amount) => net(amount, 0.19));\n  expect(sums).toEqual([net(1, 0.19), net(2, 0.19)]);',
  ),
  flag(
    'a list that is mapped with its places',
    'expect([5, 6].map((amount, at) => net(amount, at))).toEqual([net(5, 0), net(6, 1)]);',
  ),
  silent(
    'a list that is mapped, in another order',
    'const sums = [1, 2].map((amount) => net(amount, 0.19));\n  expect(sums).toEqual([net(2, 0.19), net(1, 0.19)]);',
  ),
  silent(
    'a list that is mapped, with other places',
    'expect([5, 6].map((amount, at) => net(amount, at))).toEqual([net(5, 1), net(6, 2)]);',
  ),
  flag('both where they are compared', 'expect(net(119, 0.19)).toBe(net(119, 0.19));'),
  flag('objects, by equality', "const result = split('a,b');\n  expect(result).toEqual(split('a,b'));"),
  flag(
    'in two variables',
    'const expected = net(119, 0.19);\n  const actual = net(119, 0.19);\n  expect(actual).toBe(expected);',
  ),
  flag(
    'with constants by name',
    'const amount = 119;\n  const rate = 0.19;\n  const result = net(amount, rate);\n  expect(result).toBe(net(119, 0.19));',
  ),
  flag(
    'a binding as argument',
    'const items = [{ price: 2 }];\n  const result = quote(items);\n  expect(result).toEqual(quote(items));',
  ),
  flag('a field of it', 'const items = [{ price: 2 }];\n  expect(quote(items).total).toEqual(quote(items).total);'),
  flag(
    'field by field',
    'const items = [{ price: 2 }];\n  const result = quote(items);\n  const expected = quote(items);\n  expect(result.count).toEqual(expected.count);\n  expect(result.total).toEqual(expected.total);',
    2,
  ),
  flag(
    'taken apart',
    'const items = [{ price: 2 }];\n  const { total } = quote(items);\n  expect(total).toEqual(quote(items).total);',
  ),
  flag('in an object', "expect({ parts: split('a,b') }).toEqual({ parts: split('a,b') });"),
  flag(
    'in an object by name',
    "const expected = { parts: split('a,b'), done: true };\n  expect({ parts: split('a,b'), done: true }).toEqual(expected);",
  ),
  flag(
    'a field of an object of expectations',
    "const expected = { parts: split('a,b') };\n  expect(split('a,b')).toEqual(expected.parts);",
  ),
  flag(
    'by a helper of the test',
    'const expectedFor = (amount: number) => net(amount, 0.19);\n  expect(net(119, 0.19)).toBe(expectedFor(119));',
  ),
  flag(
    'by a helper that is a function',
    'function compute(amount: number) {\n    return net(amount, 0.19);\n  }\n  const result = compute(119);\n  expect(result).toBe(net(119, 0.19));',
  ),
  flag('in a loop', 'for (const amount of [1, 2, 3]) {\n    expect(net(amount, 0.19)).toBe(net(amount, 0.19));\n  }'),
  flag('in a callback over inputs', "['a', 'b,c'].forEach((text) => {\n    expect(split(text)).toEqual(split(text));\n  });"),
  flag(
    'a list of results',
    "const inputs = ['a', 'b,c'];\n  const expected = inputs.map((text) => split(text));\n  expect(inputs.map((input) => split(input))).toEqual(expected);",
  ),
  flag('awaited', "const result = await fetchPrice('a');\n  expect(result).toEqual(await fetchPrice('a'));"),
  flag('resolved', "await expect(fetchPrice('a')).resolves.toEqual(await fetchPrice('a'));"),
  flag('through the namespace', 'const result = price.net(119, 0.19);\n  expect(result).toBe(price.net(119, 0.19));'),
  flag('a method of a class', 'const cart = new Cart();\n  cart.add(5);\n  expect(cart.total()).toBe(cart.total());'),
  flag(
    'a method in two variables',
    'const cart = new Cart().add(5);\n  const expected = cart.lines();\n  const actual = cart.lines();\n  expect(actual).toEqual(expected);',
  ),
  flag(
    'a pure function, whatever stands between',
    'const result = net(119, 0.19);\n  setCurrency("USD");\n  expect(result).toBe(net(119, 0.19));',
  ),
  flag(
    'another assertion between',
    'const result = net(119, 0.19);\n  const other = quote([]);\n  expect(other).toEqual({ count: 0, total: 0 });\n  expect(result).toBe(net(119, 0.19));',
  ),
  flag('assigned to a variable', 'let expected: number;\n  expected = net(119, 0.19);\n  expect(net(119, 0.19)).toBe(expected);'),
  flag('by an operator', 'expect(net(119, 0.19) === net(119, 0.19)).toBe(true);'),
  flag('the length of the same', "expect(split('a,b')).toHaveLength(split('a,b').length);"),
  flag(
    'an untyped function whose result is compared with a number too',
    'expect(untyped(2, 3)).toBe(6);\n  expect(untyped(4, 5)).toBe(untyped(4, 5));',
  ),
  flag('in a string', 'const result = "" + label(5);\n  expect(result).toBe("" + label(5));'),
  {
    label: 'flag',
    source: 'own',
    why: 'the parameter of each on both sides',
    code: "import { expect, it } from 'vitest';\nimport { net } from './price';\n\nit.each([1, 2, 3])('rounds %d', (amount) => {\n  expect(net(amount, 0.19)).toBe(net(amount, 0.19));\n});\n",
    also: SOURCES,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a table of each that computes what it expects',
    code: "import { expect, it } from 'vitest';\nimport { net } from './price';\n\nit.each([\n  [1, net(1, 0.19)],\n  [2, net(2, 0.19)],\n])('rounds %d', (amount, expected) => {\n  expect(net(amount, 0.19)).toBe(expected);\n});\n",
    also: SOURCES,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a table of each with literals',
    code: "import { expect, it } from 'vitest';\nimport { net } from './price';\n\nit.each([{ amount: 119, expected: 100 }])('rounds $amount', ({ amount, expected }) => {\n  expect(net(amount, 0.19)).toBe(expected);\n});\n",
    also: SOURCES,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a constant of the file, of a pure function',
    code: "import { expect, it } from 'vitest';\nimport { net } from './price';\n\nconst EXPECTED = net(119, 0.19);\n\nit('rounds', () => {\n  expect(net(119, 0.19)).toBe(EXPECTED);\n});\n",
    also: SOURCES,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'assert',
    code: "import assert from 'node:assert/strict';\nimport { it } from 'vitest';\nimport { quote } from './price';\n\nit('quotes', () => {\n  const items = [{ price: 1 }];\n  assert.deepEqual(quote(items), quote(items));\n});\n",
    also: SOURCES,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'an object that a hook makes',
    code: "import { beforeEach, expect, it } from 'vitest';\nimport { Cart } from './price';\n\nlet cart: Cart;\nbeforeEach(() => {\n  cart = new Cart();\n});\n\nit('adds up', () => {\n  cart.add(2);\n  expect(cart.lines()).toEqual(cart.lines());\n});\n",
    also: SOURCES,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a helper of another file',
    code: "import { expect, it } from 'vitest';\nimport { expectedNet } from './helpers';\nimport { net } from './price';\n\nit('rounds', () => {\n  expect(net(119, 0.19)).toBe(expectedNet(119));\n});\n",
    also: {
      ...SOURCES,
      'helpers.ts':
        "import { vi } from 'vitest';\nimport { net } from './price';\nexport const expectedNet = (amount: number) => net(amount, 0.19);\n",
    },
  },
  flag(
    'a helper of more than one step',
    'const run = (text: string) => {\n    const parts = split(text);\n    return parts.length;\n  };\n  expect(run("a,b")).toEqual(run("a,b"));',
  ),
  flag(
    'a callback of more than one step',
    "const result = split('a').map((part) => {\n    const text = part;\n    return text;\n  });\n  expect(result).toEqual(split('a').map((part) => {\n    const text = part;\n    return text;\n  }));",
  ),
  flag('a copy of the recomputed', 'const result = quote([]);\n  expect(result).toEqual({ ...quote([]) });'),
  flag(
    'a table that computes what it expects',
    'const cases = [{ amount: 1, expected: net(1, 0.19) }, { amount: 2, expected: net(2, 0.19) }];\n  for (const { amount, expected } of cases) {\n    expect(net(amount, 0.19)).toBe(expected);\n  }',
  ),
  flag(
    'a table that is gone through by a callback',
    '[[1, net(1, 0.19)], [2, net(2, 0.19)]].forEach(([amount, expected]) => {\n    expect(net(amount, 0.19)).toBe(expected);\n  });',
  ),
  silent(
    'a table of which one row is a literal',
    'for (const [amount, expected] of [[1, net(1, 0.19)], [119, 100]]) {\n    expect(net(amount, 0.19)).toBe(expected);\n  }',
  ),
  silent(
    'a table of literals',
    'for (const [amount, expected] of [[119, 100], [238, 200]]) {\n    expect(net(amount, 0.19)).toBe(expected);\n  }',
  ),
  silent(
    'a table of other calls',
    'for (const [amount, expected] of [[1, net(2, 0.19)]]) {\n    expect(net(amount, 0.19)).toBe(expected);\n  }',
  ),
  silent(
    'a callback that counts',
    "let count = 0;\n  const run = () => split('a').map((part) => part + count++);\n  expect(run()).toEqual(run());",
  ),
  silent(
    'a helper that counts',
    "let count = 0;\n  const run = () => {\n    count++;\n    return split('a,b')[count];\n  };\n  expect(run()).toEqual(run());",
  ),
  silent('other arguments', 'expect(net(119, 0.19)).toBe(net(238, 0.19) / 2);'),
  silent('another function', 'expect(net(119, 0.19)).toBe(untyped(100, 1));'),
  silent(
    'arithmetic of the test',
    'const [amount, rate] = [119, 0.19];\n  expect(net(amount, rate)).toBe(Math.round(amount / (1 + rate)));',
  ),
  silent('a literal', 'expect(net(119, 0.19)).toBe(100);'),
  silent('round trip', "const text = 'a b';\n  expect(decode(encode(text))).toBe(text);"),
  silent('round trip of what was encoded', "const encoded = encode('a b');\n  expect(encode(decode(encoded))).toBe(encoded);"),
  silent('twice is as once', "expect(encode(encode('a'))).toBe(encode('a'));"),
  silent('identity of objects', "expect(plan('a')).toBe(plan('a'));"),
  silent('identity of what an unknown function gives', 'const list = [{}];\n  expect(pick(list, 0)).toBe(pick(list, 0));'),
  silent('a singleton', 'expect(getInstance()).toEqual(getInstance());'),
  silent('a cache of the module', "expect(plan('a')).toEqual(plan('a'));"),
  silent('a memoised function', 'const fast = memoize(split);\n  expect(fast("a")).toEqual(fast("a"));'),
  silent('what once gives', 'const once = memoize(() => ({}));\n  const first = once();\n  expect(once()).toEqual(first);'),
  silent(
    'the same, says the title',
    'expect(net(119, 0.19)).toBe(net(119, 0.19));',
    'returns the same price for the same amount',
  ),
  silent('stable, says the title', "expect(split('b,a')).toEqual(split('b,a'));", 'is stable'),
  silent('idempotent, says the title', "expect(split('b,a')).toEqual(split('b,a'));", 'is idempotent'),
  silent('deterministic, says the title', 'expect(quote([])).toEqual(quote([]));', 'quotes deterministically'),
  silent('cached, says the title', "expect(split('a')).toEqual(split('a'));", 'uses the cached parts'),
  silent('equal, says the title', 'expect(quote([])).toEqual(quote([]));', 'two empty quotes are equal'),
  silent(
    'something changes the state between',
    'const before = label(5);\n  setCurrency("USD");\n  setCurrency("EUR");\n  expect(label(5)).toBe(before);',
  ),
  silent(
    'unchanged after a failed call',
    'const cart = new Cart().add(2);\n  const before = cart.lines();\n  expect(() => cart.add(Number.NaN)).not.toThrow();\n  expect(cart.lines()).toEqual(before);',
  ),
  silent(
    'unchanged after a call',
    'const cart = new Cart().add(2);\n  const before = cart.total();\n  price.setCurrency("USD");\n  expect(cart.total()).toBe(before);',
  ),
  silent(
    'an argument is changed between',
    'const items = [{ price: 2 }];\n  const result = quote(items);\n  items.push({ price: 3 });\n  expect(quote(items)).toEqual(result);',
  ),
  silent(
    'the result is changed between',
    "const result = split('b,a');\n  result.sort();\n  expect(result).toEqual(split('b,a'));",
  ),
  silent(
    'a field is assigned between',
    'const item = { price: 2 };\n  const result = quote([item]);\n  item.price = 3;\n  expect(quote([item])).toEqual(result);',
  ),
  silent('negated', 'expect(net(119, 0.19)).not.toBe(net(119, 0.19));'),
  flag(
    'two places of a list that is written out',
    'const [expected, actual] = [net(119, 0.19), net(119, 0.19)];\n  expect(actual).toEqual(expected);',
  ),
  silent(
    'two places of a list that is written out, with other arguments',
    'const [expected, actual] = [net(119, 0.19), net(120, 0.19)];\n  expect(actual).toEqual(expected);',
  ),
  silent(
    'a place behind what is spread',
    'const [expected, actual] = [...split("119"), net(119, 0.19)];\n  expect(net(119, 0.19)).toBe(expected ?? actual);',
  ),
  silent(
    'a place whose number nobody knows',
    "const [, expected] = [...split('119'), net(119, 0.19)];\n  expect(net(119, 0.19)).toEqual(expected);",
  ),
  silent('another object', 'const [one, other] = [new Cart(), new Cart()];\n  expect(one.lines()).toEqual(other.lines());'),
  silent(
    'two objects built in different ways',
    'const one = new Cart().add(1).add(2);\n  const other = new Cart().add(2).add(1);\n  expect(one.total()).toBe(other.total());',
  ),
  silent('the order of arguments', 'expect(untyped(2, 3)).toEqual(untyped(3, 2));'),
  silent(
    'the calls are counted',
    "const spy = vi.fn(() => 1);\n  const load = (key: string) => split(key + spy());\n  expect(split('a')).toEqual(split('a'));\n  expect(spy).toHaveBeenCalledTimes(0);",
  ),
  silent(
    'two promises at once',
    "const [one, other] = [fetchPrice('a'), fetchPrice('a')];\n  expect(await one).toEqual(await other);",
  ),
  silent(
    'promises that are awaited later',
    "const one = fetchPrice('a');\n  const other = fetchPrice('a');\n  expect(await one).toEqual(await other);",
  ),
  silent('a double', 'const load = vi.fn(() => 5);\n  expect(load()).toBe(load());'),
  silent('another form of one input', "expect(split('a,b')).toEqual(split('a, b'));"),
  silent('two entries of one function', 'expect(price.net(119, 0.19)).toBe(net(119, 0.19) + 0);'),
  silent('chance', 'expect(Math.random()).toBe(Math.random());'),
  silent('a library of its own', 'const spread = structuredClone({ a: 1 });\n  expect(structuredClone(spread)).toEqual(spread);'),
  silent(
    'a shadowed name',
    'const amount = 1;\n  const result = net(amount, 0);\n  {\n    const amount = 2;\n    expect(net(amount, 0)).toBe(result + 1);\n  }',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'a constant of the file, of a function with state',
    code: "import { expect, it } from 'vitest';\nimport { label } from './price';\n\nconst EXPECTED = label(5);\n\nit('labels', () => {\n  expect(label(5)).toBe(EXPECTED);\n});\n",
    also: SOURCES,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a group about memoising',
    code: "import { describe, expect, it } from 'vitest';\nimport { split } from './price';\n\ndescribe('memoization', () => {\n  it('works for lists', () => {\n    expect(split('a')).toEqual(split('a'));\n  });\n});\n",
    also: SOURCES,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'another library as reference',
    code: "import { expect, it } from 'vitest';\nimport { split } from './price';\nimport { split as reference } from 'lodash';\n\nit('splits', () => {\n  expect(split('a')).toEqual(reference('a'));\n});\n",
    also: SOURCES,
  },
  silent(
    'the first result is held to a value of its own',
    'const first = quote([]);\n  expect(first).toEqual({ count: 0, total: 0 });\n  expect(quote([])).toEqual(first);',
  ),
  silent(
    'two results that are not one object',
    'const first = quote([]);\n  const second = quote([]);\n  expect(first).not.toBe(second);\n  expect(first).toEqual(second);',
  ),
  flag(
    'the first result is only looked at for being there',
    'const first = quote([]);\n  expect(first).toBeDefined();\n  expect(quote([])).toEqual(first);',
  ),
  flag(
    'another result is held to a value',
    "const first = quote([]);\n  const other = split('a');\n  expect(other).toEqual(['a']);\n  expect(quote([])).toEqual(first);",
  ),
  silent('equivalent by its title', 'expect(quote([])).toEqual(quote([]));', 'two quotes are equivalent'),
  silent('a method that keeps what it gave first', 'const drawer = new Drawer();\n  expect(drawer.key()).toBe(drawer.key());'),
  silent(
    'results for other arguments are told apart',
    "expect(split('a,b')).toEqual(split('a,b'));\n  expect(split('a,b')).not.toEqual(split('a,c'));",
  ),
  silent(
    'results for other arguments are told apart by their names',
    "const one = split('a,b');\n  const other = split('a,c');\n  expect(one).not.toEqual(other);\n  expect(split('a,b')).toEqual(one);",
  ),
  flag('another function is told apart', "expect(split('a,b')).toEqual(split('a,b'));\n  expect(label(1)).not.toBe(label(2));"),
  silent(
    'a comment says why it is read twice',
    'const first = quote([]);\n  // Read again: nothing may have been changed, so both are consistent.\n  expect(quote([])).toEqual(first);',
  ),
  flag(
    'a comment before says something else',
    '// again a quote\n  const first = quote([]);\n  // of nothing\n  expect(quote([])).toEqual(first);',
  ),
  silent(
    'the same is asserted again after something was done',
    'const cart = new Cart();\n  expect(cart.lines()).toEqual(cart.lines());\n  cart.add(1);\n  expect(cart.lines()).toEqual(cart.lines());',
  ),
  silent(
    'the very call is held to a value of its own',
    "expect(split('a')).toEqual(split('a'));\n  expect(split('a')).toEqual(['a']);",
  ),
  flag(
    'another call is held to a value of its own',
    "expect(split('a')).toEqual(split('a'));\n  expect(split('b')).toEqual(['b']);",
  ),
  silent(
    'a method that keeps what it made in a map',
    'const drawer = new Drawer();\n  expect(drawer.named("a")).toEqual(drawer.named("a"));',
  ),
  silent('already there, says the title', 'expect(quote([])).toEqual(quote([]));', 'gives the quote that was already made'),
  silent(
    'results that an object holds from before',
    'const cart = new Cart();\n  const before = { lines: cart.lines() };\n  cart.add(1);\n  expect(cart.lines()).toEqual(before.lines);',
  ),
  flag(
    'results that an object holds, and nothing happens between',
    "const held = { parts: split('a') };\n  expect(split('a')).toEqual(held.parts);",
  ),
  silent('a result that is not random, says the title', 'expect(quote([])).toEqual(quote([]));', 'gives a non-random quote'),
  flag(
    'an object of its own that is handed over once',
    'const list = [1, 2];\n  expect(pick(list, 1)).toEqual(pick([1, 2], 1));',
  ),
  silent(
    'an object of its own that is changed in between',
    'const list = [1, 2];\n  list.push(3);\n  expect(pick(list, 1)).toEqual(pick([1, 2], 1));',
  ),
  flag('a result of a type that is a union of texts', 'expect(sizeOf(3)).toBe(sizeOf(3));'),
  silent('a result of a type that may be an object', 'expect(boxOf(3)).toBe(boxOf(3));'),
  flag(
    'the unit under another name',
    "const rate = net;\n  setCurrency('USD');\n  expect(rate(119, 0.19)).toBe(net(119, 0.19));",
  ),
  flag(
    'a title with a noun that also means to have in common',
    'expect(net(119, 0.19)).toBe(net(119, 0.19));',
    1,
    'computes the net share',
  ),
  flag('a name that ends like those that share', 'expect(marketShare(3)).toBe(marketShare(3));'),
];
