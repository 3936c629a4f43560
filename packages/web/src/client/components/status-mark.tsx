/** A status as a shape and a word: the shape alone tells it, and so does the colour, but never the colour alone. */
import type { MutantStatus } from '@killrate/shared/model';
import type { ReactNode } from 'react';
import { LOOK, STANDING_WORD, type Standing, standingOf } from '../words.ts';
import styles from './status-mark.module.css';

interface StatusMarkProps {
  /** Null is unresolved. */
  status: MutantStatus | null;
  acceptance?: unknown;
  /** Only the shape for the eye; the word is still there for a screen reader. */
  isWordless?: boolean;
}

export function StatusMark({ status, acceptance = null, isWordless = false }: StatusMarkProps): ReactNode {
  return <StandingMark standing={standingOf({ status, acceptance })} isWordless={isWordless} />;
}

/** The same, where it is known already how the mutant stands. */
export function StandingMark({ standing, isWordless = false }: { standing: Standing; isWordless?: boolean }): ReactNode {
  return (
    <span className={`${styles.mark} ${styles[LOOK[standing]]}`} title={isWordless ? STANDING_WORD[standing] : undefined}>
      <StandingShape standing={standing} />
      <span className={isWordless ? styles.spoken : undefined}>{STANDING_WORD[standing]}</span>
    </span>
  );
}

/** Only the shape, 12 by 12, in the colour around it; for gutters and keys of charts. */
export function StandingShape({ standing }: { standing: Standing }): ReactNode {
  return (
    <svg className={styles.shape} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[standing]}
    </svg>
  );
}

const SHAPES: Record<Standing, ReactNode> = {
  Killed: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.4 6.2 5.3 8 8.7 4.3" fill="none" stroke="var(--surface)" strokeWidth="1.4" />
    </>
  ),
  Survived: <path d="M6 .4 11.6 6 6 11.6.4 6Z" fill="currentColor" />,
  NoCoverage: (
    <rect
      x="1.3"
      y="1.3"
      width="9.4"
      height="9.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="2.4 1.3"
    />
  ),
  Timeout: (
    <>
      <circle cx="6" cy="6" r="4.9" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 3v3.3l2.2 1.3" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
  unresolved: (
    <>
      <path d="M6 .7 11.6 10.9H.4Z" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinejoin="round" />
      <path d="M6 4.3v3M6 8.4v1.2" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
  Accepted: (
    <>
      <path d="M6 1 11 6 6 11 1 6Z" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M4 6.1 5.5 7.5 8 4.7" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  CompileError: <path d="M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  RuntimeError: <path d="M7.2.8 2.6 6.9h2.8L4.8 11.2 9.4 5.1H6.6Z" fill="currentColor" />,
  Ignored: <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  Pending: (
    <>
      <circle cx="2.2" cy="6" r="1.2" fill="currentColor" />
      <circle cx="6" cy="6" r="1.2" fill="currentColor" />
      <circle cx="9.8" cy="6" r="1.2" fill="currentColor" />
    </>
  ),
};
