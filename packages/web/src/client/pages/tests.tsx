/** Every test with what it runs, what it kills and what only it kills; those that prove nothing can be listed alone. */
import type { TestList, TestView } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { type Column, DataTable, RowLink } from '../components/data-table.tsx';
import { Button, Select, Toolbar } from '../components/field.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Dash } from '../components/spoken.tsx';
import { EmptyState, ErrorState, Loading, Notice } from '../components/states.tsx';
import { projectQuery, testsQuery, usePages, useQuery } from '../queries.ts';
import { paths, setParams, usePlace } from '../router.tsx';
import { formatTestTime, nameParts, TEST_VERDICT_WORD, type TestVerdict, VERDICT_FILTERS, verdictOf } from './test-verdict.ts';
import styles from './tests.module.css';

const ORDERS = [
  { value: 'place', text: 'by file and line' },
  { value: 'kills', text: 'most kills first' },
  { value: 'covers', text: 'most covered first' },
  { value: 'time', text: 'slowest first' },
];

export default function TestsPage(): ReactNode {
  const { query } = usePlace();
  const filters = {
    verdict: query.get('verdict') ?? 'all',
    order: query.get('order') ?? 'place',
    file: query.get('file') ?? undefined,
  };
  const tests = usePages<TestView, TestList>((cursor) =>
    testsQuery(
      { verdict: filters.verdict, order: filters.order, ...(filters.file !== undefined && { file: filters.file }) },
      cursor,
    ),
  );
  const { first, items, total, error, isUnreachable, retry } = tests;
  const all = useQuery(projectQuery()).data?.counts.tests ?? null;
  const isMatrix = first?.isMatrix ?? false;

  return (
    <>
      <PageHead title="Tests">
        {first !== null && all !== null && (
          <span>
            {plural(all, 'test')}, {formatCount(first.killsNothing)} of them{' '}
            {isMatrix ? TEST_VERDICT_WORD['kills-nothing'].known : TEST_VERDICT_WORD['kills-nothing'].unsure}
          </span>
        )}
      </PageHead>
      {first !== null && !isMatrix && <NoMatrix />}
      <Filters verdict={filters.verdict} order={filters.order} file={filters.file ?? null} isMatrix={isMatrix} />
      {first === null && error !== null ? (
        <ErrorState message={error} retry={retry} isUnreachable={isUnreachable} />
      ) : first === null ? (
        <Loading rows={14} label="Loading the tests" />
      ) : items.length === 0 ? (
        <NoTests isFiltered={filters.verdict !== 'all' || filters.file !== undefined} />
      ) : (
        <>
          <DataTable caption="Tests" columns={columnsOf(isMatrix)} rows={items} rowKey={({ id }) => id} />
          <LoadMore shown={items.length} total={total} hasMore={tests.hasMore} isFetching={tests.isFetching} more={tests.more} />
        </>
      )}
    </>
  );
}

/** Without a kill matrix, what a test does not kill is not known. */
function NoMatrix(): ReactNode {
  return (
    <Notice>
      <span className={styles.matrix}>
        The last run stopped at the first test that killed each mutant. What a test kills beyond that is unknown: a test without a
        kill is only not known to kill.
      </span>
    </Notice>
  );
}

interface FiltersProps {
  verdict: string;
  order: string;
  file: string | null;
  isMatrix: boolean;
}

function Filters({ verdict, order, file, isMatrix }: FiltersProps): ReactNode {
  return (
    <div className={styles.filters}>
      <Toolbar label="Which tests, in which order">
        <span className={styles.choices}>
          {VERDICT_FILTERS.map((value) => (
            <Button
              key={value}
              isPressed={value === verdict}
              onClick={() => setParams({ verdict: value === 'all' ? null : value })}
            >
              {value === 'all' ? 'All' : wordOf(value, isMatrix)}
            </Button>
          ))}
        </span>
        <Select
          label="Order"
          isInline
          value={order}
          options={ORDERS}
          onChange={(value) => setParams({ order: value === 'place' ? null : value })}
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

function wordOf(verdict: TestVerdict, isMatrix: boolean): string {
  const { known, unsure } = TEST_VERDICT_WORD[verdict];
  const word = isMatrix ? known : unsure;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function NoTests({ isFiltered }: { isFiltered: boolean }): ReactNode {
  if (!isFiltered) {
    return (
      <EmptyState title="No tests are known" command="npx killrate run">
        <p>A run writes down every test of the suite and what it covers.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No such test"
      action={<Button onClick={() => setParams({ verdict: null, file: null })}>Show all tests</Button>}
    >
      <p>Every test does better than what is asked for here.</p>
    </EmptyState>
  );
}

function columnsOf(isMatrix: boolean): Column<TestView>[] {
  return [
    { id: 'test', head: 'Test', isName: true, isWide: true, cell: (test) => <TestName test={test} /> },
    { id: 'verdict', head: 'Finding', cell: (test) => <Verdict test={test} isMatrix={isMatrix} /> },
    {
      id: 'covers',
      head: 'Covers',
      title: 'Mutants that it runs',
      isNumber: true,
      leavesFirst: 'narrow',
      cell: ({ covers }) => formatCount(covers),
    },
    {
      id: 'kills',
      head: isMatrix ? 'Kills' : 'Kills, known',
      title: 'Mutants at which it fails',
      isNumber: true,
      cell: ({ kills }) => formatCount(kills),
    },
    {
      id: 'assertion',
      head: 'By assertion',
      title: 'Kills by a failed assertion, not by any other error or a timeout',
      isNumber: true,
      leavesFirst: 'narrow',
      cell: ({ killsByAssertion }) => formatCount(killsByAssertion),
    },
    {
      id: 'unique',
      head: 'Only it kills',
      title: isMatrix
        ? 'Mutants that no other test kills'
        : 'Mutants that no other test kills: known only after a run of every covering test',
      isNumber: true,
      leavesFirst: 'wide',
      cell: ({ uniqueKills }) => (isMatrix ? formatCount(uniqueKills) : <Dash meaning="known only with a kill matrix" />),
    },
    { id: 'time', head: 'Time', isNumber: true, leavesFirst: 'narrow', cell: ({ durationMs }) => formatTestTime(durationMs) },
  ];
}

function TestName({ test }: { test: TestView }): ReactNode {
  const { groups, name } = nameParts(test.name);
  return (
    <>
      <RowLink to={paths.test(test.id)}>
        {groups !== '' && <span className={styles.groups}>{groups} › </span>}
        {name}
      </RowLink>
      <div className={styles.file}>
        {test.file}
        {test.line !== null && `:${test.line}`}
      </div>
    </>
  );
}

function Verdict({ test, isMatrix }: { test: TestView; isMatrix: boolean }): ReactNode {
  const verdict = verdictOf(test);
  if (verdict === null) return <Dash meaning="none" />;
  const { known, unsure, means } = TEST_VERDICT_WORD[verdict];
  return (
    <span className={isMatrix && verdict === 'kills-nothing' ? styles.alarming : styles.verdict} title={means}>
      {isMatrix ? known : unsure}
    </span>
  );
}
