/** The survivors: one queue over the whole project, the most worth a test first, with the chosen one open beside it. */
import type { MutantItem, MutantList } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../components/field.tsx';
import { KeyHint } from '../components/key-hint.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { RunNow } from '../components/run-now.tsx';
import { Spoken } from '../components/spoken.tsx';
import { EmptyState, ErrorState, Loading } from '../components/states.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { WindowList } from '../components/window-list.tsx';
import { QUEUE_PART } from '../first-reads.ts';
import { useKeys } from '../keys.ts';
import { useLatest } from '../latest.ts';
import { NARROW, useMedia } from '../media.ts';
import { mutantsQuery, projectQuery, usePages, useQuery } from '../queries.ts';
import { hrefOf, Link, paths, useParam } from '../router.tsx';
import { useTitle } from '../title.ts';
import { Change } from './change.tsx';
import { MutantPanel } from './mutant-panel.tsx';
import { type Queue, useQueue } from './queue.ts';
import { asked, clearFilters, FilterBar, type Filters, useFilters } from './survivor-filters.tsx';
import styles from './survivors.module.css';

const ROW_REM = 3.25;

export default function SurvivorsPage(): ReactNode {
  const { isNarrowed, ...filters } = useFilters();
  const list = usePages<MutantItem, MutantList>((cursor) =>
    mutantsQuery({ ...asked(filters), order: 'worth', limit: QUEUE_PART }, cursor),
  );
  const isNarrow = useMedia(NARROW);
  const [param] = useParam('mutant');
  const [isPanelAsked, setPanelAsked] = useState(param !== null);
  const queue = useQueue(list.items, JSON.stringify(filters), !isNarrow, !filters.status.includes('Accepted'));
  const total = list.total === null ? null : Math.max(0, list.total - queue.decided);
  const panel = useRef<HTMLDivElement>(null);
  const isPanelShown = queue.key !== null && (!isNarrow || isPanelAsked);
  useTitle(total === null ? 'Survivors' : headline(total, filters.status));

  useKeys('list', {
    next: () => focusRow(queue.move(1)),
    previous: () => focusRow(queue.move(-1)),
    first: () => focusRow(queue.moveToFirst()),
    open: () => openPanel(queue.key),
    close: () => {
      setPanelAsked(false);
      focusRow(queue.items[queue.index] ?? null);
    },
  });
  function openPanel(key: string | null): void {
    if (key === null) return;
    queue.choose(key);
    setPanelAsked(true);
    requestAnimationFrame(() => panel.current?.focus({ preventScroll: true }));
  }
  const open = useLatest(openPanel);
  useEffect(() => {
    // A mutant beside another is read from its top.
    if (queue.key !== null) panel.current?.scrollTo(0, 0);
  }, [queue.key]);

  if (list.error !== null && list.first === null) {
    return <ErrorState message={list.error} isUnreachable={list.isUnreachable} retry={list.retry} />;
  }
  const isEmpty = list.first !== null && queue.items.length === 0 && !list.hasMore;
  return (
    <div className={styles.page} data-panel={isPanelShown ? '' : undefined}>
      <header className={styles.head}>
        <h1 className={styles.title}>{total === null ? 'Survivors' : headline(total, filters.status)}</h1>
        <div className={styles.filters}>
          <FilterBar filters={filters} />
        </div>
        <Position queue={queue} total={total} />
      </header>
      {isEmpty && queue.key === null ? (
        <NothingLeft filters={filters} isNarrowed={isNarrowed} />
      ) : (
        <div className={styles.columns} aria-busy={list.isPrevious}>
          <div className={styles.list}>
            {list.first === null ? (
              <Loading rows={10} />
            ) : (
              <WindowList
                label="Mutants, the most worth a test first"
                items={queue.items}
                total={total ?? queue.items.length}
                keyOf={keyOfItem}
                rowHeightRem={ROW_REM}
                chosen={queue.index}
                onEnd={list.hasMore && !list.isFetching ? list.more : nothing}
                row={(item) => (
                  <Row
                    item={item}
                    href={hrefOf(paths.survivors({ ...filters, mutant: item.key }))}
                    isChosen={item.key === queue.key}
                    open={open}
                  />
                )}
                end={<LoadMore shown={list.items.length} {...list} isAutomatic={false} />}
              />
            )}
          </div>
          {/* What scrolls must be reached by the keyboard, and Enter leads here. */}
          <section ref={panel} className={styles.panel} aria-label="The chosen mutant" tabIndex={isPanelShown ? 0 : -1}>
            {isPanelShown && queue.key !== null && (
              <>
                {isNarrow && <Button onClick={() => setPanelAsked(false)}>Back to the list</Button>}
                <LeftNote queue={queue} isWhole={!list.isFetching && !list.hasMore} />
                <MutantPanel
                  key={queue.key}
                  mutantKey={queue.key}
                  item={queue.items[queue.index] ?? null}
                  onDecided={queue.onDecided}
                  onKept={queue.choose}
                />
              </>
            )}
          </section>
        </div>
      )}
    </div>
  );
}

