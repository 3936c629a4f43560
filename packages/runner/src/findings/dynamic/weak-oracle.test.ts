import { expect, it } from 'vitest';
import { aMutant } from '../findings.fixture.ts';
import { hasWeakOracle } from './weak-oracle.ts';

const crashes = (count: number) => new Map(Array.from({ length: count }, (_, at) => [`m${at}`, 'crash' as const]));
const provable = (count: number) => Array.from({ length: count }, (_, at) => aMutant(`m${at}`));

it('five kills without an assertion are a weak oracle, four are not', () => {
  expect(hasWeakOracle({ kills: crashes(5), killedByAssertion: [], provable: [] }, 'adds')).toBe(true);
  expect(hasWeakOracle({ kills: crashes(4), killedByAssertion: [], provable: [] }, 'adds')).toBe(false);
});

it('one is, where ten more that others kill are let live; none is none', () => {
  expect(hasWeakOracle({ kills: crashes(1), killedByAssertion: [], provable: provable(11) }, 'adds')).toBe(true);
  expect(hasWeakOracle({ kills: crashes(1), killedByAssertion: [], provable: provable(10) }, 'adds')).toBe(false);
  expect(hasWeakOracle({ kills: crashes(0), killedByAssertion: [], provable: provable(20) }, 'adds')).toBe(false);
  expect(hasWeakOracle({ kills: crashes(1), killedByAssertion: [aMutant('m1')], provable: provable(20) }, 'adds')).toBe(false);
});

it('one kill by an assertion clears', () => {
  expect(hasWeakOracle({ kills: crashes(9), killedByAssertion: [aMutant('m1')], provable: [] }, 'adds')).toBe(false);
});

it('a test that is there to see that nothing throws is no weak one', () => {
  expect(hasWeakOracle({ kills: crashes(9), killedByAssertion: [], provable: [] }, 'does not throw')).toBe(false);
});

it('a test that something stays as it was is no weak one: most mutants leave that true', () => {
  expect(hasWeakOracle({ kills: crashes(9), killedByAssertion: [], provable: [] }, 'leaves the date alone')).toBe(false);
});
