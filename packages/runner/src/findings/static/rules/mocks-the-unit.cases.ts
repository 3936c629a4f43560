/** Labelled examples of the rule `mocks-the-unit`. */
import type { LabelledCase } from '../labelled-case.ts';

export const rule = 'mocks-the-unit';

const SOURCES = {
  'src/price.ts':
    "import { rate } from './rate.ts';\nexport function price(amount: number): number { return amount * rate('EUR'); }\nexport function discount(amount: number): number { return amount / 2; }\nexport class Cart { total() { return 5; } }\nexport default function main() { return 1; }\n",
  'src/rate.ts': 'export function rate(currency: string): number { return currency.length; }\nexport const limit = 3;\n',
  'src/index.ts': "export { price } from './price.ts';\nexport { rate } from './rate.ts';\n",
  'src/storage.ts':
    'const kept = new Map();\nexport function read(key) { return kept.get(key); }\nexport function write(key, value) { kept.set(key, value); }\nexport function save(value) { write("last", value); }\n',
  'src/store.ts': "import { write } from './storage.ts';\nexport function save(value) { write('last', value); }\n",
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
};

const IMPORTS = "import { expect, test, vi } from 'vitest';\n";

/** Components are written in files of their own kind. */
function fileOf(code: string): string {
  return /<[A-Z]\w* /.test(code) ? 'test/price.test.tsx' : 'test/price.test.ts';
}

function flag(why: string, code: string, flags = 1): LabelledCase {
  return { label: 'flag', source: 'own', why, code: `${IMPORTS}${code}`, also: SOURCES, file: fileOf(code), flags };
}

function silent(why: string, code: string, also = {}): LabelledCase {
  return {
    label: 'silent',
    source: 'own',
    why,
    code: `${IMPORTS}${code}`,
    also: { ...SOURCES, ...also },
    file: fileOf(code),
  };
}

/** A test of `price` as one line. */
const asserts = (body: string): string => `\ntest('prices', async () => {\n  ${body}\n});\n`;
const PRICE = "import { price } from '../src/price';\n";

