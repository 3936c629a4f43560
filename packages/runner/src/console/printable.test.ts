import { expect, test } from 'vitest';
import { printable, printableCode } from './printable.ts';

test('an escape sequence is shown, not obeyed', () => {
  expect(printable('\u001b[31mred\u001b[0m \u009b2J')).toBe('\\x1b[31mred\\x1b[0m \\x9b2J');
  expect(printableCode('\u0007\u001b]0;title')).toBe('\\x07\\x1b]0;title');
});

test('marks that reorder or hide text are shown', () => {
  expect(printableCode('\u202eevil\u2066\u200b')).toBe('\\u202eevil\\u2066\\u200b');
});

test('a name is one line, code keeps its indentation', () => {
  expect(printable('  two\r\nlines\tof   text ')).toBe('two lines of text');
  expect(printableCode('\t\tx = 1;')).toBe('    x = 1;');
});

test('other letters stay as they are', () => {
  expect(printable('größer 価格 👩‍👧')).toBe('größer 価格 👩‍👧');
});
