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

/** Timers that only set each other again would go on for ever. */
const MOST_FIRED = 10_000;

/**
 * Node tells `beforeExit` when nothing is left that could wake a thread: no timer that holds it, no open handle, no request
 * on its way. The one thing that holds a thread of ours is its channel to the host, so that is let go of while a file
 * runs. Timers that hold nothing, as those in which Vitest gives a test its time, may still be running: as nothing can come
 * before the first of them, firing it now changes nothing but the clock.
 */
export function watchDeadEnds(port: MessagePort, timers: TimerLog): DeadEnds {
  const { setImmediate: nextTurn } = globalThis;
  let onStuck: (() => void) | null = null;
  let held = 0;
  let fired = 0;
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
    if (fired >= MOST_FIRED || !timers.fireNext()) {
      onStuck();
      return;
    }
    fired += 1;
    nextTurn(loosen);
  });
  return {
    get fired() {
      return fired;
    },
    enter(stuck) {
      fired = 0;
      isWatching = false;
      onStuck = stuck;
      loosen();
    },
    watch() {
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
