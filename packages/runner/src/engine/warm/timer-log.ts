/** The timers that run in a thread: those that a test leaves behind are ended, and the next one can be fired before its time. */

export interface TimerLog {
  /** Ends all that are running: in a process of its own they would end with it. */
  clear(): void;
  /** Fires the timer that is due first, as if its time had come; false where none is running. */
  fireNext(): boolean;
}

interface Running {
  dueAt: number;
  fire: () => void;
}

type Callback = (...args: unknown[]) => void;
type Handle = NodeJS.Timeout | NodeJS.Immediate;

/** Watches every timer that is set through the globals from now on. */
export function watchTimers(): TimerLog {
  const running = new Map<Handle, Running>();
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
    running.set(timer, { dueAt: now() + (delayMs ?? 1), fire });
    return timer;
  });
  replaceGlobal('setInterval', function setInterval(callback: Callback, delayMs?: number, ...args: unknown[]) {
    const timer = realInterval(callback, delayMs, ...args);
    const entry = { dueAt: now() + (delayMs ?? 1), fire: () => callback.apply(timer, args) };
    running.set(timer, {
      ...entry,
      fire() {
        this.dueAt += Math.max(1, delayMs ?? 1);
        entry.fire();
      },
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
    running.set(immediate, { dueAt: 0, fire });
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
