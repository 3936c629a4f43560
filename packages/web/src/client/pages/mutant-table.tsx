/** Mutants in a table: place, change, mutator and status, each leading to its place in the source. */
import type { MutantItem } from '@killrate/shared/api';
import { formatCount } from '@killrate/shared/count';
import { type ReactNode, startTransition, useState } from 'react';
import { type Column, DataTable, RowLink } from '../components/data-table.tsx';
import { Button } from '../components/field.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { nameOfMutator } from '../mutators.ts';
import { paths } from '../router.tsx';
import { Change } from './change.tsx';
import styles from './mutant-table.module.css';

const SHOWN_AT_FIRST = 50;

const COLUMNS: Column<MutantItem>[] = [
  {
    id: 'place',
    head: 'Place',
    isName: true,
    cell: ({ file, line, key }) => (
      <RowLink to={paths.file(file, key)}>
        {file}:{line}
      </RowLink>
    ),
  },
  { id: 'change', head: 'Change', isWide: true, cell: (mutant) => <Change mutant={mutant} /> },
  {
    id: 'mutator',
    head: 'Mutator',
    leavesFirst: 'wide',
    cell: ({ mutator }) => (
      <span className={styles.quiet} title={mutator}>
        {nameOfMutator(mutator)}
      </span>
    ),
  },
  { id: 'status', head: 'Status', cell: ({ status, acceptance }) => <StatusMark status={status} acceptance={acceptance} /> },
];

export function MutantTable({ caption, mutants }: { caption: string; mutants: readonly MutantItem[] }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? mutants : mutants.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <DataTable caption={caption} columns={COLUMNS} rows={shown} rowKey={({ key }) => key} />
      {shown.length < mutants.length && (
        <div className={styles.more}>
          <Button onClick={() => startTransition(() => setWhole(true))}>Show all {formatCount(mutants.length)}</Button>
        </div>
      )}
    </>
  );
}
