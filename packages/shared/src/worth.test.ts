import { describe, expect, test } from 'vitest';
import {
  contextOfModules,
  isBoundary,
  modulesWorstFirst,
  mostWorthFirst,
  usefulnessOf,
  type WorthContext,
  type Worthy,
} from './worth.ts';

function worthy(symbol: string, mutant: Partial<Worthy> = {}): Worthy {
  return { file: 'src/a.ts', symbol, mutator: 'M', original: 'a', replacement: 'b', coveredBy: 1, ...mutant };
}

function order(mutants: Worthy[], context: Partial<WorthContext> = {}): string[] {
  return mostWorthFirst(mutants, { ...contextOfModules(() => 0), ...context }).map(
    ({ symbol, original }) => `${symbol}${original}`,
  );
}

test('modules come below their target first, then without one, then reaching it, then not measured', () => {
  const module = (name: string, target: number | null, killRate: number | null) => ({ name, target, killRate });
  const modules = [
    module('unmeasured', 90, null),
    module('reaches by 5', 80, 85),
    module('reaches', 80, 80),
    module('high without', null, 90),
    module('low without', null, 10),
    module('misses by 1', 80, 79),
    module('misses by 9', 80, 71),
  ];

  expect(modulesWorstFirst(modules).map(({ name }) => name)).toEqual([
    ...['misses by 9', 'misses by 1', 'low without', 'high without', 'reaches', 'reaches by 5', 'unmeasured'],
  ]);
});

test('how far a module is from its target counts, not how high either is', () => {
  const far = { target: 90, killRate: 70 };
  const near = { target: 50, killRate: 45 };

  expect(modulesWorstFirst([near, far])).toEqual([far, near]);
});

describe('survivors', () => {
  test('of the worst module come first, whatever speaks for the others', () => {
    const rankOfModule = (file: string) => (file === 'src/worst.ts' ? 0 : 1);

    expect(order([worthy('x', { coveredBy: 9 }), worthy('y', { file: 'src/worst.ts' })], { rankOfModule })).toEqual(['ya', 'xa']);
  });

  test('of different functions come before a second of one', () => {
    const mutants = [worthy('f', { original: '1', coveredBy: 9 }), worthy('f', { original: '2', coveredBy: 8 }), worthy('g')];

    expect(order(mutants)).toEqual(['f1', 'ga', 'f2']);
  });

  test('of functions of one name in two files are of different functions', () => {
    const mutants = [
      worthy('f', { original: '1' }),
      worthy('f', { original: '2' }),
      worthy('f', { original: '3', file: 'src/b.ts' }),
    ];

    expect(order(mutants)).toEqual(['f1', 'f3', 'f2']);
  });

  test('that many tests run come first, and keep their place where as many do', () => {
    expect(order([worthy('x'), worthy('y', { coveredBy: 2 }), worthy('z')])).toEqual(['ya', 'xa', 'za']);
  });

  test('at a boundary come before those that more tests run', () => {
    const boundary = worthy('y', { original: 'a < b', replacement: 'a <= b' });

    expect(order([worthy('x', { coveredBy: 5 }), boundary])).toEqual(['ya < b', 'xa']);
  });

  test('in code of the last seven days come before boundaries', () => {
    const boundary = worthy('x', { original: 'a < b', replacement: 'a <= b' });
    const ageDays = (age: number | null) => (file: string) => (file === 'src/new.ts' ? age : null);
    const mutants = [boundary, worthy('y', { file: 'src/new.ts' })];

    expect(order(mutants, { ageDays: ageDays(7) })).toEqual(['ya', 'xa < b']);
    expect(order(mutants, { ageDays: ageDays(7.1) })).toEqual(['xa < b', 'ya']);
    expect(order(mutants, { ageDays: ageDays(null) })).toEqual(['xa < b', 'ya']);
  });

  test('of a mutator that people found useful come before new code, those of one they did not come last', () => {
    const usefulness = (mutator: string) => ({ Good: 1, Bad: -1 })[mutator] ?? 0;
    const ageDays = (file: string) => (file === 'src/new.ts' ? 1 : null);
    const mutants = [
      worthy('x', { mutator: 'Bad', coveredBy: 9 }),
      worthy('y', { file: 'src/new.ts' }),
      worthy('z', { mutator: 'Good' }),
    ];

    expect(order(mutants, { usefulness, ageDays })).toEqual(['za', 'ya', 'xa']);
  });
});

test('the command line knows nothing of age and feedback', () => {
  const context = contextOfModules(() => 3);

  expect([context.rankOfModule('a'), context.ageDays('a'), context.usefulness('M')]).toEqual([3, null, 0]);
});

test.each([
  ['a < b', 'a <= b', true],
  ['a >= b', 'a > b', true],
  ['a < b', 'a >= b', false],
  ['a == b', 'a != b', false],
  ['a', 'a', false],
])('%s to %s is a boundary: %s', (original, replacement, is) => {
  expect(isBoundary({ original, replacement })).toBe(is);
});

test.each([
  [0, 0, 0],
  [1, 0, 1 / 3],
  [0, 1, -1 / 3],
  [8, 0, 0.8],
  [2, 2, 0],
])('%i useful and %i not are %d', (useful, notUseful, is) => {
  expect(usefulnessOf(useful, notUseful)).toBeCloseTo(is);
});
