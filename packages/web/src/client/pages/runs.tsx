/** The runs of the project, newest first: how each went, how the kill rate moved, and any two of them to be compared. */
import type { RunList, RunListItem } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import { type ReactNode, useState } from 'react';
import { Button } from '../components/field.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { PageHead } from '../components/page-head.tsx';
import { hasPoint } from '../components/points.ts';
import { RunNow } from '../components/run-now.tsx';
import { EmptyState, ErrorState, Loading } from '../components/states.tsx';
import { later, useLater } from '../later.ts';
import { runsQuery, usePages } from '../queries.ts';
import { go, paths } from '../router.tsx';
import styles from './runs.module.css';
import { RunsTable } from './runs-table.tsx';

const KILL_RATE_CHART = later(
  () =>
    import('../components/kill-rate-chart.tsx').catch(() => ({
      default: () => <p className={styles.note}>The chart could not be loaded; the table holds the same numbers.</p>,
    })),
  { isLast: true },
);

export default function RunsPage(): ReactNode {
  const { items, first, total, error, isUnreachable, retry, hasMore, isFetching, more } = usePages<RunListItem, RunList>(
    runsQuery,
  );
  const [picked, setPicked] = useState<readonly string[]>([]);
  return (
    <>
      <PageHead title="Runs" actions={<RunNow body={{ scope: 'all' }} what="the whole project" />}>
        {total !== null && <span>{plural(total, 'run')}</span>}
      </PageHead>
      {first === null && error !== null ? (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      ) : first === null ? (
        <Loading rows={12} label="Loading the runs" />
      ) : items.length === 0 ? (
        <EmptyState title="Nothing was measured here yet" command="npx killrate run" />
      ) : (
        <>
          <Trend runs={items} />
          <Picks runs={items} picked={picked} clear={() => setPicked([])} />
          <RunsTable runs={items} picked={picked} onPick={(id) => setPicked(pickedWith(picked, id))} />
          <LoadMore shown={items.length} total={total} hasMore={hasMore} isFetching={isFetching} more={more} />
        </>
      )}
    </>
  );
}

/** Two at most: a third one takes the place of the one picked first. */
export function pickedWith(picked: readonly string[], id: string): readonly string[] {
  if (picked.includes(id)) return picked.filter((other) => other !== id);
  return [...picked, id].slice(-2);
}

/** The two picked runs in the order in which they ran; null as long as there are not two. */
export function pairOf(newestFirst: readonly RunListItem[], picked: readonly string[]): { from: string; to: string } | null {
  const [to, from] = newestFirst.filter(({ id }) => picked.includes(id));
  return from === undefined || to === undefined ? null : { from: from.id, to: to.id };
}

function Picks({
  runs,
  picked,
  clear,
}: {
  runs: readonly RunListItem[];
  picked: readonly string[];
  clear: () => void;
}): ReactNode {
  const pair = pairOf(runs, picked);
  if (runs.length < 2) return null;
  return (
    <div className={styles.picks} role="status">
      <span>
        {['Pick two runs to compare them.', 'One run is picked; pick another one.', 'Two runs are picked.'][picked.length]}
      </span>
      {pair !== null && (
        <Button isPrimary onClick={() => go(paths.compare(pair.from, pair.to))}>
          Compare them
        </Button>
      )}
      {picked.length > 0 && (
        <Button isQuiet onClick={clear}>
          Clear
        </Button>
      )}
    </div>
  );
}

/** The chart, where there are two points to draw; the table below holds the same numbers. */
function Trend({ runs }: { runs: readonly RunListItem[] }): ReactNode {
  const measured = runs.filter(hasPoint);
  const isDrawn = measured.length >= 2;
  const KillRateChart = useLater(isDrawn ? KILL_RATE_CHART : null);
  if (!isDrawn) return null;
  return (
    <figure className={styles.trend}>
      <figcaption>
        Kill rate of each run over what it measured, in percent <KeyOfPoints />
      </figcaption>
      <div
        className={styles.chart}
        role="img"
        aria-label="Kill rate of each run over what it measured, as a chart. The table below holds the same numbers."
      >
        {KillRateChart !== null && <KillRateChart runs={measured} />}
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
