/** The queue port: jobs of one run, handed out under leases, at least once. */
import type { JobStatus } from '@killrate/shared/model';

export interface QueuedJob {
  id: number;
  file: string;
  module: string;
  sourceHash: string;
  isWholeFile: boolean;
  attempts: number;
}

export interface JobEnd {
  status: Exclude<JobStatus, 'queued' | 'running'>;
  reason: string | null;
  durationMs: number;
}

/** Results are idempotent by run and mutant key, so that a job which is delivered twice does no harm. */
export interface Queue {
  enqueue(jobs: readonly Omit<QueuedJob, 'id' | 'attempts'>[]): void;
  /** The next job, held under a lease; null where none is left. */
  claim(): QueuedJob | null;
  /** Prolongs the lease; false where it was lost. */
  heartbeat(job: QueuedJob): boolean;
  /** Ends the job, well or badly; false where the lease was lost. */
  end(job: QueuedJob, end: JobEnd): boolean;
  /** Gives every job that is held back unfinished. */
  release(): void;
}
