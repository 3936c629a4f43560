/** Rates as people read them, with one decimal; rounding never turns a miss into a hit. */

/** A rate of 0 to 100 as {@link formatPercent} writes it, `dash` where there is none. */
export function formatRate(rate: number | null, dash: string, target: number | null = null): string {
  return rate === null ? dash : formatPercent(rate, target);
}

/**
 * A percentage with one decimal. What is under 100, or under `target`, is not rounded up to it, and what is over 0 not down to
 * it: 99.96 is shown as 99.9.
 */
export function formatPercent(rate: number, target: number | null = null): string {
  const rounded = Number(rate.toFixed(1));
  const isRaised = [100, target ?? 100].some((limit) => rate < limit && rounded >= limit);
  if (isRaised) return (Math.floor(rate * 10) / 10).toFixed(1);
  return rate > 0 && rounded === 0 ? '0.1' : rounded.toFixed(1);
}

/** A target as it was written: `90`, `87.5`; `dash` where there is none. */
export function formatTarget(target: number | null, dash: string): string {
  return target === null ? dash : String(target);
}

/** Points from target to rate with a sign: `-4.1` is below, `+5.3` above. A miss by a hair is `-0.1`, never `0.0`. */
export function formatToGo(rate: number | null, target: number | null, dash: string): string {
  if (rate === null || target === null) return dash;
  const points = rate - target;
  if (points < 0) return Math.min(points, -0.1).toFixed(1);
  return points === 0 ? '0.0' : `+${points.toFixed(1)}`;
}
