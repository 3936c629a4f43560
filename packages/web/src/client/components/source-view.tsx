/** Source of any length: lines of one height, drawn in full only near what is on the screen, as plain text elsewhere. */
import { type CSSProperties, memo, type ReactNode, useMemo, useRef } from 'react';
import type { Syntax, Token } from '../highlight.ts';
import { useIsNear } from '../near.ts';
import { CodeLine } from './code-line.tsx';
import type { ColumnRange } from './segments.ts';
import styles from './source-view.module.css';
import { Spoken } from './spoken.tsx';

/** How one line is drawn beside its text; what is null is left out. */
interface LineDress {
  /** Stands before the line's number. */
  gutter: ReactNode;
  look: 'proven' | 'unproven' | 'mixed' | 'removed' | 'within' | 'asserting' | null;
  marked: ColumnRange | null;
  /** What the look says, for hover. */
  title: string | null;
  /** Stands beneath the line. */
  below: ReactNode;
}

/** Must be the same function as long as its answers are. Undefined is a plain line. */
export type Dress = (line: number, text: string) => Partial<LineDress> | undefined;

interface SourceViewProps {
  label: string;
  /** The whole source, of which only `from` to `to` may be shown. */
  lines: readonly string[];
  from?: number;
  to?: number;
  syntax: Syntax | null;
  dress: Dress;
  /** How many marks the gutter has room for. */
  marks: number;
  /** Drawn in full from the beginning, wherever they are. */
  keeps?: readonly number[];
}

const BLOCK = 40;

export function SourceView(props: SourceViewProps): ReactNode {
  const { label, lines, from = 1, to = lines.length, syntax, dress, marks, keeps = [] } = props;
  const longest = useMemo(
    () => lines.slice(from - 1, to).reduce((most, line) => Math.max(most, widthOf(line)), 0),
    [lines, from, to],
  );
  const starts = Array.from({ length: Math.ceil((to - from + 1) / BLOCK) }, (_, block) => from + block * BLOCK);
  const first = keeps.length === 0 ? from : Math.min(...keeps);
  const sizes = { '--marks': marks, '--digits': `${String(to).length}ch`, '--longest': `${longest + 2}ch` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroller} aria-label={label} tabIndex={0} style={sizes as CSSProperties}>
      <div className={styles.lines} translate="no">
        {starts.map((start) => (
          <SourceBlock
            key={start}
            first={start}
            last={Math.min(start + BLOCK - 1, to)}
            lines={lines}
            syntax={syntax}
            dress={dress}
            isKept={keeps.some((line) => line >= start && line < start + BLOCK)}
            isNearAtFirst={Math.abs(first - start) < 2 * BLOCK}
          />
        ))}
      </div>
    </section>
  );
}

const TAB = 4;

function widthOf(line: string): number {
  return line.includes('\t') ? line.length + (TAB - 1) * (line.split('\t').length - 1) : line.length;
}

interface SourceBlockProps {
  first: number;
  last: number;
  lines: readonly string[];
  syntax: Syntax | null;
  dress: Dress;
  isKept: boolean;
  isNearAtFirst: boolean;
}

const SourceBlock = memo(function SourceBlock(props: SourceBlockProps): ReactNode {
  const { first, last, lines, syntax, dress, isKept, isNearAtFirst } = props;
  const element = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(element, isNearAtFirst);
  const own = useMemo(() => lines.slice(first - 1, last), [lines, first, last]);
  const isFull = isNear || isKept;
  const tokens = useMemo(() => (isFull && syntax !== null ? syntax.tokensOf(first, last) : null), [isFull, syntax, first, last]);
  return (
    <div ref={element} className={styles.block}>
      {isFull ? (
        own.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <Line key={index} line={first + index} text={text} tokens={tokens?.[index]} dress={dress(first + index, text)} />
        ))
      ) : (
        // As plain text, it is still found by the browser's search and printed; out of sight, it is not even laid out.
        <pre className={styles.plain} style={{ '--count': own.length } as CSSProperties}>{`${own.join('\n')}\n`}</pre>
      )}
    </div>
  );
});

interface LineProps {
  line: number;
  text: string;
  tokens: readonly Token[] | undefined;
  dress: Partial<LineDress> | undefined;
}

function Line({ line, text, tokens, dress }: LineProps): ReactNode {
  const look = dress?.look ?? null;
  return (
    <>
      <div className={look === null ? styles.line : `${styles.line} ${styles[look]}`} data-line={line}>
        <span className={styles.margin}>
          {dress?.gutter}
          <span className={styles.number} title={dress?.title ?? undefined}>
            {line}
          </span>
        </span>
        <span className={styles.sign}>{look === 'removed' && <Sign sign="−" word="removed" />}</span>
        <CodeLine text={text} tokens={tokens} marked={dress?.marked ?? null} />
      </div>
      {dress?.below}
    </>
  );
}

/** A line that is not in the source: what would stand there instead. */
export function AddedLine({
  text,
  marked,
  tokens,
}: {
  text: string;
  marked: ColumnRange | null;
  tokens?: readonly Token[] | undefined;
}): ReactNode {
  return (
    <div className={`${styles.line} ${styles.added}`}>
      <span className={styles.margin} />
      <span className={styles.sign}>
        <Sign sign="+" word="added" />
      </span>
      <CodeLine text={text} marked={marked} tokens={tokens} />
    </div>
  );
}

function Sign({ sign, word }: { sign: string; word: string }): ReactNode {
  return (
    <>
      <span aria-hidden="true">{sign}</span>
      <Spoken>{word}: </Spoken>
    </>
  );
}

/** Something that is no code, beneath a line; as wide as what is seen of the source, however far that is scrolled. */
export function Beneath({ children }: { children: ReactNode }): ReactNode {
  return <div className={styles.beneath}>{children}</div>;
}
