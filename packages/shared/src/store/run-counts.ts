/** What each job of a run counted, and the kill rate over time that follows. */
import type { Database } from 'better-sqlite3';
import type { StatusFilter } from '../api.ts';
import type { RunScope, RunStatus } from '../model.ts';
import { percent } from '../score.ts';

/** One job's mutants in buckets. */
export interface JobCounts {
  file: string;
  module: string;
  isWholeFile: boolean;
  isCompleted: boolean;
  buckets: Map<StatusFilter, number>;
}

/** The jobs of a run with their counts, in the order in which they were queued. */
export function countJobs(database: Database, runId: string): JobCounts[] {
  const rows = database
    .prepare(
      `SELECT job.id AS id, file, module, is_whole_file AS isWholeFile, job.status = 'completed' OR job.status = 'reused' AS isCompleted,
         CASE WHEN result.job_id IS NULL THEN NULL ELSE coalesce(result.status, 'unresolved') END AS bucket, count(*) AS count
       FROM job LEFT JOIN result ON result.job_id = job.id WHERE job.run_id = ? GROUP BY job.id, result.status ORDER BY job.id`,
    )
    .all(runId) as (Omit<JobCounts, 'isWholeFile' | 'isCompleted' | 'buckets'> & {
    id: number;
    isWholeFile: number;
    isCompleted: number;
    bucket: StatusFilter | null;
    count: number;
  })[];
  const jobs = new Map<number, JobCounts>();
  for (const { id, file, module, isWholeFile, isCompleted, bucket, count } of rows) {
    const job = jobs.get(id) ?? {
      ...{ file, module, buckets: new Map() },
      ...{ isWholeFile: isWholeFile === 1, isCompleted: isCompleted === 1 },
    };
    if (bucket !== null) job.buckets.set(bucket, count);
    jobs.set(id, job);
  }
  return [...jobs.values()];
}

/** A run that found a mutant undetected. */
export interface UndetectedIn {
  runId: string;
  key: string;
  file: string;
  bucket: 'Survived' | 'NoCoverage';
}

/** Which runs found these mutants undetected. */
export function undetectedIn(database: Database, keys: readonly string[]): UndetectedIn[] {
  return database
    .prepare(
      `SELECT result.run_id AS runId, mutant.key AS key, file, result.status AS bucket FROM json_each(?) AS wanted CROSS JOIN mutant ON mutant.key = wanted.value
       CROSS JOIN result ON result.mutant_id = mutant.id WHERE result.status IN ('Survived', 'NoCoverage')`,
    )
    .all(JSON.stringify(keys)) as UndetectedIn[];
}

/** Counts with some undetected mutants moved to the accepted ones. */
export function acceptIn(jobs: readonly JobCounts[], accepted: readonly Pick<UndetectedIn, 'file' | 'bucket'>[]): JobCounts[] {
  const ofFile = Map.groupBy(accepted, ({ file }) => file);
  return jobs.map((job) => {
    const own = ofFile.get(job.file);
    if (own === undefined) return job;
    const buckets = new Map(job.buckets);
    for (const { bucket } of own) {
      buckets.set(bucket, (buckets.get(bucket) ?? 0) - 1);
      buckets.set('Accepted', (buckets.get('Accepted') ?? 0) + 1);
    }
    return { ...job, buckets };
  });
}

/**
 * Whether a run came to its end: what others measured is a part that says nothing of the whole. (Mutants without coverage are known
 * before any other.)
 */
export function hasReachedEnd(status: RunStatus): boolean {
  return status === 'completed' || status === 'incomplete';
}

/** A run, as far as the trend needs it. */
export interface CountedRun {
  id: string;
  startedAt: string;
  scope: RunScope;
  status: RunStatus;
  jobs: readonly JobCounts[];
}

/** The kill rate of everything, and of each module, as a run left it. */
export interface RatePoint {
  runId: string;
  at: string;
  killRate: number | null;
  ofModule: ReadonlyMap<string, number | null>;
}

interface Rate {
  detected: number;
  valid: number;
}

/**
 * The kill rate over time, oldest first; `runs` are given oldest first. Each point is of a whole state of the project: for every file its
 * latest whole measurement up to that run, so that a run of one file moves the rate by what that file changed. A completed run over
 * everything also says which files there are: where there is one, the first point is its. What a run measured that did not come to its
 * end is part of later points, and makes none. `moduleOf` gives the present module of a file, null where the file is gone.
 */
export function ratesOverTime(runs: readonly CountedRun[], moduleOf: (file: string) => string | null): RatePoint[] {
  const rateOfFile = new Map<string, Rate & { module: string }>();
  const points: RatePoint[] = [];
  let isWhole = !runs.some(isOverEverything);
  for (const run of runs) {
    const { id, startedAt, status, jobs } = run;
    const whole = jobs.filter((job) => job.isWholeFile && job.isCompleted);
    if (whole.length === 0) continue;
    if (isOverEverything(run)) {
      isWhole = true;
      rateOfFile.clear();
    }
    for (const job of whole) rateOfFile.set(job.file, { ...rateOf(job.buckets), module: moduleOf(job.file) ?? job.module });
    if (isWhole && hasReachedEnd(status)) points.push({ runId: id, at: startedAt, ...ratesOf(rateOfFile.values()) });
  }
  return points;
}

function isOverEverything({ scope, status }: CountedRun): boolean {
  return scope === 'all' && status === 'completed';
}

function rateOf(buckets: ReadonlyMap<StatusFilter, number>): Rate {
  const count = (bucket: StatusFilter) => buckets.get(bucket) ?? 0;
  const detected = count('Killed') + count('Timeout');
  return { detected, valid: detected + count('Survived') + count('NoCoverage') };
}

function ratesOf(files: Iterable<Rate & { module: string }>): Pick<RatePoint, 'killRate' | 'ofModule'> {
  const all: Rate = { detected: 0, valid: 0 };
  const modules = new Map<string, Rate>();
  for (const { module, detected, valid } of files) {
    const own = modules.get(module) ?? { detected: 0, valid: 0 };
    for (const sum of [all, own]) {
      sum.detected += detected;
      sum.valid += valid;
    }
    modules.set(module, own);
  }
  return {
    killRate: percent(all.detected, all.valid),
    ofModule: new Map([...modules].map(([module, { detected, valid }]) => [module, percent(detected, valid)])),
  };
}
