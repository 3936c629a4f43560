/** Measures mutants over a suite: lanes side by side, verdicts told only once a clean point has confirmed what they were seen in. */
import { setTimeout as delay } from 'node:timers/promises';
import { timed } from '../../timings.ts';
import type { MeasurementEnd, Observation } from '../engine.ts';
import { isTooShort, limitMsFor } from '../vitest/limit.ts';
import { controlCold } from './cold-runs.ts';
import { type ColdLook, Lane, type Look, observeApart, observeCold } from './lane.ts';
import type { SuiteFile } from './suite.ts';
import type { ThreadPool } from './thread-pool.ts';
import { hitsOf, type WarmMutant } from './warm-mutant.ts';

interface MeasurerOptions {
  pool: ThreadPool;
  concurrency: number;
  engineOptions: Readonly<Record<string, unknown>>;
  /** Ceiling for one mutant's tests, in milliseconds. */
  timeoutMs: number;
  onTiming: (part: string, durationMs: number) => void;
}

/** How long, and over how many mutants, what was seen may wait for the next clean point. */
const CLEAN_EVERY_MS = 700;
/** In a matrix a mutant takes about twice as long: as many of them wait. */
const CLEAN_EVERY_MS_IN_MATRIX = 1_400;
const CLEAN_EVERY = 100;
/** Where clean points take long, the next one is as many times later: they must not take more than the mutants. */
const CLEAN_SHARE = 8;
/** What it takes to start a thread, about. */
const NEW_THREAD_MS = 300;
/** At the first look a limit may be short: what passes it is looked at again. */
const FIRST_LIMIT_MS = 1_000;
const FIRST_FACTOR = 10;
const SECOND_FACTOR = 4;

/** What is to be measured; with several lanes, by whom `onBegun` is told. */
interface Task<Begun = (index: number) => void> {
  mutants: readonly WarmMutant[];
  isMatrix: boolean;
  onObservation: (index: number, observation: Observation) => void;
  /** Hears of a mutant that is run next. */
  onBegun: Begun;
  /** One mutant at a time, and each told at once: the host died of one of them. */
  isCareful: boolean;
  signal: AbortSignal;
}

/** Measures the mutants of one session, job after job. */
export class Measurer {
  concurrency: number;
  readonly #options: MeasurerOptions;
  /** What a file did in a thread of its own without any mutant: null where it passed. */
  readonly #controls = new Map<SuiteFile, string | null>();

  constructor(options: MeasurerOptions) {
    this.#options = options;
    this.concurrency = options.concurrency;
  }

