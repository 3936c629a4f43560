/** A diff as lines of a terminal: number, sign and code, cut so that the change stays in sight. */
import type { Diff, DiffLine } from './diff.ts';
import { cutEnd, cutStart, pad, widthOf } from './fit.ts';
import { type Glyphs, glyphsOf } from './glyphs.ts';
import { createPalette, type Paint, type Palette } from './paint.ts';
import { printableCode } from './printable.ts';
import type { Terminal } from './terminal.ts';

const SIGN = { context: ' ', removed: '-', added: '+' } as const;

interface Row extends DiffLine {
  readonly number: string;
}

/**
 * Draws a diff, `indent` blanks from the left. Where more than `foldAbove` lines in a row are removed or added, those in
 * the middle are folded into one line that counts them.
 */
export function renderDiff(diff: Diff, terminal: Terminal, options: { indent?: number; foldAbove?: number } = {}): string[] {
  const { indent = 2, foldAbove = Number.POSITIVE_INFINITY } = options;
  const palette = createPalette(terminal);
  const glyphs = glyphsOf(terminal);
  const rows = withoutBlankEdges(diff.lines).map(
    (line): Row => ({
      ...line,
      number: line.line === null ? '' : String(line.line),
      before: printableCode(line.before),
      changed: printableCode(line.changed),
      after: printableCode(line.after),
    }),
  );
  // In a change of whole lines there is no part to point at.
  const isOneLine = rows.filter(({ kind }) => kind === 'removed').length === 1;
  const numberWidth = Math.max(...rows.map(({ number }) => number.length), 0);
  const room = Math.max(1, terminal.width - indent - numberWidth - (numberWidth > 0 ? 3 : 2));
  const beforeRoom = roomBeforeChange(rows, room);
  const render = (row: Row) => {
    const number = numberWidth > 0 ? `${palette.dim(pad(row.number, numberWidth, 'right'))} ` : '';
    const [outer, part] = paintsOf(row, palette);
    const inner = isOneLine ? part : outer;
    const code = renderCode(row, room, beforeRoom, glyphs, outer, inner);
    return (' '.repeat(indent) + number + (code === '' ? outer(SIGN[row.kind]) : `${outer(SIGN[row.kind])} ${code}`)).trimEnd();
  };
  const renderFold = (count: number, kind: DiffLine['kind']) =>
    `${' '.repeat(indent + (numberWidth > 0 ? numberWidth + 1 : 0))}${SIGN[kind]} ${palette.dim(`${glyphs.ellipsis} ${count} more lines`)}`;
  return sideBySide(rows).flatMap((block) => {
    const [row] = block;
    if (!row || block.length <= foldAbove) return block.map(render);
    const head = Math.ceil(foldAbove / 2);
    const tail = foldAbove - head;
    return [
      ...block.slice(0, head).map(render),
      renderFold(block.length - head - tail, row.kind),
      ...block.slice(block.length - tail).map(render),
    ];
  });
}

function withoutBlankEdges(lines: readonly DiffLine[]): readonly DiffLine[] {
  const isShown = ({ kind, before }: DiffLine) => kind !== 'context' || before.trim() !== '';
  return lines.slice(lines.findIndex(isShown), lines.findLastIndex(isShown) + 1);
}

/** Rows of one kind that follow one another. */
function sideBySide(rows: readonly Row[]): Row[][] {
  const blocks: Row[][] = [];
  for (const row of rows) {
    const block = blocks.at(-1);
    if (block?.[0]?.kind === row.kind) block.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

/** Room for what stands before a change: all of it where the lines fit, else what their longest change leaves, at least a third. */
function roomBeforeChange(rows: readonly Row[], room: number): number {
  const tails = rows
    .filter(({ kind, before }) => kind !== 'context' && before !== '')
    .map(({ changed, after }) => widthOf(cutEnd(changed + after, room, '')));
  return Math.max(Math.floor(room / 3), room - Math.max(...tails, 0));
}

function renderCode(row: Row, room: number, beforeRoom: number, glyphs: Glyphs, outer: Paint, inner: Paint): string {
  if (row.kind === 'context') return outer(cutEnd(row.before, room, glyphs.ellipsis));
  const before = cutStart(row.before, beforeRoom, glyphs.ellipsis);
  const rest = cutEnd(row.changed + row.after, room - widthOf(before), glyphs.ellipsis);
  const isChangedWhole = rest.startsWith(row.changed);
  const changed = isChangedWhole ? row.changed : rest;
  return outer(before) + inner(changed) + outer(rest.slice(changed.length));
}

function paintsOf(row: Row, palette: Palette): [outer: Paint, inner: Paint] {
  switch (row.kind) {
    case 'context':
      return [palette.dim, palette.dim];
    case 'removed':
      return [palette.removed, palette.removedPart];
    case 'added':
      return [palette.added, palette.addedPart];
    default:
      return row.kind satisfies never;
  }
}
