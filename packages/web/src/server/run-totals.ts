/** Runs with what they counted, and the kill rate over time. */
import type { RunListItem } from '@killrate/shared/api';
import type { Run } from '@killrate/shared/model';
import type { Totals } from '@killrate/shared/score';
import { totalsOfBuckets } from '@killrate/shared/store/present';
import { acceptIn, type JobCounts, type RatePoint, ratesOverTime, undetectedIn } from '@killrate/shared/store/run-counts';
import { listRuns } from '@killrate/shared/store/runs';
import type { View } from './reader.ts';

/** How many of the newest runs a trend is drawn from. */
const RUNS_OF_TREND = 200;

/** The jobs of a run with their counts; what is accepted now counts as accepted. */
export function jobsOf(view: View, run: Run): JobCounts[] {
  const accepted = view.once('undetected-in', () => {
    const found = undetectedIn(view.database, [...view.snapshot.acceptances.keys()]);
    return Map.groupBy(found, ({ runId }) => runId);
  });
  return acceptIn(view.jobsOf(run), accepted.get(run.id) ?? []);
}

/** The totals of some jobs together. */
export function totalsOfJobs(jobs: readonly JobCounts[]): Totals {
  return totalsOfBuckets(jobs.flatMap(({ buckets }) => [...buckets]));
}

export function withTotals(view: View, run: Run): RunListItem {
  return { ...run, totals: totalsOfJobs(jobsOf(view, run)) };
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
