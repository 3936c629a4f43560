/** The verdict over the whole project: its kill rate, what the gate last said and why, and what changed with the last run. */
import type { Overview } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { formatDuration } from '@killrate/shared/duration';
import type { ReactNode } from 'react';
import { RunNow } from '../components/run-now.tsx';
import { Time } from '../components/time.tsx';
import { countValid, formatPercent, formatPoints } from '../format.ts';
import { projectQuery, useQuery } from '../queries.ts';
import { Link, paths } from '../router.tsx';
import { RUN_STATUS_WORD } from '../words.ts';
import styles from './overview.module.css';

export function Verdict({ overview }: { overview: Overview }): ReactNode {
  const { totals } = overview;
  const valid = countValid(totals);
  return (
    <header className={styles.verdict}>
      <div className={styles.top}>
        <h1 className={styles.headline}>
          {totals.killRate === null ? (
            'Not measured yet'
          ) : (
            <>
              <strong className={styles.rate}>{formatPercent(totals.killRate)}</strong> of {plural(valid, 'mutant')} killed
            </>
          )}
        </h1>
        <GateVerdict gate={overview.gate} />
        <span className={styles.run}>
          <RunNow body={{ scope: 'survivors' }} what="the survivors">
            Run survivors
          </RunNow>
          <RunNow body={{ scope: 'all' }} what="the whole project" isPrimary>
            Run all
          </RunNow>
        </span>
      </div>
      <p className={styles.facts}>
        <Since since={overview.since} killRate={totals.killRate} />
        <Apart totals={totals} />
      </p>
      <LatestRun />
    </header>
  );
}

/** PASSED or FAILED with the first reason; the word and the mark say it, not the colour alone. */
function GateVerdict({ gate }: { gate: Overview['gate'] }): ReactNode {
  if (gate === null) {
    return (
      <p className={styles.gate}>
        <span className={styles.muted}>
          Gate: not judged yet, <code>npx killrate gate</code> does
        </span>
      </p>
    );
  }
  const failed = gate.gate.checks.filter(({ outcome, level }) => outcome === 'failed' && level === 'error');
  const first = failed[0];
  const others = failed.length - 1;
  return (
    <p className={styles.gate}>
      <span className={gate.gate.passed ? styles.passed : styles.failed}>
        <span aria-hidden="true">{gate.gate.passed ? '✓' : '✗'}</span> Gate {gate.gate.passed ? 'passed' : 'failed'}
      </span>{' '}
      {first !== undefined && (
        <span>
          {first.module !== null && `${first.module}: `}
          {first.message}
        </span>
      )}
      {others > 0 && <span className={styles.muted}> and {plural(others, 'more check')}</span>}{' '}
      <span className={styles.muted}>
        (<Time date={gate.at} />)
      </span>
    </p>
  );
}

function Since({ since, killRate }: { since: Overview['since']; killRate: number | null }): ReactNode {
  const latest = useQuery(projectQuery()).data?.latestRun ?? null;
  if (since === null) return null;
  const { runId, at, newSurvivors, fixed } = since;
  const compare = (fate: string) => paths.compare(runId, latest?.id, fate);
  return (
    <>
      {killRate !== null && since.killRate !== null && <span>{formatPoints(killRate, since.killRate)} points</span>}
      <span>
        since <Link to={paths.run(runId)}>the run</Link> of <Time date={at} />
      </span>
      <Link to={compare('new')}>{plural(newSurvivors, 'new survivor')}</Link>
      <Link to={compare('fixed')}>{formatCount(fixed)} fixed</Link>
    </>
  );
}

/** What the headline's number does not hold. */
function Apart({ totals }: { totals: Overview['totals'] }): ReactNode {
  return (
    <>
      <Link to={paths.survivors()}>{plural(totals.survived, 'survivor')}</Link>
      {totals.noCoverage > 0 && (
        <Link to={paths.survivors({ status: 'NoCoverage' })}>{formatCount(totals.noCoverage)} without coverage</Link>
      )}
      {totals.accepted > 0 && <Link to={paths.survivors({ status: 'Accepted' })}>{formatCount(totals.accepted)} accepted</Link>}
      {totals.unresolved > 0 && (
        <Link to={paths.survivors({ status: 'unresolved' })}>{formatCount(totals.unresolved)} unresolved</Link>
      )}
    </>
  );
}

function LatestRun(): ReactNode {
  const run = useQuery(projectQuery()).data?.latestRun ?? null;
  if (run === null) return null;
  const { id, status, reason, startedAt, finishedAt, concurrency, branch, commit } = run;
  const isAlarming = status !== 'completed' && status !== 'running';
  return (
    <p className={styles.latest}>
      <span>
        <Link to={paths.run(id)}>Last run</Link> <Time date={startedAt} />
      </span>
      {isAlarming && (
        <span className={styles.failed}>
          {RUN_STATUS_WORD[status]}
          {reason !== null && `: ${reason}`}
        </span>
      )}
      {finishedAt !== null && <span>{formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}</span>}
      <span>{plural(concurrency, 'worker')}</span>
      {commit !== null && (
        <span>
          {branch !== null && `${branch} @ `}
          <code>{commit.slice(0, 7)}</code>
        </span>
      )}
    </p>
  );
}
