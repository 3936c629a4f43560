/** Runs, one in a row, each with a box to pick it for a comparison. */
import type { RunListItem } from '@killrate/shared/api';
import { formatCount } from '@killrate/shared/count';
import { formatDuration } from '@killrate/shared/duration';
import type { RunStatus } from '@killrate/shared/model';
import type { ReactNode } from 'react';
import { type Column, DataTable, RowLink } from '../components/data-table.tsx';
import { Dash } from '../components/spoken.tsx';
import { Moment } from '../components/time.tsx';
import { countValid, formatExact } from '../format.ts';
import { paths } from '../router.tsx';
import { RUN_SCOPE_WORD, RUN_STATUS_WORD } from '../words.ts';
import { RunRate } from './run-rate.tsx';
import styles from './runs-table.module.css';

interface RunsTableProps {
  /** Newest first. */
  runs: readonly RunListItem[];
  picked: readonly string[];
  onPick: (id: string) => void;
}

export function RunsTable({ runs, picked, onPick }: RunsTableProps): ReactNode {
  return (
    <DataTable
      caption="Runs, newest first"
      columns={columnsOf(picked, onPick)}
      rows={runs}
      rowKey={({ id }) => id}
      isChosen={({ id }) => picked.includes(id)}
    />
  );
}

function columnsOf(picked: readonly string[], onPick: (id: string) => void): Column<RunListItem>[] {
  return [
    {
      id: 'pick',
      head: <span title="Pick two to compare">Pick</span>,
      cell: ({ id, startedAt }) => (
        <input
          type="checkbox"
          className={styles.pick}
          checked={picked.includes(id)}
          onChange={() => onPick(id)}
          aria-label={`Compare the run of ${formatExact(startedAt)}`}
        />
      ),
    },
    {
      id: 'when',
      head: 'When',
      isName: true,
      cell: ({ id, startedAt }) => (
        <RowLink to={paths.run(id)}>
          <Moment date={startedAt} />
        </RowLink>
      ),
    },
    {
      id: 'rate',
      head: 'Kill rate',
      cell: (run) => <RunRate run={run} />,
    },
    { id: 'scope', head: 'Scope', leavesFirst: 'narrow', cell: ({ scope }) => RUN_SCOPE_WORD[scope] },
    { id: 'status', head: 'Status', isWide: true, cell: ({ status, reason }) => <Status status={status} reason={reason} /> },
    {
      id: 'survivors',
      head: 'Survivors',
      isNumber: true,
      leavesFirst: 'narrow',
      cell: ({ totals }) => <Count count={totals.survived} isKnown={countValid(totals) > totals.noCoverage} />,
    },
    {
      id: 'unresolved',
      head: 'Unresolved',
      isNumber: true,
      leavesFirst: 'wide',
      cell: ({ totals }) => <Count count={totals.unresolved} isKnown={totals.mutants > 0} />,
    },
    {
      id: 'duration',
      head: 'Took',
      isNumber: true,
      leavesFirst: 'narrow',
      cell: (run) => <Duration run={run} />,
    },
    {
      id: 'commit',
      head: 'Commit',
      leavesFirst: 'wide',
      cell: ({ commit, branch }) => <Commit commit={commit} branch={branch} />,
    },
  ];
}

function Count({ count, isKnown }: { count: number; isKnown: boolean }): ReactNode {
  return isKnown ? formatCount(count) : <Dash meaning="not measured" />;
}

const ALARMING: ReadonlySet<RunStatus> = new Set(['baseline-failed', 'failed', 'incomplete', 'interrupted']);

/** How a run went; where not well, the first line of why. */
function Status({ status, reason }: Pick<RunListItem, 'status' | 'reason'>): ReactNode {
  return (
    <>
      <span className={ALARMING.has(status) ? styles.alarm : undefined}>{RUN_STATUS_WORD[status]}</span>
      {reason !== null && (
        <div className={styles.reason} title={reason}>
          {reason.split('\n')[0]}
        </div>
      )}
    </>
  );
}

/** How long a run took, or a dash while it is at work. */
export function Duration({ run }: { run: Pick<RunListItem, 'startedAt' | 'finishedAt'> }): ReactNode {
  if (run.finishedAt === null) return <Dash meaning="not finished" />;
  return formatDuration(Math.max(0, Date.parse(run.finishedAt) - Date.parse(run.startedAt)));
}

/** "main @ 11308c0" */
export function Commit({ commit, branch }: Pick<RunListItem, 'commit' | 'branch'>): ReactNode {
  if (commit === null) return <Dash meaning="no commit" />;
  return (
    <>
      {branch !== null && `${branch} @ `}
      <code title={commit}>{commit.slice(0, 7)}</code>
    </>
  );
}
