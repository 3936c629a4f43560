/** A mutant's change on one line, `original -> replacement`, shortened around what differs. */
import type { Mutant } from '@killrate/shared/model';
import { sharedEnds } from './diff.ts';
import { cutEnd, cutStart, widthOf } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import type { Cell } from './table.ts';
import type { Terminal } from './terminal.ts';

type Change = Pick<Mutant, 'original' | 'replacement'>;

/** What both sides share is cut down to this much on each side before anything that differs is. */
const SHARED_COLUMNS = 12;
/** In place of an empty side: a mutant that only removes, or only adds. */
const NOTHING = '(nothing)';

/** At most `width` columns; the replacement, which is mostly short, is kept longest. */
export function renderChange(change: Change, width: number, terminal: Terminal): string {
  const { arrow, ellipsis } = glyphsOf(terminal);
  const between = ` ${arrow} `;
  const room = width - widthOf(between);
  const { original, replacement } = shorten(
    { original: printable(change.original), replacement: printable(change.replacement) },
    room,
    ellipsis,
  );
  const half = Math.floor(room / 2);
  const right = cutEnd(replacement || NOTHING, Math.max(half, room - widthOf(cutEnd(original || NOTHING, room, ''))), ellipsis);
  const left = cutEnd(original || NOTHING, room - widthOf(right), ellipsis);
  return left + between + right;
}

function shorten(change: Change, room: number, ellipsis: string): Change {
  const { original, replacement } = change;
  if (original.length + replacement.length <= room && widthOf(original) + widthOf(replacement) <= room) return change;
  const { prefix, suffix } = sharedEnds(original, replacement);
  const around = (text: string) =>
    cutStart(prefix, SHARED_COLUMNS, ellipsis) +
    text.slice(prefix.length, text.length - suffix.length) +
    cutEnd(suffix, SHARED_COLUMNS, ellipsis);
  return { original: around(original), replacement: around(replacement) };
}

/** The same as a cell of a table that takes what room there is, `width` columns at most. */
export function changeCell(change: Change, width: number, terminal: Terminal): Cell {
  return { text: renderChange(change, width, terminal), fit: (narrower) => renderChange(change, narrower, terminal) };
}
