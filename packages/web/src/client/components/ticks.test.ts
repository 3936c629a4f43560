import { expect, test } from 'vitest';
import { tickFormatOf } from './ticks.ts';

const NOON = '2026-11-20T12:05:00.000Z';

test('runs of several days are told apart by their days', () => {
  expect(tickFormatOf([NOON, '2026-11-21T12:05:00.000Z'], 'UTC')(NOON)).toBe('Nov 20');
});

test('runs of one day are told apart by their times', () => {
  expect(tickFormatOf([NOON, '2026-11-20T18:00:00.000Z'], 'UTC')(NOON)).toBe('12:05');
});
