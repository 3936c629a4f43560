/** Two runs over what both measured: survivors that are new, fixed, persistent or gone, and targets that changed. */
import { type Comparison, Fate, type RunListItem } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { formatTarget } from '@killrate/shared/rate';
import { type ReactNode, useEffect } from 'react';
import { type Column, DataTable, RowLink } from '../components/data-table.tsx';
import { Button, Toolbar } from '../components/field.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Dash } from '../components/spoken.tsx';
import { EmptyState, ErrorState, Loading, Notice } from '../components/states.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { DASH, formatPercent, formatPoints } from '../format.ts';
import { nameOfMutator } from '../mutators.ts';
import { compareQuery, runsQuery, usePages, useQuery } from '../queries.ts';
import { Link, paths, setParams, usePlace } from '../router.tsx';
import { Change } from './change.tsx';
import styles from './compare.module.css';
import { FATE_WORD, latestPair } from './fate.ts';
import { RunPicker } from './run-picker.tsx';
import { RunRate } from './run-rate.tsx';

type Item = Comparison['items'][number];

export default function ComparePage(): ReactNode {
  const { query } = usePlace();
  const runs = useQuery(runsQuery());
  const from = query.get('from');
  const to = query.get('to');
  const known = runs.data?.items ?? null;
  const pair = known === null ? null : latestPair(known);
  const isChosen = from !== null && to !== null;
  // Without a choice: the latest two runs that can be compared.
  useEffect(() => {
    if (!isChosen && pair !== null) setParams({ from: from ?? pair.from, to: to ?? pair.to });
  }, [isChosen, from, to, pair]);

  if (isChosen)
    return <ComparisonOf from={from} to={to} fate={Fate.safeParse(query.get('fate')).data ?? 'new'} runs={known ?? []} />;
  return (
    <>
      <PageHead title="Compare two runs"> </PageHead>
      {known !== null && pair === null ? (
        <EmptyState title="There are no two runs to compare" command="npx killrate run">
          <p>A comparison needs two runs that measured something.</p>
        </EmptyState>
      ) : runs.error !== null ? (
        <ErrorState message={runs.error} retry={runs.retry} isUnreachable={runs.isUnreachable} />
      ) : (
        <Loading rows={12} label="Loading the runs" />
      )}
    </>
  );
}

interface ComparisonOfProps {
  from: string;
  to: string;
  fate: Fate;
  runs: readonly RunListItem[];
}

function ComparisonOf({ from, to, fate, runs }: ComparisonOfProps): ReactNode {
  const pages = usePages<Item, Comparison>((cursor) => compareQuery(from, to, fate, cursor));
  const { first, items, error, isUnreachable, retry } = pages;
  const isOfThese = first !== null && first.from.id === from && first.to.id === to;
  return (
    <>
      <PageHead title="Compare two runs">
        {isOfThese && <span>over {plural(first.common, 'mutant')} that both measured</span>}
      </PageHead>
      <div className={styles.pickers}>
        <Toolbar label="The two runs">
          <RunPicker label="From" value={from} runs={runs} onChange={(id) => setParams({ from: id })} />
          <RunPicker label="to" value={to} runs={runs} onChange={(id) => setParams({ to: id })} />
          <Button onClick={() => setParams({ from: to, to: from })}>Swap</Button>
        </Toolbar>
      </div>
      {from === to && <Notice>Both are the same run: there is nothing to tell apart.</Notice>}
      {error !== null && !isOfThese ? (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      ) : !isOfThese ? (
        <Loading rows={14} label="Comparing the runs" />
      ) : (
        <>
          <Summary comparison={first} />
          <Targets comparison={first} />
          <Fates comparison={first} fate={fate} />
          <FateItems fate={fate} items={items} comparison={first} isPrevious={pages.isPrevious} />
          <LoadMore
            shown={items.length}
            total={first.counts[fate]}
            hasMore={pages.hasMore}
            isFetching={pages.isFetching}
            more={pages.more}
          />
        </>
      )}
    </>
  );
}

