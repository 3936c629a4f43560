import type { ModuleView, TrendPoint } from '@killrate/shared/api';
import { noCounts, tally, totalsOf } from '@killrate/shared/score';
import { expect, test } from 'vitest';
import { floorOf, seriesOf, trendRows } from './trend.ts';

function point(day: number, killRate: number | null): TrendPoint {
  return { runId: `run-${day}`, at: `2026-11-0${day}T10:00:00.000Z`, killRate };
}

function moduleOf(name: string, target: number | null, ...trend: TrendPoint[]): ModuleView {
  return {
    name,
    target,
    totals: tally([]),
    interval: null,
    files: 1,
    staleFiles: 0,
    unmeasuredFiles: 0,
    findings: 0,
    lastMeasuredAt: null,
    trend,
  };
}

test('runs are rows from the oldest to the newest, with the rate of each series', () => {
  const rows = trendRows([moduleOf('url', 80, point(2, 70), point(1, 60))], [point(1, 65), point(2, 75)]);

  expect(rows).toEqual([
    { runId: 'run-1', at: '2026-11-01T10:00:00.000Z', rates: { project: 65, 'module:url': 60 } },
    { runId: 'run-2', at: '2026-11-02T10:00:00.000Z', rates: { project: 75, 'module:url': 70 } },
  ]);
});

test('what a run did not measure is null, and never 0', () => {
  expect(trendRows([moduleOf('url', 80, point(1, null))], [point(1, 65)])[0]?.rates).toEqual({ project: 65, 'module:url': null });
});

test('a run that measured nothing is no row', () => {
  expect(trendRows([moduleOf('url', 80, point(1, null))], [point(1, null)])).toEqual([]);
});

test('the whole project stands first, and alone modules stand for themselves', () => {
  const names = (...modules: ModuleView[]) => seriesOf(modules, null).map((series) => series.name);

  expect(names(moduleOf('url', 80), moduleOf('http', null))).toEqual(['all modules', 'url', 'http']);
  expect(names(moduleOf('url', 80))).toEqual(['url']);
});

test('the rate of a series is that of the state, whatever the last run measured of it', () => {
  const url = { ...moduleOf('url', 80, point(1, 60), point(2, 70)), totals: totalsOf({ ...noCounts(), killed: 3, survived: 1 }) };

  expect(seriesOf([url], 82)).toEqual([{ key: 'module:url', name: 'url', target: 80, rate: 75, look: 1 }]);
});

test('a module keeps its look in whatever order the modules stand', () => {
  const [url, http] = [moduleOf('url', 80), moduleOf('http', null)];
  const looks = (...modules: ModuleView[]) => Object.fromEntries(seriesOf(modules, null).map(({ name, look }) => [name, look]));

  expect(looks(url, http)).toEqual({ 'all modules': 0, http: 1, url: 2 });
  expect(looks(http, url)).toEqual(looks(url, http));
});

test.each([
  [65, 80, 60],
  [95, 81, 80],
  [95, 80, 70],
  [99, null, 90],
  [0, 80, 0],
])('an axis for %d with the target %j begins at %d', (rate, target, floor) => {
  const modules = [moduleOf('url', target, point(1, rate))];

  expect(floorOf(trendRows(modules, []), seriesOf(modules, null))).toBe(floor);
});

test('a target of no line that is shown does not stretch the axis', () => {
  const modules = [moduleOf('url', 20, point(1, 95)), moduleOf('http', 80, point(1, 90))];

  expect(floorOf(trendRows(modules, []), seriesOf(modules.slice(1), null))).toBe(70);
});
