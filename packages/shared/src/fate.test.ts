import { expect, test } from 'vitest';
import { commonRatesOf, fateOf, isDetected, isUndetected } from './fate.ts';
import type { MutantStatus } from './model.ts';

test.each<[MutantStatus | null, MutantStatus | null, ReturnType<typeof fateOf>]>([
  ['Killed', 'Survived', 'new'],
  ['Timeout', 'NoCoverage', 'new'],
  ['Survived', 'Killed', 'fixed'],
  ['NoCoverage', 'Timeout', 'fixed'],
  ['Survived', 'NoCoverage', 'persistent'],
  ['NoCoverage', 'Survived', 'persistent'],
  ['Killed', 'Timeout', null],
  ['Survived', null, null],
  ['Survived', 'Ignored', null],
  ['Survived', 'CompileError', null],
  [null, 'Survived', null],
  ['Ignored', 'Survived', null],
  ['RuntimeError', 'NoCoverage', null],
  ['Killed', null, null],
  [null, null, null],
])('from %s to %s it is %s', (was, is, fate) => {
  expect(fateOf(was, is)).toBe(fate);
});

test('undetected is what survived, or is run by no test', () => {
  const undetected = (['Survived', 'NoCoverage', 'Killed', 'Timeout', 'Ignored', 'Pending', null] as const).filter(isUndetected);

  expect(undetected).toEqual(['Survived', 'NoCoverage']);
});

test('detected is what a test kills, or what never ends', () => {
  const detected = (['Survived', 'NoCoverage', 'Killed', 'Timeout', 'RuntimeError', 'Pending', null] as const).filter(isDetected);

  expect(detected).toEqual(['Killed', 'Timeout']);
});

test('what a run detected of the common mutants is what both did, and what the other lost or won', () => {
  expect(commonRatesOf({ new: 1, fixed: 3, persistent: 2 }, 4)).toEqual({
    ...{ mutants: 10, from: { detected: 5, killRate: 50 }, to: { detected: 7, killRate: 70 } },
  });
});
