/** The text of one line of source, in its colours. */
import { memo, type ReactNode } from 'react';
import type { Token } from '../highlight.ts';
import styles from './code-line.module.css';
import { type ColumnRange, segmentsOf } from './segments.ts';

interface CodeLineProps {
  text: string;
  tokens?: readonly Token[] | undefined;
  /** What stands out in it. */
  marked?: ColumnRange | null;
}

const NO_TOKENS: readonly Token[] = [];

export const CodeLine = memo(function CodeLine({ text, tokens = NO_TOKENS, marked = null }: CodeLineProps): ReactNode {
  const isPlain = tokens.length === 0 && marked === null;
  return (
    <span className={styles.text}>
      {isPlain
        ? text
        : segmentsOf(text, tokens, marked).map(({ text: piece, kind, isMarked }, index) => {
            const look = kind === null ? undefined : styles[kind];
            if (look === undefined && !isMarked) return piece;
            const Piece = isMarked ? 'mark' : 'span';
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the order is what they are
              <Piece key={index} className={isMarked ? styles.marked : look}>
                {piece}
              </Piece>
            );
          })}
      {'\n'}
    </span>
  );
});
