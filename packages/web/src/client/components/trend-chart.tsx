/** Kill rate over runs, a line for each module with its target: as a chart, or as the table that holds the same numbers. */
import type { ModuleView, TrendPoint } from '@killrate/shared/api';
import { plural } from '@killrate/shared/count';
import { formatRate, formatTarget } from '@killrate/shared/rate';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { formatMinute } from '../format.ts';
import { later, useLater } from '../later.ts';
import { Link, paths } from '../router.tsx';
import { LineMark, lineColor } from './line-mark.tsx';
import { type Series, seriesOf, type TrendRow, trendRows } from './trend.ts';
import styles from './trend-chart.module.css';

const TREND_LINES = later(
  () =>
    import('./trend-lines.tsx').catch(() => ({
      default: () => <p className={styles.note}>The chart could not be loaded; the table holds the same numbers.</p>,
    })),
  { isLast: true },
);

/** More lines than these are drawn only when asked for: the whole project, and the modules that need work most. */
const SHOWN_AT_FIRST = 6;

interface TrendChartProps {
  modules: ModuleView[];
  trend: TrendPoint[];
  /** Of the whole project, now. */
  rate: number | null;
}

/** Modules stand in the order given, which is taken as that of need. A single run is a dot; none is told in words. */
export function TrendChart({ modules, trend, rate }: TrendChartProps): ReactNode {
  const [isTable, setIsTable] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const titleId = useId();
  const rows = useMemo(() => trendRows(modules, trend), [modules, trend]);
  const TrendLines = useLater(isTable || rows.length === 0 ? null : TREND_LINES);
  const series = useMemo(() => seriesOf(modules, rate), [modules, rate]);
  const shown = chosen ?? new Set(series.slice(0, SHOWN_AT_FIRST).map(({ key }) => key));
  const toggle = (key: string) =>
    setChosen(new Set([...shown].filter((other) => other !== key).concat(shown.has(key) ? [] : key)));

  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <figcaption className={styles.caption}>
        <span id={titleId} className={styles.title}>
          Kill rate of each module, run by run, in percent
        </span>
        {rows.length > 0 && (
          <button type="button" className={styles.toggle} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            as table
          </button>
        )}
      </figcaption>
      {rows.length === 0 ? (
        <p className={styles.note}>No run measured anything yet.</p>
      ) : isTable ? (
        <TrendTable rows={rows} series={series} />
      ) : (
        <>
          <Legend series={series} shown={shown} toggle={toggle} />
          <div className={styles.chart} role="img" aria-label={summaryOf(rows, series)}>
            {TrendLines !== null && <TrendLines rows={rows} series={series} shown={shown} />}
          </div>
        </>
      )}
    </figure>
  );
}

function summaryOf(rows: readonly TrendRow[], series: readonly Series[]): string {
  const ends = series.map(({ name, rate, target }) => {
    const now = rate === null ? 'not measured' : formatRate(rate, '', target);
    return target === null ? `${name} ${now}` : `${name} ${now}, target ${formatTarget(target, '')}`;
  });
  return `Kill rate over ${plural(rows.length, 'run')}, as a chart. Now: ${ends.join('; ')}. The button "as table" shows all numbers.`;
}

interface LegendProps {
  series: readonly Series[];
  shown: ReadonlySet<string>;
  toggle: (key: string) => void;
}

function Legend({ series, shown, toggle }: LegendProps): ReactNode {
  return (
    <fieldset className={styles.legend}>
      <legend className={styles.spoken}>Lines shown</legend>
      {series.map(({ key, name, rate, target, look }) => (
        <button key={key} type="button" className={styles.line} aria-pressed={shown.has(key)} onClick={() => toggle(key)}>
          <svg className={styles.mark} viewBox="-8 -6 16 12" aria-hidden="true">
            <line x1="-8" x2="8" stroke={lineColor(look)} strokeWidth="1.5" />
            <LineMark index={look} />
          </svg>
          <span className={styles.name}>{name}</span>
          <span className={styles.now}>
            now {formatRate(rate, '–', target)}
            {target !== null && <>{`, target ${formatTarget(target, '')}`}</>}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

function TrendTable({ rows, series }: { rows: readonly TrendRow[]; series: readonly Series[] }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroller} aria-label="Kill rate of each module, as a table" tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.spoken}>Kill rate of each module in percent, newest run first</caption>
        <thead>
          <tr>
            <th scope="col">run</th>
            {series.map(({ key, name, target }) => (
              <th key={key} scope="col" className={styles.number}>
                {name}
                {target !== null && <span className={styles.target}> target {formatTarget(target, '')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.runId}>
              <th scope="row">
                <Link to={paths.run(row.runId)}>{formatMinute(row.at)}</Link>
              </th>
              {series.map(({ key, target }) => (
                <td key={key} className={styles.number}>
                  <TableRate rate={row.rates[key] ?? null} target={target} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TableRate({ rate, target }: { rate: number | null; target: number | null }): ReactNode {
  if (rate !== null) return formatRate(rate, '', target);
  return (
    <span className={styles.none} title="not measured">
      <span aria-hidden="true">–</span>
      <span className={styles.spoken}>not measured</span>
    </span>
  );
}
