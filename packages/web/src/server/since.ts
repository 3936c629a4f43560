/** What changed since an earlier run: the state now, held against a run that measured the same files. */
import type { Overview } from '@killrate/shared/api';
import type { Run } from '@killrate/shared/model';
import { compareRuns, type RunColumn, readPresentColumn, runsOfPresent } from '@killrate/shared/store/comparison';
import { hasReachedEnd } from '@killrate/shared/store/run-counts';
import { getRun, listRuns } from '@killrate/shared/store/runs';
import type { View } from './reader.ts';

/** How many runs are looked through. */
const RUNS_LOOKED_AT = 50;

/** The state now against the latest earlier run that measured the same files whole; null where there is none. */
export function sinceOf(view: View): Overview['since'] {
  const [newestId, ...others] = runsOfPresent(view.database);
  const newest = newestId === undefined ? null : getRun(view.database, newestId);
  const earlier = newest === null ? null : runBefore(view, newest);
  if (newest === null || earlier === null) return null;
  const now = readPresentColumn(view.database);
  const { rates, fated } = compareRuns(view.columnOf(earlier), now);
  if (rates.mutants === 0) return null;
  const isOfOneRun = others.length === 0 && isAllOf(view, newest, now);
  return {
    ...{ runId: earlier.id, at: earlier.startedAt, toRunId: isOfOneRun ? newest.id : null, mutants: rates.mutants },
    ...{ killRate: rates.from.killRate, killRateNow: rates.to.killRate },
    ...{ newSurvivors: fated.new.length, fixed: fated.fixed.length },
  };
}

/** The latest run that knew all of the same files, before the newest one that made the state what it is. */
function runBefore(view: View, newest: Run): Run | null {
  const runs = listRuns(view.database, RUNS_LOOKED_AT, newest);
  return runs.find((run) => hasReachedEnd(run.status) && (run.scope === 'all' || hasMeasuredAll(view, run))) ?? null;
}

/** Whether a run measured every file whole that counts now. */
function hasMeasuredAll(view: View, run: Run): boolean {
  const jobs = view.jobsOf(run).filter(({ isWholeFile, isCompleted }) => isWholeFile && isCompleted);
  const whole = new Set(jobs.map(({ file }) => file));
  return view.snapshot.files.every(({ view: { file, totals } }) => totals.mutants === 0 || whole.has(file));
}

/** Whether what a run measured is in the state, all of it: held against it, the earlier run shows the same. */
function isAllOf(view: View, run: Run, now: RunColumn): boolean {
  return view.columnOf(run).mutantIds.length === now.mutantIds.length;
}
