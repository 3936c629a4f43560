/** Every test with what is held of it, the heaviest verdict first: what it runs and kills, and in place the evidence. */
import type { TestList, TestStandings, TestView } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { FindingVerdict } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import { VERDICTS_BY_WEIGHT, wordOfVerdict } from '@killrate/shared/rules';
import { type ReactNode, useState } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { Button, Select, Toolbar } from '../components/field.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Command, EmptyState, ErrorState, Loading, Notice } from '../components/states.tsx';
import { useKeys } from '../keys.ts';
import { projectQuery, testsQuery, usePages, useQuery } from '../queries.ts';
import { setParams, usePlace } from '../router.tsx';
import { TestDetail } from './test-detail.tsx';
import { TEST_VERDICT_WORD, VERDICT_FILTERS } from './test-verdict.ts';
import styles from './tests.module.css';
import { columnsOfTests } from './tests-columns.tsx';

const ORDERS = [
  { value: 'verdict', text: 'the heaviest verdict first' },
  { value: 'place', text: 'by file and line' },
  { value: 'kills', text: 'most kills first' },
  { value: 'covers', text: 'most covered first' },
  { value: 'time', text: 'slowest first' },
];

/** What the address says. */
interface Filters {
  verdict: string;
  order: string;
  file: string | null;
  rule: string | null;
}

export default function TestsPage(): ReactNode {
  const { query } = usePlace();
  const filters: Filters = {
    verdict: query.get('verdict') ?? 'all',
    order: query.get('order') ?? 'verdict',
    file: query.get('file'),
    rule: query.get('rule'),
  };
  const { verdict, order, file, rule } = filters;
  const tests = usePages<TestView, TestList>((cursor) =>
    testsQuery({ verdict, order, ...(file !== null && { file }), ...(rule !== null && { rule }) }, cursor),
  );
  const { first, items, total, error, isUnreachable, retry } = tests;
  const isMatrix = first?.isMatrix ?? false;
  const open = query.get('test');
  const walk = useWalk(items, open);

  return (
    <>
      <PageHead title="Tests">{first !== null && <Counts list={first} />}</PageHead>
      {first !== null && !isMatrix && <NoMatrix list={first} />}
      {first !== null && <FilterBar filters={filters} list={first} />}
      {first === null && error !== null ? (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      ) : first === null ? (
        <Loading rows={14} label="Loading the tests" />
      ) : items.length === 0 ? (
        <NoTests isFiltered={verdict !== 'all' || file !== null || rule !== null} />
      ) : (
        <>
          <DataTable
            caption="Tests"
            columns={columnsOfTests(isMatrix, open, toggle)}
            rows={items}
            rowKey={({ id }) => id}
            rowId={({ id }) => rowIdOf(id)}
            isChosen={({ id }) => id === walk.chosen}
            detail={({ id }) => (id === open ? <TestDetail id={id} /> : null)}
          />
          <LoadMore shown={items.length} total={total} hasMore={tests.hasMore} isFetching={tests.isFetching} more={tests.more} />
        </>
      )}
      {first?.standings != null && <NotJudged notes={first.standings.notes} />}
    </>
  );
}

function rowIdOf(id: string): string {
  return `test-${id}`;
}

/** Opens a test in place, or closes it. */
function toggle(id: string, isOpen: boolean): void {
  setParams({ test: isOpen ? id : null });
}

/** The keys of a list: the chosen row moves, opens and closes. */
function useWalk(items: readonly TestView[], open: string | null): { chosen: string | null } {
  const [moved, setMoved] = useState<string | null>(null);
  const chosen = moved ?? open;
  function choose(index: number): void {
    const test = items[Math.max(0, Math.min(items.length - 1, index))];
    if (test === undefined) return;
    setMoved(test.id);
    if (open !== null) toggle(test.id, test.lead !== null);
    requestAnimationFrame(() => {
      const row = document.getElementById(rowIdOf(test.id));
      row?.scrollIntoView({ block: 'nearest' });
      row?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
    });
  }
  const at = items.findIndex(({ id }) => id === chosen);
  useKeys('list', {
    next: () => choose(at + 1),
    previous: () => choose(at === -1 ? 0 : at - 1),
    first: () => choose(0),
    open: () => chosen !== null && toggle(chosen, open !== chosen),
    close: () => toggle('', false),
  });
  return { chosen };
}

