import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

describe('nearest', () => {
  test.each<[word: string, candidates: string[], near: string | null]>([
    ['critcal', ['critical', 'production', 'google'], 'critical'],
    ['taget', ['name', 'files', 'target'], 'target'],
    ['Modules', ['modules', 'target'], 'modules'],
    ['src/pirce.ts', ['src/cart.ts', 'src/price.ts'], 'src/price.ts'],
    ['zebra', ['modules', 'logging', 'oneAtATime'], null],
    ['pays', ['pay', 'says', 'payed'], 'pay'],
    ['anything', [], null],
    ['', ['ab', 'abc'], 'ab'],
  ])('of %j among %j is %j', (word, candidates, near) => {
    expect(nearest(word, candidates)).toBe(near);
  });

  test('takes the first of two that are equally near', () => {
    expect(nearest('pay', ['say', 'day'])).toBe('say');
  });

  test.each([
    ['an insertion', 'target', 'targeet'],
    ['a deletion', 'target', 'targt'],
    ['a substitution', 'target', 'tarket'],
  ])('prefers %s to two of them', (_, meant, word) => {
    expect(nearest(word, [`${meant}ed`, meant])).toBe(meant);
  });
});

test('didYouMean asks with the nearest, and says nothing where none is near', () => {
  expect(didYouMean('taget', ['target'])).toBe(' (did you mean target?)');
  expect(didYouMean('zebra', ['target'])).toBe('');
});
