import { expect, test } from 'vitest';
import type { Token } from '../highlight.ts';
import { segmentsOf } from './segments.ts';

const LINE = 'return 1 + a;';
const TOKENS: Token[] = [
  { from: 0, to: 6, kind: 'keyword' },
  { from: 7, to: 8, kind: 'number' },
];

test('a line without tokens is one plain piece', () => {
  expect(segmentsOf(LINE, [])).toEqual([{ text: LINE, kind: null, isMarked: false }]);
});

test('an empty line has no pieces', () => {
  expect(segmentsOf('', [])).toEqual([]);
});

test('tokens and what stands between them are pieces in order', () => {
  expect(segmentsOf(LINE, TOKENS).map(({ text, kind }) => [text, kind])).toEqual([
    ['return', 'keyword'],
    [' ', null],
    ['1', 'number'],
    [' + a;', null],
  ]);
});

test('a marked range cuts tokens, and each piece keeps its kind', () => {
  expect(segmentsOf(LINE, TOKENS, { from: 3, to: 12 })).toEqual([
    { text: 'ret', kind: 'keyword', isMarked: false },
    { text: 'urn', kind: 'keyword', isMarked: true },
    { text: ' ', kind: null, isMarked: true },
    { text: '1', kind: 'number', isMarked: true },
    { text: ' + a', kind: null, isMarked: true },
    { text: ';', kind: null, isMarked: false },
  ]);
});

test('a range past the end of the line ends with it', () => {
  expect(segmentsOf('a', [], { from: 0, to: 99 })).toEqual([{ text: 'a', kind: null, isMarked: true }]);
});

test('an empty range marks nothing', () => {
  expect(segmentsOf('ab', [], { from: 1, to: 1 }).some(({ isMarked }) => isMarked)).toBe(false);
});