/** "59 tests, 2 of them kill nothing, 2 confirmed hollow, 21 redundant (14 ms of 76 ms)" */
function Counts({ list }: { list: TestList }): ReactNode {
  const all = useQuery(projectQuery()).data?.counts.tests ?? list.total;
  const { standings, isMatrix, killsNothing } = list;
  const known = TEST_VERDICT_WORD['kills-nothing'];
  const redundant = standings?.rules.find(({ rule }) => rule === 'redundant')?.tests ?? 0;
  const verdicts = VERDICTS_BY_WEIGHT.flatMap((verdict) => {
    const count = standings?.verdicts[verdict] ?? 0;
    const isWorthSaying = verdict !== 'cleared' && verdict !== 'not-assessable' && verdict !== 'redundant-candidate';
    return count === 0 || !isWorthSaying ? [] : [`${formatCount(count)} ${wordOfVerdict(verdict)}`];
  });
  return (
    <>
      <span>
        {plural(all, 'test')}, {formatCount(killsNothing)} {isMatrix ? known.known.replace('kills', 'kill') : known.unsure}
      </span>
      {verdicts.map((text) => (
        <span key={text}>{text}</span>
      ))}
      {standings !== null && redundant > 0 && (
        <span>
          {formatCount(redundant)} redundant ({formatDuration(standings.redundantMs)} of {formatDuration(standings.totalMs)})
        </span>
      )}
      {standings === null && <Pending />}
    </>
  );
}

/** A server that can look into the tests does so in a moment. */
function Pending(): ReactNode {
  const canWrite = useQuery(projectQuery()).data?.abilities.run === true;
  return canWrite ? <span>looking into the tests…</span> : null;
}

/** Without a kill matrix, what a test does not kill is not known. */
function NoMatrix({ list }: { list: TestList }): ReactNode {
  return (
    <Notice>
      <span className={styles.matrix}>
        The last run stopped at the first test that killed each mutant. What a test kills beyond that is unknown, so only the text
        of the tests is judged{list.standings === null ? '' : ', and none is confirmed to prove nothing'}.
      </span>
      <Command text="npx killrate run --kill-matrix" />
    </Notice>
  );
}

function FilterBar({ filters, list }: { filters: Filters; list: TestList }): ReactNode {
  const { verdict, order, file, rule } = filters;
  return (
    <div className={styles.filters}>
      <Toolbar label="Which tests, in which order">
        <Select
          label="Verdict"
          isInline
          value={verdict}
          options={choicesOf(list, verdict)}
          onChange={(value) => setParams({ verdict: value === 'all' ? null : value, test: null })}
        />
        {list.standings !== null && (
          <Select
            label="Rule"
            isInline
            value={rule ?? ''}
            options={rulesOf(list.standings, rule)}
            onChange={(value) => setParams({ rule: value === '' ? null : value, test: null })}
          />
        )}
        <Select
          label="Order"
          isInline
          value={order}
          options={ORDERS}
          onChange={(value) => setParams({ order: value === 'verdict' ? null : value })}
        />
        {file !== null && (
          <Button isPressed onClick={() => setParams({ file: null })} label={`Only ${file}. Show every file`}>
            {file} ×
          </Button>
        )}
      </Toolbar>
    </div>
  );
}

/** All tests, each verdict that there is, and what the numbers alone say. */
function choicesOf({ standings, isMatrix, killsNothing }: TestList, chosen: string): { value: string; text: string }[] {
  const counts = standings?.verdicts ?? {};
  const verdicts = VERDICTS_BY_WEIGHT.filter((verdict) => verdict === chosen || (counts[verdict] ?? 0) > 0);
  return [
    { value: 'all', text: 'any' },
    ...verdicts.map((verdict) => ({ value: verdict, text: `${wordOfVerdict(verdict)} (${formatCount(counts[verdict] ?? 0)})` })),
    ...VERDICT_FILTERS.map((value) => {
      const { known, unsure } = TEST_VERDICT_WORD[value];
      const count = value === 'kills-nothing' ? ` (${formatCount(killsNothing)})` : '';
      return { value, text: `${isMatrix ? known : unsure}${count}` };
    }),
  ];
}

function rulesOf({ rules }: TestStandings, chosen: string | null): { value: string; text: string }[] {
  const known = rules.map(({ rule, tests }) => ({ value: rule, text: `${rule} (${formatCount(tests)})` }));
  const isKnown = chosen === null || rules.some(({ rule }) => rule === chosen);
  return [{ value: '', text: 'any' }, ...known, ...(isKnown ? [] : [{ value: chosen, text: `${chosen} (0)` }])];
}

function NoTests({ isFiltered }: { isFiltered: boolean }): ReactNode {
  const { query } = usePlace();
  if (!isFiltered) {
    return (
      <EmptyState title="No tests are known" command="npx killrate run">
        <p>A run writes down every test of the suite and what it covers.</p>
      </EmptyState>
    );
  }
  const isVerdict = FindingVerdict.safeParse(query.get('verdict')).success;
  return (
    <EmptyState
      title="No such test"
      action={<Button onClick={() => setParams({ verdict: null, file: null, rule: null })}>Show all tests</Button>}
    >
      <p>{isVerdict ? 'No test has this verdict.' : 'Every test does better than what is asked for here.'}</p>
    </EmptyState>
  );
}

/** Files that could not be read, and rules that had to stay silent. */
function NotJudged({ notes }: { notes: readonly string[] }): ReactNode {
  if (notes.length === 0) return null;
  return (
    <details className={styles.notes}>
      <summary>What was not judged, and why ({formatCount(notes.length)})</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
