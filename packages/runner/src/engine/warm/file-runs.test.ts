import { describe, expect, test } from 'vitest';
import { endsItsRuns, lastMeetingOf } from './file-runs.ts';

const NOTHING_FAILED = { isEndless: false, failed: [], broken: null, outside: [] };
const FAILURE = { id: 'a', kind: 'assertion', message: 'no' } as const;

describe('a mutant needs its next file', () => {
  test('while nothing fails', () => {
    expect(endsItsRuns({ isBailing: true }, NOTHING_FAILED)).toBe(false);
  });

  test('where every test is to run, whatever failed', () => {
    expect(endsItsRuns({ isBailing: false }, { ...NOTHING_FAILED, failed: [FAILURE], outside: ['late'] })).toBe(false);
  });
});

describe('a mutant needs no further file', () => {
  test.each([
    ['a test failed', { failed: [FAILURE] }],
    ['the file broke', { broken: FAILURE }],
    ['something failed outside of tests', { outside: ['late'] }],
  ])('after the first failure: %s', (_, seen) => {
    expect(endsItsRuns({ isBailing: true }, { ...NOTHING_FAILED, ...seen })).toBe(true);
  });

  test('after a loop without end, even where every test is to run', () => {
    expect(endsItsRuns({ isBailing: false }, { ...NOTHING_FAILED, isEndless: true })).toBe(true);
  });
});

test('the last test that meets a mutant is known where nothing outside of tests meets it', () => {
  const file = { static: { 2: 1 }, perTest: { 0: { 1: 1 }, 4: { 1: 3, 2: 1 }, 11: { 1: 1 }, 12: { 3: 1 } } };
  expect(['1', '2', '3', '4'].map((mutant) => lastMeetingOf(file, mutant))).toEqual([11, null, 12, null]);
});
