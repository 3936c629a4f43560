import { expect, test } from 'vitest';
import { listSome, plural } from './count.ts';

test('one is singular, thousands are grouped', () => {
  expect([plural(1, 'mutant'), plural(0, 'mutant'), plural(1012, 'mutant'), plural(2, 'entry', 'entries')]).toEqual([
    '1 mutant',
    '0 mutants',
    '1,012 mutants',
    '2 entries',
  ]);
});

test.each([
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b, c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
  [[], ''],
])('%j is listed as: %s', (names, text) => {
  expect(listSome(names)).toBe(text);
});

test('as many are listed as is said', () => {
  expect(listSome(['a', 'b', 'c'], 1)).toBe('a and 2 more');
});