/** How both did over the same mutants, large; what each measured as a whole, which compares with nothing, small. */
function Summary({ comparison: { from, to, common, commonRates } }: { comparison: Comparison }): ReactNode {
  const ends = [
    { name: 'From', run: from, rate: commonRates.from },
    { name: 'To', run: to, rate: commonRates.to },
  ];
  return (
    <>
      <dl className={styles.rates}>
        {ends.map(({ name, run, rate }) => (
          <div key={name} className={styles.rate}>
            <dt>{name}</dt>
            <dd className={styles.common}>
              {rate.killRate === null ? (
                <Dash meaning="no mutant in common" />
              ) : (
                <>
                  <strong>{formatPercent(rate.killRate)}</strong>{' '}
                  <span className={styles.of}>
                    {formatCount(rate.detected)} of {formatCount(commonRates.mutants)}
                  </span>
                </>
              )}
            </dd>
            <dd className={styles.whole}>
              <Link to={paths.run(run.id)}>the whole run</Link>: <RunRate run={run} />
            </dd>
          </div>
        ))}
        {commonRates.from.killRate !== null && (
          <div className={styles.rate}>
            <dt>Change</dt>
            <dd className={styles.common}>
              <strong>{formatPoints(commonRates.to.killRate, commonRates.from.killRate)}</strong>{' '}
              <span className={styles.of}>points</span>
            </dd>
            <dd className={styles.whole}>{movementOf(commonRates.to.detected - commonRates.from.detected)}</dd>
          </div>
        )}
      </dl>
      {common === 0 && (
        <Notice>
          These runs measured no mutant in common: their kill rates speak of different code, and nothing can be told apart.
        </Notice>
      )}
    </>
  );
}

/** What new and fixed come to. */
function movementOf(more: number): string {
  if (more === 0) return 'as many undetected as before';
  return more > 0 ? `${formatCount(more)} fewer undetected` : `${formatCount(-more)} more undetected`;
}

/** Only those that changed. */
function Targets({ comparison: { targets } }: { comparison: Comparison }): ReactNode {
  const changed = targets.filter(({ from, to }) => from !== to);
  if (changed.length === 0) return null;
  return (
    <Notice>
      <span>
        {changed.length === 1 ? 'A target changed' : 'Targets changed'}:{' '}
        {changed
          .map(({ module, from, to }) => `${module} ${formatTarget(from, 'none')} → ${formatTarget(to, 'none')}`)
          .join(', ')}
      </span>
    </Notice>
  );
}

function Fates({ comparison: { counts }, fate }: { comparison: Comparison; fate: Fate }): ReactNode {
  return (
    <div className={styles.fates}>
      <Toolbar label="What became of the survivors">
        {Fate.options.map((option) => (
          <Button
            key={option}
            isPressed={option === fate}
            title={FATE_WORD[option].means}
            onClick={() => setParams({ fate: option === 'new' ? null : option })}
          >
            {FATE_WORD[option].word} <strong>{formatCount(counts[option])}</strong>
          </Button>
        ))}
      </Toolbar>
      <p className={styles.note}>{FATE_WORD[fate].means}</p>
    </div>
  );
}

interface FateItemsProps {
  fate: Fate;
  items: readonly Item[];
  comparison: Comparison;
  isPrevious: boolean;
}

function FateItems({ fate, items, comparison, isPrevious }: FateItemsProps): ReactNode {
  if (comparison.counts[fate] === 0) return <p className={styles.nothing}>{FATE_WORD[fate].none}</p>;
  return (
    <div className={isPrevious ? styles.previous : undefined}>
      <DataTable
        caption={FATE_WORD[fate].word}
        columns={COLUMNS[fate === 'gone' ? 'gone' : 'there']}
        rows={items}
        rowKey={({ mutant }) => mutant.key}
      />
    </div>
  );
}

const CHANGE: Column<Item> = { id: 'change', head: 'Change', isWide: true, cell: ({ mutant }) => <Change mutant={mutant} /> };
const MUTATOR: Column<Item> = {
  id: 'mutator',
  head: 'Mutator',
  leavesFirst: 'wide',
  cell: ({ mutant }) => nameOfMutator(mutant.mutator),
};
const STATUS: Column<Item> = { id: 'status', head: 'Was → is', cell: (item) => <Statuses item={item} /> };

const COLUMNS: Record<'there' | 'gone', Column<Item>[]> = {
  there: [
    {
      id: 'place',
      head: 'Place',
      isName: true,
      cell: ({ mutant: { file, line, key } }) => (
        <RowLink to={paths.file(file, key, line)}>
          {file}:{line}
        </RowLink>
      ),
    },
    CHANGE,
    MUTATOR,
    STATUS,
  ],
  gone: [
    { id: 'place', head: 'Place', isName: true, cell: ({ mutant: { file, line } }) => `${file}:${line}` },
    CHANGE,
    MUTATOR,
    STATUS,
  ],
};

function Statuses({ item: { mutant, from, to } }: { item: Item }): ReactNode {
  const isAccepted = mutant.acceptance !== null;
  return (
    <span className={styles.statuses}>
      <StatusMark status={from} />
      <span aria-hidden="true">→</span>
      {to === null && mutant.status === null ? (
        <span className={styles.note}>{DASH}</span>
      ) : (
        <StatusMark status={to} acceptance={isAccepted ? mutant.acceptance : null} />
      )}
    </span>
  );
}
