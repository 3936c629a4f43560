import { describe, expect, test } from 'vitest';
import { cutEnd, cutMiddle, cutStart, pad, widthOf, wrap } from './fit.ts';

describe('cutting', () => {
  test('what fits is left alone', () => {
    expect(cutEnd('abcd', 4, '…')).toBe('abcd');
    expect(cutStart('abcd', 4, '…')).toBe('abcd');
    expect(cutMiddle('abcd', 4, '…')).toBe('abcd');
  });

  test('each keeps what its name does not say', () => {
    expect(cutEnd('abcdefgh', 5, '…')).toBe('abcd…');
    expect(cutStart('abcdefgh', 5, '…')).toBe('…efgh');
    expect(cutMiddle('src/payments/price.ts', 12, '…')).toBe('src…price.ts');
  });

  test('the name of a file outlives its folders, and indentation stays', () => {
    expect(cutMiddle('  src/payments/price.ts', 14, '...')).toBe('  src...ice.ts');
  });

  test.each(['src/größe/価格の計算.ts', 'src/👩‍👩‍👧‍👦/family.ts', 'e\u0301\u0301\u0301.ts', '', '価'])(
    '%s never takes more than its room',
    (text) => {
      for (let room = 0; room < 24; room += 1) {
        for (const ellipsis of ['…', '...']) {
          expect(widthOf(cutEnd(text, room, ellipsis))).toBeLessThanOrEqual(room);
          expect(widthOf(cutStart(text, room, ellipsis))).toBeLessThanOrEqual(room);
          expect(widthOf(cutMiddle(text, room, ellipsis))).toBeLessThanOrEqual(room);
        }
      }
    },
  );
});

describe('pad', () => {
  test('wide characters count twice, colours not at all', () => {
    expect(pad('価格', 6, 'left')).toBe('価格  ');
    expect(pad('7', 3, 'right')).toBe('  7');
    expect(pad('\u001b[31m7\u001b[39m', 3, 'right')).toBe('  \u001b[31m7\u001b[39m');
    expect(pad('long', 2, 'left')).toBe('long');
  });
});

describe('wrap', () => {
  test('breaks between words and indents what follows', () => {
    expect(wrap('one two three', 8, 2)).toEqual(['one two', '  three']);
  });

  test('breaks a word that is longer than a line', () => {
    expect(wrap('a abcdefghij', 4)).toEqual(['a', 'abcd', 'efgh', 'ij']);
    expect(wrap('', 4)).toEqual(['']);
  });
});
