/** `GET /api/runs` and `GET /api/runs/:id`: what was run, and the receipt of one run. */
import { RunList, RunPage, RunsQuery } from '@killrate/shared/api';
import { jobsOfRun } from '@killrate/shared/store/jobs';
import { countPlanned, countRuns, pageOfRuns } from '@killrate/shared/store/run-list';
import { getRun, modulesOfRun } from '@killrate/shared/store/runs';
import { z } from 'zod';
import type { App } from '../contract.ts';
import { readRunCursor, writeCursor } from '../cursor.ts';
import type { Dashboard } from '../dashboard.ts';
import type { View } from '../reader.ts';
import { totalsOf, totalsOfJobs, withTotals } from '../run-totals.ts';
import { addRead, NotFound } from './route.ts';

const RunParams = z.strictObject({ id: z.string().min(1).max(200) });

export function addRunRoutes(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/runs',
    summary: 'The runs with their totals, newest first',
    query: RunsQuery,
    reply: RunList,
    empty: () => ({ total: 0, items: [], nextCursor: null }),
    answer: (view, { query }) => listOf(view, query),
  });
  addRead(app, dashboard, {
    url: '/api/runs/:id',
    summary: "A run's receipt",
    params: RunParams,
    reply: RunPage,
    empty: ({ params }) => unknownRun(params.id),
    answer: (view, { params }) => receiptOf(view, params.id) ?? unknownRun(params.id),
  });
}

function listOf(view: View, { cursor, limit }: z.output<typeof RunsQuery>): RunList {
  const { runs, next } = pageOfRuns(view.database, readRunCursor(cursor), limit);
  return {
    total: countRuns(view.database),
    items: runs.map((run) => withTotals(view, run)),
    nextCursor: writeCursor(next && [next.startedAt, next.id]),
  };
}

/** The receipt of a run; null where there is none with this id. */
export function receiptOf(view: View, id: string): RunPage | null {
  const { database } = view;
  const run = getRun(database, id);
  if (run === null) return null;
  const { all, ofModule } = totalsOf(view, run);
  return {
    run: { ...run, totals: all },
    modules: modulesOfRun(database, id).map(({ name, target }) => ({
      ...{ name, target },
      totals: ofModule.get(name) ?? totalsOfJobs([]),
    })),
    jobs: jobsOfRun(database, id),
    ...countPlanned(database, id),
  };
}

export function unknownRun(id: string): NotFound {
  return new NotFound(`there is no run ${id.slice(0, 200)}`);
}
