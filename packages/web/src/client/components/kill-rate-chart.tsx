/** The kill rate of each run in order: a line through the runs of the whole project, hollow points for all others. */
import type { RunListItem } from '@killrate/shared/api';
import { formatCount } from '@killrate/shared/count';
import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import { countValid, formatExact, formatPercent } from '../format.ts';
import { RUN_SCOPE_WORD } from '../words.ts';
import { FILL, RUN_AXIS, rateAxisFrom } from './chart-axes.ts';
import styles from './kill-rate-chart.module.css';
import { floorOf, type Point, pointsOf } from './points.ts';
import { tickFormatOf } from './ticks.ts';

const MARGIN = { top: 6, right: 24, bottom: 0, left: 0 };
const POINT = { r: 3, stroke: 'var(--accent)', strokeWidth: 1.5, strokeDasharray: 'none' };
const FILLED = { ...POINT, fill: 'var(--accent)' };
const HOLLOW = { ...POINT, fill: 'var(--surface)' };

/** `runs` are newest first. */
export default function KillRateChart({ runs }: { runs: readonly RunListItem[] }): ReactNode {
  const points = pointsOf(runs);
  const floor = floorOf(points);
  return (
    <LineChart style={FILL} responsive data={points} accessibilityLayer={false} margin={MARGIN}>
      <CartesianGrid vertical={false} stroke="var(--rule)" />
      <XAxis dataKey={startOf} tickFormatter={tickFormatOf(points.map(startOf))} minTickGap={48} {...RUN_AXIS} />
      <YAxis {...rateAxisFrom(floor)} />
      <Tooltip content={PointNote} isAnimationActive={false} cursor={{ stroke: 'var(--rule)' }} />
      <Line dataKey="whole" stroke="var(--accent)" strokeWidth={1.5} dot={FILLED} connectNulls isAnimationActive={false} />
      <Line dataKey="part" stroke="none" dot={HOLLOW} activeDot={HOLLOW} isAnimationActive={false} />
    </LineChart>
  );
}

function PointNote({ active, payload }: TooltipContentProps): ReactNode {
  const point = payload[0]?.payload as Point | undefined;
  const rate = point?.whole ?? point?.part ?? null;
  if (!active || point === undefined || rate === null) return null;
  const { run } = point;
  return (
    <div className={styles.note}>
      <strong>{formatPercent(rate)}</strong> of {formatCount(countValid(run.totals))} mutants
      <div className={styles.when}>
        {formatExact(run.startedAt)}, {RUN_SCOPE_WORD[run.scope]}
      </div>
    </div>
  );
}

function startOf(point: Point): string {
  return point.run.startedAt;
}
