import { expect, it } from 'vitest';
import { decimal, median, seconds, share, tableLines } from './figures.ts';

it('a median is the one in the middle, and leaves out what was not measured', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([null, 5])).toBe(5);
  expect(median([null])).toBeNull();
});

it('what was not measured is a dash', () => {
  expect([seconds(null), share(0, 0), decimal(Number.NaN), decimal(1 / 0)]).toEqual(['–', '–', '–', '–']);
  expect([seconds(1_234), share(1, 3), decimal(8.26)]).toEqual(['1.23 s', '33.3 %', '8.3']);
});

it('figures of a table stand below each other', () => {
  expect(
    tableLines([
      ['engine', 'wall'],
      ['warm', '2.91 s'],
      ['stock', '24.09 s'],
    ]),
  ).toEqual(['engine     wall', 'warm     2.91 s', 'stock   24.09 s']);
});
