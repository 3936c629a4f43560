import { describe, expect, test } from 'vitest';
import { formatDuration } from './duration.ts';
import { formatRate, formatTarget, formatToGo } from './rate.ts';

describe('formatRate', () => {
  test.each([
    [85.94, '85.9'],
    [66.666, '66.7'],
    [0, '0.0'],
    [100, '100.0'],
    [99.96, '99.9'],
    [0.01, '0.1'],
    [null, '-'],
  ])('%s is %s', (rate, text) => {
    expect(formatRate(rate, '-')).toBe(text);
  });

  test('a rate below its target is not rounded up to it', () => {
    expect(formatRate(89.96, '-', 90)).toBe('89.9');
    expect(formatRate(89.96, '-', 80)).toBe('90.0');
    expect(formatRate(90, '-', 90)).toBe('90.0');
    expect(formatRate(87.48, '-', 87.5)).toBe('87.4');
    expect(formatRate(99.96, '-', 90)).toBe('99.9');
  });
});

describe('formatRate of what has reached its target', () => {
  test.each([
    [90.37, 90, '90.4'],
    [87.46, 87.46, '87.5'],
    [100, 100, '100.0'],
  ])('%d against %d rounds as ever: %s', (rate, target, text) => {
    expect(formatRate(rate, '-', target)).toBe(text);
  });
});

describe('formatToGo', () => {
  test.each([
    [85.9, 90, '-4.1'],
    [95.3, 90, '+5.3'],
    [90, 90, '0.0'],
    [89.99, 90, '-0.1'],
    [null, 90, '-'],
    [90, null, '-'],
  ])('%s against %s is %s', (rate, target, text) => {
    expect(formatToGo(rate, target, '-')).toBe(text);
  });
});

test('a target is shown as it was written', () => {
  expect([formatTarget(90, '-'), formatTarget(87.5, '-'), formatTarget(null, '-')]).toEqual(['90', '87.5', '-']);
});

test.each([
  [0, '0 ms'],
  [8.4, '8 ms'],
  [99.4, '99 ms'],
  [99.5, '0.1 s'],
  [800, '0.8 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [12_400, '12 s'],
  [59_600, '1 min'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h'],
  [3_900_000, '1 h 5 min'],
])('%d ms are %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
