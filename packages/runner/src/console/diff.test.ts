import { describe, expect, test } from 'vitest';
import { diffOf, sharedEnds } from './diff.ts';
import { renderDiff } from './diff-view.ts';
import { aMutant, aMutantOf, aTerminal } from './document.fixture.ts';
import { widthOf } from './fit.ts';

const source = `export function charge(account, total) {
  if (account.isClosed) {
    audit(account);

    throw new Error('closed');
  }
  return gateway.charge(account.id, total);
}
`;
const block = source.slice(source.indexOf('{\n    audit'), source.indexOf('}\n  return') + 1);
const plain = aTerminal({ isUnicode: false });

describe('diffOf', () => {
  test('the changed part is set apart from what both sides share', () => {
    const { isPlaced, lines } = diffOf(aMutantOf(source, 'account.isClosed', 'account.isOpen'), source, 0);
    expect(isPlaced).toBe(true);
    expect(lines).toEqual([
      { kind: 'removed', line: 2, before: '  if (account.', changed: 'isClosed', after: ') {' },
      { kind: 'added', line: null, before: '  if (account.', changed: 'isOpen', after: ') {' },
    ]);
  });

  test('a mutant of several lines removes all of them', () => {
    expect(renderDiff(diffOf(aMutantOf(source, block, '{}'), source, 1), plain, { indent: 0 })).toEqual([
      '1   export function charge(account, total) {',
      '2 -   if (account.isClosed) {',
      '3 -     audit(account);',
      '4 -',
      "5 -     throw new Error('closed');",
      '6 -   }',
      '  +   if (account.isClosed) {}',
      '7     return gateway.charge(account.id, total);',
    ]);
  });

  test('a replacement of several lines adds all of them', () => {
    const lines = renderDiff(diffOf(aMutantOf(source, 'account.id', '(() => {\n  return 1;\n})()'), source, 0), plain, {
      indent: 0,
    });
    expect(lines).toEqual([
      '7 -   return gateway.charge(account.id, total);',
      '  +   return gateway.charge((() => {',
      '  +   return 1;',
      '  + })(), total);',
    ]);
  });

  test('a mutant that removes a whole line adds no blank one', () => {
    const { lines } = diffOf(aMutantOf(source, 'audit(account);', ''), source, 0);
    expect(lines.map(({ kind }) => kind)).toEqual(['removed']);
  });

  test('line breaks of Windows and tabs are no obstacle', () => {
    const windows = 'let x;\r\n\tif (a) {\r\n\t\tb();\r\n\t}\r\n';
    const mutant = aMutant({ line: 2, column: 9, endLine: 4, endColumn: 3, original: '{\r\n\t\tb();\r\n\t}', replacement: '{}' });
    expect(renderDiff(diffOf(mutant, windows, 0), plain, { indent: 0 })).toEqual([
      '2 -   if (a) {',
      '3 -     b();',
      '4 -   }',
      '  +   if (a) {}',
    ]);
  });

  test('places at the first and the last line have as much context as there is', () => {
    const two = 'a + b\nc + d';
    expect(diffOf(aMutantOf(two, 'a + b', 'a - b'), two).lines.map(({ line }) => line)).toEqual([1, null, 2]);
    expect(diffOf(aMutantOf(two, 'c + d', 'c - d'), two).lines.map(({ line }) => line)).toEqual([1, 2, null]);
  });

  test.each([
    ['missing', null],
    ['changed', 'something else\n'.repeat(20)],
    ['shorter', 'x'],
  ])('of a source that is %s only the mutant itself is shown', (_, other) => {
    const { isPlaced, lines } = diffOf(aMutantOf(source, block, '{}'), other);
    expect(isPlaced).toBe(false);
    expect(lines.map(({ kind, line }) => [kind, line])).toEqual([...Array(5).fill(['removed', null]), ['added', null]]);
    expect(renderDiff(diffOf(aMutantOf(source, block, '{}'), other), plain, { indent: 0 })[0]).toBe('- {');
  });
});

describe('sharedEnds', () => {
  test.each([
    ['true', 'false', '', ''],
    ['a >= b', 'a > b', 'a ', ' b'],
    ['a && b', 'a || b', 'a ', ' b'],
    ['"text"', '""', '"', '"'],
    ['foo(a, a)', 'foo(a)', 'foo(a', ')'],
    ['a', 'a', 'a', ''],
    ['😀', '😁', '', ''],
  ])('%s and %s share %j and %j', (one, other, prefix, suffix) => {
    expect(sharedEnds(one, other)).toEqual({ prefix, suffix });
  });
});

describe('renderDiff', () => {
  test('the change stays in sight on a long line, and both sides stay aligned', () => {
    const long = `${'const value = compute(first, second) || '.repeat(6)}(isOpen && isReady) ? ${'x'.repeat(200)} : 0;`;
    const lines = renderDiff(diffOf(aMutantOf(long, 'isOpen && isReady', 'isOpen || isReady'), long), aTerminal({ width: 60 }));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('&&');
    expect(lines[1]).toContain('||');
    expect(lines[0]?.indexOf('isOpen')).toBe(lines[1]?.indexOf('isOpen'));
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(60);
  });

  test('many lines are folded where asked for, and counted', () => {
    const long = `{\n${'  call();\n'.repeat(40)}}`;
    const diff = diffOf(aMutantOf(long, long, '{}'), long);
    expect(renderDiff(diff, plain)).toHaveLength(43);
    const folded = renderDiff(diff, plain, { foldAbove: 10 });
    expect(folded).toHaveLength(12);
    expect(folded[5]).toContain('- ... 32 more lines');
  });

  test('an escape sequence in the source does not reach the terminal', () => {
    const evil = 'x = "\u001b[2J" + b;';
    expect(renderDiff(diffOf(aMutantOf(evil, ' + ', ' - '), evil), plain).join('')).not.toContain('\u001b');
  });

  test('with colour the changed part stands out, and the text stays the same', () => {
    const diff = diffOf(aMutantOf(source, 'account.isClosed', 'false'), source);
    const coloured = renderDiff(diff, { ...plain, hasColour: true });
    expect(coloured.join('\n')).toContain('\u001b[4mfalse');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
    expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(renderDiff(diff, plain));
  });
});
