import { expect, test } from 'vitest';
import { rangeOn, replacedBy } from './diff-lines.ts';

const LINES = ['function f(a, b) {', '  return a + b;', '}'];

test('a mutant within a line replaces that line', () => {
  const mutant = { line: 2, column: 10, endLine: 2, endColumn: 15, replacement: 'a - b' };

  expect(replacedBy(LINES, mutant)).toEqual({ lines: ['  return a - b;'], from: 9, to: 14 });
});

test('a mutant over several lines joins what stands before it and after it', () => {
  const mutant = { line: 1, column: 18, endLine: 3, endColumn: 2, replacement: '{}' };

  expect(replacedBy(LINES, mutant)).toEqual({ lines: ['function f(a, b) {}'], from: 17, to: 19 });
});

test('a replacement of several lines is several lines', () => {
  const mutant = { line: 2, column: 10, endLine: 2, endColumn: 15, replacement: 'a\n    - b' };

  expect(replacedBy(LINES, mutant)).toEqual({ lines: ['  return a', '    - b;'], from: 9, to: 7 });
});

test('a line of which nothing is left is no line', () => {
  expect(replacedBy(LINES, { line: 2, column: 3, endLine: 2, endColumn: 16, replacement: '' }).lines).toEqual([]);
});

test('what is replaced begins on the first line, ends on the last, and covers those between', () => {
  const mutant = { line: 1, column: 18, endLine: 3, endColumn: 2 };

  expect([1, 2, 3, 4].map((line) => rangeOn(mutant, line, 15))).toEqual([
    { from: 17, to: 15 },
    { from: 0, to: 15 },
    { from: 0, to: 1 },
    null,
  ]);
});
