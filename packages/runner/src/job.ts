/** One job: the mutants of one source file, measured under a deadline, each verdict stored as it comes. */

import type { EngineMutant, EngineSession, Measurement, MeasurementEnd, Observation } from './engine/engine.ts';
import type { JobEnd } from './queue/queue.ts';
import { type Judgement, judgeAlone, judgeFirst } from './verdict.ts';

/** How often an engine that died is started again for the rest of a job. */
const MAX_STARTS = 3;
/** A timer that is set longer ends at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface JobWork {
  file: string;
  /** The mutants that have no verdict yet. */
  mutants: readonly EngineMutant[];
  deadlineMs: number;
  /** Whether every covering test of a mutant runs, or only those up to the first that fails. */
  isMatrix: boolean;
  /** Ids of the only tests that may run; absent where all may. */
  onlyTests?: readonly string[];
  /** By index, the only test files that need to run at the first look; absent, and for the others, all run. */
  onlyFiles?: Measurement['onlyFiles'];
  /** By index, the test file that is likely to kill it. */
  firstFiles?: Measurement['firstFiles'];
  /** Takes each verdict as it is given. */
  onVerdict: (mutant: EngineMutant, judgement: Judgement) => void;
  /** Aborted when the whole run is to end. */
  signal: AbortSignal;
}

export type JobOutcome =
  | { kind: 'ended'; end: Omit<JobEnd, 'durationMs'>; unresolvedReason: string | null }
  | { kind: 'aborted' };

/**
 * Measures the mutants together, then the doubtful ones once more, alone. Mutants without a verdict at the end are
 * the caller's to leave unresolved, with the reason given back.
 */
export async function runJob(session: EngineSession, work: JobWork): Promise<JobOutcome> {
  const deadline = AbortSignal.timeout(Math.min(Math.ceil(work.deadlineMs), LONGEST_TIMER_MS));
  const attempt = new Attempt(session, work, AbortSignal.any([work.signal, deadline]));
  const failure = (await attempt.measureTogether()) ?? (await attempt.measureDoubtfulAlone());
  if (work.signal.aborted) return { kind: 'aborted' };
  if (deadline.aborted) {
    const reason = `the job reached its deadline of ${Math.round(work.deadlineMs) / 1_000} s`;
    return { kind: 'ended', end: { status: 'timed-out', reason }, unresolvedReason: reason };
  }
  if (failure !== null) return { kind: 'ended', end: { status: 'failed', reason: failure }, unresolvedReason: failure };
  return { kind: 'ended', end: { status: 'completed', reason: null }, unresolvedReason: 'the engine gave no result for it' };
}

class Attempt {
  readonly #session: EngineSession;
  readonly #work: JobWork;
  readonly #signal: AbortSignal;
  readonly #open: Map<number, EngineMutant>;
  readonly #doubtful = new Map<number, { mutant: EngineMutant; because: string }>();

  constructor(session: EngineSession, work: JobWork, signal: AbortSignal) {
    this.#session = session;
    this.#work = work;
    this.#signal = signal;
    this.#open = new Map(work.mutants.map((mutant) => [mutant.index, mutant]));
  }

  /** What went wrong for good, or null. */
  async measureTogether(): Promise<string | null> {
    return await this.#measureWithRestarts(
      () => this.#measurementOf([...this.#open.values()], 'together'),
      (mutant, observation) => {
        const outcome = judgeFirst(mutant, observation);
        this.#open.delete(mutant.index);
        if (outcome.kind === 'judged') this.#work.onVerdict(mutant, withHow(outcome.judgement, observation));
        else this.#doubtful.set(mutant.index, { mutant, because: outcome.because });
      },
      (index) => this.#open.get(index),
    );
  }

  async measureDoubtfulAlone(): Promise<string | null> {
    const failure = await this.#measureWithRestarts(
      () =>
        this.#measurementOf(
          [...this.#doubtful.values()].map(({ mutant }) => mutant),
          'alone',
        ),
      (mutant, observation) => {
        this.#doubtful.delete(mutant.index);
        this.#work.onVerdict(mutant, withHow(judgeAlone(mutant, observation), observation));
      },
      (index) => this.#doubtful.get(index)?.mutant,
    );
    if (failure === null || this.#signal.aborted) return failure;
    for (const { mutant, because } of this.#doubtful.values()) {
      const reason = `${because}; it could not be measured again: ${failure}`;
      this.#work.onVerdict(mutant, { status: null, reason, killedBy: [], durationMs: null });
    }
    return null;
  }

  #measurementOf(mutants: readonly EngineMutant[], mode: Measurement['mode']): Measurement {
    const { file, isMatrix, onlyTests, onlyFiles, firstFiles } = this.#work;
    return {
      ...{ file, mutants, mode, isMatrix },
      ...(firstFiles !== undefined && { firstFiles }),
      ...(onlyTests !== undefined && { onlyTests }),
      // What is doubtful is looked at as a whole.
      ...(onlyFiles !== undefined && mode === 'together' && { onlyFiles }),
    };
  }

  async #measureWithRestarts(
    next: () => Measurement,
    take: (mutant: EngineMutant, observation: Observation) => void,
    find: (index: number) => EngineMutant | undefined,
  ): Promise<string | null> {
    let end: MeasurementEnd | null = null;
    for (let start = 1; start <= MAX_STARTS; start += 1) {
      const measurement = next();
      if (measurement.mutants.length === 0) return null;
      end = await this.#session.measure(
        measurement,
        (index, observation) => {
          const mutant = find(index);
          if (mutant !== undefined && !this.#signal.aborted) take(mutant, observation);
        },
        this.#signal,
      );
      if (end.kind !== 'crashed' || this.#signal.aborted) break;
    }
    return end === null ? null : failureOf(end);
  }
}

function withHow(judgement: Judgement, observation: Observation): Judgement {
  const { by } = observation;
  const how = by === undefined ? {} : { how: by };
  switch (observation.kind) {
    case 'ran':
      return {
        ...{ ...judgement, ...how, entered: observation.entered ?? null },
        ...(judgement.status === 'Survived' && observation.enteredIn !== undefined && { enteredIn: observation.enteredIn }),
      };
    case 'endless':
      return {
        ...judgement,
        ...how,
        entered: observation.entered ?? null,
        ...(observation.file !== undefined && { countedIn: observation.file }),
      };
    default:
      return { ...judgement, ...how };
  }
}

function failureOf(end: MeasurementEnd): string | null {
  switch (end.kind) {
    case 'completed':
    case 'aborted':
      return null;
    case 'refused':
      return end.message;
    case 'control-failed':
      return `its tests fail without any mutant: ${end.message}`;
    case 'crashed':
      return `the engine died ${MAX_STARTS} times: ${end.message}`;
    default:
      return end satisfies never;
  }
}
