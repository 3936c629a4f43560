/** A verdict on a test as a shape and a word: the shape alone tells it, and so does the colour, but never the colour alone. */
import type { FindingVerdict } from '@killrate/shared/document';
import { wordOfVerdict } from '@killrate/shared/rules';
import type { ReactNode } from 'react';
import styles from './status-mark.module.css';

/** What each verdict means, for whoever rests on it. */
const MEANING: Record<FindingVerdict, string> = {
  'confirmed-hollow': 'Its text shows that it asserts nothing, and no kill by an assertion contradicts it',
  'confirmed-tautology': 'It compares the code with itself: under every mutant both sides changed together',
  'hollow-by-evidence': 'It runs mutants that other tests kill, and kills none of them',
  suspect: 'A rule speaks against it, and nothing confirms or clears it yet',
  'redundant-candidate': 'Other tests kill all that it kills',
  cleared: 'A rule spoke against it, and yet it kills a mutant by an assertion',
  'not-assessable': 'It runs too few mutants to be judged',
};

const LOOK: Record<FindingVerdict, string | undefined> = {
  'confirmed-hollow': styles.survived,
  'confirmed-tautology': styles.survived,
  'hollow-by-evidence': styles['no-coverage'],
  suspect: styles['no-coverage'],
  'redundant-candidate': styles.quiet,
  cleared: styles.killed,
  'not-assessable': styles.quiet,
};

export function VerdictMark({ verdict }: { verdict: FindingVerdict }): ReactNode {
  return (
    <span className={`${styles.mark} ${LOOK[verdict]}`} title={MEANING[verdict]}>
      <svg className={styles.shape} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {SHAPES[verdict]}
      </svg>
      <span>{wordOfVerdict(verdict)}</span>
    </span>
  );
}

const SHAPES: Record<FindingVerdict, ReactNode> = {
  'confirmed-hollow': <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="2.4" />,
  'confirmed-tautology': <path d="M1 4h10M1 8h10" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  'hollow-by-evidence': (
    <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.6 1.6" />
  ),
  suspect: (
    <>
      <path
        d="M3.4 3.9C3.5 2.3 4.6 1.4 6 1.4s2.6.9 2.6 2.3c0 1.9-2.6 2-2.6 4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
      <circle cx="6" cy="10.4" r="1.1" fill="currentColor" />
    </>
  ),
  'redundant-candidate': (
    <>
      <rect x="1" y="1" width="7" height="7" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <rect x="4" y="4" width="7" height="7" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  cleared: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.4 6.2 5.3 8 8.7 4.3" fill="none" stroke="var(--surface)" strokeWidth="1.4" />
    </>
  ),
  'not-assessable': <path d="M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.8" />,
};
