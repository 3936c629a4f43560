/** The difference that one mutant makes to its source, as lines with the changed part set apart. */
import type { Mutant } from '@killrate/shared/model';

export interface DiffLine {
  readonly kind: 'context' | 'removed' | 'added';
  /** Of the original source, from 1; null on added lines, and where the source is not at hand. */
  readonly line: number | null;
  /** What both sides share, before and after what is changed. */
  readonly before: string;
  readonly changed: string;
  readonly after: string;
}

export interface Diff {
  /** False where the source is missing or no longer holds the mutant: then only what the mutant itself knows is shown. */
  readonly isPlaced: boolean;
  readonly lines: readonly DiffLine[];
}

type Change = Pick<Mutant, 'line' | 'column' | 'endLine' | 'endColumn' | 'original' | 'replacement'>;

/** The line breaks of ECMAScript: places were counted with these. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/**
 * All lines that a mutant removes and adds, with `contextLines` lines around them.
 * Lines and columns of the change count from 1, its end is exclusive. Where both sides are one line, what they share is
 * left out of the changed part, a whole token at a time.
 */
export function diffOf(change: Change, source: string | null, contextLines = 2): Diff {
  const all = source?.split(LINE_BREAK) ?? [];
  const place = all.slice(change.line - 1, change.endLine);
  const first = place[0];
  const last = place.at(-1);
  const removed = place.map((text, index) =>
    text.slice(index === 0 ? change.column - 1 : 0, index === place.length - 1 ? change.endColumn - 1 : undefined),
  );
  if (first === undefined || last === undefined || !isSameText(removed.join('\n'), change.original)) {
    const lines = changedLines('', change.original.split(LINE_BREAK), change.replacement.split(LINE_BREAK), '', null);
    return { isPlaced: false, lines };
  }
  const before = first.slice(0, change.column - 1);
  const after = last.slice(change.endColumn - 1);
  const context = (from: number, to: number) =>
    all
      .slice(from, to)
      .map((text, index): DiffLine => ({ kind: 'context', line: from + index + 1, before: text, changed: '', after: '' }));
  return {
    isPlaced: true,
    lines: [
      ...context(Math.max(0, change.line - 1 - contextLines), change.line - 1),
      ...changedLines(before, removed, change.replacement.split(LINE_BREAK), after, change.line),
      ...context(change.endLine, change.endLine + contextLines),
    ],
  };
}

function changedLines(before: string, removed: string[], added: string[], after: string, line: number | null): DiffLine[] {
  const [from] = removed;
  const [to] = added;
  if (removed.length === 1 && added.length === 1 && from !== undefined && to !== undefined) {
    const { prefix, suffix } = sharedEnds(from, to);
    const outer = { before: before + prefix, after: suffix + after };
    const inner = (text: string) => text.slice(prefix.length, text.length - suffix.length);
    return [
      { kind: 'removed', line, ...outer, changed: inner(from) },
      ...withoutBlank([{ kind: 'added', line: null, ...outer, changed: inner(to) }]),
    ];
  }
  const side = (texts: string[], kind: 'removed' | 'added') =>
    texts.map(
      (changed, index): DiffLine => ({
        kind,
        line: kind === 'removed' && line !== null ? line + index : null,
        before: index === 0 ? before : '',
        changed,
        after: index === texts.length - 1 ? after : '',
      }),
    );
  return [...side(removed, 'removed'), ...withoutBlank(side(added, 'added'))];
}

/** A mutant that only takes lines away adds no blank one. */
function withoutBlank(added: DiffLine[]): DiffLine[] {
  const [only] = added;
  return added.length === 1 && only && (only.before + only.changed + only.after).trim() === '' ? [] : added;
}

/** What two texts share at their ends; neither end splits a word or an operator, and the two never overlap. */
export function sharedEnds(one: string, other: string): { prefix: string; suffix: string } {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  while (start > 0 && (isInToken(one, start) || isInToken(other, start))) start -= 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  while (end > 0 && (isInToken(one, one.length - end) || isInToken(other, other.length - end))) end -= 1;
  return { prefix: one.slice(0, start), suffix: one.slice(one.length - end) };
}

function isInToken(text: string, at: number): boolean {
  const [left, right] = [text[at - 1], text[at]];
  return TOKEN_PARTS.some((part) => left !== undefined && right !== undefined && part.test(left) && part.test(right));
}

/** Words with everything outside ASCII, so that no surrogate pair is torn apart; and operators: `>` is not half of `>=`. */
const TOKEN_PARTS = [/[\w$\u0080-\uffff]/, /[<>=!&|+\-*/%?^]/];

/** Equal but for blanks: an engine may print the original anew. */
function isSameText(one: string, other: string): boolean {
  return one.replace(/\s/g, '') === other.replace(/\s/g, '');
}
