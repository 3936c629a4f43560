/** Runs with what they counted, and the kill rate over time. */
import type { RunListItem } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Run } from '@killrate/shared/model';
import type { Totals } from '@killrate/shared/score';
import { totalsOfBuckets } from '@killrate/shared/store/present';
import {
  acceptIn,
  hasReachedEnd,
  type JobCounts,
  type RatePoint,
  ratesOverTime,
  type UndetectedIn,
  undetectedIn,
} from '@killrate/shared/store/run-counts';
import { listRuns } from '@killrate/shared/store/runs';
import { dayOf } from './day.ts';
import type { View } from './reader.ts';

/** How many of the newest runs a trend is drawn from. */
const RUNS_OF_TREND = 200;

/** What a run counted, in all and by module. */
export interface RunTotals {
  all: Totals;
  ofModule: ReadonlyMap<string, Totals>;
}

/** The mutants that a run found undetected, and that were accepted then: a later decision does not rewrite what a run was. */
function acceptedIn(view: View, run: Run): readonly UndetectedIn[] {
  const { byRun, decisions } = view.once('undetected-in', () => {
    const decisions = new Map(view.snapshot.ledger.map((entry) => [entry.key, entry]));
    return { byRun: Map.groupBy(undetectedIn(view.database, [...decisions.keys()]), ({ runId }) => runId), decisions };
  });
  const day = dayOf(new Date(run.startedAt));
  return (byRun.get(run.id) ?? []).filter(({ key }) => isInForce(decisions.get(key), day));
}

/** A decision has a day and no hour: it counts for runs of the days after it, so that it changes none that was there before. */
function isInForce(entry: LedgerEntry | undefined, day: string): boolean {
  return entry !== undefined && entry.date < day && day <= (entry.expires ?? day);
}

/** The jobs of a run with their counts; what was accepted then counts as accepted. */
function jobsOf(view: View, run: Run): JobCounts[] {
  return acceptIn(view.jobsOf(run), acceptedIn(view, run));
}

/** What a run counted; what was accepted then counts as accepted. A run that did not come to its end has no rates. */
export function totalsOf(view: View, run: Run): RunTotals {
  // Who wrote the ledger can change what a run counted, though it is over.
  if (acceptedIn(view, run).length > 0) return view.once(`totals ${run.id}`, () => addUp(run, jobsOf(view, run)));
  return view.onceForRuns('totals', [run], () => addUp(run, view.jobsOf(run)));
}

function addUp({ status }: Run, jobs: readonly JobCounts[]): RunTotals {
  const ofModule = Map.groupBy(jobs, ({ module }) => module);
  const toTotals = (own: readonly JobCounts[]) => (hasReachedEnd(status) ? totalsOfJobs(own) : withoutRates(totalsOfJobs(own)));
  return { all: toTotals(jobs), ofModule: new Map([...ofModule].map(([module, own]) => [module, toTotals(own)])) };
}

function withoutRates(totals: Totals): Totals {
  return { ...totals, killRate: null, testStrength: null, coverage: null, oracleGap: null };
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
