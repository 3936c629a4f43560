/** `GET /api/overview`: where the project stands against its targets. */
import { type ModuleView, Overview, type TrendPoint } from '@killrate/shared/api';
import { wilsonInterval } from '@killrate/shared/gate/interval';
import { tally } from '@killrate/shared/score';
import { readLastGate } from '@killrate/shared/store/last-gate';
import type { RatePoint } from '@killrate/shared/store/run-counts';
import { listRuns } from '@killrate/shared/store/runs';
import { comparisonOf } from '../comparisons.ts';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import type { View } from '../reader.ts';
import { trendOf } from '../run-totals.ts';
import type { SnapshotModule } from '../snapshot.ts';
import { addRead } from './route.ts';

/** How many points a trend has at most: the newest ones. */
const MOST_POINTS = 60;

export function addOverviewRoute(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/overview',
    summary: 'Modules against their targets, trends, and what the gate last said',
    reply: Overview,
    empty: () => ({ totals: tally([]), since: null, modules: [], trend: [], gate: null, staleFiles: [] }),
    answer: (view) => overviewOf(view),
  });
}

/** Where the project stands. */
export function overviewOf(view: View): Overview {
  const { snapshot, database } = view;
  const trend = trendOf(view).slice(-MOST_POINTS);
  return {
    totals: snapshot.totals,
    since: sinceOf(view, trend),
    modules: snapshot.modules.map((module) => toModuleView(module, trend)),
    trend: trend.map(({ runId, at, killRate }): TrendPoint => ({ runId, at, killRate })),
    gate: readLastGate(database),
    staleFiles: snapshot.files.filter(({ view }) => view.isStale).map(({ source }) => source.file),
  };
}

function toModuleView(module: SnapshotModule, trend: readonly RatePoint[]): ModuleView {
  const { killed, timeout, survived, noCoverage } = module.totals;
  const detected = killed + timeout;
  return {
    ...module,
    interval: wilsonInterval(detected, detected + survived + noCoverage),
    findings: 0,
    trend: trend.map(({ runId, at, ofModule }) => ({ runId, at, killRate: ofModule.get(module.name) ?? null })),
  };
}

/** The newest run that is over, held against the one before. */
function sinceOf(view: View, trend: readonly RatePoint[]): Overview['since'] {
  const over = listRuns(view.database, 20).filter(({ status }) => status === 'completed' || status === 'incomplete');
  const [latest, before] = over;
  if (latest === undefined || before === undefined) return null;
  const { common, fated } = comparisonOf(view, before, latest);
  if (common === 0) return null;
  return {
    ...{ runId: before.id, at: before.startedAt },
    killRate: trend.findLast(({ at }) => at <= before.startedAt)?.killRate ?? null,
    ...{ newSurvivors: fated.new.length, fixed: fated.fixed.length },
  };
}
