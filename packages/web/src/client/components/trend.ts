/** The kill rates of modules over runs, as the rows of a chart and of the table beside it. */
import type { ModuleView, TrendPoint } from '@killrate/shared/api';

/**
 * One line of the chart. `key` is unique among them; the whole project has no target. `rate` is how it stands now, which is not
 * always what the last run measured. `look` numbers its colour and shape.
 */
export interface Series {
  key: string;
  name: string;
  target: number | null;
  rate: number | null;
  look: number;
}

/** One run; `rates` holds the kill rate of each series by its key, null where the run did not measure it. */
export interface TrendRow {
  runId: string;
  at: string;
  rates: Record<string, number | null>;
}

const PROJECT = 'project';

/** The whole project first, at `rate`, then the modules in their order; each looks the same whatever the order is. */
export function seriesOf(modules: readonly ModuleView[], rate: number | null): Series[] {
  const names = modules.map(({ name }) => name).sort();
  const project = { key: PROJECT, name: 'all modules', target: null, rate, look: 0 };
  const others = modules.map((module) => ({
    key: `module:${module.name}`,
    name: module.name,
    target: module.target,
    rate: module.totals.killRate,
    look: names.indexOf(module.name) + 1,
  }));
  return modules.length > 1 ? [project, ...others] : others;
}

/** The runs of all trends, oldest first; one that measured nothing is left out. */
export function trendRows(modules: readonly ModuleView[], trend: readonly TrendPoint[]): TrendRow[] {
  const rows = new Map<string, TrendRow>();
  const add = (key: string, points: readonly TrendPoint[]) => {
    for (const { runId, at, killRate } of points) {
      const row = rows.get(runId) ?? { runId, at, rates: {} };
      row.rates[key] = killRate;
      rows.set(runId, row);
    }
  };
  add(PROJECT, trend);
  for (const module of modules) add(`module:${module.name}`, module.trend);
  return [...rows.values()]
    .filter((row) => Object.values(row.rates).some((rate) => rate !== null))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Where the axis of kill rates begins: the ten below the lowest rate or target, 90 at most. What lies on a ten has room beneath it. */
export function floorOf(rows: readonly TrendRow[], series: readonly Series[]): number {
  const rates = rows.flatMap((row) => series.map(({ key }) => row.rates[key] ?? null));
  const known = [...rates, ...series.map(({ target }) => target)].filter((rate) => rate !== null);
  return Math.max(0, Math.min(90, Math.ceil(Math.min(100, ...known) / 10) * 10 - 10));
}
