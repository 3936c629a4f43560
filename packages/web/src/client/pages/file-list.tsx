/** The mutants of a file whose source cannot be shown, one in a row, and the open one beneath. */
import type { MutantItem } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../components/data-table.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { nameOfMutator } from '../mutators.ts';
import { Change } from './change.tsx';
import styles from './file-list.module.css';
import type { FileMutants } from './file-mutants.ts';

export function FileList({ mutants, panel }: { mutants: FileMutants; panel: ReactNode }): ReactNode {
  const { shown, open, openMutant } = mutants;
  const columns: Column<MutantItem>[] = [
    { id: 'line', head: 'Line', isNumber: true, cell: ({ line }) => line },
    { id: 'status', head: 'Status', cell: ({ status, acceptance }) => <StatusMark status={status} acceptance={acceptance} /> },
    {
      id: 'change',
      head: 'Change',
      isName: true,
      isWide: true,
      cell: (mutant) => (
        <button
          type="button"
          className={styles.change}
          aria-expanded={mutant === open}
          onClick={() => openMutant(mutant === open ? null : mutant.key)}
        >
          <Change mutant={mutant} />
        </button>
      ),
    },
    {
      id: 'mutator',
      head: 'Mutator',
      leavesFirst: 'narrow',
      cell: ({ mutator }) => <span title={mutator}>{nameOfMutator(mutator)}</span>,
    },
  ];
  return (
    <>
      {panel !== null && panel !== false && <div className={styles.panel}>{panel}</div>}
      <DataTable
        caption="Mutants by place"
        columns={columns}
        rows={shown}
        rowKey={({ key }) => key}
        isChosen={(row) => row === open}
      />
    </>
  );
}