function nothing(): void {}

function keyOfItem({ key }: MutantItem): string {
  return key;
}

/** A screen reader says the row that has the focus; drawn first, then focused. */
function focusRow(item: MutantItem | null): void {
  if (item === null) return;
  requestAnimationFrame(() => document.getElementById(`row-${item.key}`)?.focus({ preventScroll: true }));
}

const NOUN: Record<string, [one: string, many: string]> = {
  Survived: ['survivor', 'survivors'],
  NoCoverage: ['mutant without coverage', 'mutants without coverage'],
  'Survived,NoCoverage': ['undetected mutant', 'undetected mutants'],
  unresolved: ['unresolved mutant', 'unresolved mutants'],
  Timeout: ['timeout', 'timeouts'],
  Accepted: ['accepted mutant', 'accepted mutants'],
};

/** "111 survivors" */
function headline(total: number, status: string): string {
  return plural(total, ...(NOUN[status] ?? ['mutant', 'mutants']));
}

interface RowProps {
  item: MutantItem;
  href: string;
  isChosen: boolean;
  open: (key: string) => void;
}

const Row = memo(function Row({ item, href, isChosen, open }: RowProps): ReactNode {
  const { key, file, line, module, mutator, status, acceptance } = item;
  return (
    <a
      id={`row-${key}`}
      href={href}
      className={styles.row}
      aria-current={isChosen ? 'true' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        open(key);
      }}
    >
      <span className={styles.code}>
        <Change mutant={item} isCompact />
        {item.excerpt !== null && <code className={styles.excerpt}>{item.excerpt}</code>}
      </span>
      <span className={styles.about}>
        <StatusMark status={status} acceptance={acceptance} isWordless />
        <span className={styles.place}>
          <bdi>{file}</bdi>:{line}
        </span>
        <span className={styles.module}>{module}</span>
        <span className={styles.mutator}>{mutator}</span>
      </span>
    </a>
  );
});

/** "3 / 111" and the keys that move. */
function Position({ queue, total }: { queue: Queue; total: number | null }): ReactNode {
  return (
    <p className={styles.position}>
      <span aria-live="off">
        <Spoken>Position: </Spoken>
        {queue.index < 0 ? '–' : formatCount(queue.index + 1)} / {total === null ? '–' : formatCount(total)}
      </span>
      <KeyHint keys="j" />
      <KeyHint keys="k" />
    </p>
  );
}

/** The mutant that is open may have been killed, or decided, while the reader looks at it. */
function LeftNote({ queue, isWhole }: { queue: Queue; isWhole: boolean }): ReactNode {
  if (queue.index >= 0 || !isWhole) return null;
  return <p className={styles.left}>This mutant is not in the list (any more).</p>;
}

/** Well done, or nothing under these filters. */
function NothingLeft({ filters, isNarrowed }: { filters: Filters; isNarrowed: boolean }): ReactNode {
  const project = useQuery(projectQuery()).data;
  if (isNarrowed) {
    return (
      <EmptyState title="Nothing matches these filters" action={<Button onClick={clearFilters}>Clear the filters</Button>}>
        {project !== null && filters.status === 'Survived' && (
          <p>Without them, {plural(project.counts.survivors, 'survivor')} are in the list.</p>
        )}
      </EmptyState>
    );
  }
  if (filters.status !== 'Survived') {
    return (
      <EmptyState title="There is none of these">
        <p>
          Go back to the <Link to={paths.survivors()}>survivors</Link>.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing survives" action={<RunNow body={{ scope: 'all' }} what="the whole project" />}>
      <p>
        Well done: every mutant that a test runs is noticed, or accepted with a reason. What is next: code that{' '}
        <Link to={paths.survivors({ status: 'NoCoverage' })}>no test runs</Link>, and{' '}
        <Link to={paths.tests({ verdict: 'kills-nothing' })}>tests that kill nothing</Link>.
      </p>
    </EmptyState>
  );
}
