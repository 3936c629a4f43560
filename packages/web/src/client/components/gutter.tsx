/** The marks of the mutants that begin on one line: a shape and a colour for each, pressed to open it. */
import type { MutantItem } from '@killrate/shared/api';
import { memo, type ReactNode } from 'react';
import { nameOfMutator } from '../mutators.ts';
import { marksOf } from '../pages/walk.ts';
import { LOOK, STANDING_WORD, standingOf } from '../words.ts';
import styles from './gutter.module.css';
import { StandingShape } from './status-mark.tsx';

interface GutterProps {
  mutants: readonly MutantItem[];
  /** More marks than these do not stand beside the line; the last one then tells how many there are. */
  most: number;
  openKey: string | null;
  /** The one that the Tab key reaches; the others are reached by `n` and `p`. */
  tabKey: string | null;
  onOpen: (key: string) => void;
}

export const Gutter = memo(function Gutter({ mutants, most, openKey, tabKey, onOpen }: GutterProps): ReactNode {
  const { marks, hidden } = marksOf(mutants, openKey, most);
  const next = hidden[0];
  return (
    <span className={styles.gutter}>
      {marks.map((mutant) => {
        const standing = standingOf(mutant);
        const name = `${STANDING_WORD[standing]}, ${nameOfMutator(mutant.mutator)}, line ${mutant.line}`;
        return (
          <button
            key={mutant.key}
            type="button"
            className={`${styles.mark} ${styles[LOOK[standing]]}`}
            tabIndex={mutant.key === tabKey ? 0 : -1}
            aria-label={name}
            aria-pressed={mutant.key === openKey}
            title={`${name}: ${oneLine(mutant.original)} → ${oneLine(mutant.replacement)}`}
            onClick={() => onOpen(mutant.key)}
          >
            <StandingShape standing={standing} />
          </button>
        );
      })}
      {next !== undefined && (
        <button
          type="button"
          className={styles.more}
          tabIndex={-1}
          aria-label={`${hidden.length} more on line ${next.line}`}
          title={`${hidden.length} more on this line`}
          onClick={() => onOpen(next.key)}
        >
          +{hidden.length}
        </button>
      )}
    </span>
  );
});

const LONGEST = 60;

function oneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  if (line === '') return '(nothing)';
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
