import { expect, test } from 'vitest';
import { readEvidence } from './evidence.ts';

test('evidence is read part by part', () => {
  const evidence = {
    code: 'expect(true).toBe(true)',
    compared: ['true', 'true'],
    places: ['test/a.test.ts:3'],
    mutants: { covered: 3, killed: 1, killedByAssertion: 0, notKilled: ['k1'] },
    killedMutant: null,
    bite: 'Assert what it gives back.',
  };
  expect(readEvidence({ evidence })).toStrictEqual(evidence);
});

test('a part that is not as it should be is left out, and so is what nobody knows', () => {
  expect(readEvidence({ evidence: { code: 3, compared: ['one'], bite: 'yes', more: 1 } })).toStrictEqual({ bite: 'yes' });
});

test('what is no object shows nothing', () => {
  expect(readEvidence({ evidence: null })).toEqual({});
  expect(readEvidence({ evidence: 'text' })).toEqual({});
  expect(readEvidence({ evidence: undefined })).toEqual({});
});
