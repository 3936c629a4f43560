/** What changed since an earlier run: the state now, held against a run that measured the same files. */
import type { Overview } from '@killrate/shared/api';
import type { Run } from '@killrate/shared/model';
import { compareRuns, type RunColumn, readPresentColumn, runOfPresent } from '@killrate/shared/store/comparison';
import { hasReachedEnd } from '@killrate/shared/store/run-counts';
import { getRun, listRuns } from '@killrate/shared/store/runs';
import type { View } from './reader.ts';

/** How many of the newest runs are looked through. */
const RUNS_LOOKED_AT = 50;

/** The state now against the latest earlier run that measured the same files whole; null where there is none. */
export function sinceOf(view: View): Overview['since'] {
  const run = earlierRun(view);
  if (run === null) return null;
  const now = readPresentColumn(view.database);
  const { rates, fated } = compareRuns(view.columnOf(run), now);
  if (rates.mutants === 0) return null;
  return {
    ...{ runId: run.id, at: run.startedAt, toRunId: runOf(view, now), mutants: rates.mutants },
    ...{ killRate: rates.from.killRate, killRateNow: rates.to.killRate },
    ...{ newSurvivors: fated.new.length, fixed: fated.fixed.length },
  };
}

/** The latest run behind the newest that measured anything, which made the state what it is, that knew all of the same files. */
function earlierRun(view: View): Run | null {
  const runs = listRuns(view.database, RUNS_LOOKED_AT).filter(({ status }) => status !== 'baseline-failed' && status !== 'empty');
  return runs.slice(1).find((run) => hasReachedEnd(run.status) && (run.scope === 'all' || hasMeasuredAll(view, run))) ?? null;
}

/** Whether a run measured every file whole that counts now. */
function hasMeasuredAll(view: View, run: Run): boolean {
  const jobs = view.jobsOf(run).filter(({ isWholeFile, isCompleted }) => isWholeFile && isCompleted);
  const whole = new Set(jobs.map(({ file }) => file));
  return view.snapshot.files.every(({ view: { file, totals } }) => totals.mutants === 0 || whole.has(file));
}

/** The run that measured just what the state consists of: held against it, the earlier run shows the same. */
function runOf(view: View, now: RunColumn): string | null {
  const id = runOfPresent(view.database);
  const run = id === null ? null : getRun(view.database, id);
  return run !== null && view.columnOf(run).mutantIds.length === now.mutantIds.length ? run.id : null;
}
