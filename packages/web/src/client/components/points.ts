/** The runs as points of a chart: which of them a line may join. */
import type { RunListItem } from '@killrate/shared/api';

/** One run: its kill rate under `whole` or under `part`, null under the other. */
export interface Point {
  run: RunListItem;
  whole: number | null;
  part: number | null;
}

/**
 * The runs that have a kill rate, oldest first, without those that measured some mutants again: a rate of a few picked ones says
 * nothing. Only runs that planned the whole project and measured what they planned
 * are comparable with each other; all others are `part`.
 */
export function pointsOf(newestFirst: readonly RunListItem[]): Point[] {
  return newestFirst
    .filter(hasPoint)
    .map((run) => {
      const isWhole = run.scope === 'all' && run.status === 'completed';
      return { run, whole: isWhole ? run.totals.killRate : null, part: isWhole ? null : run.totals.killRate };
    })
    .reverse();
}

/** Whether a run is drawn at all. */
export function hasPoint({ scope, totals }: RunListItem): boolean {
  return totals.killRate !== null && scope !== 'retry';
}

/** Where the axis of kill rates begins: the ten below the lowest point, 90 at most. */
export function floorOf(points: readonly Point[]): number {
  const lowest = Math.min(...points.map((point) => point.whole ?? point.part ?? 100));
  return Math.min(90, Math.floor(lowest / 10) * 10);
}
