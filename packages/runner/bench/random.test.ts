import { expect, it } from 'vitest';
import { createRandom } from './random.ts';

const NUMBERS = Array.from({ length: 100 }, (_, index) => index);

it('one seed draws the same again', () => {
  expect(createRandom(7).sample(NUMBERS, 10)).toEqual(createRandom(7).sample(NUMBERS, 10));
  expect(createRandom(7).sample(NUMBERS, 10)).not.toEqual(createRandom(8).sample(NUMBERS, 10));
});

it('a sample holds nothing twice, and no more than there is', () => {
  expect(
    createRandom(1)
      .sample(NUMBERS, 200)
      .toSorted((a, b) => a - b),
  ).toEqual(NUMBERS);
  expect(createRandom(1).pick([])).toBeNull();
});

it('every one is drawn at times', () => {
  const random = createRandom(3);
  expect(new Set(Array.from({ length: 200 }, () => random.pick([1, 2, 3])))).toEqual(new Set([1, 2, 3]));
});