  /** Measures the mutants side by side, in kept threads. */
  async together(task: Task<(index: number, lane: number) => void>): Promise<MeasurementEnd> {
    const queue = task.mutants.filter((warm) => warm.files.length > 0 && warm.mutant.ignoreReason === null);
    const lanes = Array.from(
      { length: Math.max(1, task.isCareful ? 1 : Math.min(this.concurrency, queue.length)) },
      () => new Lane(this.#options.pool),
    );
    const stop = (): void => {
      for (const lane of lanes) lane.end();
    };
    task.signal.addEventListener('abort', stop, { once: true });
    const ready = Math.max(1, this.#options.pool.idleCount);
    const isOver = new AbortController();
    const run = async (lane: Lane, number: number): Promise<void> => {
      // While a thread starts, those that are there may do it all.
      if (number >= ready) await delay(NEW_THREAD_MS, undefined, { signal: isOver.signal }).catch(() => undefined);
      if (queue.length > 0) await this.#runLane(lane, queue, { ...task, onBegun: (index) => task.onBegun(index, number) });
      if (queue.length === 0) isOver.abort();
    };
    try {
      await Promise.all(lanes.map(run));
      if (task.isMatrix) await this.#confirmValues(task);
    } finally {
      task.signal.removeEventListener('abort', stop);
    }
    return task.signal.aborted ? { kind: 'aborted' } : { kind: 'completed' };
  }

  /** What assertions compare counts where it is the same twice: a clean point shows it, but not of files that are run in new threads only. */
  async #confirmValues({ mutants, signal }: Pick<Task, 'mutants' | 'signal'>): Promise<void> {
    for (const file of new Set(mutants.flatMap(({ files }) => files)))
      if (file.values.isUnconfirmed && !file.isBroken && !signal.aborted) await this.#control(file, signal);
  }

  /** What fails in a file without any mutant, in a new thread; null where it passes. Of each file it is seen once, until it is broken. */
  async #control(file: SuiteFile, signal: AbortSignal): Promise<string | null> {
    const known = this.#controls.get(file);
    if (known !== undefined && !file.isBroken) return known;
    const failure = await timed(this.#options.onTiming, 'controls in new threads', () =>
      controlCold(this.#options.pool, file, signal),
    );
    this.#controls.set(file, failure);
    return failure;
  }

  /** `isOneByOne` where whatever a clean point throws into doubt is looked at by itself. */
  async #runLane(lane: Lane, queue: WarmMutant[], task: Task, isOneByOne = false): Promise<void> {
    const { isMatrix, signal } = task;
    let seen: { warm: WarmMutant; observation: Observation }[] = [];
    const everyMs = isMatrix ? CLEAN_EVERY_MS_IN_MATRIX : CLEAN_EVERY_MS;
    let dueAt = performance.now() + everyMs;
    const clean = async (): Promise<void> => {
      const waiting = seen;
      seen = [];
      const startedAt = performance.now();
      const isClean = await timed(this.#options.onTiming, 'clean points', () => lane.isClean(signal));
      dueAt = performance.now() + Math.max(everyMs, CLEAN_SHARE * (performance.now() - startedAt));
      if (isClean) {
        for (const { warm, observation } of waiting) if (!signal.aborted) task.onObservation(warm.mutant.index, observation);
        return;
      }
      const [only, ...others] = waiting.map(({ warm }) => warm);
      if (only !== undefined && others.length === 0) await this.#cold(only, task, observeApart);
      // One of several left something behind, and whatever it is went with the threads: all run once more, few at a time.
      else for (const part of inParts(waiting, isOneByOne)) await this.#runLane(lane, part, task, true);
    };
    for (let warm = queue.shift(); warm !== undefined && !signal.aborted; warm = queue.shift()) {
      const rules = { limitMs: this.#firstLimitMs(warm), isMatrix, signal };
      task.onBegun(warm.mutant.index);
      const look = await timed(this.#options.onTiming, 'mutants', () => lane.observe(warm, rules));
      if (signal.aborted) return;
      const observation: Observation = { ...look.observation, by: isKept(look) ? 'warm' : 'cold' };
      const doubted = filesInDoubt(warm, look);
      const isPartly = doubted.length < warm.files.length && !warm.files.some((file) => file.isBroken);
      if (doubted.length > 0 && !isPartly) await this.#cold(warm, task);
      else if (doubted.length > 0) {
        // What the other files did stands with the next clean point.
        const kept = new Map([...look.runs].filter(([file]) => !doubted.includes(file)));
        const again: ColdLook = (pool, each, cold) => observeCold(pool, each, cold, kept);
        seen.push({ warm, observation: await this.#observeCold(warm, task, again) });
      } else if (lane.isLost) {
        // What this one did is told as it was seen; what ran before it in the thread that is gone is looked at again.
        task.onObservation(warm.mutant.index, observation);
      } else seen.push({ warm, observation });
      if (
        lane.isLost ||
        lane.isSpoiled ||
        isRememberedOutside(warm) ||
        task.isCareful ||
        seen.length >= CLEAN_EVERY ||
        performance.now() > dueAt
      )
        await clean();
    }
    if (!signal.aborted) await clean();
    if (!signal.aborted) lane.leave();
  }

  /** Measures one mutant with nothing kept of any other. */
  async #cold(warm: WarmMutant, task: Task, look: ColdLook = observeCold, isAlone = false): Promise<void> {
    const { onObservation, signal } = task;
    if (signal.aborted) return;
    // Its tests fail without any mutant: it is told as doubtful, and the control of the second look will say why.
    if (!isAlone && warm.files.some((file) => file.isBroken))
      return onObservation(warm.mutant.index, { kind: 'timed-out', durationMs: null });
    task.onBegun(warm.mutant.index);
    const observation = await this.#observeCold(warm, task, look);
    if (!signal.aborted) onObservation(warm.mutant.index, observation);
  }

  async #observeCold(warm: WarmMutant, { isMatrix, signal }: Task, look: ColdLook): Promise<Observation> {
    const rules = { limitMs: this.#secondLimitMs(warm), isMatrix, signal };
    const observation = await timed(this.#options.onTiming, 'mutants in new threads', () =>
      look(this.#options.pool, warm, rules),
    );
    return { ...this.#withStarvation(warm, rules.limitMs, observation), by: 'cold' };
  }

  /** Measures the mutants one after another, each in threads of its own, after their tests have passed without any mutant. */
  async alone(task: Task): Promise<MeasurementEnd> {
    for (const file of new Set(task.mutants.flatMap((warm) => warm.files))) {
      const failure = await this.#control(file, task.signal);
      if (failure !== null) return { kind: 'control-failed', message: failure };
      if (task.signal.aborted) return { kind: 'aborted' };
    }
    for (const warm of task.mutants) {
      await this.#cold(warm, task, observeCold, true);
      if (task.signal.aborted) return { kind: 'aborted' };
    }
    return { kind: 'completed' };
  }

  /** What fails in the files of these mutants without any of them, each in a new thread; null where all pass. */
  async whyNotPassing(mutants: readonly WarmMutant[], signal: AbortSignal): Promise<string | null> {
    for (const file of new Set(mutants.flatMap(({ files }) => files))) {
      const failure = await this.#control(file, signal);
      if (failure !== null) return failure;
    }
    return null;
  }

  /** A limit that leaves the tests hardly more than they take without the mutant says nothing of it. */
  #withStarvation(warm: WarmMutant, limitMs: number, observation: Observation): Observation {
    const plainMs = plainMsOf(warm);
    return observation.kind === 'timed-out' && isTooShort(limitMs, plainMs)
      ? { ...observation, starvedByMs: plainMs }
      : observation;
  }

  #firstLimitMs(warm: WarmMutant): number {
    const plainMs = plainMsOf(warm);
    return Math.min(this.#secondLimitMs(warm), FIRST_LIMIT_MS + FIRST_FACTOR * plainMs);
  }

  #secondLimitMs(warm: WarmMutant): number {
    const { engineOptions, timeoutMs } = this.#options;
    const plainMs = plainMsOf(warm);
    return Math.min(timeoutMs, limitMsFor(plainMs, engineOptions, timeoutMs, 1) + SECOND_FACTOR * plainMs);
  }
}

/** Whether any file ran in a thread that had run others before. */
function isKept({ runs }: Look): boolean {
  return [...runs.keys()].some(({ isUnkept }) => !isUnkept);
}

/** So large that most parts hold none of a few that leave something behind, and so small that those which do are not much to look at. */
function inParts(seen: readonly { warm: WarmMutant }[], isOneByOne: boolean): WarmMutant[][] {
  const size = isOneByOne ? 1 : Math.ceil(Math.sqrt(seen.length));
  const mutants = seen.map(({ warm }) => warm);
  return Array.from({ length: Math.ceil(mutants.length / size) }, (_, part) => mutants.slice(part * size, (part + 1) * size));
}

function plainMsOf({ files }: WarmMutant): number {
  return files.reduce((sum, file) => sum + file.plainMs, 0);
}

/**
 * The test files in which a mutant has to be seen in new threads as well. An error outside any test may have been left by an
 * earlier mutant. A survivor may owe its life to what an earlier run left: in a file that loads a package that remembers, and in
 * one that reached its place less often than without it, as something may have spared the way there.
 */
function filesInDoubt(warm: WarmMutant, { observation, runs }: Look): readonly SuiteFile[] {
  const { files } = warm;
  // What it waits for in vain may have been taken by an earlier mutant.
  if (observation.kind === 'timed-out') return observation.isProven === true ? files : [];
  if (observation.kind !== 'ran') return [];
  if (observation.kills.length > 0)
    return files.some((file) => file.isRemembering) && observation.kills.every(({ kind }) => kind === 'timeout') ? files : [];
  if (observation.outside.length > 0) return files;
  return files.filter((file) => {
    const end = runs.get(file);
    return file.isRemembering || end?.kind !== 'reported' || end.report.hits < hitsOf(file, warm.id);
  });
}

/** A mutant of what sets up or takes down may leave a package in another state for the next one: that is looked for at once. */
function isRememberedOutside({ mutant, files }: WarmMutant): boolean {
  return mutant.isStatic && files.some((file) => file.isRemembering);
}
