import { expect, test } from 'vitest';
import { FATES } from './fate.fixture.ts';
import { commonRatesOf, fateOf, isDetected, isUndetected } from './fate.ts';

test.each(FATES)('from %s to %s it is %s', (was, is, fate) => {
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
