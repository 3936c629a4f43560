/** `GET /api/runs`: the last runs with their totals, newest first. */
import { basename } from 'node:path';
import { RunList } from '@killrate/shared/api';
import { listRuns, totalsOfRun } from '@killrate/shared/store/runs';
import type { App } from '../contract.ts';
import { readStore, type Store } from '../store.ts';

const LISTED_RUNS = 200;

export function addRunsRoute(app: App, project: string, storePath: string): void {
  app.get('/api/runs', { schema: { response: { 200: RunList } } }, () => ({
    project: basename(project),
    runs: readStore(storePath, lastRuns) ?? [],
  }));
}

function lastRuns(store: Store): RunList['runs'] {
  return listRuns(store, LISTED_RUNS).map((run) => ({ ...run, totals: totalsOfRun(store, run.id) }));
}
