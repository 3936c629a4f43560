/** The mutants of a run by what became of them: each in exactly one bucket, and the sum against what was planned. */
import { formatCount, plural } from '@killrate/shared/count';
import type { Totals } from '@killrate/shared/score';
import type { ReactNode } from 'react';
import { StandingMark } from '../components/status-mark.tsx';
import { countValid, formatPercent } from '../format.ts';
import type { Standing } from '../words.ts';
import styles from './run.module.css';

type Bucket = Exclude<keyof Totals, 'mutants' | 'killRate' | 'testStrength' | 'coverage' | 'oracleGap'>;

const BUCKETS: readonly { bucket: Bucket; standing: Standing; isValid: boolean }[] = [
  { bucket: 'killed', standing: 'Killed', isValid: true },
  { bucket: 'timeout', standing: 'Timeout', isValid: true },
  { bucket: 'survived', standing: 'Survived', isValid: true },
  { bucket: 'noCoverage', standing: 'NoCoverage', isValid: true },
  { bucket: 'accepted', standing: 'Accepted', isValid: false },
  { bucket: 'unresolved', standing: 'unresolved', isValid: false },
  { bucket: 'runtimeError', standing: 'RuntimeError', isValid: false },
  { bucket: 'compileError', standing: 'CompileError', isValid: false },
  { bucket: 'ignored', standing: 'Ignored', isValid: false },
  { bucket: 'pending', standing: 'Pending', isValid: false },
];

export function RunBuckets({ totals, planned }: { totals: Totals; planned: number | null }): ReactNode {
  const detected = totals.killed + totals.timeout;
  const valid = countValid(totals);
  return (
    <>
      <table className={styles.buckets}>
        <caption className={styles.spoken}>Mutants by status</caption>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Mutants</th>
            <th scope="col">Counts</th>
          </tr>
        </thead>
        <tbody>
          {BUCKETS.map(({ bucket, standing, isValid }) => (
            <tr key={bucket} className={totals[bucket] === 0 ? styles.none : undefined}>
              <th scope="row">
                <StandingMark standing={standing} />
              </th>
              <td>{formatCount(totals[bucket])}</td>
              <td>{isValid ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td>{formatCount(totals.mutants)}</td>
            <td>{formatCount(valid)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.note}>{sumSentence(totals.mutants, planned)}</p>
      {totals.killRate !== null && (
        <p className={styles.note}>
          Kill rate: ({formatCount(totals.killed)} killed + {formatCount(totals.timeout)} timeout) / {formatCount(valid)} ={' '}
          <strong>{formatPercent(totals.killRate)}</strong>
          {totals.testStrength !== null && (
            <>
              . Of the {formatCount(detected + totals.survived)} that some test runs, {formatPercent(totals.testStrength)}.
            </>
          )}
        </p>
      )}
    </>
  );
}

/** Whether the receipt adds up, in words. */
export function sumSentence(mutants: number, planned: number | null): string {
  if (planned === null) return 'How many mutants were planned is not known.';
  if (planned === mutants) return `Planned: ${plural(planned, 'mutant')}. Every one of them is in one bucket.`;
  return `Planned: ${plural(planned, 'mutant')}, but ${plural(mutants, 'mutant')} are in the buckets: this run is not complete.`;
}
