/** A mutant as a diff in the lines around it: what stands there, and what it puts there instead. */
import type { MutantItem, MutantPage } from '@killrate/shared/api';
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { bringAcross } from '../components/bring-across.ts';
import { CodeLine } from '../components/code-line.tsx';
import type { ColumnRange } from '../components/segments.ts';
import { Spoken } from '../components/spoken.tsx';
import type { Token } from '../highlight.ts';
import { useSyntax } from '../syntax.ts';
import { rangeOn, replacedBy } from './diff-lines.ts';
import styles from './mutant-diff.module.css';

export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  number: number | null;
  text: string;
  marked: ColumnRange | null;
}

/** Lines of a long mutant shown before the rest is left out. */
const SHOWN_AT_MOST = 40;

/** Without a page (still on its way), or where the source is gone, the texts of the mutant alone. */
export function MutantDiff({ item, page }: { item: MutantItem | MutantPage['mutant']; page: MutantPage | null }): ReactNode {
  const lines = useMemo(
    () => dedent(page?.context ? diffIn(page.context, page.contextLine, item) : diffAlone(item)),
    [page, item],
  );
  const tokens = useTokens(lines, item.file);
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const shown = section.current;
    if (shown !== null && lines.length > 0) bringAcross(shown, shown.querySelector('mark'), shown.getBoundingClientRect().left);
  }, [lines]);
  return (
    <section
      ref={section}
      className={page === null ? styles.waiting : styles.diff}
      aria-label={`The change at line ${item.line} of ${item.file}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <div className={styles.lines}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
          <div key={index} className={`${styles.line} ${styles[line.kind]}`}>
            <span className={styles.number}>{line.number ?? ''}</span>
            <span className={styles.sign}>
              <span aria-hidden="true">{SIGN[line.kind]}</span>
              {line.kind !== 'same' && <Spoken>{line.kind}: </Spoken>}
            </span>
            <code className={styles.code}>
              <CodeLine text={line.text} marked={line.marked} tokens={tokens[index]} />
            </code>
          </div>
        ))}
      </div>
    </section>
  );
}

/** The colours of each line, once they are known: those of the source as it is, and of the source with the mutant. */
function useTokens(lines: readonly DiffLine[], file: string): readonly (Token[] | undefined)[] {
  const before = useMemo(() => textsOf(lines, 'added'), [lines]);
  const after = useMemo(() => textsOf(lines, 'removed'), [lines]);
  const [syntaxBefore, syntaxAfter] = [useSyntax(before, file), useSyntax(after, file)];
  return useMemo(() => {
    const tokensBefore = syntaxBefore?.tokensOf(1, before.length) ?? [];
    const tokensAfter = syntaxAfter?.tokensOf(1, after.length) ?? [];
    // The opening of the comment is no line of ours.
    const opened = beginsInComment(lines) ? 1 : 0;
    let [at, atAfter] = [opened, opened];
    return lines.map(({ kind }) => {
      const own = kind === 'added' ? tokensAfter[atAfter] : tokensBefore[at];
      if (kind !== 'added') at += 1;
      if (kind !== 'removed') atAfter += 1;
      return own;
    });
  }, [lines, before, after, syntaxBefore, syntaxAfter]);
}

function textsOf(lines: readonly DiffLine[], without: DiffLine['kind']): string[] {
  const texts = lines.flatMap(({ kind, text }) => (kind === without ? [] : [text]));
  return beginsInComment(lines) ? ['/*', ...texts] : texts;
}

/** A cut through a comment would read as code. */
function beginsInComment(lines: readonly DiffLine[]): boolean {
  const edge = lines.find(({ text }) => /^\s*\*|\/\*/.test(text));
  return edge !== undefined && /^\s*\*/.test(edge.text);
}

const SIGN: Record<DiffLine['kind'], string> = { same: '', removed: '−', added: '+' };

/** The context with the mutant's lines removed and its own added. */
export function diffIn(context: readonly string[], contextLine: number, mutant: MutantItem | MutantPage['mutant']): DiffLine[] {
  const shift = contextLine - 1;
  const place = { ...mutant, line: mutant.line - shift, endLine: mutant.endLine - shift };
  const replaced = replacedBy(context, place);
  const added = replaced.lines.map((text, index): DiffLine => {
    const marked = {
      from: index === 0 ? replaced.from : 0,
      to: index === replaced.lines.length - 1 ? replaced.to : text.length,
    };
    return { kind: 'added', number: null, text, marked };
  });
  const lines = context.map((text, index): DiffLine => {
    const marked = rangeOn(place, index + 1, text.length);
    return { kind: marked === null ? 'same' : 'removed', number: index + contextLine, text, marked };
  });
  return shorten([...lines.slice(0, place.endLine), ...added, ...lines.slice(place.endLine)]);
}

function diffAlone({ line, original, replacement }: MutantItem | MutantPage['mutant']): DiffLine[] {
  const removed = original
    .split('\n')
    .map((text, index): DiffLine => ({ kind: 'removed', number: line + index, text, marked: null }));
  const added =
    replacement === ''
      ? []
      : replacement.split('\n').map((text): DiffLine => ({ kind: 'added', number: null, text, marked: null }));
  return shorten([...removed, ...added]);
}

/** Without the indent that all lines share: it says nothing here, and takes the room of what does. */
export function dedent(lines: DiffLine[]): DiffLine[] {
  const indents = lines.flatMap(({ text }) => (text.trim() === '' ? [] : [text.length - text.trimStart().length]));
  const indent = Math.min(...indents);
  if (indents.length === 0 || indent === 0) return lines;
  const shift = (column: number) => Math.max(0, column - indent);
  return lines.map(({ text, marked, ...line }) => ({
    ...line,
    text: text.slice(indent),
    marked: marked === null ? null : { from: shift(marked.from), to: shift(marked.to) },
  }));
}

/** A block of hundreds of lines that is taken away says enough with its first and last ones. */
function shorten(lines: DiffLine[]): DiffLine[] {
  const removed = lines.filter(({ kind }) => kind === 'removed');
  if (removed.length <= SHOWN_AT_MOST) return lines;
  const left = new Set(removed.slice(SHOWN_AT_MOST - 6, -5));
  const gap: DiffLine = { kind: 'removed', number: null, text: `… ${left.size} more lines …`, marked: null };
  const at = lines.findIndex((line) => left.has(line));
  const kept = lines.filter((line) => !left.has(line));
  return [...kept.slice(0, at), gap, ...kept.slice(at)];
}
