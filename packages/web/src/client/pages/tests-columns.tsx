/** The columns of the list of tests: name with the gravest finding, verdict, what it runs and kills, time. */
import type { TestView } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { type Column, RowLink } from '../components/data-table.tsx';
import { Dash, Spoken } from '../components/spoken.tsx';
import { VerdictMark } from '../components/verdict-mark.tsx';
import { paths } from '../router.tsx';
import { formatTestTime, nameParts, TEST_VERDICT_WORD, verdictOf } from './test-verdict.ts';
import styles from './tests.module.css';

/** `toggle` opens a test in place, or closes it. */
export function columnsOfTests(
  isMatrix: boolean,
  open: string | null,
  toggle: (id: string, isOpen: boolean) => void,
): Column<TestView>[] {
  return [
    {
      id: 'open',
      head: <Spoken>Evidence</Spoken>,
      cell: (test) => <Opener test={test} isOpen={test.id === open} toggle={toggle} />,
    },
    { id: 'test', head: 'Test', isName: true, isWide: true, cell: (test) => <TestName test={test} /> },
    { id: 'verdict', head: 'Verdict', cell: (test) => <Verdict test={test} isMatrix={isMatrix} /> },
    {
      id: 'covers',
      head: 'Covers',
      title: 'Mutants that it runs',
      isNumber: true,
      leavesFirst: 'narrow',
      cell: ({ covers }) => formatCount(covers),
    },
    {
      id: 'assertion',
      head: isMatrix ? 'Kills by assertion' : 'Kills by assertion, known',
      title: 'Mutants at which one of its assertions fails; in brackets those at which it only breaks',
      isNumber: true,
      leavesFirst: 'narrow',
      cell: ({ kills, killsByAssertion }) => <Kills byAssertion={killsByAssertion} others={kills - killsByAssertion} />,
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
    { id: 'time', head: 'Time', isNumber: true, leavesFirst: 'wide', cell: ({ durationMs }) => formatTestTime(durationMs) },
  ];
}

interface OpenerProps {
  test: TestView;
  isOpen: boolean;
  toggle: (id: string, isOpen: boolean) => void;
}

/** There only where something is held against the test. */
function Opener({ test, isOpen, toggle }: OpenerProps): ReactNode {
  if (test.lead === null) return null;
  return (
    <button
      type="button"
      className={styles.opener}
      aria-expanded={isOpen}
      aria-label={`What is held against ${test.name}`}
      onClick={() => toggle(test.id, !isOpen)}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={isOpen ? 'M2 4l4 4 4-4' : 'M4 2l4 4-4 4'} fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </button>
  );
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
      {test.lead !== null && (
        <div className={styles.lead}>
          {test.lead.code !== null && <code>{test.lead.code.split('\n')[0]}</code>} <span>{test.lead.rule}</span>
        </div>
      )}
    </>
  );
}

function Kills({ byAssertion, others }: { byAssertion: number; others: number }): ReactNode {
  return (
    <>
      {formatCount(byAssertion)}
      {others > 0 && <span className={styles.crashes}> ({plural(others, 'crash', 'crashes')})</span>}
    </>
  );
}

/** What is held of it; else what its numbers alone say. */
function Verdict({ test, isMatrix }: { test: TestView; isMatrix: boolean }): ReactNode {
  if (test.verdict !== null) return <VerdictMark verdict={test.verdict} />;
  const standing = verdictOf(test);
  if (standing === null) return <Dash meaning="nothing is held against it" />;
  const { known, unsure, means } = TEST_VERDICT_WORD[standing];
  return (
    <span className={styles.numbers} title={means}>
      {isMatrix ? known : unsure}
    </span>
  );
}
