/** A kill rate over the last runs, small enough for a row of a table; a run that did not measure it leaves a gap. */
import type { TrendPoint } from '@killrate/shared/api';
import type { ReactNode } from 'react';
import { formatPercent } from '../format.ts';
import styles from './sparkline.module.css';
import { Dash } from './spoken.tsx';

const WIDTH = 96;
const HEIGHT = 22;
const EDGE = 3;
const SHOWN = 30;

export function Sparkline({ points, target = null }: { points: readonly TrendPoint[]; target?: number | null }): ReactNode {
  const shown = points.slice(-SHOWN);
  const rates = shown.flatMap(({ killRate }) => (killRate === null ? [] : [killRate]));
  const [first, last] = [rates[0], rates.at(-1)];
  if (first === undefined || last === undefined) return <Dash meaning="not measured" />;
  const { x, y } = scaleOf(shown.length, rates, target);
  const label =
    rates.length === 1
      ? `${formatPercent(last)} in one run`
      : `from ${formatPercent(first)} to ${formatPercent(last)} in ${rates.length} runs`;
  return (
    <svg className={styles.line} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      {target !== null && <path className={styles.target} d={`M0 ${y(target)}H${WIDTH}`} />}
      <path className={styles.rate} d={pathOf(shown, x, y)} />
      <circle className={styles.last} cx={x(shown.findLastIndex(({ killRate }) => killRate !== null))} cy={y(last)} r="2.2" />
    </svg>
  );
}

/** An SVG path through the points; a null lifts the pen. */
function pathOf(points: readonly TrendPoint[], x: (index: number) => number, y: (rate: number) => number): string {
  let isPenDown = false;
  let path = '';
  for (const [index, { killRate }] of points.entries()) {
    if (killRate === null) {
      isPenDown = false;
      continue;
    }
    path += `${isPenDown ? 'L' : 'M'}${x(index).toFixed(1)} ${y(killRate).toFixed(1)}`;
    isPenDown = true;
  }
  return path;
}

/** At least ten points high, so that a tenth of a percent does not look like a fall. */
function scaleOf(count: number, rates: number[], target: number | null): { x(index: number): number; y(rate: number): number } {
  const values = target === null ? rates : [...rates, target];
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  const half = Math.max(5, (Math.max(...values) - Math.min(...values)) / 2);
  const step = count === 1 ? 0 : (WIDTH - 2 * EDGE) / (count - 1);
  return {
    x: (index) => (count === 1 ? WIDTH - EDGE : EDGE + index * step),
    y: (rate) => HEIGHT / 2 - ((rate - middle) / half) * (HEIGHT / 2 - EDGE),
  };
}
