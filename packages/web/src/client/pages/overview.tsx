/** The overview: how the project stands, what needs work first, and how it got there. */
import type { ModuleView, Overview } from '@killrate/shared/api';
import { formatCount, plural } from '@killrate/shared/count';
import { formatPercent as formatShare, formatTarget } from '@killrate/shared/rate';
import type { ReactNode } from 'react';
import { type Column, DataTable, RowLink } from '../components/data-table.tsx';
import { Interval, Rate } from '../components/rate.tsx';
import { RateBar } from '../components/rate-bar.tsx';
import { RunNow } from '../components/run-now.tsx';
import { Sparkline } from '../components/sparkline.tsx';
import { Dash } from '../components/spoken.tsx';
import { Command, ErrorState, Loading, Notice } from '../components/states.tsx';
import { Time } from '../components/time.tsx';
import { TrendChart } from '../components/trend-chart.tsx';
import { countValid, formatPoints } from '../format.ts';
import { overviewQuery, projectQuery, useQuery } from '../queries.ts';
import { Link, paths } from '../router.tsx';
import { useTitle } from '../title.ts';
import styles from './overview.module.css';
import { Verdict } from './overview-verdict.tsx';

export default function OverviewPage(): ReactNode {
  useTitle('Overview');
  const { data, error, isUnreachable, retry } = useQuery(overviewQuery());
  if (data === null) {
    return error === null ? <Loading rows={10} /> : <ErrorState message={error} isUnreachable={isUnreachable} retry={retry} />;
  }
  return (
    <div className={styles.page}>
      <Verdict overview={data} />
      <Notes />
      <Stale files={data.staleFiles} changed={data.changedFiles} />
      <Modules modules={data.modules} />
      <div className={styles.chart}>
        <TrendChart modules={data.modules} trend={data.trend} rate={data.totals.killRate} />
      </div>
    </div>
  );
}

/** What else should be known: a config or a ledger that cannot be read, and the like. */
function Notes(): ReactNode {
  const notes = useQuery(projectQuery()).data?.notes ?? [];
  return notes.map((note) => <Notice key={note}>{note}</Notice>);
}

const STALE_SHOWN = 5;

interface StaleProps {
  /** All of them. */
  files: Overview['staleFiles'];
  /** Those whose own content changed. */
  changed: Overview['changedFiles'];
}

/** What was measured is not what stands there now: in the file itself, or in what it was measured with. */
function Stale({ files, changed }: StaleProps): ReactNode {
  const canRun = useQuery(projectQuery()).data?.abilities.run === true;
  if (files.length === 0) return null;
  const uncounted = new Set(changed);
  const older = files.filter((file) => !uncounted.has(file));
  return (
    <Notice>
      <div>
        {changed.length > 0 && (
          <p>
            <strong>{plural(changed.length, 'file')} changed</strong> since the last measurement, and{' '}
            {changed.length === 1 ? 'counts' : 'count'} nowhere until measured again: <FileNames files={changed} />.
          </p>
        )}
        {older.length > 0 && (
          <p>
            <strong>{plural(older.length, 'file was', 'files were')} measured before tests or settings changed</strong>, and still{' '}
            {older.length === 1 ? 'counts' : 'count'}: <FileNames files={older} />.
          </p>
        )}
      </div>
      {canRun ? (
        <RunNow body={{ scope: 'files', files: files.slice(0, 100) }} what="what is out of date">
          Run these
        </RunNow>
      ) : (
        <Command text="npx killrate run" />
      )}
    </Notice>
  );
}

function FileNames({ files }: { files: readonly string[] }): ReactNode {
  return (
    <>
      {files.slice(0, STALE_SHOWN).map((file, index) => (
        <span key={file}>
          {index > 0 && ', '}
          <Link to={paths.file(file)}>{file}</Link>
        </span>
      ))}
      {files.length > STALE_SHOWN && ` and ${formatCount(files.length - STALE_SHOWN)} more`}
    </>
  );
}

function Modules({ modules }: { modules: ModuleView[] }): ReactNode {
  const canRun = useQuery(projectQuery()).data?.abilities.run === true;
  const columns = canRun ? [...COLUMNS, RUN_COLUMN] : COLUMNS;
  return (
    <section aria-labelledby="modules" className={styles.modules}>
      <h2 id="modules" className={styles.heading}>
        Modules <span className={styles.muted}>those that need work first</span>
      </h2>
      <DataTable caption="Modules, those that need work first" columns={columns} rows={modules} rowKey={({ name }) => name} />
    </section>
  );
}

