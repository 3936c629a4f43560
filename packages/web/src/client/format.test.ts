import { totalsOf } from '@killrate/shared/score';
import { expect, test } from 'vitest';
import { countValid, formatDay, formatExact, formatMoment, formatPercent, formatPoints, formatRelative } from './format.ts';

const NOW_MS = Date.parse('2026-11-21T10:00:00.000Z');

test.each([
  ['2026-11-21T09:59:31.000Z', 'just now'],
  ['2026-11-21T09:59:00.000Z', '1 minute ago'],
  ['2026-11-21T09:00:01.000Z', '59 minutes ago'],
  ['2026-11-21T08:10:00.000Z', '1 hour ago'],
  ['2026-11-20T10:00:00.000Z', '1 day ago'],
  ['2026-11-15T10:00:00.000Z', '6 days ago'],
  ['2026-11-07T10:00:00.000Z', '2 weeks ago'],
  ['2026-09-20T10:00:00.000Z', '2 months ago'],
  ['2024-11-01T10:00:00.000Z', '2 years ago'],
  ['2026-11-21T10:05:00.000Z', 'in 5 minutes'],
])('%s is %s', (date, relative) => {
  expect(formatRelative(date, NOW_MS)).toBe(relative);
});

test('an exact date is to the second, and names the clock it is of', () => {
  expect(formatExact('2026-11-20T23:59:58.999+01:00', 'UTC')).toBe('2026-11-20 22:59:58 UTC');
  expect(formatExact('2026-11-20T23:59:58.999Z', 'Europe/Berlin')).toBe('2026-11-21 00:59:58 GMT+1');
});

test("a day is that of the reader's clock", () => {
  expect(formatDay('2026-11-20T23:30:00.000Z', 'UTC')).toBe('Nov 20');
  expect(formatDay('2026-11-20T23:30:00.000Z', 'Asia/Tokyo')).toBe('Nov 21');
});

test.each([
  ['2026-11-21T09:07:31.000Z', '09:07'],
  ['2026-11-20T23:59:00.000Z', 'Nov 20, 23:59'],
  ['2025-12-31T23:59:00.000Z', '2025-12-31 23:59'],
])('a moment at %s is written %s on the 21st of November 2026', (date, text) => {
  expect(formatMoment(date, NOW_MS, 'UTC')).toBe(text);
});

test.each([
  [100, '100.0 %'],
  [99.97, '99.9 %'],
  [82.66, '82.7 %'],
  [60, '60.0 %'],
  [0.01, '0.1 %'],
  [0, '0.0 %'],
])('a kill rate of %d is %s: only what is whole reads as whole', (rate, text) => {
  expect(formatPercent(rate)).toBe(text);
});

test('a rate under its target is not rounded up to it, and none is a dash', () => {
  expect(formatPercent(89.97, 90)).toBe('89.9 %');
  expect(formatPercent(null)).toBe('–');
});

test('points under a target have a true minus sign', () => {
  expect(formatPoints(85.9, 90)).toBe('−4.1');
  expect(formatPoints(95.3, 90)).toBe('+5.3');
});

test('valid are the mutants that the kill rate speaks of, and no others', () => {
  const totals = totalsOf({
    killed: 1,
    timeout: 10,
    survived: 100,
    noCoverage: 1000,
    runtimeError: 7,
    compileError: 7,
    ignored: 7,
    accepted: 7,
    pending: 7,
    unresolved: 7,
  });

  expect(countValid(totals)).toBe(1111);
});
