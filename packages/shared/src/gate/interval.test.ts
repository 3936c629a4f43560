import { expect, test } from 'vitest';
import { wilsonInterval } from './interval.ts';

// Where the score test of a share just fails: the roots of (part / whole - p)² = z² p (1 - p) / whole, found by bisection.
test.each([
  [0, 10, 0, 27.7533],
  [1, 10, 1.7876, 40.415],
  [5, 10, 23.6593, 76.3407],
  [9, 10, 59.585, 98.2124],
  [10, 10, 72.2467, 100],
  [1, 1, 20.6549, 100],
  [90, 100, 82.5634, 94.4771],
])('%d of %d lies between %d and %d %% at 95 %% confidence', (part, whole, low, high) => {
  expect(wilsonInterval(part, whole)).toEqual({ low: expect.closeTo(low, 3), high: expect.closeTo(high, 3) });
});

test('of nothing there is no interval', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});

test('none is exactly 0 at its lowest, all exactly 100 at their highest, whatever their number', () => {
  const wholes = Array.from({ length: 200 }, (_, index) => index + 1);

  expect(new Set(wholes.map((whole) => wilsonInterval(0, whole)?.low))).toEqual(new Set([0]));
  expect(new Set(wholes.map((whole) => wilsonInterval(whole, whole)?.high))).toEqual(new Set([100]));
});
