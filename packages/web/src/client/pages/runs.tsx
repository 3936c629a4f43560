/** The runs of the project: how each went, and how the kill rate moved. */
import type { RunList, RunListItem } from '@killrate/shared/api';
import type { RunStatus } from '@killrate/shared/model';
import { lazy, type ReactNode, Suspense } from 'react';
import { fetchRuns } from '../api.ts';
import { countValid, formatCount, formatExact, formatRate, formatRelative } from '../format.ts';
import { type Resource, useResource } from '../resource.ts';
import styles from './runs.module.css';

const KillRateChart = lazy(() =>
  import('../components/kill-rate-chart.tsx').catch(() => ({
    default: () => <p className={styles.note}>The chart could not be loaded; the table holds the same numbers.</p>,
  })),
);

const STATUS_WORD: Record<RunStatus, string> = {
  running: 'running',
  completed: 'completed',
  interrupted: 'interrupted',
  incomplete: 'incomplete',
  'baseline-failed': 'baseline failed',
  empty: 'nothing to measure',
  failed: 'failed',
};
const ALARMING: ReadonlySet<RunStatus> = new Set(['baseline-failed', 'failed', 'incomplete', 'interrupted']);

export function RunsPage(): ReactNode {
  const { resource, retry } = useResource(fetchRuns);
  return <RunsView resource={resource} retry={retry} nowMs={Date.now()} />;
}

/** The page in each of its states, as seen at `nowMs`. */
export function RunsView({
  resource,
  retry,
  nowMs,
}: {
  resource: Resource<RunList>;
  retry: () => void;
  nowMs: number;
}): ReactNode {
  const project = resource.kind === 'ready' ? resource.value.project : '';
  return (
    <>
      {project !== '' && <title>{`${project} - killrate`}</title>}
      <header className={styles.header}>
        <span className={styles.brand}>killrate</span>
        <span className={styles.project}>{project}</span>
      </header>
      <main className={styles.main}>
        <h1 className={styles.title}>Runs</h1>
        <Content resource={resource} retry={retry} nowMs={nowMs} />
      </main>
    </>
  );
}

function Content({ resource, retry, nowMs }: Parameters<typeof RunsView>[0]): ReactNode {
  switch (resource.kind) {
    case 'loading':
      return (
        <p className={styles.note} role="status">
          Loading the runs ...
        </p>
      );
    case 'failed':
      return (
        <div className={styles.note} role="alert">
          <p>The runs could not be loaded. {resource.message}</p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </div>
      );
    case 'ready': {
      const { runs } = resource.value;
      if (runs.length === 0) {
        return (
          <p className={styles.note}>
            Nothing was measured here yet. Start with: <code>killrate run</code>
          </p>
        );
      }
      return (
        <>
          <Trend runs={runs} />
          <RunsTable runs={runs} nowMs={nowMs} />
        </>
      );
    }
    default:
      return resource satisfies never;
  }
}

/** The chart, where there are two points to draw; the table below holds the same numbers. */
function Trend({ runs }: { runs: RunListItem[] }): ReactNode {
  const measured = runs.filter((run) => run.totals.killRate !== null);
  if (measured.length < 2) return null;
  return (
    <figure className={styles.trend}>
      <figcaption>
        Kill rate over runs, in percent <KeyOfPoints />
      </figcaption>
      <div
        className={styles.chart}
        role="img"
        aria-label="Kill rate over runs, as a chart. The table below holds the same numbers."
      >
        <Suspense fallback={null}>
          <KillRateChart runs={measured} />
        </Suspense>
      </div>
    </figure>
  );
}

function KeyOfPoints(): ReactNode {
  return (
    <span className={styles.key}>
      <span>
        <span className={styles.wholePoint} />
        complete run of the whole project
      </span>
      <span>
        <span className={styles.partPoint} />
        any other run, not comparable
      </span>
    </span>
  );
}

function RunsTable({ runs, nowMs }: { runs: RunListItem[]; nowMs: number }): ReactNode {
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Scope</th>
            <th scope="col">Status</th>
            <th scope="col">Kill rate</th>
            <th scope="col" className={styles.number}>
              Survivors
            </th>
            <th scope="col" className={styles.number}>
              Unresolved
            </th>
            <th scope="col">Engine</th>
            <th scope="col">Commit</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run, nowMs }: { run: RunListItem; nowMs: number }): ReactNode {
  const { totals } = run;
  return (
    <tr>
      <td>
        <time dateTime={run.startedAt} title={formatExact(run.startedAt)}>
          {formatRelative(run.startedAt, nowMs)}
        </time>
      </td>
      <td>{run.scope}</td>
      <td>
        <span className={ALARMING.has(run.status) ? styles.alarm : undefined}>{STATUS_WORD[run.status]}</span>
        {run.reason !== null && <div className={styles.reason}>{run.reason}</div>}
      </td>
      <td>
        {totals.killRate === null ? (
          <span className={styles.muted}>not measured</span>
        ) : (
          <>
            <strong className={styles.rate}>{formatRate(totals.killRate)}</strong>{' '}
            <span className={styles.muted}>of {formatCount(countValid(totals))}</span>
          </>
        )}
      </td>
      <td className={styles.number}>
        {totals.killRate === null ? <Dash meaning="not measured" /> : formatCount(totals.survived)}
      </td>
      <td className={styles.number}>{totals.mutants === 0 ? <Dash meaning="not measured" /> : formatCount(totals.unresolved)}</td>
      <td>{run.engine}</td>
      <td>{run.commit === null ? <Dash meaning="no commit" /> : <Commit commit={run.commit} branch={run.branch} />}</td>
    </tr>
  );
}

function Commit({ commit, branch }: { commit: string; branch: string | null }): ReactNode {
  return (
    <>
      {branch !== null && `${branch} @ `}
      <code title={commit}>{commit.slice(0, 7)}</code>
    </>
  );
}

/** A dash for the eye, and what it means for a screen reader. */
function Dash({ meaning }: { meaning: string }): ReactNode {
  return (
    <span className={styles.muted} title={meaning}>
      <span aria-hidden="true">–</span>
      <span className={styles.spoken}>{meaning}</span>
    </span>
  );
}
