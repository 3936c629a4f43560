import { expect, test } from 'vitest';
import { neighbourIn } from './queue.ts';

const ITEMS = ['a', 'b', 'c'];

test('next and previous are those beside it, and the ends hold', () => {
  expect(neighbourIn(ITEMS, 0, 0, 1)).toBe('b');
  expect(neighbourIn(ITEMS, 1, 0, -1)).toBe('a');
  expect(neighbourIn(ITEMS, 2, 0, 1)).toBe('c');
  expect(neighbourIn(ITEMS, 0, 0, -1)).toBe('a');
});

test('after one that left the list comes what took its place, and before it what stood before', () => {
  expect(neighbourIn(ITEMS, -1, 1, 1)).toBe('b');
  expect(neighbourIn(ITEMS, -1, 1, -1)).toBe('a');
});

test('one that left at the end is followed by the last', () => {
  expect(neighbourIn(ITEMS, -1, 3, 1)).toBe('c');
});

test('an empty list has no neighbours', () => {
  expect(neighbourIn([], -1, 0, 1)).toBeNull();
  expect(neighbourIn([], -1, 0, -1)).toBeNull();
});
