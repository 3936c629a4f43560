import { describe, expect, test } from 'vitest';
import { aTerminal } from './document.fixture.ts';
import { widthOf } from './fit.ts';
import { type Column, renderTable } from './table.ts';

const name: Column = { title: 'file', align: 'left', importance: 9, cut: { where: 'middle', atLeast: 10 } };
const count = (title: string, importance: number): Column => ({ title, align: 'right', importance, cut: null });
const row = (...texts: string[]) => texts.map((text) => ({ text }));

describe('renderTable', () => {
  test('numbers stand right, names left, wide characters in their columns', () => {
    expect(renderTable([name, count('n', 1)], [row('価格.ts', '7'), row('a.ts', '1,012')], aTerminal())).toEqual([
      'file         n',
      '価格.ts      7',
      'a.ts     1,012',
    ]);
  });

  test('a title of two lines stands on the rows', () => {
    expect(renderTable([name, count('kill\nrate', 1)], [row('a', '1.0')], aTerminal())).toEqual([
      '      kill',
      'file  rate',
      'a      1.0',
    ]);
  });

  test('long names are cut before a column is left out, and the least important column goes first', () => {
    const columns = [name, count('first', 5), count('second', 4), count('third', 3)];
    const rows = [row('src/some/long/folder/name.ts', '1', '2', '3')];
    const titles = (width: number) => renderTable(columns, rows, aTerminal({ width }))[0]?.trim().split(/ +/);
    expect(titles(50)).toEqual(['file', 'first', 'second', 'third']);
    expect(titles(32)).toEqual(['file', 'first', 'second', 'third']);
    expect(titles(31)).toEqual(['file', 'first', 'second']);
    expect(titles(24)).toEqual(['file', 'first']);
    expect(titles(10)).toEqual(['file']);
  });

  test('no line is wider than the terminal, whatever its width', () => {
    const columns = [name, count('mutants', 5), count('survived', 4)];
    const rows = [row('  src/größe/価格の計算/とても長い名前.ts', '1,012', '3'), row('b', '1', '22')];
    for (let width = 1; width < 80; width += 1) {
      for (const line of renderTable(columns, rows, aTerminal({ width }))) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  });

  test('a cell may shorten itself, and only if it must', () => {
    const cell = { text: 'abcdef -> {}', fit: (width: number) => `fit ${width}` };
    const columns: Column[] = [{ title: '', align: 'left', importance: 1, cut: { where: 'end', atLeast: 4 } }];
    expect(renderTable(columns, [[cell]], aTerminal({ width: 12 }))).toEqual(['abcdef -> {}']);
    expect(renderTable(columns, [[cell]], aTerminal({ width: 8 }))).toEqual(['fit 8']);
  });

  test('paint goes on what is left of a cut text, and not on blanks', () => {
    const painted = [[{ text: 'src/long/name.ts', paint: (text: string) => `<${text}>` }, { text: '1' }]];
    expect(renderTable([name, count('', 1)], painted, aTerminal({ width: 13, isUnicode: false }))).toEqual([
      'file',
      '<sr...me.ts>  1',
    ]);
  });
});
