/** The lines of {@link TrendChart}, drawn by recharts; loaded when a chart is first shown. */
import { formatRate } from '@killrate/shared/rate';
import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import { formatMinute } from '../format.ts';
import { go, paths } from '../router.tsx';
import { FILL, RUN_AXIS, rateAxisFrom } from './chart-axes.ts';
import { LineMark, lineColor } from './line-mark.tsx';
import { tickFormatOf } from './ticks.ts';
import { floorOf, type Series, type TrendRow } from './trend.ts';
import styles from './trend-chart.module.css';

const MARGIN = { top: 8, right: 16, bottom: 0, left: 0 };

interface TrendLinesProps {
  rows: readonly TrendRow[];
  series: readonly Series[];
  shown: ReadonlySet<string>;
}

export default function TrendLines({ rows, series, shown }: TrendLinesProps): ReactNode {
  const drawn = series.filter(({ key }) => shown.has(key));
  const floor = floorOf(rows, drawn);
  return (
    <LineChart
      style={FILL}
      responsive
      data={[...rows]}
      accessibilityLayer={false}
      margin={MARGIN}
      onClick={({ activeTooltipIndex }) => {
        const row = rows[Number(activeTooltipIndex)];
        if (row !== undefined) go(paths.run(row.runId));
      }}
    >
      <CartesianGrid stroke="var(--rule)" strokeDasharray="1 3" />
      <XAxis dataKey="runId" tickFormatter={(runId: string) => tickOf(rows, runId)} minTickGap={56} {...RUN_AXIS} />
      <YAxis {...rateAxisFrom(floor)} />
      {drawn.map(
        ({ key, target, look }) =>
          target !== null && (
            <ReferenceLine key={key} y={target} stroke={lineColor(look)} strokeDasharray="6 4" strokeOpacity={0.75} />
          ),
      )}
      <Tooltip
        content={(props: TooltipContentProps) => <RunNote {...props} drawn={drawn} />}
        isAnimationActive={false}
        cursor={{ stroke: 'var(--rule-strong)' }}
        wrapperStyle={{ zIndex: 1 }}
      />
      {drawn.map(({ key, look }) => (
        <Line
          key={key}
          dataKey={(row: TrendRow) => row.rates[key] ?? null}
          stroke={lineColor(look)}
          strokeWidth={1.5}
          connectNulls={false}
          isAnimationActive={false}
          dot={({ key: id, cx, cy, value }) =>
            cx === undefined || cy === undefined || value === null || value === undefined ? (
              <g key={id} />
            ) : (
              <LineMark key={id} index={look} x={cx} y={cy} />
            )
          }
          activeDot={false}
        />
      ))}
    </LineChart>
  );
}

/** What every line says of the run under the pointer. */
function RunNote({ active, payload, drawn }: TooltipContentProps & { drawn: readonly Series[] }): ReactNode {
  const row = payload[0]?.payload as TrendRow | undefined;
  if (!active || row === undefined) return null;
  return (
    <div className={styles.tooltip}>
      <div className={styles.when}>{formatMinute(row.at)}</div>
      {drawn.map(({ key, name, target, look }) => (
        <div key={key} className={styles.noteLine}>
          <svg className={styles.mark} viewBox="-8 -6 16 12" aria-hidden="true">
            <LineMark index={look} />
          </svg>
          {name}
          <strong>{formatRate(row.rates[key] ?? null, 'not measured', target)}</strong>
        </div>
      ))}
    </div>
  );
}

function tickOf(rows: readonly TrendRow[], runId: string): string {
  const row = rows.find((other) => other.runId === runId);
  return row === undefined ? '' : tickFormatOf(rows.map(({ at }) => at))(row.at);
}
