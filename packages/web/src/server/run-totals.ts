/** Runs with what they counted, and the kill rate over time. */
import type { RunListItem } from '@killrate/shared/api';
import type { Run } from '@killrate/shared/model';
import type { Totals } from '@killrate/shared/score';
import { totalsOfBuckets } from '@killrate/shared/store/present';
import {
  acceptIn,
  type JobCounts,
  type RatePoint,
  ratesOverTime,
  type UndetectedIn,
  undetectedIn,
} from '@killrate/shared/store/run-counts';
import { listRuns } from '@killrate/shared/store/runs';
import type { View } from './reader.ts';

/** How many of the newest runs a trend is drawn from. */
const RUNS_OF_TREND = 200;

/** What a run counted, in all and by module. */
export interface RunTotals {
  all: Totals;
  ofModule: ReadonlyMap<string, Totals>;
}

/** The mutants that a run found undetected, and that are accepted now. */
function acceptedIn(view: View, run: Run): readonly UndetectedIn[] {
  const accepted = view.once('undetected-in', () => {
    const found = undetectedIn(view.database, [...view.snapshot.acceptances.keys()]);
    return Map.groupBy(found, ({ runId }) => runId);
  });
  return accepted.get(run.id) ?? [];
}

/** The jobs of a run with their counts; what is accepted now counts as accepted. */
function jobsOf(view: View, run: Run): JobCounts[] {
  return acceptIn(view.jobsOf(run), acceptedIn(view, run));
}

/** What a run counted; what is accepted now counts as accepted. */
export function totalsOf(view: View, run: Run): RunTotals {
  // An acceptance changes what a run counted, though it is over.
  if (acceptedIn(view, run).length > 0) return view.once(`totals ${run.id}`, () => addUp(jobsOf(view, run)));
  return view.onceForRuns('totals', [run], () => addUp(view.jobsOf(run)));
}

function addUp(jobs: readonly JobCounts[]): RunTotals {
  const ofModule = Map.groupBy(jobs, ({ module }) => module);
  return { all: totalsOfJobs(jobs), ofModule: new Map([...ofModule].map(([module, own]) => [module, totalsOfJobs(own)])) };
}

/** The totals of some jobs together. */
export function totalsOfJobs(jobs: readonly JobCounts[]): Totals {
  return totalsOfBuckets(jobs.flatMap(({ buckets }) => [...buckets]));
}

export function withTotals(view: View, run: Run): RunListItem {
  return { ...run, totals: totalsOf(view, run).all };
}

/** The kill rate over time, oldest first. */
export function trendOf(view: View): RatePoint[] {
  return view.once('trend', () => {
    const runs = listRuns(view.database, RUNS_OF_TREND).toReversed();
    return ratesOverTime(
      runs.map((run) => ({ ...run, jobs: jobsOf(view, run) })),
      (file) => view.snapshot.fileByPath.get(file)?.source.module ?? null,
    );
  });
}
