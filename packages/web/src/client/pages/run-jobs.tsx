/** The jobs of a run, one for each source file: how each went and how long it took. */

import { formatCount } from '@killrate/shared/count';
import { formatDuration } from '@killrate/shared/duration';
import type { Job, JobStatus } from '@killrate/shared/model';
import { type ReactNode, useMemo, useState } from 'react';
import { type Column, DataTable, RowLink, type Sort, sortRows } from '../components/data-table.tsx';
import { Button } from '../components/field.tsx';
import { Dash } from '../components/spoken.tsx';
import { paths } from '../router.tsx';
import styles from './run.module.css';

const SHOWN_AT_FIRST = 100;
const STATUS_WORD: Record<JobStatus, string> = {
  queued: 'queued',
  running: 'running',
  completed: 'completed',
  'timed-out': 'timed out',
  failed: 'failed',
  reused: 'reused',
};

const COLUMNS: Column<Job>[] = [
  {
    id: 'file',
    head: 'File',
    isName: true,
    isWide: true,
    sorts: 'ascending',
    cell: ({ file }) => <RowLink to={paths.file(file)}>{file}</RowLink>,
  },
  { id: 'module', head: 'Module', leavesFirst: 'narrow', cell: ({ module }) => module },
  { id: 'status', head: 'Status', sorts: 'ascending', cell: (job) => <JobState job={job} /> },
  {
    id: 'duration',
    head: 'Took',
    isNumber: true,
    sorts: 'descending',
    cell: ({ durationMs }) => (durationMs === null ? <Dash meaning="not measured" /> : formatDuration(durationMs)),
  },
];

const VALUES: Record<string, (job: Job) => string | number | null> = {
  file: ({ file }) => file,
  status: ({ status }) => ['failed', 'timed-out', 'running', 'queued', 'completed', 'reused'].indexOf(status),
  duration: ({ durationMs }) => durationMs,
};

export function RunJobs({ jobs }: { jobs: readonly Job[] }): ReactNode {
  const [sort, setSort] = useState<Sort>({ column: 'status', direction: 'ascending' });
  const [isWhole, setWhole] = useState(false);
  const sorted = useMemo(() => {
    const byPlace = sortRows(jobs, ({ file }) => file, 'ascending');
    return sortRows(byPlace, VALUES[sort.column] ?? (() => null), sort.direction);
  }, [jobs, sort]);
  const shown = isWhole ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>
        Jobs <span className={styles.count}>{formatCount(jobs.length)}</span>
      </h2>
      {jobs.length === 0 ? (
        <p className={styles.note}>No job was planned.</p>
      ) : (
        <DataTable
          caption="Jobs, one for each file"
          columns={COLUMNS}
          rows={shown}
          rowKey={({ file }) => file}
          sort={sort}
          onSort={setSort}
        />
      )}
      {shown.length < sorted.length && <Button onClick={() => setWhole(true)}>Show all {formatCount(sorted.length)}</Button>}
    </section>
  );
}

function JobState({ job: { status, reason } }: { job: Job }): ReactNode {
  const isBad = status === 'failed' || status === 'timed-out';
  return (
    <>
      <span className={isBad ? styles.alarm : undefined}>{STATUS_WORD[status]}</span>
      {reason !== null && <div className={styles.why}>{reason}</div>}
    </>
  );
}
