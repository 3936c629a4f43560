import { expect, it } from 'vitest';
import { skippedIn, survivorsIn } from './passed-tests.ts';

const tests = ['passes', 'fails', 'does more', 'meets nothing'].map((name, line) => ({
  ...{ id: name, name, file: 'a.test.ts', line, durationMs: 1, outcome: 'passed' as const, failure: null, occurrence: 1 },
}));
const file = {
  ...{ tests, passing: new Set(tests.map(({ id }) => id)), executed: 4, guarded: [0, 1, 2] },
  perTest: { 0: { 1: 1 }, 1: { 1: 1 }, 2: { 1: 1 } },
};
const report = {
  ...{ executed: 4, endedAfter: null, broken: null, outside: [], isEndless: false, alive: [2], asserting: [2] },
  failed: [{ id: 'fails', kind: 'assertion' as const, message: 'no' }],
};
/** Runs in which the file did not do what it does. */
const OTHERS = [{ broken: { kind: 'crash' as const, message: 'no' } }, { outside: ['no'] }, { isEndless: true }, { executed: 3 }];

it('a test survives that passes and meets nothing but what is emptied', () => {
  expect(survivorsIn(file, report)).toEqual(['a.test.ts > passes']);
});

it('a guarded test that passed and executed no assertion skipped them', () => {
  expect(skippedIn(file, report)).toEqual(['a.test.ts > passes']);
  expect(skippedIn({ ...file, guarded: [] }, report)).toEqual([]);
});

it('of a file that was ended after the last test that meets the mutant, only the tests up to it', () => {
  expect(skippedIn(file, { ...report, executed: 2, endedAfter: 1 })).toEqual(['a.test.ts > passes']);
  expect(skippedIn({ ...file, guarded: [3] }, { ...report, executed: 2, endedAfter: 1 })).toEqual([]);
  expect(skippedIn(file, { ...report, executed: 1, endedAfter: 1 })).toEqual([]);
});

it('a file that did not run as it does says nothing', () => {
  for (const other of OTHERS) {
    expect(survivorsIn(file, { ...report, ...other })).toBe(null);
    expect(skippedIn(file, { ...report, ...other })).toEqual([]);
  }
});
