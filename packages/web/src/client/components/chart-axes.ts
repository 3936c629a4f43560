/** The axes that charts of kill rates share: runs from left to right, rates up to 100. */

const TICK = { fill: 'var(--text-muted)', fontSize: 12 };

/** For the axis of runs. */
export const RUN_AXIS = {
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: 'var(--rule)' },
  interval: 'preserveStartEnd',
  padding: { left: 16, right: 16 },
} as const;

/** For the axis of rates, from `floor` on. */
export function rateAxisFrom(floor: number) {
  return {
    domain: [floor, 100],
    ticks: [floor, (floor + 100) / 2, 100],
    tick: TICK,
    tickLine: false,
    axisLine: false,
    width: 36,
  };
}

/** A chart fills the place that its page gives it. */
export const FILL = { width: '100%', height: '100%' };
