/** A mutant's change on one line, `original -> replacement`, shortened around what differs. */
import type { Mutant } from '@killrate/shared/model';
import { sharedEnds } from './diff.ts';
import { cutEnd, cutStart, widthOf } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import type { Cell } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What both sides share is cut down to this much on each side before anything that differs is. */
const SHARED_COLUMNS = 12;
/** In place of an empty side: a mutant that only removes, or only adds. */
const NOTHING = '(nothing)';

/** At most `width` columns; the replacement, which is mostly short, is kept longest. */
export function renderChange(mutant: Pick<Mutant, 'original' | 'replacement'>, width: number, terminal: Terminal): string {
  const { arrow, ellipsis } = glyphsOf(terminal);
  const between = ` ${arrow} `;
  const room = width - widthOf(between);
  let original = printable(mutant.original);
  let replacement = printable(mutant.replacement);
  if (widthOf(original) + widthOf(replacement) > room) {
    const { prefix, suffix } = sharedEnds(original, replacement);
    const shorten = (text: string) =>
      cutStart(prefix, SHARED_COLUMNS, ellipsis) +
      text.slice(prefix.length, text.length - suffix.length) +
      cutEnd(suffix, SHARED_COLUMNS, ellipsis);
    original = shorten(original);
    replacement = shorten(replacement);
  }
  const half = Math.floor(room / 2);
  const right = cutEnd(replacement || NOTHING, Math.max(half, room - widthOf(original || NOTHING)), ellipsis);
  const left = cutEnd(original || NOTHING, room - widthOf(right), ellipsis);
  return left + between + right;
}

/** The same as a cell of a table that takes what room there is, `width` columns at most. */
export function changeCell(mutant: Pick<Mutant, 'original' | 'replacement'>, width: number, terminal: Terminal): Cell {
  return { text: renderChange(mutant, width, terminal), fit: (narrower) => renderChange(mutant, narrower, terminal) };
}
