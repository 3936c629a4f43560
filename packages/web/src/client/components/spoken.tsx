/** Text for a screen reader only, and a dash that says what it stands for. */
import type { ReactNode } from 'react';
import { DASH } from '../format.ts';
import styles from './spoken.module.css';

export function Spoken({ children }: { children: ReactNode }): ReactNode {
  return <span className={styles.spoken}>{children}</span>;
}

/** A dash for the eye, and what it means for a screen reader and on hover. */
export function Dash({ meaning }: { meaning: string }): ReactNode {
  return (
    <span className={styles.dash} title={meaning}>
      <span aria-hidden="true">{DASH}</span>
      <Spoken>{meaning}</Spoken>
    </span>
  );
}
