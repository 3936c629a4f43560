/** The verdict over the whole project: its kill rate, what the gate last said and why, and what changed with the last run. */
import type { GateOutcome, Overview } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { formatDuration } from '@killrate/shared/duration';
import type { ReactNode } from 'react';
import { RunNow } from '../components/run-now.tsx';
import { Moment } from '../components/time.tsx';
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
        <Apart totals={totals} />
      </p>
      {overview.since !== null && (
        <p className={styles.facts}>
          <Since since={overview.since} />
        </p>
      )}
      <LatestRun />
    </header>
  );
}

const GATE_WORD: Record<GateOutcome, string> = {
  passed: 'Gate passed',
  failed: 'Gate failed',
  incomplete: 'Gate incomplete',
  'baseline-failed': 'Gate not judged',
  nothing: 'Gate has nothing to judge',
};
const GATE_MARK: Record<GateOutcome, string> = {
  passed: '✓',
  failed: '✗',
  incomplete: '?',
  'baseline-failed': '?',
  nothing: '–',
};

/** How the gate ended and why, as one sentence; the word and the mark say it, not the colour alone. */
function GateVerdict({ gate: last }: { gate: Overview['gate'] }): ReactNode {
  if (last === null) {
    return (
      <p className={styles.gate}>
        <span className={styles.muted}>
          Gate: not judged yet, <code>npx killrate gate</code> does
        </span>
      </p>
    );
  }
  const { at, outcome, isOutdated } = last;
  const why = whyOf(last);
  const look = outcome === 'passed' ? styles.passed : outcome === 'failed' ? styles.failed : styles.undecided;
  return (
    <p className={styles.gate}>
      <span className={isOutdated ? styles.outdated : look}>
        <span aria-hidden="true">{GATE_MARK[outcome]}</span> {GATE_WORD[outcome]}
      </span>
      {why !== null && `: ${why}`}{' '}
      <span className={styles.muted}>
        (<Moment date={at} />
        {isOutdated && (
          <>
            , out of date: <code>npx killrate gate</code> judges anew
          </>
        )}
        )
      </span>
    </p>
  );
}

/** The terminal's own sentence, else the first check that failed. */
function whyOf({ outcome, reason, gate: { checks } }: NonNullable<Overview['gate']>): string | null {
  if (reason !== null) return reason;
  if (outcome !== 'failed') return null;
  const failed = checks.filter((check) => check.outcome === 'failed' && check.level === 'error');
  const first = failed[0];
  if (first === undefined) return null;
  const others = failed.length === 1 ? '' : `, and ${plural(failed.length - 1, 'more check')}`;
  return `${first.module === null ? '' : `${first.module} `}${first.message}${others}`;
}

/** What changed since the run before, all of it over the same mutants, so that it adds up. */
function Since({ since }: { since: Overview['since'] }): ReactNode {
  if (since === null) return null;
  const { runId, toRunId, at, mutants, killRate, killRateNow, newSurvivors, fixed } = since;
  const compare = (fate: string, text: string) =>
    toRunId === null ? <span>{text}</span> : <Link to={paths.compare(runId, toRunId, fate)}>{text}</Link>;
  return (
    <>
      {killRateNow !== null && killRate !== null && <span>{formatPoints(killRateNow, killRate)} points</span>}
      <span title={`Over the ${plural(mutants, 'mutant')} with a verdict both then and now`}>
        since <Link to={paths.run(runId)}>the run</Link> of <Moment date={at} />, over {plural(mutants, 'mutant')}:
      </span>
      {compare('new', plural(newSurvivors, 'new survivor'))}
      {compare('fixed', `${formatCount(fixed)} fixed`)}
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
        <Link to={paths.run(id)}>Last run</Link> <Moment date={startedAt} />
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
