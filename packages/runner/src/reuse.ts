/** Results of earlier runs that measuring again would only repeat: everything they depended on is as it was. */
import { listSome } from '@killrate/shared/count';
import type { Mutant } from '@killrate/shared/model';
import { coveringTestFiles, coveringTestFilesOfJobs } from '@killrate/shared/store/covering-files';
import type { Database } from '@killrate/shared/store/open';
import { measuredFiles } from '@killrate/shared/store/project-state';
import { sourcesOfRun } from '@killrate/shared/store/runs';
import type { LoadedConfig } from './config/load-config.ts';
import { type ModuleGraph, moduleGraphOf } from './impact/module-graph.ts';
import { KNOWN_TO_CONFIG, opaqueTestsOf } from './impact/opaque-tests.ts';
import type { Coverage } from './impact/project-impact.ts';
import { sourcesManifest } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { readState, resultsOfJob } from './project-state.ts';

/** Whether the results of a file hold for another run: from which run they are, or why they do not. */
export type ReuseAnswer = { kind: 'holds'; runId: string } | { kind: 'stale'; reason: string };

/** By file, the run whose results hold. */
export function findReuse(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  files: readonly string[],
): Map<string, string> {
  const answer = createReuseTest(database, project, loaded);
  return new Map(
    files.flatMap((file) => {
      const found = answer(file);
      return found.kind === 'holds' ? [[file, found.runId] as const] : [];
    }),
  );
}

/**
 * Says of a file whether its results hold. What holds of the project state (content, tests, helpers, config, packages, versions)
 * must hold here too; beyond it, no other source may have changed that the file, or a test that reaches it, loads.
 */
export function createReuseTest(database: Database, project: Project, loaded: LoadedConfig): (file: string) => ReuseAnswer {
  const measured = new Map(measuredFiles(database).map((each) => [each.file, each.runId]));
  const state = new Map(readState(database, project, loaded).files.map((each) => [each.file, each]));
  const whyTouched = createTouchTest(database, project, loaded);
  return (file) => {
    const own = state.get(file);
    const runId = own?.recalledFrom ?? measured.get(file);
    if (own === undefined || runId === undefined) return { kind: 'stale', reason: 'it was never measured as a whole' };
    if (own.kind !== 'current') return { kind: 'stale', reason: own.reason ?? 'it changed' };
    const touched = whyTouched(file, runId);
    if (touched !== null) return { kind: 'stale', reason: touched };
    const unsettled = resultsOfJob(database, runId, file)?.find((mutant) => !isSettled(mutant));
    if (unsettled !== undefined)
      return {
        kind: 'stale',
        reason: `the status of ${unsettled.key} in line ${unsettled.line} hangs on the clock, or is missing`,
      };
    return { kind: 'holds', runId };
  };
}

/** Whether another look would find the same: not where a verdict is missing, or hangs on how busy the machine was. */
export function isSettled({ status, reason, killedBy }: Mutant): boolean {
  if (status === null || status === 'Pending') return false;
  // A loop that was counted does not depend on the clock.
  if (status === 'Timeout') return reason?.startsWith('an endless loop') === true;
  return killedBy.length === 0 || killedBy.some(({ kind }) => kind !== 'timeout');
}

/** Why a source that changed since a run could move the verdicts of a file that did not; null where none could. */
type TouchTest = (file: string, runId: string) => string | null;

function createTouchTest(database: Database, project: Project, loaded: LoadedConfig): TouchTest {
  const present = sourcesManifest(project, loaded);
  const touchedSince = new Map<string, Touched>();
  const opaque = opaqueTestsOf(project, loaded);
  return (file, runId) => {
    const changed = changedSince(sourcesOfRun(database, runId), present);
    if (changed === null) return 'a source came or went since, which can change what an import means';
    if (changed.length === 0) return null;
    const known = changed.find((path) => opaque.isKnownToConfig(path));
    if (known !== undefined) return `${known} changed since, which ${KNOWN_TO_CONFIG}`;
    const touched = touchedSince.get(runId) ?? touchedBy(moduleGraphOf(project), changed, coveringTestFiles(database));
    touchedSince.set(runId, touched);
    const names = listSome(changed);
    if (touched === 'anything') return `${names} changed since, and what loads it may load more than can be told`;
    if (touched.reach.has(file)) return `${names} changed since, and is loaded together with it`;
    const tests = coveringTestFilesOfJobs(database, new Map([[file, runId]])).get(file) ?? [];
    const test = [...tests].find((path) => touched.above.has(path) || changed.some((source) => opaque.mayKnow(path, source)));
    return test === undefined ? null : `${names} changed since, which ${test} may load or read`;
  };
}

/** The sources that changed; null where that is not known, or where one came or went, which can change what an import means. */
export function changedSince(
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
