import { expect, test } from 'vitest';
import { aroundChange } from './around-change.ts';

test('what has the room is whole, on one line', () => {
  expect(aroundChange('a >\n    b', 'a >= b', 10)).toEqual(['a > b', 'a >= b']);
});

test('what both begin with makes room for what differs', () => {
  expect(aroundChange('first + second + third * (n < 26)', 'first + second + third / (n < 26)', 14)).toEqual([
    '…d + third * (n…',
    '…d + third / (n…',
  ]);
});

test('what differs from its start on is cut at its end', () => {
  expect(aroundChange('{ return everything(); }', '{}', 10)).toEqual(['{ return e…', '{}']);
});

test('of code that the other begins with, its end is still seen', () => {
  expect(aroundChange('abcdefghijklmnop + q', 'abcdefghijklmnop', 12)).toEqual(['…ghijklmnop +…', '…ghijklmnop']);
});
