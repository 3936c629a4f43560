import { MutantStatus } from '@killrate/shared/model';
import { expect, test } from 'vitest';
import { LOOK, STANDING_WORD, standingOf } from './words.ts';

const ACCEPTANCE = { category: 'glue' };

test('a mutant without a status is unresolved, whatever was decided', () => {
  expect(standingOf({ status: null, acceptance: ACCEPTANCE })).toBe('unresolved');
});

test.each(['Survived', 'NoCoverage'] as const)('%s that was accepted stands as accepted', (status) => {
  expect(standingOf({ status, acceptance: ACCEPTANCE })).toBe('Accepted');
  expect(standingOf({ status, acceptance: null })).toBe(status);
});

test('a killed mutant stands as killed, also where it was once accepted', () => {
  expect(standingOf({ status: 'Killed', acceptance: ACCEPTANCE })).toBe('Killed');
});

test('each status has a word of its own, and only what was noticed looks so', () => {
  const words = MutantStatus.options.map((status) => STANDING_WORD[status]);

  expect(new Set(words).size).toBe(MutantStatus.options.length);
  expect(MutantStatus.options.filter((status) => LOOK[status] === 'killed')).toEqual(['Killed']);
  expect(MutantStatus.options.filter((status) => LOOK[status] === 'survived')).toEqual(['Survived']);
});
