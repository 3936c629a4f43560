import { expect, it } from 'vitest';
import { aMutant } from './mutant.fixture.ts';
import { findOdd } from './reuse.ts';

it('runs that say the same are not odd, whatever was reused', () => {
  expect(findOdd([aMutant({ isReused: true })], [aMutant({})])).toEqual([]);
  expect(findOdd([aMutant({ status: null })], [aMutant({ status: null })])).toEqual([]);
});

it('another status, a mutant that is missing and one that is too many are odd', () => {
  const [killed, survived] = [aMutant({}), aMutant({ status: 'Survived' })];
  expect(findOdd([killed], [survived])).toEqual([{ key: 'key', reusing: killed, fresh: survived }]);
  expect(findOdd([], [killed])).toEqual([{ key: 'key', reusing: null, fresh: killed }]);
  expect(findOdd([killed], [])).toEqual([{ key: 'key', reusing: killed, fresh: null }]);
});
