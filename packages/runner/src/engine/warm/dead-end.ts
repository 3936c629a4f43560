/** Ends waits that nothing can end: a test that hangs for good is over as soon as that is certain, not when its time is up. */
import type { MessagePort } from 'node:worker_threads';
import type { TimerLog } from './timer-log.ts';

export interface DeadEnds {
  /** From here on a thread in which nothing can happen any more is at a dead end. */
  enter(onStuck: () => void): void;
  /** Only looks whether there is a dead end, until `leave`: `fired` says so. */
  watch(): void;
  leave(): void;
  /** Something outside was asked and will answer: not a dead end. */
  hold(): void;
  release(): void;
  /** How many timers were fired before their time since `enter`. */
  readonly fired: number;
}

/** The timers as they were before anybody watched them. */
export type Clock = Pick<typeof globalThis, 'setImmediate' | 'setTimeout'>;

/** What holds nothing and is in no list of ours, as the time limit of an AbortSignal, mostly comes within this. */
const GRACE_MS = 100;
/** A dead end so soon after the second look is the one that was looked at. */
const LOOKED_JUST_NOW_MS = 5;
/** What a thread does at the most in which nothing happens but that it is looked at, in milliseconds. */
const STILL_MS = 1;
/** Timers that only set each other again would go on for ever. */
const MOST_FIRED = 10_000;

/**
 * Node tells `beforeExit` when nothing is left that could wake a thread: no timer that holds it, no open handle, no request
 * on its way. The one thing that holds a thread of ours is its channel to the host, so that is let go of while a file
 * runs. Timers that hold nothing, as those in which Vitest gives a test its time, may still be running: as nothing can come
 * before the first of them, firing it now changes nothing but the clock. A thread that is found so has to be found so
 * again a moment later, in the same run, with nothing done in between: else it is another wait that was found. `progress` is another text
 * once the run has come further.
 */
export function watchDeadEnds(port: MessagePort, timers: TimerLog, clock: Clock, progress: () => string): DeadEnds {
  const { setImmediate: nextTurn, setTimeout: lookAgain } = clock;
  // Tests may put a clock of theirs in its place.
  const [now, loadSince] = [performance.now.bind(performance), performance.eventLoopUtilization.bind(performance)];
  let lookedAgainAt = Number.NEGATIVE_INFINITY;
  let onStuck: (() => void) | null = null;
  let held = 0;
  let fired = 0;
  let runs = 0;
  const loosen = (): void => {
    if (onStuck !== null && held === 0) port.unref();
  };
  let isWatching = false;
  process.on('beforeExit', () => {
    port.ref();
    if (isWatching) {
      fired += 1;
      isWatching = false;
      onStuck = null;
      return;
    }
    if (onStuck === null) return;
    if (now() - lookedAgainAt > LOOKED_JUST_NOW_MS) {
      const [run, reached, load] = [runs, progress(), loadSince()];
      lookAgain(() => {
        if (run !== runs) return;
        const isStill = progress() === reached && loadSince(load).active < STILL_MS;
        if (isStill) lookedAgainAt = now();
        loosen();
      }, GRACE_MS);
      return;
    }
    if (fired >= MOST_FIRED || !timers.fireNext()) {
      onStuck();
      return;
    }
    fired += 1;
    nextTurn(() => {
      lookedAgainAt = now();
      loosen();
    });
  });
  return {
    get fired() {
      return fired;
    },
    enter(stuck) {
      runs += 1;
      fired = 0;
      isWatching = false;
      onStuck = stuck;
      loosen();
    },
    watch() {
      runs += 1;
      fired = 0;
      isWatching = true;
      onStuck = () => undefined;
      loosen();
    },
    leave() {
      onStuck = null;
      isWatching = false;
      port.ref();
    },
    hold() {
      held += 1;
      port.ref();
    },
    release() {
      held -= 1;
      loosen();
    },
  };
}
