/** A line of source cut into pieces that are each drawn in one way. */
import type { Token, TokenKind } from '../highlight.ts';

/** A piece of a line; `isMarked` is what a mutant replaces, or what it puts there instead. */
export interface Segment {
  text: string;
  kind: TokenKind | null;
  isMarked: boolean;
}

/** Columns count from 0, the end is exclusive. */
export interface ColumnRange {
  from: number;
  to: number;
}

/** `line` cut where a token or the marked range begins or ends. Together the pieces are the line. */
export function segmentsOf(line: string, tokens: readonly Token[], marked: ColumnRange | null = null): Segment[] {
  const cuts = new Set([0, line.length]);
  for (const { from, to } of marked === null ? tokens : [...tokens, marked]) {
    cuts.add(Math.min(Math.max(from, 0), line.length));
    cuts.add(Math.min(Math.max(to, 0), line.length));
  }
  const places = [...cuts].sort((a, b) => a - b);
  let next = 0;
  return places.slice(0, -1).map((from, index) => {
    while (next < tokens.length && (tokens[next]?.to ?? 0) <= from) next += 1;
    const token = tokens[next];
    return {
      text: line.slice(from, places[index + 1]),
      kind: token !== undefined && token.from <= from ? token.kind : null,
      isMarked: marked !== null && from >= marked.from && from < marked.to,
    };
  });
}
