/** `GET /api/project`: what every page needs to know. */
import { ProjectView } from '@killrate/shared/api';
import { countRuns } from '@killrate/shared/store/run-list';
import { listRuns } from '@killrate/shared/store/runs';
import { countPresentTests } from '@killrate/shared/store/test-list';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { progressOf } from '../progress.ts';
import type { View } from '../reader.ts';
import { addRead } from './route.ts';

export function addProjectRoute(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/project',
    summary: 'What every page needs to know',
    reply: ProjectView,
    // A run that dies changes nothing in the store.
    isLive: true,
    empty: () => withoutStore(dashboard, 'missing', null),
    answer: (view) => describe(dashboard, view),
    onStoreError: (error) => withoutStore(dashboard, error.kind === 'newer' ? 'newer' : 'broken', error.message),
  });
}

function describe(dashboard: Dashboard, view: View): ProjectView {
  const { notes = [], ...rest } = common(dashboard);
  const { database, snapshot } = view;
  const progress = progressOf(database, dashboard.workbench);
  return {
    ...rest,
    ...view.once('project', () => countProject(view)),
    progress,
    notes: [...new Set([...notes, ...snapshot.notes])],
  };
}

/** What the store says of the project. */
export function countProject({
  database,
  snapshot,
}: View): Pick<ProjectView, 'store' | 'storeMessage' | 'latestRun' | 'modules' | 'mutators' | 'counts'> {
  const [latestRun = null] = listRuns(database, 1);
  const runs = countRuns(database);
  return {
    store: runs === 0 ? 'empty' : 'ready',
    storeMessage: runs === 0 ? 'nothing was measured yet, start with: killrate run' : null,
    latestRun,
    modules: snapshot.modules.map(({ name }) => name),
    mutators: [...new Set(snapshot.counts.map(({ mutator }) => mutator))].sort(),
    counts: { survivors: snapshot.totals.survived, tests: countPresentTests(database), runs },
  };
}

function withoutStore(dashboard: Dashboard, store: ProjectView['store'], message: string | null): ProjectView {
  return {
    ...common(dashboard),
    store,
    storeMessage: message ?? 'nothing was measured here yet, start with: killrate run',
    ...{ latestRun: null, progress: null, modules: [], mutators: [] },
    counts: { survivors: 0, tests: 0, runs: 0 },
  };
}

function common({
  name,
  version,
  reader,
  workbench,
  isReadOnly,
}: Dashboard): Pick<ProjectView, 'name' | 'version' | 'revision' | 'abilities' | 'notes'> {
  const canWrite = workbench !== null && !isReadOnly;
  const problem = workbench?.ledger().problem ?? null;
  return {
    ...{ name, version, revision: reader.revision() },
    abilities: { write: canWrite, run: canWrite, openEditor: canWrite && workbench.canOpenEditor },
    notes: problem === null ? [] : [problem],
  };
}
