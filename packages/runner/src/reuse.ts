/** Results of earlier runs that measuring again would only repeat: everything they depended on is as it was. */
import type { Mutant } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import { coveringTestFiles, coveringTestFilesOfJobs, measuredFiles } from '@killrate/shared/store/results';
import { sourcesOfRun } from '@killrate/shared/store/runs';
import type { LoadedConfig } from './config/load-config.ts';
import { buildModuleGraph, type ModuleGraph } from './impact/module-graph.ts';
import type { Coverage } from './impact/project-impact.ts';
import { sourcesManifest } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { readState, resultsOfJob } from './project-state.ts';

/**
 * By file, the run whose results hold. What holds of the project state (content, tests, helpers, config, packages, versions) must
 * hold here too; beyond it, no other source may have changed that the file, or a test that reaches it, loads.
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
  const isTouched = createTouchTest(database, project, loaded);
  for (const file of files) {
    const own = state.get(file);
    const runId = own?.recalledFrom ?? measured.get(file);
    if (own?.kind !== 'current' || runId === undefined || isTouched(file, runId)) continue;
    if (resultsOfJob(database, runId, file)?.every(isSettled) === true) runOf.set(file, runId);
  }
  return runOf;
}

/** Whether another look would find the same: not where a verdict is missing, or hangs on how busy the machine was. */
function isSettled({ status, reason, killedBy }: Mutant): boolean {
  if (status === null || status === 'Pending') return false;
  // A loop that was counted does not depend on the clock.
  if (status === 'Timeout') return reason?.startsWith('an endless loop') === true;
  return killedBy.length === 0 || killedBy.some(({ kind }) => kind !== 'timeout');
}

/** Whether a source that changed since a run could move the verdicts of a file that did not. */
type TouchTest = (file: string, runId: string) => boolean;

function createTouchTest(database: Database, project: Project, loaded: LoadedConfig): TouchTest {
  const present = sourcesManifest(project, loaded);
  const touchedSince = new Map<string, Touched>();
  let graph: ModuleGraph | null = null;
  return (file, runId) => {
    const changed = changedSince(sourcesOfRun(database, runId), present);
    if (changed === null) return true;
    if (changed.length === 0) return false;
    graph ??= buildModuleGraph(project);
    const touched = touchedSince.get(runId) ?? touchedBy(graph, changed, coveringTestFiles(database));
    touchedSince.set(runId, touched);
    if (touched === 'anything' || touched.reach.has(file)) return true;
    const tests = coveringTestFilesOfJobs(database, new Map([[file, runId]])).get(file) ?? [];
    return [...tests].some((test) => touched.above.has(test) || graph?.closureOf(test).isComplete === false);
  };
}

/** The sources that changed; null where that is not known, or where one came or went, which can change what an import means. */
function changedSince(
  former: Readonly<Record<string, string>> | null,
  present: Readonly<Record<string, string>>,
): string[] | null {
  if (former === null) return null;
  const names = [...new Set([...Object.keys(former), ...Object.keys(present)])];
  const isMoved = names.some((path) => former[path] === undefined || present[path] === undefined);
  return isMoved ? null : names.filter((path) => former[path] !== present[path]);
}

/** What a change of sources can show in; `anything` where one of the scripts above may load more than is known. */
type Touched =
  | 'anything'
  | {
      /** The sources, and every script that loads one of them or was seen to run it. */
      above: ReadonlySet<string>;
      /** All that these load, with themselves. */
      reach: ReadonlySet<string>;
    };

function touchedBy(graph: ModuleGraph, changed: readonly string[], coverage: Coverage): Touched {
  const above = new Set(changed.flatMap((path) => [path, ...graph.importersOf(path), ...(coverage.get(path) ?? [])]));
  if ([...above].some((path) => !graph.closureOf(path).isComplete)) return 'anything';
  return { above, reach: new Set([...above].flatMap((path) => [...graph.closureOf(path).files])) };
}
