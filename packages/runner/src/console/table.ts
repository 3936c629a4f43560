/** A text table that fits its width: long texts are cut first, then the least important columns left out; nothing wraps. */
import { cutEnd, cutMiddle, pad, widthOf } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import type { Paint } from './paint.ts';
import type { Terminal } from './terminal.ts';

export interface Column {
  /** May be of several lines; the last one stands next to the rows. */
  readonly title: string;
  readonly align: 'left' | 'right';
  /** The columns of least importance go first where there is too little room; the most important one always stays. */
  readonly importance: number;
  /** How a long text may be shortened, and to how many columns before other columns are left out; null: never. */
  readonly cut: { readonly where: 'middle' | 'end'; readonly atLeast: number } | null;
}

export interface Cell {
  /** Bare. */
  readonly text: string;
  /** Shortens the text to a width in its own way. */
  readonly fit?: (width: number) => string;
  /** Applied once the text is cut to size. */
  readonly paint?: Paint;
}

const GAP = '  ';

/** Renders rows of as many cells as there are columns. No line is wider than the terminal less the indentation given. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  terminal: Terminal,
  options: { readonly paintTitle?: Paint; readonly indent?: number } = {},
): string[] {
  const { paintTitle, indent = 0 } = options;
  const ellipsis = glyphsOf(terminal).ellipsis;
  const shown = [...titleRows(columns, paintTitle), ...rows];
  const natural = columns.map((_, at) => shown.reduce((widest, row) => Math.max(widest, widthOf(row[at]?.text ?? '')), 0));
  const fitted = fitColumns(columns, natural, terminal.width - indent);
  return shown.map((row) => {
    const cells = fitted.map(({ at, column, width }) => renderCell(row[at] ?? { text: '' }, column, width, ellipsis));
    return (' '.repeat(indent) + cells.join(GAP)).trimEnd();
  });
}

function titleRows(columns: readonly Column[], paint: Paint | undefined): Cell[][] {
  const titles = columns.map(({ title }) => (title === '' ? [] : title.split('\n')));
  const height = Math.max(...titles.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    titles.map((lines) => ({ text: lines[row - height + lines.length] ?? '', ...(paint && { paint }) })),
  );
}

interface FittedColumn {
  readonly at: number;
  readonly column: Column;
  width: number;
}

function fitColumns(columns: readonly Column[], natural: readonly number[], room: number): FittedColumn[] {
  let fitted = columns.map((column, at): FittedColumn => ({ at, column, width: natural[at] ?? 0 }));
  const leastWidth = ({ column, width }: FittedColumn) => (column.cut ? Math.min(width, column.cut.atLeast) : width);
  while (fitted.length > 1 && total(fitted.map(leastWidth)) > room) {
    const least = fitted.reduce((lowest, each) => (each.column.importance < lowest.column.importance ? each : lowest));
    fitted = fitted.filter((each) => each !== least);
  }
  for (let excess = total(fitted.map(({ width }) => width)) - room; excess > 0; excess -= 1) {
    const widest = fitted
      .filter((each) => each.width > leastWidth(each))
      .reduce<FittedColumn | null>((most, each) => (most === null || each.width > most.width ? each : most), null);
    const shrunk = widest ?? fitted[0];
    if (shrunk && shrunk.width > 1) shrunk.width -= 1;
  }
  return fitted;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP.length * Math.max(0, widths.length - 1);
}

function renderCell(cell: Cell, column: Column, width: number, ellipsis: string): string {
  const cut = column.cut?.where === 'middle' ? cutMiddle : cutEnd;
  const isTooWide = widthOf(cell.text) > width;
  const text = cut(isTooWide && cell.fit ? cell.fit(width) : cell.text, width, ellipsis);
  return pad(cell.paint ? cell.paint(text) : text, width, column.align);
}
