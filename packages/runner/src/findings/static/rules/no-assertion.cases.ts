/** Labelled examples of the rule `no-assertion`. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: examples are code in strings.
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'no-assertion';

const CART = {
  'src/cart.ts':
    "export class Cart { items = []; add(item) { if (!item) throw new Error('no item'); this.items.push(item); return this; } }\nexport function total(cart) { if (!cart) throw new Error('no cart'); return cart.items.length; }\n",
};

function inTest(body: string, title = 'adds up the prices', top = ''): string {
  return `import { expect, test, vi } from 'vitest';\nimport { Cart, total } from './src/cart';\n${top}\ntest('${title}', async () => {\n  ${body}\n});\n`;
}

function flag(why: string, body: string, top?: string, also?: Record<string, string>): LabelledCase {
  return { label: 'flag', source: 'own', why, code: inTest(body, undefined, top), also: { ...CART, ...also }, flags: 1 };
}

function silent(why: string, body: string, top?: string, also?: Record<string, string>): LabelledCase {
  return { label: 'silent', source: 'own', why, code: inTest(body, undefined, top), also: { ...CART, ...also } };
}

function fixture(label: 'flag' | 'silent', why: string, fixtures: string): LabelledCase {
  const code = `import { expect, test } from 'vitest';\nimport { Cart, total } from './src/cart';\nconst it = test.extend(${fixtures});\nit('adds', () => {\n  total(new Cart());\n});\n`;
  return { label, source: 'own', why, code, also: CART };
}

export const cases: readonly LabelledCase[] = [
  flag(
    'handed what a builder of the tests keeps to itself',
    'const cart = aCart().with(1).build();\n  total(cart);',
    'class CartBuilder { #cart = { items: [] }; with(item) { this.#cart.items.push(item); return this; } build() { return this.#cart; } }\nconst aCart = () => new CartBuilder();',
  ),
  silent(
    'handed what a builder of the tests keeps to itself, which asserts',
    'const cart = aCart().build();\n  total(cart);',
    'class CartBuilder { #cart = { get items() { return []; }, check: () => expect(1).toBe(1) }; build() { return this.#cart; } }\nconst aCart = () => new CartBuilder();',
  ),
  { ...silent('a file of tests for the compiler', 'new Cart({ size: 1 });'), file: 'types.test.ts' },
  { ...silent('a file of tests for the compiler, by its last word', 'new Cart({ size: 1 });'), file: 'cart.types.test.ts' },
  { ...flag('a file whose name only begins so', 'new Cart({ size: 1 });'), file: 'typesetting.test.ts' },
  silent(
    'a promise that only the unit settles, and that is returned',
    'const { promise, resolve } = Promise.withResolvers();\n  new Cart({ onAdd: () => resolve() }).add(1);\n  return promise;',
  ),
  silent(
    'a promise that is settled by a callback of the unit',
    'await new Promise((resolve) => new Cart().on("added", () => resolve()));',
  ),
  silent('a promise whose resolve is handed to the unit', 'await new Promise((resolve) => total(new Cart(), resolve));'),
  silent(
    'a helper that waits for the unit',
    'await added(new Cart());',
    'function added(cart) {\n  return new Promise((resolve) => {\n    cart.subscribe({ next: resolve });\n  });\n}',
  ),
  silent(
    'a promise that the unit rejects where it should not speak',
    'const { promise, resolve, reject } = Promise.withResolvers();\n  new Cart({ onError: () => reject(new Error("no")) });\n  setTimeout(resolve, 10);\n  return promise;',
  ),
  flag('a promise that time settles', 'total(new Cart());\n  await new Promise((resolve) => setTimeout(resolve, 10));'),
  flag(
    'a promise that a callback of time settles',
    'total(new Cart());\n  await new Promise((resolve) => {\n    setTimeout(() => resolve(), 10);\n  });',
  ),
  flag('a promise that settles itself', 'await new Promise((resolve) => {\n    total(new Cart());\n    resolve();\n  });'),
  flag(
    'a promise that settles itself, in a function called at once',
    'await new Promise((resolve) => {\n    (() => {\n      resolve();\n    })();\n  });',
  ),
  flag('a promise of the unit that nobody waits for', 'new Promise((resolve) => new Cart().on("added", () => resolve()));'),
  flag(
    'resolvers whose promise nobody waits for',
    'const { resolve } = Promise.withResolvers();\n  new Cart({ onAdd: () => resolve() }).add(1);',
  ),
  silent(
    'what a helper of the tests made, asserting functions and all, is handed to the unit',
    'await total(new Cart(), model.options);',
    'function create() {\n  return { options: { check: (cart) => expect(cart.items).toHaveLength(1) } };\n}\nconst model = create();',
  ),
  flag(
    'what a helper made without a check is handed to the unit',
    'total(new Cart(), model.options);',
    'const create = () => ({ options: { size: 1 } });\nconst model = create();',
  ),
  flag('an empty body', ''),
  flag('the unit is called and nothing more, though it can throw', 'total(new Cart().add(1));'),
  flag('a result is kept and never looked at', 'const cart = new Cart();\n  const sum = total(cart.add(2));'),
  flag('console is no assertion', 'console.log(total(new Cart()));'),
  flag('a callback of the language holds nothing', '[1, 2].forEach((item) => new Cart().add(item));'),
  flag('a double is built and not asked', 'const add = vi.fn(() => 1);\n  add();\n  total(new Cart());'),
  flag(
    'a stub that throws is none of the test',
    'vi.fn(() => {\n    throw new TypeError("offline");\n  });\n  total(new Cart());',
  ),
  flag('a helper that only builds', 'const cart = build();\n  total(cart);', 'function build() { return new Cart().add(1); }'),
  flag('a helper of another file that only builds', 'total(build());', "import { build } from './test/build';", {
    'test/build.ts': "import { Cart } from '../src/cart';\nexport const build = () => new Cart().add(1);\n",
  }),
  flag(
    'asymmetric matchers compare nothing by themselves',
    'const like = expect.objectContaining({ a: 1 });\n  total(new Cart());',
  ),
  flag('counting no assertions', 'expect.getState();\n  total(new Cart());'),
  {
    label: 'flag',
    source: 'own',
    why: 'an aliased test function of a helper module',
    code: "import { check } from './test/api';\nimport { total } from './src/cart';\ncheck('adds', () => {\n  total({ items: [] });\n});\n",
    also: { ...CART, 'test/api.ts': "import { test } from 'vitest';\nexport const check = test;\n" },
    flags: 1,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'globals',
    code: "import { total } from './src/cart';\ndescribe('cart', () => {\n  it('adds', () => {\n    total({ items: [] });\n  });\n  it('adds more', () => {\n    expect(total({ items: [1] })).toBe(1);\n  });\n});\n",
    also: CART,
    flags: 1,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'each case of a table alike',
    code: "import { test } from 'vitest';\nimport { total } from './src/cart';\ntest.each([[1], [2]])('adds %d', (item) => {\n  total({ items: [item] });\n});\n",
    also: CART,
    flags: 1,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'in-source tests',
    file: 'src/sum.ts',
    code: "export const sum = (a, b) => {\n  if (a === null) throw new Error('no a');\n  return a + b;\n};\nif (import.meta.vitest) {\n  const { test, expect } = import.meta.vitest;\n  test('adds', () => {\n    sum(1, 2);\n  });\n  test('adds more', () => {\n    expect(sum(2, 2)).toBe(4);\n  });\n}\n",
    flags: 1,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'helpers that call each other in a circle',
    code: inTest('ping(2);', 'plays', 'const ping = (n) => n > 0 && pong(n - 1);\nconst pong = (n) => ping(n - 1);'),
    also: CART,
    flags: 1,
  },

  silent('an assertion of its own', 'expect(total(new Cart())).toBe(0);'),
  silent('a helper of the file asserts', 'check(new Cart(), 0);', 'function check(cart, sum) { expect(total(cart)).toBe(sum); }'),
  silent(
    'a helper of another file asserts, by way of a third',
    'check(new Cart(), 0);',
    "import { check } from './test/index';",
    {
      'test/index.ts': "export * from './check';\n",
      'test/check.ts':
        "import { expect } from 'vitest';\nimport { total } from '../src/cart';\nexport function check(cart, sum) { equal(total(cart), sum); }\nconst equal = (a, b) => expect(a).toBe(b);\n",
    },
  ),
  silent(
    'a method of a page object asserts',
    'const page = new CartPage(new Cart());\n  page.shouldBeEmpty();',
    "import CartPage from './pages/cart-page';",
    {
      'pages/cart-page.ts':
        "import { expect } from 'vitest';\nclass Page { constructor(cart) { this.cart = cart; } }\nexport default class CartPage extends Page { shouldBeEmpty() { expect(this.cart.items).toEqual([]); } }\n",
    },
  ),
  silent(
    'an object of helpers, built by a function',
    'const { sees } = robot();\n  sees(0);',
    'const robot = () => ({ sees: (sum) => expect(total(new Cart())).toBe(sum) });',
  ),
  silent('a helper that is handed expect', 'verify(expect, total(new Cart()));', "import { verify } from 'some-kit';", {
    'package.json': '{ "dependencies": { "some-kit": "1" } }',
  }),
  silent('a helper of a package nobody can look into', 'verifyCart(new Cart());', "import { verifyCart } from 'cart-kit';", {
    'package.json': '{ "dependencies": { "cart-kit": "1" } }',
  }),
  silent('a method of an object nobody knows', 'await page.shouldShow("cart");', "import { page } from 'browser-kit';", {
    'package.json': '{ "dependencies": { "browser-kit": "1" } }',
  }),
  silent('a module that cannot be found', 'verify(new Cart());', "import { verify } from '~/nowhere';"),
  silent(
    'a helper that throws',
    'check(total(new Cart()));',
    'function check(sum) { if (sum !== 0) throw new Error(`got ${sum}`); }',
  ),
  silent('throws by itself', "if (total(new Cart()) !== 0) throw new Error('not empty');"),
  silent('a callback that must not be called', 'new Cart().add(() => {\n    throw new Error("should not be called");\n  });'),
  silent('a callback that asserts', 'new Cart().add(() => expect(1).toBe(1));'),
  silent('a named callback that asserts', 'new Cart().add(check);', 'const check = (value) => expect(value).toBe(1);'),
  silent('Node’s assert', 'strict.equal(total(new Cart()), 0);', "import { strict } from 'node:assert';"),
  silent('Node’s assert as a default import', 'assert(total(new Cart()) === 0);', "import assert from 'node:assert/strict';"),
  silent('chai', 'should.exist(total(new Cart()));', "import { should } from 'chai';"),
  silent(
    'a property-based check',
    'fc.assert(fc.property(fc.integer(), (n) => total({ items: [n] }) === 1));',
    "import fc from 'fast-check';",
    { 'package.json': '{ "dependencies": { "fast-check": "4" } }' },
  ),
  silent(
    'a request that expects',
    "await request(app).get('/').expect(200);",
    "import request from 'supertest';\nconst app = {};",
    { 'package.json': '{ "dependencies": { "supertest": "7" } }' },
  ),
  silent('a lookup that throws', "await screen.findByText('Cart');", "import { screen } from '@testing-library/react';", {
    'package.json': '{ "dependencies": { "@testing-library/react": "16" } }',
  }),
  silent(
    'a double of sinon that is asked',
    'sinon.assert.calledOnce(spy);',
    "import sinon from 'sinon';\nconst spy = sinon.spy();",
    { 'package.json': '{ "dependencies": { "sinon": "19" } }' },
  ),
  silent('waits until it holds', 'await vi.waitUntil(() => total(new Cart()) === 0);'),
  silent('types are what is tested', 'expectTypeOf(total).toBeFunction();', "import { expectTypeOf } from 'vitest';"),
  silent('the compiler must complain', '// @ts-expect-error a cart is needed\n  total(1);'),
  silent(
    'a hook asserts afterwards',
    'total(new Cart());',
    'import { afterEach } from "vitest";\nafterEach(() => { expect(console.error).not.toHaveBeenCalled(); });',
  ),
  fixture(
    'flag',
    'fixtures that only make and take down',
    '{ page: [async ({}, use) => { const cart = new Cart(); await use(cart); cart.close(); }, { auto: true }] }',
  ),
  fixture('flag', 'fixtures that are values', '{ prices: [1, 2], name: "cart", make: () => new Cart() }'),
  fixture('flag', 'no fixtures', '{}'),
  fixture(
    'flag',
    'a fixture with a name, and its end',
    '"page", async ({}, { onCleanup }) => { const cart = new Cart(); onCleanup(() => cart.close()); return cart; }',
  ),
  fixture(
    'silent',
    'a fixture with a name asserts',
    '"page", { auto: true }, async ({}, { onCleanup }) => { onCleanup(() => expect(total).toBeTypeOf("function")); }',
  ),
  fixture(
    'silent',
    'a fixture throws',
    '{ page: [async ({}, use) => { await use(1); if (total(new Cart()) !== 0) throw new Error("leaked"); }, { auto: true }] }',
  ),
  fixture('silent', 'fixtures that nobody knows', 'nobodyKnows'),
  fixture('silent', 'a fixture that is spread from elsewhere', '{ ...nobodyKnows }'),
  fixture(
    'silent',
    'a fixture that calls what nobody knows',
    '{ page: [async ({}, use) => { await use(1); nobodyKnows(); }, { auto: true }] }',
  ),
  fixture(
    'flag',
    'a fixture that asserts, which nobody asks for',
    '{ page: async ({}, use) => { await use(1); expect(total).toBeTypeOf("function"); } }',
  ),
  fixture(
    'silent',
    'a fixture that asserts, which one that runs by itself asks for',
    '{ page: async ({}, use) => { await use(1); expect(total).toBeTypeOf("function"); }, book: [async ({ page }, use) => { await use(page); }, { auto: true }] }',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'a fixture that asserts, which a hook asks for',
    code: "import { beforeEach, expect, test } from 'vitest';\nimport { total } from './src/cart';\nconst it = test.extend({ page: async ({}, use) => { await use(1); expect(total).toBeTypeOf('function'); } });\nit.beforeEach(({ page }) => {\n  total({ items: [page] });\n});\nit('adds', () => {\n  total({ items: [] });\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a fixture that asserts, beside the cases of a table',
    code: "import { expect, test } from 'vitest';\nimport { total } from './src/cart';\nconst it = test.extend({ page: async ({}, use) => { await use(1); expect(total).toBeTypeOf('function'); } });\nit.for([{ n: 1 }])('adds', ({ n }, { page }) => {\n  total({ items: [n, page] });\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a fixture that asserts, as a list with its options under a name',
    code: "import { expect, test } from 'vitest';\nimport { total } from './src/cart';\nconst page = [async ({}, use) => { await use(1); expect(total).toBeTypeOf('function'); }, { auto: true }];\nconst it = test.extend({ page });\nit('adds', () => {\n  total({ items: [] });\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a fixture that asserts, which another of its name uses',
    code: "import { expect, test } from 'vitest';\nimport { total } from './src/cart';\nconst base = test.extend({ page: async ({}, use) => { await use(1); expect(total).toBeTypeOf('function'); } });\nconst it = base.extend({ page: async ({ page }, use) => { await use(page); } });\nit('adds', ({ page }) => {\n  total({ items: [page] });\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'fixtures that a group gives anew',
    code: "import { describe, expect, test } from 'vitest';\nimport { total } from './src/cart';\nconst it = test.extend({ page: async ({}, use) => { await use(1); } });\ndescribe('two', () => {\n  it.scoped({ page: async ({}, use) => { await use(2); expect(total).toBeTypeOf('function'); } });\n  it('adds', ({ page }) => {\n    total({ items: [page] });\n  });\n});\n",
    also: CART,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'fixtures of a helper, extended once more',
    code: "import { it as base } from './fixtures';\nimport { total } from './src/cart';\nconst it = base.extend({ two: 2 });\nit.concurrent('adds', ({ two }) => {\n  total({ items: [two] });\n});\n",
    also: {
      ...CART,
      'fixtures.ts':
        "import { test } from 'vitest';\nexport const it = test.extend({ one: async ({}, use) => { await use(1); } });\n",
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a fixture of a helper asserts, which is extended once more',
    code: "import { it as base } from './fixtures';\nimport { total } from './src/cart';\nconst it = base.extend({ two: 2 });\nit('adds', ({ one, two }) => {\n  total({ items: [two] });\n});\n",
    also: {
      ...CART,
      'fixtures.ts':
        "import { expect, test } from 'vitest';\nexport const it = test.extend({ one: async ({}, use) => { await use(1); expect(globalThis.leaks).toBe(0); } });\n",
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a fixture asserts around the test',
    code: "import { expect, test } from 'vitest';\nimport { total } from './src/cart';\nconst it = test.extend({ page: [async ({}, use) => { await use(1); expect(total).toBeTypeOf('function'); }, { auto: true }] });\nit('adds', () => {\n  total({ items: [] });\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'the title promises no more',
    code: inTest('total(new Cart());', 'does not throw for an empty cart'),
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'not written yet',
    code: "import { test } from 'vitest';\ntest.todo('adds');\ntest('adds later');\ntest.skip('adds', () => {});\n",
  },
  {
    label: 'silent',
    source: 'own',
    why: 'skipped as a group',
    code: "import { describe, test } from 'vitest';\ndescribe.skip('cart', () => {\n  test('adds', () => {});\n});\n",
  },
  {
    label: 'silent',
    source: 'own',
    why: 'it must fail',
    code: inTest('total(null);', 'adds').replace("test('adds'", "test.fails('adds'"),
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'expect of the context',
    code: "import { test } from 'vitest';\nimport { total } from './src/cart';\ntest('adds', ({ expect }) => {\n  expect(total({ items: [] })).toBe(0);\n});\ntest('adds more', (context) => {\n  context.expect(total({ items: [1] })).toBe(1);\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a benchmark',
    code: "import { bench } from 'vitest';\nimport { total } from './src/cart';\nbench('adds', () => {\n  total({ items: [] });\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'helpers in a circle, of which one asserts',
    code: inTest(
      'ping(2);\n  pong(2);',
      'plays',
      'const ping = (n) => n > 0 && pong(n - 1);\nconst pong = (n) => { ping(n - 1); expect(n).toBe(0); };',
    ),
    also: CART,
  },
  silent('a setup file asserts after each test', 'total(new Cart());', undefined, {
    'vitest.config.ts': "export default { test: { globals: true, setupFiles: ['./test/setup.ts'] } };\n",
    'test/setup.ts':
      "import { afterEach, expect } from 'vitest';\nafterEach(() => {\n  expect(console.error).not.toHaveBeenCalled();\n});\n",
  }),
  flag('a setup file that only cleans up', 'total(new Cart());', undefined, {
    'vitest.config.ts': "export default { test: { setupFiles: 'test/setup.ts' } };\n",
    'test/setup.ts': "import { afterEach, vi } from 'vitest';\nafterEach(() => {\n  vi.restoreAllMocks();\n});\n",
  }),
  silent('Vitest itself asks for assertions', 'total(new Cart());', undefined, {
    'vitest.config.ts': 'export default { test: { expect: { requireAssertions: true } } };\n',
  }),
  flag('a callback in the options of the unit', 'total({ each: (item) => item.run() });'),
  silent(
    'typed declarations that call nothing',
    'const cart: Cart = {} as any as Cart;\n  let other!: ReadonlyArray<Cart>;\n  other;',
  ),
  silent('calls that only take types', 'assertEqual<Cart, typeof total>(true);', "import { assertEqual } from './src/cart';"),
  flag('declarations of any', 'const cart: any = {};\n  cart.items = [cart];'),
  ...['execFile', 'spawnSync'].map((name) =>
    silent(
      'a program that is run may check',
      `await ${name}('node', ['check.js']);`,
      `import { ${name} } from 'node:child_process';`,
    ),
  ),
  silent(
    'a program that is run with a promise',
    "await run('node', ['check.js']);",
    "import { execFile } from 'node:child_process';\nimport { promisify } from 'node:util';\nconst run = promisify(execFile);",
  ),
  silent('a thread that is run', "new Worker('./check.js');", "import { Worker } from 'node:worker_threads';"),
  flag(
    'a file that is read',
    "await read('cart.json');",
    "import { readFile } from 'node:fs';\nimport { promisify } from 'node:util';\nconst read = promisify(readFile);",
  ),
  silent('the setup of a package in the workspace throws after each test', 'total(new Cart());', undefined, {
    'vitest.config.ts':
      "import { join } from 'node:path';\nexport default { test: { setupFiles: join(here, 'test/setup.ts') } };\n",
    'test/setup.ts':
      "import { afterEach } from 'vitest';\nafterEach(() => {\n  if (warned.size > 0) throw new Error('unexpected warnings');\n});\n",
  }),
  {
    label: 'silent',
    source: 'own',
    why: 'the package that the test is in has a setup file that checks',
    file: 'packages/a/cart.test.ts',
    code: "import { test } from 'vitest';\nimport { total } from '../../src/cart';\ntest('adds', () => {\n  total({ items: [] });\n});\n",
    also: {
      ...CART,
      'packages/a/vitest.config.ts': "export default { test: { setupFiles: ['./setup.ts'] } };\n",
      'packages/a/setup.ts':
        "import { afterEach, expect } from 'vitest';\nafterEach(() => {\n  expect(console.error).not.toHaveBeenCalled();\n});\n",
    },
  },
  silent('only the unit ends the wait', 'await new Promise<void>((resolve) => new Cart().add({ onDone: resolve }));'),
  silent(
    'only a listener ends the wait',
    'return new Promise<void>((done) => {\n    new Cart().on("added", () => done());\n  });',
  ),
  silent(
    'the wait is ended by a callback with a name',
    'await new Promise<void>((resolve) => {\n    const finish = () => resolve();\n    new Cart().add({ finish });\n  });',
  ),
  silent(
    'resolvers that the unit is handed',
    'const { promise, resolve } = Promise.withResolvers();\n  new Cart().add({ done: () => resolve() });\n  return promise;',
  ),
  flag('a timer ends the wait', 'new Cart().add(1);\n  await new Promise((resolve) => setTimeout(resolve, 10));'),
  flag(
    'a timer’s callback ends the wait',
    'new Cart().add(1);\n  await new Promise<void>((resolve) => setTimeout(() => resolve(), 10));',
  ),
  flag('the test itself ends the wait', 'new Cart().add(1);\n  await new Promise<void>((resolve) => resolve());'),
  flag(
    'resolvers that the test itself calls',
    'const { promise, resolve } = Promise.withResolvers();\n  new Cart().add(1);\n  resolve();\n  await promise;',
  ),
  silent(
    'an object of asserting functions is handed over',
    'total(checks);',
    'const checks = { run: (value) => { expect(value).toBe(1); } };',
  ),
  silent(
    'what is handed over comes from a helper that nobody can read',
    'total(model.options);',
    'function makeModel(kind) { return kinds[kind](); }\nconst model = makeModel("cart");',
  ),
  flag(
    'a page object whose methods give themselves back and check nothing',
    "page.enter('a').enter('b');",
    'class Page {\n  cart = new Cart();\n  enter(name) { this.cart.add(name); return this; }\n}\nconst page = new Page();',
  ),
  flag(
    'a page object that is handed the unit',
    "new Page(new Cart()).on('friday').enter('a');",
    'class Page {\n  constructor(private readonly cart: Cart, private day = "monday") {}\n  on(day: string) { this.day = day; return this; }\n  enter(name: string) { this.cart.add(name, this.day); return this; }\n  sees(count: number) { expect(total(this.cart)).toBe(count); return this; }\n}',
  ),
  flag(
    'a page object with a field that is said to hold the unit',
    "new Page(new Cart()).enter('a');",
    'class Page {\n  cart: Cart;\n  constructor(cart: Cart) { this.cart = cart; }\n  enter(name: string) { this.cart.add(name); return this; }\n}',
  ),
  silent(
    'a page object that is handed what nobody knows',
    "new Page(makeCart()).enter('a');",
    'class Page {\n  constructor(private readonly cart: Checked) {}\n  enter(name: string) { this.cart.add(name); return this; }\n}',
  ),
  silent(
    'a page object that is handed something of the tests',
    "new Page(new Checked()).enter('a');",
    'class Checked { items = []; add(name: string) { this.items.push(name); expect(this.items).toContain(name); } }\nclass Page {\n  constructor(private readonly cart: Checked) {}\n  enter(name: string) { this.cart.add(name); return this; }\n}',
  ),
  silent(
    'a page object whose subclass checks',
    "page.enter('a');",
    'class Page {\n  cart = new Cart();\n  enter(name) { this.done(); return this; }\n  done() {}\n}\nclass Strict extends Page {\n  done() { expect(this.cart.items).toEqual([]); }\n}\nconst page = new Strict();',
  ),
  flag(
    'a helper that answers a question nobody listens to',
    'const cart = new Cart();\n  isEmpty(cart);',
    'function isEmpty(cart: Cart) { return cart.list().length === 0; }',
  ),
  ...['parses, and ignores what is left', 'copes gracefully with an empty cart', 'gives no error', 'is a no-op'].map(
    (title): LabelledCase => ({
      label: 'flag',
      source: 'own',
      why: `"${title}" promises something`,
      code: inTest('total(new Cart());', title),
      also: CART,
    }),
  ),
  ...['must never fail', 'should not crash', 'works without errors', 'does not reject'].map(
    (title): LabelledCase => ({
      label: 'silent',
      source: 'own',
      why: `"${title}" promises no more`,
      code: inTest('total(new Cart());', title),
      also: CART,
    }),
  ),
  flag(
    'a directive that only silences the compiler',
    'const seen = [];\n  // @ts-expect-error a cart is needed\n  total({ items: [], each: (item) => { seen.push(item); } });',
  ),
  silent('a type is declared', 'interface Priced { price: number }\n  total({ items: [] as Priced[] });'),
  {
    label: 'silent',
    source: 'own',
    why: 'its file is about types',
    file: 'cart.types.test.ts',
    code: inTest('total(new Cart());'),
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a sibling is for the compiler',
    code: "import { test } from 'vitest';\nimport { total } from './src/cart';\ntest('takes a cart', () => {\n  total({ items: [] });\n});\ntest('takes nothing else', () => {\n  // @ts-expect-error a cart is needed\n  total(1);\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'half of its siblings check types',
    code: "import { expectTypeOf, test } from 'vitest';\nimport { total } from './src/cart';\ntest('takes a cart', () => {\n  total({ items: [] });\n});\ntest('gives a number', () => {\n  expectTypeOf(total).returns.toBeNumber();\n});\n",
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a helper of its group puts a hook there that checks',
    code: "import { describe, test } from 'vitest';\nimport { total } from './src/cart';\nimport { mockWarn } from './test/mock-warn';\ndescribe('cart', () => {\n  mockWarn();\n  test('warns of nothing', () => {\n    total({ items: [] });\n  });\n});\n",
    also: {
      ...CART,
      'test/mock-warn.ts':
        "import { afterEach, expect } from 'vitest';\nexport function mockWarn() {\n  afterEach(() => {\n    expect(console.warn).not.toHaveBeenCalled();\n  });\n}\n",
    },
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a helper of the file that nobody knows may put a hook there',
    code: "import { test } from 'vitest';\nimport { guard } from 'some-kit';\nimport { total } from './src/cart';\nguard();\ntest('adds', () => {\n  total({ items: [] });\n});\n",
    also: CART,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a helper of its group only prepares',
    code: "import { beforeEach, describe, test, vi } from 'vitest';\nimport { Cart, total } from './src/cart';\nfunction prepare() {\n  beforeEach(() => { new Cart(); });\n}\nvi.useFakeTimers();\ndescribe('cart', () => {\n  prepare();\n  test('adds', () => {\n    total({ items: [] });\n  });\n});\n",
    also: CART,
  },
  silent(
    'an error that is heard of ends the wait',
    'const { promise, resolve, reject } = Promise.withResolvers();\n  new Cart().add({ onError: (error) => reject(error) });\n  setTimeout(resolve, 10);\n  return promise;',
  ),
  {
    label: 'silent',
    source: 'own',
    why: 'its file is about helpers of types',
    file: 'test/typeHelpers.test.ts',
    code: "import { test } from 'vitest';\nimport { total } from '../src/cart';\ntest('takes anything', () => {\n  total({ items: [] });\n});\n",
    also: CART,
  },
  silent(
    'a helper gives back the expectation, on which the matcher is called',
    'expectTotal(2).toBe(2);',
    'const expectTotal = (count) => expect(total(new Cart().add(count)), `of ${count}`);',
  ),
  silent(
    'a helper gives back the expectation by a return, and the matcher is negated',
    'expectTotal(2).not.toBe(3);',
    'function expectTotal(count) {\n  const cart = new Cart().add(count);\n  return expect(total(cart));\n}',
  ),
  flag(
    'a helper gives back the value, and a method is called on it',
    'totalOf(2).toString();',
    'const totalOf = (count) => total(new Cart().add(count));',
  ),
  flag(
    'a helper gives back the expectation, and nothing is called on it',
    'expectTotal(2);',
    'const expectTotal = (count) => expect(total(new Cart().add(count)));',
  ),
  silent(
    'a helper that is marked as one',
    'expectTotal(new Cart(), 0);',
    'const expectTotal = vi.defineHelper((cart, count) => {\n  expect(total(cart)).toBe(count);\n});',
  ),
  flag(
    'a helper that is marked as one, and checks nothing',
    'fill(new Cart(), 2);',
    'const fill = vi.defineHelper((cart, count) => {\n  cart.add(count);\n});',
  ),
  silent(
    'a helper that does nothing with what it is handed: its types are the check',
    'const cart = new Cart();\n  sameType(cart.items, [1] as number[]);',
    'const sameType: <T>(left: T, right: T) => T = (left) => left as never;',
  ),
  silent('an empty helper with types', 'accepts(new Cart());', 'function accepts(cart: Cart): void {}'),
  flag('an empty helper without types', 'accepts(new Cart());', 'function accepts(cart) {}'),
  flag('a helper with types that calls the unit', 'fill(new Cart());', 'function fill(cart: Cart): void {\n  cart.add(1);\n}'),
  silent(
    'a helper with types that gives back what it is handed',
    'accepts(new Cart());',
    'function accepts(cart: Cart) {\n  return cart;\n}',
  ),
  silent(
    'a promise of the unit is kept, something is done, and then it is waited for',
    'const cart = new Cart();\n  const empty = total(cart);\n  cart.add(1);\n  await empty;',
  ),
  silent(
    'a promise of the unit is kept while time passes',
    'const empty = total(new Cart());\n  await vi.advanceTimersByTimeAsync(10);\n  await empty;',
  ),
  flag('a promise of the unit is kept, and waited for at once', 'const empty = total(new Cart());\n  await empty;'),
  flag(
    'what was waited for already is waited for again',
    'const empty = await total(new Cart());\n  new Cart().add(1);\n  await empty;',
  ),
  silent(
    'a comment says that nothing is thrown',
    'total(new Cart());\n  // No assertions needed, just ensuring no errors are thrown.',
  ),
  silent('a comment says that it should not throw', '// These should not throw\n  total(new Cart());'),
  flag('a comment holds an assertion', 'total(new Cart());\n  // expect(() => total(null)).not.toThrow();'),
  flag('a comment says something else', 'total(new Cart());\n  // Not all carts have items.'),
  {
    label: 'silent',
    source: 'own',
    why: 'a title that it does not recurse',
    code: inTest('total(new Cart());', 'does not recurse infinitely'),
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a title that it ends cleanly',
    code: inTest('total(new Cart());', 'empties cleanly'),
    also: CART,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a title that it resolves, and the test waits for that',
    code: inTest('await total(new Cart());', 'resolves once it is empty'),
    also: CART,
  },
  {
    label: 'flag',
    source: 'own',
    why: 'a title that it resolves, and nothing is waited for',
    code: inTest('total(new Cart());', 'resolves a path'),
    also: CART,
    flags: 1,
  },
  silent('assertions are counted, wherever they stand', 'expect.assertions(2);\n  total(new Cart());'),
  silent(
    'an object of a class of the tests, whose methods assert, is handed to the unit in a list',
    'total(new Cart([new Watcher()]));',
    'class Watcher {\n  added(cart) {\n    expect(cart.items).toHaveLength(1);\n  }\n}',
  ),
  flag(
    'an object of a class of the tests that asserts nothing is handed to the unit in a list',
    'total(new Cart([new Watcher()]));',
    'class Watcher {\n  added(cart) {\n    return cart.items;\n  }\n}',
  ),
  silent(
    'a helper with types whose result nobody needs',
    'const same = accepts(new Cart());',
    'function accepts(cart: Cart) {\n  //\n}',
  ),
  ...[
    'return { holds(n) {\n    expect(total(cart)).toBe(n);\n  } };',
    'return { holds: (n) => expect(total(cart)).toBe(n) };',
    'return () => expect(total(cart)).toBe(1);',
  ].flatMap((body) => [
    flag(
      `a helper gives what would assert, and nobody takes it: ${body}`,
      'see(new Cart());',
      `function see(cart) {\n  ${body}\n}`,
    ),
    silent(
      `a helper gives what asserts, and it is kept: ${body}`,
      'const seen = see(new Cart());\n  total(seen);',
      `function see(cart) {\n  ${body}\n}`,
    ),
    silent(
      `a helper gives what asserts, and has asserted itself: ${body}`,
      'see(new Cart());',
      `function see(cart) {\n  expect(total(cart)).toBe(0);\n  ${body}\n}`,
    ),
  ]),
  flag(
    'a short helper gives what would assert, and nobody takes it',
    'see(new Cart());',
    'const see = (cart) => ({ holds: (n) => expect(total(cart)).toBe(n) });',
  ),
  silent(
    'what a helper gives is called at once',
    'see(new Cart())();\n  see(new Cart()).call(null);',
    'const see = (cart) => () => expect(total(cart)).toBe(0);',
  ),
  silent(
    'a helper puts into a hook what it gives',
    'see(new Cart());',
    'const see = (cart) => {\n  const check = () => expect(total(cart)).toBe(0);\n  process.once("exit", check);\n  return check;\n};',
  ),
  silent('a comment says that it should cause no trouble', 'total(new Cart());\n  // This should not cause issues.'),
  {
    label: 'flag',
    source: 'own',
    why: 'a title that promises to come through, and not what is then',
    code: inTest('total(new Cart());', 'survives a busy day'),
    also: CART,
    flags: 1,
  },
  {
    label: 'silent',
    source: 'own',
    why: 'a group about what the compiler takes as a constant',
    code: "import { describe, test } from 'vitest';\nimport { total } from './src/cart';\ndescribe('total: as const patterns', () => {\n  test('accepts a list', () => {\n    total({ items: [] });\n  });\n});\n",
    also: CART,
  },
  flag('a request of supertest that asks for nothing', "await request(total).get('/');", "import request from 'supertest';\n"),
  silent(
    'a request of supertest that asks for a status',
    "await request(total).get('/').expect(200);",
    "import request from 'supertest';\n",
  ),
  flag(
    'a property that says nothing',
    'fc.assert(fc.property(fc.integer(), (n) => { const sum = total(new Cart().add(n)); void (sum === 1); }));',
    "import fc from 'fast-check';\n",
  ),
  silent(
    'a property that says whether it holds',
    'fc.assert(fc.property(fc.integer(), (n) => { return total(new Cart().add(n)) === 1; }));',
    "import fc from 'fast-check';\n",
  ),
  silent(
    'a property that leaves it to a callee of which nobody knows',
    'fc.assert(fc.property(fc.integer(), (n) => { compare(total(new Cart().add(n)), 1); }));',
    "import fc from 'fast-check';\nimport { compare } from 'comparing';\n",
  ),
  flag(
    'a helper that is handed the unit and only looks at it',
    'const cart = new Cart();\n  look(cart);',
    'function look(cart) {\n  return { items: cart.items, sum: cart.total() };\n}\n',
  ),
  silent(
    'a helper that is handed something else as well',
    'look(new Cart());\n  look(other());',
    "import { other } from 'others';\nfunction look(cart) {\n  return { items: cart.items, sum: cart.total() };\n}\n",
  ),
];
