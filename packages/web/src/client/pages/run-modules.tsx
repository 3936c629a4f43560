/** The modules of a run, each with what the run measured of it against its target. */
import type { RunPage } from '@killrate/shared/api';
import { formatCount } from '@killrate/shared/count';
import { formatTarget } from '@killrate/shared/rate';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '../components/data-table.tsx';
import { RateOf } from '../components/rate.tsx';
import { RateBar } from '../components/rate-bar.tsx';
import { Dash } from '../components/spoken.tsx';
import { DASH, formatPoints } from '../format.ts';
import { Link, paths } from '../router.tsx';
import styles from './run.module.css';

type Module = RunPage['modules'][number];

const COLUMNS: Column<Module>[] = [
  { id: 'module', head: 'Module', isName: true, isWide: true, cell: ({ name }) => <Link to={paths.files(name)}>{name}</Link> },
  {
    id: 'bar',
    head: <span className={styles.spoken}>Kill rate as a bar</span>,
    leavesFirst: 'narrow',
    cell: ({ totals, target }) => (
      <span className={styles.bar}>
        <RateBar rate={totals.killRate} target={target} />
      </span>
    ),
  },
  { id: 'rate', head: 'Kill rate', cell: ({ totals, target }) => <RateOf totals={totals} target={target} /> },
  {
    id: 'target',
    head: 'Target',
    isNumber: true,
    cell: ({ target }) => (target === null ? <Dash meaning="no target" /> : formatTarget(target, DASH)),
  },
  { id: 'points', head: 'To go', isNumber: true, cell: ({ totals, target }) => formatPoints(totals.killRate, target) },
  {
    id: 'survivors',
    head: 'Survivors',
    isNumber: true,
    leavesFirst: 'narrow',
    cell: ({ totals }) => formatCount(totals.survived),
  },
];

const UNFINISHED_COLUMNS: Column<Module>[] = [
  ...COLUMNS.filter(({ id }) => id === 'module'),
  {
    id: 'measured',
    head: 'Measured',
    isNumber: true,
    cell: ({ totals }) => `${formatCount(totals.mutants - totals.pending)} of ${formatCount(totals.mutants)}`,
  },
  ...COLUMNS.filter(({ id }) => id === 'survivors'),
];

interface RunModulesProps {
  modules: readonly Module[];
  /** Of a part of the mutants there is no rate: how many were measured is all that can be told. */
  isUnfinished: boolean;
}

export function RunModules({ modules, isUnfinished }: RunModulesProps): ReactNode {
  if (modules.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>Modules</h2>
      <p className={styles.note}>As this run measured them, which may be a part of each.</p>
      <DataTable
        caption="Modules of this run"
        columns={isUnfinished ? UNFINISHED_COLUMNS : COLUMNS}
        rows={modules}
        rowKey={({ name }) => name}
      />
    </section>
  );
}
