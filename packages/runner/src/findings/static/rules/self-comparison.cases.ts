/** Labelled examples of the rule `self-comparison`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'self-comparison';

const CART = {
  'cart.ts': `export interface Cart { items: string[]; total: number }
export function fill(count: number): Cart {
  return { items: Array.from({ length: count }, () => 'x'), total: count * 2 };
}
`,
  'store.ts': `export class Store {
  get state() { return {}; }
}
export function createStore() { return new Store(); }
`,
};

function inTest(body: string, title = 'fills a cart'): string {
  return `import { expect, test } from 'vitest';
import { fill } from './cart';
import { createStore } from './store';
import { load } from './nowhere';

test('${title}', async () => {
  ${body}
});
`;
}

function flag(why: string, body: string): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body), also: CART, flags: 1 };
}

function silent(why: string, body: string, title?: string): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, title), also: CART };
}

export const cases: readonly LabelledCase[] = [
  {
    label: 'flag',
    source: 'own',
    why: 'a field of an object that is constructed here, and an export of a namespace',
    code: "import { expect, test } from 'vitest';\nimport * as parts from './part';\nimport { Part } from './part';\n\ntest('has an id', () => {\n  const part = new Part('a');\n  expect(part.id).toEqual(part.id);\n  expect(parts.LIMIT).toBe(parts.LIMIT);\n});\n",
    also: {
      'part.ts':
        'export const LIMIT = 5;\nexport class Part {\n  readonly id: string;\n  #count = 0;\n  constructor(id: string) {\n    this.id = id;\n  }\n  get count() {\n    return this.#count++;\n  }\n}\n',
    },
    flags: 2,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'an accessor of an object that is constructed here, and what its parent may have',
    code: "import { expect, test } from 'vitest';\nimport { Part, Piece } from './part';\n\ntest('counts', () => {\n  const part = new Part('a');\n  expect(part.count).toEqual(part.count);\n  const piece = new Piece('a');\n  expect(piece.id).toEqual(piece.id);\n});\n",
    also: {
      'part.ts':
        'export class Part {\n  readonly id: string;\n  #count = 0;\n  constructor(id: string) {\n    this.id = id;\n  }\n  get count() {\n    return this.#count++;\n  }\n}\nexport class Piece extends Part {\n  id = "b";\n}\n',
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'whether the unit leaves its argument alone, though today it does',
    code: "import { expect, test } from 'vitest';\nimport { keys } from './keys';\n\ntest('keeps what it is given', () => {\n  const input = { a: 1 };\n  const copy = { ...input };\n  keys(input);\n  expect(input).toEqual(copy);\n});\n",
    also: { 'keys.ts': 'export function keys(value: object): string[] {\n  return Object.keys(value);\n}\n' },
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a pure function of the sources that is handed something else stands between',
    code: "import { expect, test } from 'vitest';\nimport { keys } from './keys';\n\ntest('keeps what it is given', () => {\n  const input = { a: 1 };\n  const copy = { ...input };\n  keys({ b: 2 });\n  expect(input).toEqual(copy);\n});\n",
    also: { 'keys.ts': 'export function keys(value: object): string[] {\n  return Object.keys(value);\n}\n' },
  },
  flag('one binding', 'const cart = fill(2);\n  expect(cart).toEqual(cart);'),
  flag('one binding, by identity', 'const cart = fill(2);\n  expect(cart).toBe(cart);'),
  flag('one binding, strictly', 'const cart = fill(2);\n  expect(cart).toStrictEqual(cart);'),
  flag('another name of it', 'const cart = fill(2);\n  const expected = cart;\n  expect(cart).toEqual(expected);'),
  flag(
    'a chain of names',
    'const cart = fill(2);\n  const copy = cart;\n  const expected = copy;\n  expect(cart).toEqual(expected);',
  ),
  flag(
    'both names are of one',
    'const cart = fill(2);\n  const actual = cart;\n  const expected = cart;\n  expect(actual).toEqual(expected);',
  ),
  flag('a field of a plain result', 'const cart = fill(2);\n  expect(cart.total).toBe(cart.total);'),
  flag('a field by another name', 'const { total } = fill(2);\n  expect(total).toBe(total);'),
  flag('a field, taken out before', 'const cart = fill(2);\n  const total = cart.total;\n  expect(cart.total).toBe(total);'),
  flag('a length', 'const cart = load();\n  expect(cart.length).toBe(cart.length);'),
  flag('a variable assigned before', 'let cart;\n  cart = load();\n  expect(cart).toEqual(cart);'),
  flag('arithmetic of the same', 'const cart = fill(2);\n  expect(cart.total * 2).toBe(cart.total * 2);'),
  flag('an object of the same', 'const { total } = fill(2);\n  expect({ total }).toEqual({ total });'),
  flag('by the language itself', 'const cart = load();\n  expect(Object.is(cart, cart)).toBe(true);'),
  silent('two carts, by the language itself', 'const cart = load();\n  expect(Object.is(cart, load())).toBe(true);'),
  silent(
    'not the same, by the language itself',
    'const cart = load();\n  expect(Object.is(cart, cart)).toBe(fill(1).total > 3);',
  ),
  silent('by what the project calls the same', 'const cart = load();\n  expect(Carts.is(cart, cart)).toBe(true);'),
  silent('by what the language has for something else', 'const cart = load();\n  expect(Object.hasOwn(cart, cart)).toBe(true);'),
  flag('by an operator', 'const cart = load();\n  expect(cart === cart).toBe(true);'),
  flag('through a cast', 'const cart = load();\n  expect(cart).toEqual(cart as unknown);'),
  flag('softly', 'const cart = load();\n  expect.soft(cart).toEqual(cart);'),
  {
    label: 'flag',
    source: 'own',
    why: 'a parameter of each',
    code: "import { expect, test } from 'vitest';\n\ntest.each([1, 2])('%s', (count) => {\n  expect(count).toBe(count);\n});\n",
  },
  {
    label: 'flag',
    source: 'own',
    why: 'in a loop',
    code: "import { expect, test } from 'vitest';\nimport { load } from './nowhere';\n\ntest('all', () => {\n  for (const item of load()) expect(item).toEqual(item);\n});\n",
  },
  {
    label: 'flag',
    source: 'own',
    why: 'assert and chai',
    code: "import assert from 'node:assert';\nimport { expect } from 'chai';\nimport { test } from 'vitest';\nimport { load } from './nowhere';\n\ntest('all', () => {\n  const item = load();\n  assert.deepStrictEqual(item, item);\n  expect(item).to.deep.equal(item);\n});\n",
    flags: 2,
  },
  flag('a copy of it', 'const cart = fill(2);\n  expect(cart).toEqual({ ...cart });'),
  flag('a copy by name', 'const cart = fill(2);\n  const expected = { ...cart };\n  expect(cart).toEqual(expected);'),
  flag('its keys', 'const cart = load();\n  expect(Object.keys(cart)).toEqual(Object.keys(cart));'),
  flag('its text', 'const cart = load();\n  expect(JSON.stringify(cart)).toBe(JSON.stringify(cart));'),
  silent(
    'a copy of a list, by identity',
    'const list = load();\n  expect([...list]).not.toBe(list);\n  expect(list[0]).toBe(load()[0]);',
  ),
  silent(
    'keys before and after a call',
    'const cart = load();\n  const keys = Object.keys(cart);\n  load(cart);\n  expect(Object.keys(cart)).toEqual(keys);',
  ),
  silent('spreading is what is tested', 'const store = createStore();\n  expect({ ...store }).toEqual(store);'),
  silent(
    'a list that goes elsewhere by a condition',
    'const list: string[] = [];\n  const target = load() ? list : [];\n  load(target);\n  expect(list).toEqual([]);',
  ),
  silent(
    'a list that a callback fills',
    'const errors: string[] = [];\n  load({ onError: (error: string) => errors.push(error) });\n  expect(errors).toEqual([]);',
  ),
  silent(
    'a list that is handed over by name',
    'const errors: string[] = [];\n  load({ errors });\n  expect(errors).toEqual([]);',
  ),
  flag('a list that nobody fills', 'const errors: string[] = [];\n  load();\n  expect(errors).toEqual([]);'),
  flag('field by field', 'const cart = fill(2);\n  expect(cart).toEqual({ items: cart.items, total: cart.total });'),
  flag('by a property matcher', "const cart = fill(2);\n  expect(cart).toHaveProperty('total', cart.total);"),
  silent('one field of two', 'const cart = fill(2);\n  expect(cart).toEqual({ items: cart.items, total: 4 });'),
  silent(
    'fields of another one',
    'const cart = fill(2);\n  const other = fill(3);\n  expect(cart).toEqual({ items: other.items, total: other.total });',
  ),
  silent(
    'fields before and after a call',
    'const cart = fill(2);\n  const { items, total } = cart;\n  load(cart);\n  expect(cart).toEqual({ items, total });',
  ),
  silent('negated', 'const cart = fill(2);\n  expect(cart).not.toBe(cart);'),
  silent(
    'two results',
    'const cart = fill(2);\n  const other = fill(3);\n  expect(cart).not.toEqual(other);\n  expect(cart.total).toBe(other.total);',
  ),
  silent('both sides call the unit: another rule', 'expect(fill(2)).toEqual(fill(2));'),
  silent('a getter', 'const store = createStore();\n  expect(store.state).toBe(store.state);'),
  silent('a getter, by equality', 'const store = createStore();\n  expect(store.state).toEqual(store.state);'),
  silent('a member of something unknown', 'const store = load();\n  expect(store.current).toBe(store.current);'),
  silent('different fields', 'const cart = fill(2);\n  expect(cart.items.length).toBe(cart.total);'),
  silent(
    'a field before and after a call',
    'const cart = fill(2);\n  const before = cart.total;\n  load(cart);\n  expect(cart.total).toBe(before);',
  ),
  silent(
    'a copy before a call',
    'const cart = fill(2);\n  const before = { ...cart };\n  load(cart);\n  expect(cart).toEqual(before);',
  ),
  silent(
    'a variable before and after an assignment',
    'let cart = load();\n  const before = cart;\n  cart = load();\n  expect(cart).toEqual(before);',
  ),
  silent('what a promise gives', 'const cart = fill(2);\n  await expect(load()).resolves.toBe(cart);'),
  silent('a parameter of the code, compared with what it was given', 'const cart = fill(2);\n  expect(load(cart)).toBe(cart);'),
  silent('round trip', 'const cart = fill(2);\n  expect(JSON.parse(JSON.stringify(cart))).toEqual(cart);'),
  silent('an unknown matcher', 'const cart = fill(2);\n  expect(cart).toBeSimilarTo(cart);'),
  silent('two new objects are compared', 'const id = load();\n  expect([id]).not.toBe([id]);'),
  silent(
    'a name of an outer variable',
    'const cart = fill(2);\n  {\n    const cart = fill(3);\n    expect(cart.total).toBe(6);\n  }\n  expect(cart.total).toBe(4);',
  ),
  silent('constants are another rule', 'const one = 1;\n  expect(one).toBe(one);'),
  silent(
    'an element before and after sorting',
    'const list = load();\n  const first = list[0];\n  list.sort();\n  expect(list[0]).toBe(first);',
  ),
  silent('a counter', 'const next = load();\n  expect(next()).toBe(next());'),
  ...['status', 'body', 'innerHTML', 'textContent', 'ok', 'message'].map((name) =>
    flag(`the very same ${name}`, `const seen = await load();\n  expect(seen.${name}).toBe(seen.${name});`),
  ),
  flag('the very same property further down', 'const seen = await load();\n  expect(seen.res.status).toEqual(seen.res.status);'),
  silent('the status of two responses', 'const [one, other] = await load();\n  expect(one.status).toBe(other.status);'),
  silent(
    'a status before and after',
    'const seen = await load();\n  const before = seen.status;\n  await seen.retry();\n  expect(seen.status).toBe(before);',
  ),
  silent('the status of what is called twice', 'const seen = load();\n  expect(seen().status).toBe(seen().status);'),
  silent(
    'one object is asked for twice',
    'const seen = await load();\n  expect(seen.body).toBe(seen.body);',
    'gives a cached body',
  ),
  silent(
    'an element that is read twice, to be identical',
    'const cart = fill(2);\n  const one = cart.items[0];\n  const other = cart.items[0];\n  expect(one).toBe(other);',
    'reading twice gives an identical reference',
  ),
  flag(
    'an element that is read twice',
    'const cart = fill(2);\n  const one = cart.items[0];\n  const other = cart.items[0];\n  expect(one).toBe(other);',
  ),
  silent(
    'a getter of the unit behind two names',
    'const store = createStore();\n  const one = store.state;\n  const other = store.state;\n  expect(one).toBe(other);',
  ),
  flag(
    'a plain member behind two names',
    'const cart = fill(2);\n  const one = cart.items;\n  const other = cart.items;\n  expect(one).toBe(other);',
  ),
  silent('a global that a call between may replace', 'const before = globalThis;\n  load();\n  expect(globalThis).toBe(before);'),
  silent(
    'the type of a global that a call between may set',
    'const before = typeof structuredClone;\n  load();\n  expect(typeof structuredClone).toBe(before);',
  ),
  flag('a global with nothing between', 'const before = globalThis;\n  expect(globalThis).toBe(before);'),
  silent(
    'another name with a declared type',
    'const cart = fill(2);\n  const wide: { total: number } & Partial<Date> = cart as never;\n  expect(wide).toBe(cart);',
    'a cart is assignable to less',
  ),
  silent(
    'another name that the compiler must refuse',
    'const cart = fill(2);\n  // @ts-expect-error not a number\n  const count: number = cart;\n  expect(count).toBe(cart);',
  ),
  flag(
    'another name with a declared type, in a test of values',
    'const cart = fill(2);\n  const wide: Record<string, unknown> = cart;\n  expect(wide).toBe(cart);',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'one export by two ways',
    code: "import { expect, test } from 'vitest';\nimport { fill } from './cart';\nimport { fill as other } from './index';\ntest('exports it', () => {\n  expect(other).toBe(fill);\n});\n",
    also: { ...CART, 'index.ts': "export { fill } from './cart';\n" },
  },
  silent(
    'a member that is to be stable',
    'const { items } = fill(2);\n  expect(items.length).toBe(items.length);',
    'has a stable identity',
  ),
];