const COLUMNS: readonly Column<ModuleView>[] = [
  { id: 'name', head: 'Module', isName: true, cell: ({ name }) => <RowLink to={paths.files(name)}>{name}</RowLink> },
  {
    id: 'bar',
    head: 'Kill rate',
    isBar: true,
    leavesFirst: 'narrow',
    cell: ({ totals, target }) => <RateBar rate={totals.killRate} target={target} />,
  },
  {
    id: 'rate',
    head: <span className={styles.percentHead}>Percent</span>,
    isNumber: true,
    cell: ({ totals, target, interval, staleFiles, unmeasuredFiles }) => (
      <>
        <span className={styles.interval}>
          <Interval interval={interval} valid={countValid(totals)} />
        </span>{' '}
        {totals.mutants + staleFiles + unmeasuredFiles === 0 ? (
          <span className={styles.muted}>no mutants</span>
        ) : (
          <Rate rate={totals.killRate} target={target} valid={countValid(totals)} />
        )}
      </>
    ),
  },
  {
    id: 'target',
    head: 'Target',
    leavesFirst: 'narrow',
    isNumber: true,
    cell: ({ target }) => (target === null ? <Dash meaning="no target" /> : formatTarget(target, '')),
  },
  { id: 'toGo', head: 'To go', title: 'Points from the target', isNumber: true, cell: (module) => <ToGo module={module} /> },
  { id: 'trend', head: 'Trend', leavesFirst: 'wide', cell: ({ trend, target }) => <Sparkline points={trend} target={target} /> },
  {
    id: 'survivors',
    head: 'Survivors',
    isNumber: true,
    cell: ({ name, totals }) => (
      <Count
        count={totals.survived}
        to={paths.survivors({ module: name })}
        what={`survivors in ${name}`}
        isMeasured={totals.mutants > 0}
      />
    ),
  },
  {
    id: 'noCoverage',
    head: 'No coverage',
    isNumber: true,
    leavesFirst: 'narrow',
    cell: ({ name, totals }) => (
      <Count
        count={totals.noCoverage}
        to={paths.survivors({ module: name, status: 'NoCoverage' })}
        what={`mutants without coverage in ${name}`}
        isMeasured={totals.mutants > 0}
      />
    ),
  },
  {
    id: 'unresolved',
    head: 'Unresolved',
    title: 'What was measured cannot be trusted; these count neither way',
    isNumber: true,
    leavesFirst: 'wide',
    cell: ({ name, totals }) => (
      <Count
        count={totals.unresolved}
        to={paths.survivors({ module: name, status: 'unresolved' })}
        what={`unresolved mutants in ${name}`}
        isMeasured={totals.mutants > 0}
      />
    ),
  },
  {
    id: 'findings',
    head: 'Findings',
    title: 'What was found about the tests of this module',
    isNumber: true,
    leavesFirst: 'wide',
    cell: ({ name, findings }) => <Count count={findings} to={paths.tests()} what={`findings in ${name}`} isMeasured />,
  },
  {
    id: 'gap',
    head: 'Unproven',
    title: 'Oracle gap: the share of mutants that tests run without noticing them',
    isNumber: true,
    leavesFirst: 'wide',
    cell: ({ totals }) => (totals.oracleGap === null ? <Dash meaning="not measured" /> : `${formatShare(totals.oracleGap)} %`),
  },
  {
    id: 'measured',
    head: 'Measured',
    leavesFirst: 'wide',
    cell: ({ lastMeasuredAt, staleFiles }) => (
      <>
        <Time date={lastMeasuredAt} never="not measured" />
        {staleFiles > 0 && <span className={styles.stale}>{plural(staleFiles, 'file')} out of date</span>}
      </>
    ),
  },
];

const RUN_COLUMN: Column<ModuleView> = {
  id: 'run',
  leavesFirst: 'narrow',
  head: <span className={styles.noHead}>Run</span>,
  cell: ({ name }) => (
    <span className={styles.above}>
      <RunNow body={{ scope: 'module', module: name }} what={`the module ${name}`}>
        Run
      </RunNow>
    </span>
  ),
};

function ToGo({ module: { totals, target } }: { module: ModuleView }): ReactNode {
  if (totals.killRate === null) return <Dash meaning="not measured" />;
  if (target === null) return <Dash meaning="no target" />;
  return (
    <span className={totals.killRate < target ? styles.below : styles.reached}>{formatPoints(totals.killRate, target)}</span>
  );
}

interface CountProps {
  /** Null where it was not looked for. */
  count: number | null;
  to: string;
  what: string;
  isMeasured: boolean;
}

/** A number that leads to the list behind it, where there is one. */
function Count({ count, to, what, isMeasured }: CountProps): ReactNode {
  if (!isMeasured || count === null) return <Dash meaning="not measured" />;
  if (count === 0) return <span className={styles.muted}>0</span>;
  return (
    <Link to={to} className={styles.above} aria-label={`${formatCount(count)} ${what}`}>
      {formatCount(count)}
    </Link>
  );
}
