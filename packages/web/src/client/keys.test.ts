import { expect, test } from 'vitest';
import { KEYS, keyOf } from './keys.ts';

/** Places whose keys are there at the same time. */
const TOGETHER = [
  ['everywhere', 'list', 'mutant'],
  ['everywhere', 'file', 'mutant'],
] as const;

test.each(TOGETHER)('no key has two deeds in %s, %s and %s', (...places) => {
  const keys = places.flatMap((place) => Object.values(KEYS[place].deeds).flatMap((deed) => [...deed.keys]));

  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('no key is the beginning of a longer one', () => {
  const keys = Object.values(KEYS).flatMap(({ deeds }) => Object.values(deeds).flatMap((deed): string[] => [...deed.keys]));
  const beginnings = keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0] ?? '');

  expect(keys.filter((key) => beginnings.includes(key))).toEqual([]);
});

test('the first key of a deed is the one shown', () => {
  expect(keyOf('file', 'next')).toBe('n');
  expect(keyOf('mutant', 'accept')).toBe('a');
});

test('every deed is said in words', () => {
  for (const { deeds } of Object.values(KEYS)) for (const { does } of Object.values(deeds)) expect(does).toMatch(/^[A-Z].{3,}$/);
});
