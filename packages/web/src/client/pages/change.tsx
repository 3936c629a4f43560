/** What a mutant changes, in a line: what stands there, and what it puts there instead. */
import type { MutantItem } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { Spoken } from '../components/spoken.tsx';
import { aroundChange } from './around-change.ts';
import styles from './change.module.css';

interface ChangeProps {
  mutant: Pick<MutantItem, 'original' | 'replacement'>;
  /** On one line, which the place where it stands cuts. */
  isCompact?: boolean;
}

export function Change({ mutant: { original, replacement }, isCompact = false }: ChangeProps): ReactNode {
  const [before, after] = aroundChange(original, replacement, isCompact ? LONGEST_COMPACT : LONGEST);
  return (
    <code className={isCompact ? styles.compact : styles.change}>
      <Spoken>from </Spoken>
      <del className={styles.original}>{before}</del>
      <span className={styles.arrow} aria-hidden="true">
        {' → '}
      </span>
      <Spoken> to </Spoken>
      {replacement === '' ? <span className={styles.nothing}>nothing</span> : <ins className={styles.replacement}>{after}</ins>}
    </code>
  );
}

const LONGEST = 90;
const LONGEST_COMPACT = 36;