export const cases: readonly LabelledCase[] = [
  silent(
    'what a factory’s double gives is worked with',
    `import { save } from '../src/store';\n${PRICE}vi.mock('../src/price', () => ({ price: vi.fn(() => ({ items: [] })) }));${asserts('const cart = price(2);\n  save(cart);\n  expect(cart.items).toEqual([1]);')}`,
  ),
  flag(
    'a method of what a double gives is called, and nothing of the code',
    `${PRICE}vi.mock('../src/price', () => ({ price: vi.fn(() => ({ items: [], add(item) { this.items.push(item); } })) }));${asserts('const cart = price(2);\n  cart.add(1);\n  expect(cart.items).toEqual([1]);')}`,
  ),
  silent(
    'what the double gives is worked with',
    `import { save } from '../src/store';\nimport { Cart, price } from '../src/price';\nvi.mock('../src/price', async (original) => ({ ...(await original()), price: vi.fn() }));${asserts('vi.mocked(price).mockReturnValue(new Cart());\n  const cart = price(2);\n  save(cart);\n  expect(cart.items).toEqual([1]);')}`,
  ),
  silent(
    'the elements are what the code gives',
    `import { rate } from '../src/rate';\n${PRICE}vi.mock('../src/price', () => ({ price: vi.fn((amount) => amount) }));${asserts("expect(rate('EUR').map((amount) => price(amount))).toEqual([3]);")}`,
  ),
  flag(
    'by what is hoisted',
    `${PRICE}const fakes = vi.hoisted(() => ({ price: vi.fn(() => 3) }));\nvi.mock('../src/price', () => fakes);${asserts('expect(price(2)).toBe(3);')}`,
  ),
  silent(
    'by what is hoisted, and called through',
    `${PRICE}const fakes = vi.hoisted(() => ({ price: vi.fn((amount) => amount) }));\nvi.mock('../src/price', () => fakes);${asserts('fakes.price.mockImplementation((amount) => read(amount));\n  expect(price(2)).toBe(3);')}`,
  ),
  silent(
    'by what a function makes of its doubles',
    `import { rate } from '../src/rate';\n${PRICE}const fakes = rate(() => ({ price: vi.fn(() => 3) }));\nvi.mock('../src/price', () => fakes);${asserts('expect(price(2)).toBe(3);')}`,
  ),
  silent(
    'what the double gives is asked to do something',
    `import { rate } from '../src/rate';\n${PRICE}vi.mock('../src/price', () => ({ price: vi.fn(() => ({ run: (next) => next("EUR") })) }));${asserts('expect(price(2).run(rate)).toBe(3);')}`,
  ),
  flag(
    'what it gives is written in another way',
    `${PRICE}vi.mock('../src/price', () => ({ price: vi.fn(() => 3) }));${asserts("const found = price(2);\n  expect(found.toFixed(2)).toBe('3.00');")}`,
  ),
  flag(
    'that it throws as it is told',
    `${PRICE}vi.mock('../src/price', () => ({ price: vi.fn() }));${asserts("vi.mocked(price).mockImplementation(() => {\n    throw new Error('no');\n  });\n  expect(() => price(2)).toThrow('no');")}`,
  ),
  flag(
    'told several times at once, of what the test has',
    `${PRICE}vi.mock('../src/price', () => ({ price: vi.fn() }));const amount = 3;\n${asserts('vi.mocked(price).mockReturnValueOnce(amount).mockReturnValueOnce(amount);\n  expect(price(2)).toBe(3);')}`,
  ),
  silent(
    'that the code throws, which calls the double',
    `import { save } from '../src/store';\n${PRICE}vi.mock('../src/price', () => ({ price: vi.fn() }));${asserts("expect(() => save(price(2))).toThrow('no');")}`,
  ),
  flag(
    'called for each element of a list',
    `${PRICE}vi.mock('../src/price', () => ({ price: vi.fn(() => 3) }));${asserts('expect([1, 2].map((amount) => price(amount))).toEqual([3, 3]);')}`,
  ),
  flag(
    'taken out of its namespace',
    `import * as prices from '../src/price';\nvi.mock('../src/price', () => ({ price: () => 3 }));${asserts('const { price: of } = prices;\n  expect(of(2)).toBe(3);')}`,
  ),
  flag(
    'told to give what the sources make',
    `import { Cart, price } from '../src/price';\nvi.mock('../src/price', async (original) => ({ ...(await original()), price: vi.fn() }));${asserts('vi.mocked(price).mockReturnValueOnce(new Cart());\n  expect(price(2)).toEqual(new Cart());')}`,
  ),
  silent(
    'told to do what the code does',
    `import { discount, price } from '../src/price';\nvi.mock('../src/price', async (original) => ({ ...(await original()), price: vi.fn() }));${asserts('vi.mocked(price).mockImplementation(discount);\n  expect(price(2)).toBe(1);')}`,
  ),
  silent(
    'another export is called for each element',
    `import { discount } from '../src/price';\nvi.mock('../src/price', async (original) => ({ ...(await original()), price: vi.fn() }));${asserts('expect([2, 4].map((amount) => discount(amount))).toEqual([1, 2]);')}`,
  ),
  flag('the whole module is a double', `${PRICE}vi.mock('../src/price');${asserts('expect(price(2)).toBeUndefined();')}`),
  flag(
    'with a value told in the test',
    `${PRICE}vi.mock('../src/price');${asserts('vi.mocked(price).mockReturnValue(5);\n  expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'a factory with a double',
    `${PRICE}vi.mock('../src/price', () => ({ price: vi.fn(() => 5) }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'a factory with a function',
    `${PRICE}vi.mock('../src/price', () => ({ price: () => 5 }));${asserts('const result = price(2);\n  expect(result).toBe(5);')}`,
  ),
  flag(
    'a factory that returns',
    `${PRICE}vi.mock('../src/price', () => {\n  return { price: vi.fn().mockReturnValue(5) };\n});${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'the rest stays, the unit does not',
    `${PRICE}vi.mock('../src/price', async (importOriginal) => ({ ...(await importOriginal()), price: vi.fn(() => 5) }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'the form with import',
    `${PRICE}vi.mock(import('../src/price'), () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'by an alias',
    `import { price } from '@/price';\nvi.mock('@/price', () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'by an alias on one side',
    `${PRICE}vi.mock('@/price', () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'with another ending',
    `${PRICE}vi.mock('../src/price.ts', () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'under another name',
    `import { price as priceOf } from '../src/price';\nvi.mock('../src/price', () => ({ price: () => 5 }));${asserts('expect(priceOf(2)).toBe(5);')}`,
  ),
  flag(
    'the default export',
    `import main from '../src/price';\nvi.mock('../src/price', () => ({ default: () => 5 }));${asserts('expect(main()).toBe(5);')}`,
  ),
  flag(
    'through a namespace',
    `import * as prices from '../src/price';\nvi.mock('../src/price', () => ({ price: () => 5 }));${asserts('expect(prices.price(2)).toBe(5);')}`,
  ),
  flag(
    'through the file that gives it on',
    `import { price } from '../src/index';\nvi.mock('../src/price', () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'a method of a class',
    `import { Cart } from '../src/price';\nvi.mock('../src/price');${asserts('expect(new Cart().total()).toBeUndefined();')}`,
  ),
  flag(
    'a method of an object of a class',
    `import { Cart } from '../src/price';\nvi.mock('../src/price');${asserts('const cart = new Cart();\n  expect(cart.total()).toBeUndefined();')}`,
  ),
  flag(
    'a rejection that was told',
    `${PRICE}vi.mock('../src/price');${asserts("vi.mocked(price).mockRejectedValue('no' as never);\n  await expect(price(2)).rejects.toBe('no');")}`,
  ),
  flag(
    'replaced late, imported later',
    `${asserts("vi.doMock('../src/price', () => ({ price: () => 5 }));\n  const { price } = await import('../src/price');\n  expect(price(2)).toBe(5);")}`,
  ),
  flag(
    'a field of what it gives',
    `${PRICE}vi.mock('../src/price', () => ({ price: () => ({ total: 5 }) }));${asserts('expect(price(2).total).toBe(5);')}`,
  ),
  flag(
    'the mock stands in the test',
    `${PRICE}${asserts("vi.mock('../src/price', () => ({ price: () => 5 }));\n  expect(price(2)).toBe(5);")}`,
  ),
  flag(
    'the old name of vi',
    `${PRICE}jest.mock('../src/price', () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(5);')}`,
  ),
  flag(
    'beside a collaborator',
    `${PRICE}vi.mock('../src/rate');\nvi.mock('../src/price');${asserts('expect(price(2)).toBeUndefined();')}`,
  ),
  silent(
    'a collaborator is replaced',
    `${PRICE}vi.mock('../src/rate', () => ({ rate: () => 2 }));${asserts('expect(price(2)).toBe(4);')}`,
  ),
  silent(
    'another export is replaced',
    `${PRICE}vi.mock('../src/price', async (importOriginal) => ({ ...(await importOriginal()), discount: vi.fn() }));${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent(
    'another export, with importActual',
    `${PRICE}vi.mock('../src/price', async () => {\n  const actual = await vi.importActual('../src/price');\n  return { ...actual, discount: vi.fn(() => 1) };\n});${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent(
    'a spy on the original',
    `${PRICE}vi.mock('../src/price', async (importOriginal) => {\n  const original = await importOriginal();\n  return { ...original, price: vi.fn(original.price) };\n});${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent('spies call through', `${PRICE}vi.mock('../src/price', { spy: true });${asserts('expect(price(2)).toBe(6);')}`),
  silent(
    'spies call through, with import',
    `${PRICE}vi.mock(import('../src/price'), { spy: true });${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent(
    'how a double was called',
    `import { rate } from '../src/rate';\n${PRICE}vi.mock('../src/rate');${asserts("price(2);\n  expect(rate).toHaveBeenCalledWith('EUR');")}`,
  ),
  silent(
    'what a double was called with',
    `import { rate } from '../src/rate';\n${PRICE}vi.mock('../src/rate');${asserts("price(2);\n  expect(vi.mocked(rate).mock.calls[0]).toEqual(['EUR']);")}`,
  ),
  silent(
    'the real one is taken',
    `vi.mock('../src/price');${asserts("const { price } = await vi.importActual('../src/price');\n  expect(price(2)).toBe(6);")}`,
  ),
  silent(
    'the real one is brought back',
    `${PRICE}vi.mock('../src/price');\nvi.unmock('../src/price');${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent(
    'late, and imported before',
    `${PRICE}vi.doMock('../src/price', () => ({ price: () => 5 }));${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent(
    'a fake that keeps what the code wrote',
    `import { read } from '../src/storage';\nimport { save } from '../src/store';\nconst kept = vi.hoisted(() => new Map());\nvi.mock('../src/storage', () => ({ read: (key) => kept.get(key), write: (key, value) => kept.set(key, value) }));${asserts("save(5);\n  expect(read('last')).toBe(5);")}`,
  ),
  silent(
    'a manual double of the project',
    `import { read } from '../src/storage';\nimport { save } from '../src/store';\nvi.mock('../src/storage');${asserts("save(5);\n  expect(read('last')).toBe(5);")}`,
    {
      'src/__mocks__/storage.ts':
        'const kept = new Map();\nexport const read = (key) => kept.get(key);\nexport const write = (key, value) => kept.set(key, value);\n',
    },
  ),
  silent(
    'a package is replaced',
    `import { readFileSync } from 'node:fs';\nimport { save } from '../src/store';\nvi.mock('node:fs');${asserts("save(5);\n  expect(readFileSync('last')).toBeUndefined();")}`,
  ),
  silent(
    'an implementation that does things',
    `import { read } from '../src/storage';\nimport { save } from '../src/store';\nvi.mock('../src/storage');${asserts("const kept = { last: 5 };\n  vi.mocked(read).mockImplementation(() => kept.last);\n  save(5);\n  expect(read('last')).toBe(5);")}`,
  ),
  silent('another module of the same name', `${PRICE}vi.mock('./price');${asserts('expect(price(2)).toBe(6);')}`),
  silent(
    'the test says what a factory has to give',
    `${PRICE}const factory = () => ({ price: () => 5 });\nvi.mock('../src/rate', factory);${asserts('expect(price(2)).toBe(6);')}`,
  ),
  silent(
    'what is given out is not a call',
    `import { limit } from '../src/rate';\nvi.mock('../src/rate', () => ({ limit: 4 }));\n${PRICE}${asserts('expect(price(limit)).toBe(6);')}`,
  ),
  silent(
    'a double is an input',
    `import { rate } from '../src/rate';\n${PRICE}vi.mock('../src/rate', () => ({ rate: () => 2 }));${asserts("expect(price(rate('EUR'))).toBe(4);")}`,
  ),
  silent('not replaced in this file', `${PRICE}${asserts('expect(price(2)).toBe(6);')}`),
  flag(
    'a class that the factory declares',
    `import { Cart } from '../src/price';\nvi.mock('../src/price', () => {\n  class FakeCart { total() { return 5; } }\n  return { Cart: FakeCart };\n});${asserts('const cart = new Cart();\n  expect(cart.total()).toBe(5);')}`,
  ),
  flag(
    'a component that the factory replaces is rendered',
    `import { render, screen } from '@testing-library/react';\nimport { Cart } from '../src/price';\nvi.mock('../src/price', () => ({ Cart: ({ sum }) => <i data-testid="sum">{sum}</i> }));${asserts('render(<Cart sum={2} />);\n  expect(screen.getByTestId("sum").textContent).toBe("2");')}`,
  ),
  flag(
    'the double is called by a tool, through a helper and in a loop',
    `import { renderHook } from '@testing-library/react';\n${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));\nconst priced = () => renderHook(() => price(2)).result;${asserts('const seen = [];\n  for (const each of priced().current) seen.push(each);\n  expect(seen).toEqual([true]);')}`,
  ),
  silent(
    'a component of the code shows what the double gives',
    `import { render, screen } from '@testing-library/react';\nimport { Cart } from '../src/price';\nimport { rate } from '../src/rate';\nvi.mock('../src/rate', () => ({ rate: () => 2 }));${asserts('render(<Cart sum={rate()} />);\n  expect(screen.getByText("2").textContent).toBe("2");')}`,
  ),
  silent(
    'a hook calls the code',
    `import { save } from '../src/store';\n${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));\nbeforeEach(() => { save(1); });${asserts('const seen = [...price(2)];\n  expect(seen).toEqual([true]);')}`,
  ),
  silent(
    'a helper of another file may call the code',
    `import { check } from './helper';\n${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));${asserts('const seen = check(price(2));\n  expect(seen).toEqual([true]);')}`,
    {
      'test/helper.ts': "import { save } from '../src/store';\nexport const check = (value) => { save(value); return value; };\n",
    },
  ),
  silent(
    'the factory counts in a variable of its own',
    `import { Cart } from '../src/price';\nvi.mock('../src/price', () => {\n  let sum = 0;\n  return { Cart: class { total() { sum += 1; return sum; } } };\n});${asserts('const cart = new Cart();\n  expect(cart.total()).toBe(1);')}`,
  ),
  silent(
    'code that runs as it is loaded',
    `import '../src/store';\n${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));${asserts('const seen = [...price(2)];\n  expect(seen).toEqual([true]);')}`,
  ),
  silent(
    'what code may have written as it was loaded',
    `${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));${asserts('price(2);\n  expect(document.title).toBe("2");')}`,
  ),
  silent(
    'code that is required',
    `${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));${asserts("const { save } = require('../src/store');\n  save(1);\n  const seen = [...price(2)];\n  expect(seen).toEqual([true]);")}`,
  ),
  flag(
    'a package that is only loaded',
    `import '@testing-library/jest-dom/vitest';\n${PRICE}vi.mock('../src/price', () => ({ price: () => [true] }));${asserts('const seen = [...price(2)];\n  expect(seen).toEqual([true]);')}`,
  ),
  silent(
    'that a module passes on what another has',
    `import { rate } from '../src/rate';\nimport { rate as passed } from '../src/index';\nvi.mock('../src/rate', () => ({ rate: vi.fn() }));${asserts('expect(passed).toBe(rate);')}`,
  ),
];
