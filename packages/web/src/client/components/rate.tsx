/** A kill rate as people read it: one decimal, what it is a share of, and how sure it is where that is little. */
import type { ModuleView } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import type { Totals } from '@killrate/shared/score';
import type { ReactNode } from 'react';
import { countValid, formatPercent } from '../format.ts';
import styles from './rate.module.css';

/** `rate` null reads "not measured". `valid` are the mutants it is a share of, left out where another column tells them. */
export function Rate({ rate, valid, target = null }: { rate: number | null; valid?: number; target?: number | null }): ReactNode {
  if (rate === null) return <span className={styles.none}>not measured</span>;
  return (
    <span className={styles.whole}>
      <strong className={styles.rate}>{formatPercent(rate, target)}</strong>
      {valid !== undefined && (
        <span className={styles.of} title={`of ${plural(valid, 'valid mutant')}`}>
          {' '}
          of {formatCount(valid)}
        </span>
      )}
    </span>
  );
}

/** The rate of totals with the mutants it is a share of. */
export function RateOf({ totals, target = null }: { totals: Totals; target?: number | null }): ReactNode {
  return <Rate rate={totals.killRate} valid={countValid(totals)} target={target} />;
}

/** Mutants from which on an interval says nothing that the rate does not. */
const MANY = 100;

/** "71 to 94", where the rate stands on few mutants; nothing where it stands on many. */
export function Interval({ interval, valid }: { interval: ModuleView['interval']; valid: number }): ReactNode {
  if (interval === null || valid >= MANY) return null;
  const low = Math.floor(interval.low);
  const high = Math.ceil(interval.high);
  return (
    <span
      className={styles.interval}
      title={`Only ${plural(valid, 'mutant')}: with 95 % confidence, the kill rate lies between ${low} and ${high} %.`}
    >
      {low} to {high}
    </span>
  );
}
