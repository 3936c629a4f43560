/** A mutant as lines of its source: what stands there, and what would stand there instead. */
import type { MutantItem } from '@killrate/shared/api';

type Place = Pick<MutantItem, 'line' | 'column' | 'endLine' | 'endColumn' | 'replacement'>;

/** The lines that replace `line` to `endLine` where the mutant is active; `from` and `to` mark what is new on the first and last of them. */
export interface Replaced {
  lines: string[];
  from: number;
  to: number;
}

/** `lines` are those of the whole source. A line left with nothing but blanks is left out. */
export function replacedBy(lines: readonly string[], mutant: Place): Replaced {
  const before = (lines[mutant.line - 1] ?? '').slice(0, mutant.column - 1);
  const after = (lines[mutant.endLine - 1] ?? '').slice(mutant.endColumn - 1);
  const replaced = `${before}${mutant.replacement}${after}`.split('\n');
  if (replaced.length === 1 && replaced[0]?.trim() === '') return { lines: [], from: 0, to: 0 };
  const last = replaced.at(-1) ?? '';
  return { lines: replaced, from: before.length, to: last.length - after.length };
}

/** Which characters of line `line` the mutant replaces, null where it does not reach it; columns count from 0 here. */
export function rangeOn(mutant: Omit<Place, 'replacement'>, line: number, length: number): { from: number; to: number } | null {
  if (line < mutant.line || line > mutant.endLine) return null;
  const from = line === mutant.line ? mutant.column - 1 : 0;
  const to = line === mutant.endLine ? mutant.endColumn - 1 : length;
  return { from, to };
}
