/** What a mutant changes, in a line: what stands there, and what it puts there instead. */
import type { MutantItem } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { Spoken } from '../components/spoken.tsx';
import styles from './change.module.css';

export function Change({
  mutant: { original, replacement },
}: {
  mutant: Pick<MutantItem, 'original' | 'replacement'>;
}): ReactNode {
  return (
    <code className={styles.change}>
      <Spoken>from </Spoken>
      <del className={styles.original}>{cut(original)}</del>
      <span className={styles.arrow} aria-hidden="true">
        {' → '}
      </span>
      <Spoken> to </Spoken>
      {replacement === '' ? (
        <span className={styles.nothing}>nothing</span>
      ) : (
        <ins className={styles.replacement}>{cut(replacement)}</ins>
      )}
    </code>
  );
}

const LONGEST = 90;

/** Code on one line, cut where it is long. */
function cut(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
