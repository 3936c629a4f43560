/** A kill rate as a bar with its target marked on it; the way still to go is hatched. What was not measured has no bar. */
import type { ReactNode } from 'react';
import { formatPercent } from '../format.ts';
import styles from './rate-bar.module.css';

export function RateBar({ rate, target = null }: { rate: number | null; target?: number | null }): ReactNode {
  const said = rate === null ? 'not measured' : `${formatPercent(rate, target)} killed`;
  const label = target === null ? said : `${said}, target ${target} %`;
  const isBelow = rate !== null && target !== null && rate < target;
  return (
    <span className={styles.bar} role="img" aria-label={label} title={label}>
      {rate === null ? (
        <span className={styles.unmeasured} />
      ) : (
        <>
          <span className={styles.killed} style={{ width: `${rate}%` }} />
          {isBelow && <span className={styles.toGo} style={{ left: `${rate}%`, width: `${target - rate}%` }} />}
        </>
      )}
      {target !== null && <span className={styles.target} style={{ left: `${target}%` }} />}
    </span>
  );
}
