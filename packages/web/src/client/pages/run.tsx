/** One run as a receipt that anyone can check: what was planned, what became of every mutant, with what, and where the time went. */
import type { RunPage as RunData } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { PageHead } from '../components/page-head.tsx';
import { Dash } from '../components/spoken.tsx';
import { Command, ErrorState, Loading, Notice } from '../components/states.tsx';
import { Time } from '../components/time.tsx';
import { formatExact } from '../format.ts';
import { runQuery, runsQuery, useQuery } from '../queries.ts';
import { Link, paths, usePlace } from '../router.tsx';
import { RUN_SCOPE_WORD, RUN_STATUS_WORD } from '../words.ts';
import styles from './run.module.css';
import { RunBuckets } from './run-buckets.tsx';
import { RunJobs } from './run-jobs.tsx';
import { RunModules } from './run-modules.tsx';
import { isUnfinished, RunRate } from './run-rate.tsx';
import { Commit, Duration } from './runs-table.tsx';

export default function RunPage(): ReactNode {
  const id = runIdOf(usePlace().path);
  return <RunAt key={id} id={id} />;
}

/** The run that a path names; what cannot be decoded is taken as it stands, and is then no run that the server knows. */
export function runIdOf(path: string): string {
  const part = path.split('/')[2] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function RunAt({ id }: { id: string }): ReactNode {
  const { data, error, isUnreachable, retry } = useQuery(runQuery(id));
  if (data !== null) return <Receipt page={data} />;
  return (
    <>
      <PageHead title="Run"> </PageHead>
      {error === null ? (
        <Loading rows={14} label="Loading the run" />
      ) : (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      )}
    </>
  );
}

function Receipt({ page }: { page: RunData }): ReactNode {
  const { run } = page;
  return (
    <>
      <PageHead
        title={`Run of ${formatExact(run.startedAt)}`}
        heading={
          <>
            Run of <span className={styles.when}>{formatExact(run.startedAt)}</span>
          </>
        }
        actions={<CompareLinks id={run.id} />}
      >
        <span>
          {RUN_SCOPE_WORD[run.scope]}, {RUN_STATUS_WORD[run.status]}
        </span>
        <RunRate run={run} planned={page.planned} />
        <Time date={run.startedAt} />
      </PageHead>
      {run.reason !== null && (
        <Notice kind={run.status === 'failed' || run.status === 'baseline-failed' ? 'alarm' : 'information'}>
          <p className={styles.reason}>{run.reason}</p>
        </Notice>
      )}
      {run.status === 'interrupted' && (
        <Notice>
          What it measured is kept. To go on where it stopped: <Command text="npx killrate run" />
        </Notice>
      )}
      <div className={styles.columns}>
        <section>
          <h2 className={styles.title}>Every mutant in one bucket</h2>
          <RunBuckets totals={run.totals} planned={page.planned} />
        </section>
        <section>
          <h2 className={styles.title}>How it was measured</h2>
          <Facts page={page} />
        </section>
      </div>
      <RunModules modules={page.modules} isUnfinished={isUnfinished(run.status)} />
      <RunJobs jobs={page.jobs} />
    </>
  );
}

/** Against the run before and the one after, as far as the newest part of the list knows them. */
function CompareLinks({ id }: { id: string }): ReactNode {
  const runs = useQuery(runsQuery()).data?.items ?? [];
  const index = runs.findIndex((run) => run.id === id);
  const [newer, older] = [runs[index - 1], runs[index + 1]];
  if (index === -1) return null;
  return (
    <>
      {older !== undefined && <Link to={paths.compare(older.id, id)}>Compare with the run before</Link>}
      {newer !== undefined && <Link to={paths.compare(id, newer.id)}>Compare with the run after</Link>}
    </>
  );
}

function Facts({ page: { run, reused, jobs } }: { page: RunData }): ReactNode {
  const { killrate, ...others } = run.environment;
  const facts: [string, ReactNode][] = [
    ['Began', formatExact(run.startedAt)],
    ['Ended', run.finishedAt === null ? <Dash key="ended" meaning="not finished" /> : formatExact(run.finishedAt)],
    ['Took', <Duration key="took" run={run} />],
    ['Commit', <Commit key="commit" commit={run.commit} branch={run.branch} />],
    ['Plan', `${RUN_SCOPE_WORD[run.scope]}: ${plural(jobs.length, 'file')}`],
    [
      'Reused',
      reused === 0
        ? 'nothing: every mutant was measured anew'
        : `${formatCount(reused)} of ${plural(run.totals.mutants, 'result')}, from earlier runs over the same sources, tests and config`,
    ],
    ['Engine', `${run.engine}, ${plural(run.concurrency, 'worker')}`],
    ['killrate', killrate ?? <Dash key="killrate" meaning="not written down" />],
    ...Object.entries(others),
    ['Run', <code key="run">{run.id}</code>],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
