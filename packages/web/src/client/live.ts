/** What the server tells by itself: that the store changed, how far a run is, and whether it is there at all. */
import { type Progress, ServerEvent } from '@killrate/shared/api';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Cache } from './cache.ts';
import type { Source } from './source.ts';

export interface LiveState {
  /** `lost`: the server was there and answers no more; it is tried again by itself. */
  connection: 'opening' | 'open' | 'lost';
  /** The run at work; `unknown` until the server said something of it. */
  progress: Progress | null | 'unknown';
  /** Why the last run that was started from here failed. */
  failure: string | null;
}

export interface Live {
  subscribe(listener: () => void): () => void;
  state(): LiveState;
  forgetFailure(): void;
  stop(): void;
}

const THROTTLE_MS = 200;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** Listens to `source`, and makes `cache` read again what changed, at most every {@link THROTTLE_MS}. */
export function startLive(source: Source, cache: Cache): Live {
  const listeners = new Set<() => void>();
  let state: LiveState = { connection: 'opening', progress: 'unknown', failure: null };
  let stopListening = () => {};
  let attempts = 0;
  let retryTimer: ReturnType<typeof setTimeout> | null = null;
  let changeTimer: ReturnType<typeof setTimeout> | null = null;
  let lastChangeMs = 0;

  function show(change: Partial<LiveState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function invalidate(): void {
    if (changeTimer !== null) return;
    const waitMs = Math.max(0, lastChangeMs + THROTTLE_MS - Date.now());
    changeTimer = setTimeout(() => {
      changeTimer = null;
      lastChangeMs = Date.now();
      cache.invalidate();
    }, waitMs);
  }

  function open(): void {
    retryTimer = null;
    stopListening();
    stopListening = source.listen({
      onOpen() {
        const isFirst = state.connection === 'opening' && attempts === 0;
        attempts = 0;
        show({ connection: 'open' });
        if (!isFirst) invalidate();
      },
      onEvent(body) {
        const event = ServerEvent.safeParse(body);
        if (!event.success) return;
        switch (event.data.type) {
          case 'changed':
            return invalidate();
          case 'progress':
            return show({ progress: event.data.progress });
          case 'run-failed':
            return show({ failure: event.data.message });
          default:
            return event.data satisfies never;
        }
      },
      onLost() {
        attempts += 1;
        // One failed attempt is a hiccup; only the second is worth the reader's attention.
        if (attempts > 1) show({ connection: 'lost' });
        retryTimer ??= setTimeout(open, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1)));
      },
    });
  }

  function hurry(): void {
    if (retryTimer === null || document.visibilityState !== 'visible') return;
    clearTimeout(retryTimer);
    open();
  }

  document.addEventListener('visibilitychange', hurry);
  window.addEventListener('online', hurry);
  open();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    forgetFailure: () => show({ failure: null }),
    stop() {
      stopListening();
      if (retryTimer !== null) clearTimeout(retryTimer);
      document.removeEventListener('visibilitychange', hurry);
      window.removeEventListener('online', hurry);
    },
  };
}

const LiveContext = createContext<Live | null>(null);
export const LiveProvider = LiveContext.Provider;

export function useLive(): LiveState & Pick<Live, 'forgetFailure'> {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('no LiveProvider');
  return { ...useSyncExternalStore(live.subscribe, live.state, live.state), forgetFailure: live.forgetFailure };
}
