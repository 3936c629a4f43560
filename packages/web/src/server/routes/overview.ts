/** `GET /api/overview`: where the project stands against its targets. */
import { type ModuleView, Overview, type TrendPoint } from '@killrate/shared/api';
import { wilsonInterval } from '@killrate/shared/gate/interval';
import { tally } from '@killrate/shared/score';
import { readLastGate } from '@killrate/shared/store/last-gate';
import type { RatePoint } from '@killrate/shared/store/run-counts';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import type { View } from '../reader.ts';
import { trendOf } from '../run-totals.ts';
import { sinceOf } from '../since.ts';
import type { Snapshot, SnapshotModule } from '../snapshot.ts';
import { addRead } from './route.ts';

/** How many points a trend has at most: the newest ones. */
const MOST_POINTS = 60;

export function addOverviewRoute(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/overview',
    summary: 'Modules against their targets, trends, and what the gate last said',
    reply: Overview,
    empty: () => ({ totals: tally([]), since: null, modules: [], trend: [], gate: null, staleFiles: [], changedFiles: [] }),
    answer: (view) => overviewOf(view),
  });
}

/** Where the project stands. */
export function overviewOf(view: View): Overview {
  const { snapshot } = view;
  const trend = trendOf(view).slice(-MOST_POINTS);
  return {
    totals: snapshot.totals,
    since: sinceOf(view),
    modules: snapshot.modules.map((module) => toModuleView(module, trend, findingsIn(snapshot, module.name))),
    trend: trend.map(({ runId, at, killRate }): TrendPoint => ({ runId, at, killRate })),
    gate: gateOf(view),
    staleFiles: snapshot.files.filter(({ view }) => view.isStale).map(({ source }) => source.file),
    changedFiles: snapshot.files.filter(({ source }) => source.kind === 'changed').map(({ source }) => source.file),
  };
}

/** Null where the tests were not looked into. */
function findingsIn({ assessment }: Snapshot, module: string): number | null {
  return assessment === null ? null : (assessment.findingsOfModule[module] ?? 0);
}

function toModuleView(module: SnapshotModule, trend: readonly RatePoint[], findings: number | null): ModuleView {
  const { killed, timeout, survived, noCoverage } = module.totals;
  const detected = killed + timeout;
  return {
    ...module,
    interval: wilsonInterval(detected, detected + survived + noCoverage),
    findings,
    trend: trend.map(({ runId, at, ofModule }) => ({ runId, at, killRate: ofModule.get(module.name) ?? null })),
  };
}

function gateOf({ database, snapshot }: View): Overview['gate'] {
  const last = readLastGate(database);
  if (last === null) return null;
  const { stateMark, ...said } = last;
  return { ...said, isOutdated: stateMark !== snapshot.stateMark };
}
