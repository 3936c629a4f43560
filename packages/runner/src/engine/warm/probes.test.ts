import { Instrumenter } from '@stryker-mutator/instrumenter';
import { afterEach, describe, expect, test } from 'vitest';
import { readSourceFunctions } from '../../impact/source-functions.ts';
import { STATE_KEY } from './engine-state.ts';
import { placeProbes, probeHeader } from './probes.ts';

const SILENT = new Proxy({}, { get: () => () => false }) as ConstructorParameters<typeof Instrumenter>[0];

async function mutate(file: string, source: string, excludedMutations: string[] = []): Promise<string> {
  const options = { plugins: null, excludedMutations, ignorers: [] };
  const { files } = await new Instrumenter(SILENT).instrument([{ name: file, mutate: true, content: source }], options);
  return files[0]?.content ?? '';
}

afterEach(() => {
  delete (globalThis as Record<string, unknown>)[STATE_KEY];
});

// biome-ignore lint/suspicious/noExplicitAny: a case knows what its source gives out
type Out = Record<string, (...args: unknown[]) => any>;

/** Runs a source with mutants and probes, and what is asked of its `out`; gives back the names of what was entered. */
async function enteredBy(source: string, ask: (out: Out) => unknown, excluded: string[] = []) {
  const placed = placeProbes('a.js', source, await mutate('a.js', source, excluded));
  if (placed === null) throw new Error('a function is not found again');
  const entered = new Uint8Array(3 + placed.count);
  (globalThis as Record<string, unknown>)[STATE_KEY] = { entered };
  const out = new Function('out', `${placed.text}\n${probeHeader(3)};return out;`)({}) as Out;
  entered.fill(0, 4);
  await ask(out);
  const names = readSourceFunctions('a.js', source)?.names ?? [];
  expect(names.length).toBe(placed.count);
  expect([...entered.subarray(0, 3)], 'nothing before the first number').toEqual([0, 0, 0]);
  return names.flatMap((name, number) => (entered[3 + number] === 1 ? [name === '' ? '(module)' : name] : []));
}

describe('a probe notes that it was entered', () => {
  const source = `'use strict';
out.declared = function declared(n) { 'use strict'; if (n > 1) return n; return [1, 2].filter((x) => x > 1).map((x) => (x, { x })); };
out.arrow = (n) => n > 1 ? (m) => m * n : null;
out.block = async () => { await 0; return empty(); };
function empty() {}
function* generate() { yield 1; }
out.generate = generate;
class Cart { #n = 1; constructor(n) { this.n = n > 1; } get size() { return this.#n; } set size(n) { this.#n = n; } static make() { return new Cart(2); } }
out.make = () => Cart.make();
out.Cart = Cart;
const named = { total(n) { return n > 0; } };
out.total = (n) => named.total(n);
`;

  test.each([
    ['the module alone', () => undefined, []],
    ['a function with directives', (out) => out.declared?.(2), ['out.declared.declared']],
    [
      'callbacks, one of them without a block',
      (out) => out.declared?.(1),
      ['out.declared.declared', 'out.declared.declared', 'out.declared.declared'],
    ],
    ['an arrow function, and not the one that it gives back', (out) => out.arrow?.(2), ['out.arrow']],
    ['the one that it gave back', (out) => out.arrow?.(2)(3), ['out.arrow', 'out.arrow']],
    ['an asynchronous one, and an empty one', (out) => out.block?.(), ['out.block', 'empty']],
    ['no generator before its first step', (out) => out.generate?.(), []],
    ['a generator', (out) => [...(out.generate?.() ?? [])], ['generate']],
    ['a constructor and a method', (out) => out.make?.(), ['Cart.constructor', 'Cart.make', 'out.make']],
    ['a getter', (out) => out.make?.().size, ['Cart.constructor', 'Cart.size', 'Cart.make', 'out.make']],
    ['a method of an object', (out) => out.total?.(1), ['named.total', 'out.total']],
  ] as [string, (out: Out) => unknown, string[]][])('%s', async (_, ask, names) => {
    expect(await enteredBy(source, ask)).toEqual(['(module)', ...names]);
  });

  test('whatever mutants are left out', async () => {
    const excluded = ['BlockStatement', 'ArrowFunction'];
    expect(await enteredBy(source, (out) => out.total?.(1), excluded)).toEqual(['(module)', 'named.total', 'out.total']);
  });
});

describe('a text with mutants', () => {
  test('in which the functions are others than in the source gets no probes', async () => {
    const text = await mutate('a.js', 'const a = () => 1;');
    expect(placeProbes('a.js', 'const a = () => 1;', text)).not.toBe(null);
    expect(placeProbes('a.js', 'const a = function () { return 1; };', text)).toBe(null);
    expect(placeProbes('a.js', 'const a = () => () => 1;', text)).toBe(null);
    expect(placeProbes('a.js', 'const a = (', text)).toBe(null);
  });

  test('may be the source itself', () => {
    const placed = placeProbes(
      'a.ts',
      'import a from "a";\nexport const b = (c: number) => c;\n',
      'import a from "a";\nexport const b = (c: number) => c;\n',
    );
    expect(placed?.text).toContain('(stryFn_9fa48(1),c)');
    expect(placed?.text).toMatch(/import a from "a";\n\n;stryFn_9fa48\(0\);export/);
  });

  test('of a module that only passes names on notes that the module was evaluated', () => {
    expect(placeProbes('a.ts', 'export * from "./b";', 'export * from "./b";')?.text).toContain('stryFn_9fa48(0)');
    expect(placeProbes('a.ts', 'import "./b";', 'import "./b";')?.text).toMatch(/^import ".\/b";\n;stryFn_9fa48\(0\);/);
  });
});

describe('the place at which a mutant is switched on', () => {
  async function placesIn(source: string): Promise<string[]> {
    const placed = placeProbes('a.js', source, await mutate('a.js', source));
    return [...(placed?.placeOf.values() ?? [])];
  }

  test('is told by the function that evaluates it, and by how many functions of this one come before', async () => {
    // In turn: the arrow function itself, what it gives back; then the next one, in its parameter, the block, and the call in it.
    expect(await placesIn('out.a = () => "x"; out.b = (n = "y") => { n(); };')).toEqual(['0:0', '1:0', '0:2', '2:0', '2:0']);
  });

  test('stays as it is where only what is within changes', async () => {
    const own = (places: string[]) => places.filter((place) => place.startsWith('1:'));
    const sourceOf = (inner: string) => `function outer(n) { const f = () => ${inner}; return n > 1 ? f() : "none"; }`;
    const places = own(await placesIn(sourceOf('"x"')));
    expect(places.length).toBeGreaterThan(3);
    expect(own(await placesIn(sourceOf('n > 2 && "x"')))).toEqual(places);
  });
});
