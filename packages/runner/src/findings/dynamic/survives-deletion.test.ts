import { expect, it } from 'vitest';
import { aMutant, keys } from '../findings.fixture.ts';
import { findSurvival } from './survives-deletion.ts';

const mutants = (count: number) => keys(count).map((key) => aMutant(key));
const survival = (provable: number, asserted: number, title = 'adds') =>
  findSurvival({ provable: mutants(provable), killedByAssertion: mutants(asserted) }, title);

it('a test that passes without the code and kills nothing by an assertion is hollow', () => {
  expect(survival(3, 0)).toBe('hollow');
});

it('of too few mutants that others kill nothing is said', () => {
  expect(survival(2, 0)).toBe(null);
});

it('a kill by an assertion clears it', () => {
  expect(survival(3, 1)).toBe('cleared');
});

it('a test that looks at what it built itself may be about what a call leaves of it', () => {
  expect(findSurvival({ provable: mutants(3), killedByAssertion: [] }, 'adds', true)).toBe('suspect');
});

it.each(['does not throw', 'leaves its input as it is', 'gives undefined for a stranger'])('"%s" is not convicted', (title) => {
  expect(survival(3, 0, title)).toBe('suspect');
});
