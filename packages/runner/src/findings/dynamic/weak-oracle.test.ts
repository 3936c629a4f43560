import { expect, it } from 'vitest';
import { aMutant } from '../findings.fixture.ts';
import { hasWeakOracle } from './weak-oracle.ts';

const crashes = (count: number) => new Map(Array.from({ length: count }, (_, at) => [`m${at}`, 'crash' as const]));

it('five kills without an assertion are a weak oracle, four are not', () => {
  expect(hasWeakOracle({ kills: crashes(5), killedByAssertion: [] }, 'adds')).toBe(true);
  expect(hasWeakOracle({ kills: crashes(4), killedByAssertion: [] }, 'adds')).toBe(false);
});

it('one kill by an assertion clears', () => {
  expect(hasWeakOracle({ kills: crashes(9), killedByAssertion: [aMutant('m1')] }, 'adds')).toBe(false);
});

it('a test that is there to see that nothing throws is no weak one', () => {
  expect(hasWeakOracle({ kills: crashes(9), killedByAssertion: [] }, 'does not throw')).toBe(false);
});

it('a test that something stays as it was is no weak one: most mutants leave that true', () => {
  expect(hasWeakOracle({ kills: crashes(9), killedByAssertion: [] }, 'leaves the date alone')).toBe(false);
});
