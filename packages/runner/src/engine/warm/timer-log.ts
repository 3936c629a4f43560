/** The timers that run in a thread: those that a test leaves behind are ended, and the next one can be fired before its time. */

export interface TimerLog {
  /** Ends all that are running: in a process of its own they would end with it. */
  clear(): void;
  /** Whether one of them is due within so many milliseconds. */
  isDueWithin(ms: number): boolean;
  /** How many of them, immediates aside, hold the thread: Node counts each as a `Timeout`. */
  holding(): number;
  /** A point in time, for `keepSince`. */
  mark(): number;
  /** Timers that were set since then are no longer watched: they run as long as the thread. */
  keepSince(mark: number): void;
  /** Fires the timer that is due first, as if its time had come; false where none is running. */
  fireNext(): boolean;
}

interface Running {
  /** The how-manyeth timer of the thread it is. */
  number: number;
  dueAt: number;
  fire: () => void;
}

type Callback = (...args: unknown[]) => void;
type Handle = NodeJS.Timeout | NodeJS.Immediate;

/** Watches every timer that is set through the globals from now on. */
export function watchTimers(): TimerLog {
  const running = new Map<Handle, Running>();
  let count = 0;
  const watch = (timer: Handle, dueAt: number, fire: () => void): void => {
    count += 1;
    running.set(timer, { number: count, dueAt, fire });
  };
  const { setTimeout: realTimeout, setInterval: realInterval, setImmediate: realImmediate } = globalThis;
  const { clearTimeout: realClearTimeout, clearInterval: realClearInterval, clearImmediate: realClearImmediate } = globalThis;
  const now = performance.now.bind(performance);

  replaceGlobal('setTimeout', function setTimeout(callback: Callback, delayMs?: number, ...args: unknown[]) {
    if (typeof callback !== 'function') return realTimeout(callback, delayMs);
    const fire = (): void => {
      running.delete(timer);
      callback.apply(timer, args);
    };
    const timer = realTimeout(fire, delayMs);
    watch(timer, now() + (delayMs ?? 1), fire);
    return timer;
  });
  replaceGlobal('setInterval', function setInterval(callback: Callback, delayMs?: number, ...args: unknown[]) {
    const timer = realInterval(callback, delayMs, ...args);
    const everyMs = Math.max(1, delayMs ?? 1);
    watch(timer, now() + everyMs, () => {
      const entry = running.get(timer);
      if (entry !== undefined) entry.dueAt += everyMs;
      callback.apply(timer, args);
    });
    return timer;
  });
  replaceGlobal('setImmediate', function setImmediate(callback: Callback, ...args: unknown[]) {
    if (typeof callback !== 'function') return realImmediate(callback);
    const fire = (): void => {
      running.delete(immediate);
      callback(...args);
    };
    const immediate = realImmediate(fire);
    watch(immediate, 0, fire);
    return immediate;
  });
  const forgetting = (clear: (timer: never) => void) => (timer: unknown) => {
    running.delete(timer as Handle);
    clear(timer as never);
  };
  replaceGlobal('clearTimeout', forgetting(realClearTimeout));
  replaceGlobal('clearInterval', forgetting(realClearInterval));
  replaceGlobal('clearImmediate', forgetting(realClearImmediate));

  const end = (timer: Handle): void => {
    realClearTimeout(timer as NodeJS.Timeout);
    realClearImmediate(timer as NodeJS.Immediate);
  };
  return {
    clear() {
      for (const timer of running.keys()) end(timer);
      running.clear();
    },
    isDueWithin: (ms) => {
      const until = now() + ms;
      for (const { dueAt } of running.values()) if (dueAt <= until) return true;
      return false;
    },
    holding: () => [...running.keys()].filter((timer) => 'refresh' in timer && timer.hasRef()).length,
    mark: () => count,
    keepSince(mark) {
      for (const [timer, { number }] of running) if (number > mark) running.delete(timer);
    },
    fireNext() {
      const [first] = [...running].sort(([, a], [, b]) => a.dueAt - b.dueAt);
      if (first === undefined) return false;
      const [timer, entry] = first;
      entry.fire();
      // A timeout took itself out of the list; an interval goes on.
      if (!running.has(timer)) end(timer);
      return true;
    },
  };
}

type TimerName = 'setTimeout' | 'setInterval' | 'setImmediate' | 'clearTimeout' | 'clearInterval' | 'clearImmediate';

/** Puts a function in the place of a global one, with its name, length and custom properties. */
function replaceGlobal(name: TimerName, replacement: object): void {
  const { prototype: _, ...descriptors } = Object.getOwnPropertyDescriptors(globalThis[name]) as Record<
    string,
    PropertyDescriptor
  >;
  Object.defineProperties(replacement, { ...descriptors, ...symbolsOf(globalThis[name]) });
  (globalThis as Record<string, unknown>)[name] = replacement;
}

/** As the one of promises, which Node keeps under a symbol. */
function symbolsOf(object: object): PropertyDescriptorMap {
  const symbols = Object.getOwnPropertySymbols(object);
  return Object.fromEntries(
    symbols.map((symbol) => [symbol, Object.getOwnPropertyDescriptor(object, symbol)]),
  ) as PropertyDescriptorMap;
}
