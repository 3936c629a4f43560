/** Results of earlier runs that measuring again would only repeat: everything they depended on is as it was. */
import type { Mutant } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import { coveringTestFilesOfJobs, measuredFiles } from '@killrate/shared/store/results';
import { sourcesOfRun } from '@killrate/shared/store/runs';
import type { LoadedConfig } from './config/load-config.ts';
import { buildModuleGraph, type ModuleGraph } from './impact/module-graph.ts';
import { sourcesManifest } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { readState, resultsOfJob } from './project-state.ts';

/**
 * By file, the run whose results hold. Looks at the files one by one. What holds of the project state (content, tests, helpers, config, packages, versions) must hold here
 * too; beyond it, no other source may have changed that the file, or a test that reaches it, loads.
 */
export function findReuse(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  files: readonly string[],
): Map<string, string> {
  const runOf = new Map<string, string>();
  const measured = new Map(measuredFiles(database).map((each) => [each.file, each.runId]));
  const state = new Map(readState(database, project, loaded).files.map((each) => [each.file, each]));
  const dependence = createDependence(database, project, loaded);
  for (const file of files) {
    const own = state.get(file);
    const runId = own?.recalledFrom ?? measured.get(file);
    if (own?.kind !== 'current' || runId === undefined) continue;
    const why = dependence(file, runId) ?? whyNotAgain(database, runId, file);
    if (why === null) runOf.set(file, runId);
  }
  return runOf;
}

/** Why results of a run do not stand for another look; null where they do. */
function whyNotAgain(database: Database, runId: string, file: string): string | null {
  const mutants = resultsOfJob(database, runId, file);
  if (mutants === null) return 'some of its results are missing';
  const open = mutants.find(({ status }) => status === null || status === 'Pending');
  if (open !== undefined) return 'some of its mutants have no status';
  return mutants.some(isByTheClock) ? 'some of its mutants ran out of time, which another look may not confirm' : null;
}

/** Whether a verdict hangs on how busy the machine was. A loop that was counted does not. */
function isByTheClock({ status, reason, killedBy }: Mutant): boolean {
  if (status === 'Timeout') return reason?.startsWith('an endless loop') !== true;
  return killedBy.length > 0 && killedBy.every(({ kind }) => kind === 'timeout');
}

/** Which source that changed since a run could move a file's verdicts, in words; null where none could. */
type Dependence = (file: string, runId: string) => string | null;

function createDependence(database: Database, project: Project, loaded: LoadedConfig): Dependence {
  const present = sourcesManifest(project, loaded);
  const byRun = new Map<string, { changed: readonly string[]; touched: Touched | null } | string>();
  let graph: ModuleGraph | null = null;
  return (file, runId) => {
    const known = byRun.get(runId) ?? changesSince(database, runId, present);
    byRun.set(runId, known);
    if (typeof known === 'string') return known;
    // The file itself is as it was: else its results would not hold of the project state.
    if (known.changed.length === 0) return null;
    graph ??= buildModuleGraph(project);
    known.touched ??= touchedBy(graph, known.changed);
    const tests = coveringTestFilesOfJobs(database, new Map([[file, runId]])).get(file) ?? new Set();
    return whyTouched(known.touched, graph, file, tests);
  };
}

function changesSince(
  database: Database,
  runId: string,
  present: Readonly<Record<string, string>>,
): { changed: readonly string[]; touched: Touched | null } | string {
  const former = sourcesOfRun(database, runId);
  if (former === null) return 'its run kept no account of the other sources';
  const names = new Set([...Object.keys(former), ...Object.keys(present)]);
  // A file that comes or goes can change what an import means.
  const moved = [...names].find((path) => former[path] === undefined || present[path] === undefined);
  if (moved !== undefined) return `${moved} ${present[moved] === undefined ? 'is gone' : 'is new'}`;
  return { changed: [...names].filter((path) => former[path] !== present[path]), touched: null };
}

/** What loads a set of sources, and what these load in turn. */
interface Touched {
  /** The first of the changed sources, for words. */
  example: string;
  /** Every script that loads one of them, and they themselves. */
  above: ReadonlySet<string>;
  /** Everything that these scripts load. */
  reach: ReadonlySet<string>;
}

function touchedBy(graph: ModuleGraph, changed: readonly string[]): Touched {
  const above = new Set(changed);
  for (const path of changed) for (const importer of graph.importersOf(path)) above.add(importer);
  const reach = new Set<string>();
  for (const path of above) {
    // What only passes through is reached from above it.
    if (graph.directImportersOf(path).size > 0) continue;
    for (const file of graph.closureOf(path).files) reach.add(file);
  }
  return { example: changed[0] ?? '', above, reach };
}

function whyTouched(
  { example, above, reach }: Touched,
  graph: ModuleGraph,
  file: string,
  tests: ReadonlySet<string>,
): string | null {
  if (above.has(file)) return `it imports ${example} or another source that changed`;
  const test = [...tests].find((path) => above.has(path));
  if (test !== undefined) return `its test ${test} loads ${example} or another source that changed`;
  if (reach.has(file)) return `a test that loads ${example} or another source that changed loads it as well`;
  const open = [...tests].find((path) => !graph.closureOf(path).isComplete);
  return open === undefined ? null : `its test ${open} may load a source that changed`;
}
