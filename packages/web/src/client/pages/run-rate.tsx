/** The kill rate of a run; of one that did not come to its end, how far it came. */
import type { RunListItem } from '@killrate/shared/api';
import { formatCount } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { RateOf } from '../components/rate.tsx';
import { Dash } from '../components/spoken.tsx';
import styles from './run-rate.module.css';

interface RunRateProps {
  run: Pick<RunListItem, 'status' | 'totals'>;
  /** How many mutants it is to measure, where that is known better than by those it has booked. */
  planned?: number | null;
}

export function RunRate({ run: { status, totals }, planned = null }: RunRateProps): ReactNode {
  const measured = totals.mutants - totals.pending;
  const isPart = totals.killRate === null && isUnfinished(status) && (measured > 0 || status === 'running');
  if (!isPart) return <RateOf totals={totals} />;
  const all = Math.max(planned ?? 0, totals.mutants);
  const soFar = status === 'running' ? 'measured so far' : 'measured';
  return (
    <>
      <Dash meaning="no kill rate" />{' '}
      <span className={styles.far}>
        {all > measured ? `${formatCount(measured)} of ${formatCount(all)} ${soFar}` : `${formatCount(measured)} ${soFar}`}
      </span>
    </>
  );
}

/** Whether a run is not over, or ended before its end: what it measured says nothing of the whole. */
export function isUnfinished(status: RunListItem['status']): boolean {
  switch (status) {
    case 'running':
    case 'interrupted':
    case 'failed':
    case 'baseline-failed':
      return true;
    case 'completed':
    case 'incomplete':
    case 'empty':
      return false;
    default:
      return status satisfies never;
  }
}
