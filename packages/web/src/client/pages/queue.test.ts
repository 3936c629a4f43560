import { expect, test } from 'vitest';
import { keepOrder, neighbourIn, rememberOrder } from './queue.ts';

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

function keep(before: string, now: string): string {
  return keepOrder(
    [...before],
    [...now].map((key) => ({ key })),
  )
    .map(({ key }) => key)
    .join('');
}

test.each([
  ['abc', 'cab', 'abc', 'what is known stays where it was'],
  ['abc', 'ca', 'ac', 'what is gone leaves no gap'],
  ['abc', 'cabde', 'abcde', 'what was loaded after comes at the end'],
  ['abc', 'xcab', 'xabc', 'what is new at the top comes at the top'],
  ['abc', 'cxab', 'abcx', 'what is new stays behind the one it came behind'],
  ['', 'bca', 'bca', 'at first the order is that of the list'],
  ['xyz', 'bca', 'bca', 'another list has its own order'],
])('of %s and then %s, %s is shown: %s', (before, now, shown) => {
  expect(keep(before, now)).toBe(shown);
});

test.each([
  ['abc', 'ac', 'abc', 'what is gone has its place when it comes back'],
  ['abc', 'xaybcz', 'xaybcz', 'what is new has its place'],
  ['abc', 'acx', 'abcx', 'both'],
  ['', 'ab', 'ab', 'the first list is remembered as it is'],
])('of %s and then %s, %s is remembered: %s', (before, shown, remembered) => {
  const items = [...shown].map((key) => ({ key }));

  expect(rememberOrder([...before], items).join('')).toBe(remembered);
});
