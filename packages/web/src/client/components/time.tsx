/** A date as time passed or by the clock, with the other on hover; and the clock they all share. */
import { type ReactNode, useSyncExternalStore } from 'react';
import { formatExact, formatMoment, formatRelative } from '../format.ts';
import { Dash } from './spoken.tsx';

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

/** `date` null says "never". */
export function Time({ date, never = 'never' }: { date: string | null; never?: string }): ReactNode {
  const now = useNow();
  if (date === null) return <Dash meaning={never} />;
  return (
    <time dateTime={date} title={formatExact(date)}>
      {formatRelative(date, now)}
    </time>
  );
}

/** When it was by the clock, where several of one day stand beside each other: "15:13", or "Nov 20, 15:13". */
export function Moment({ date }: { date: string }): ReactNode {
  const now = useNow();
  return (
    <time dateTime={date} title={`${formatRelative(date, now)}, ${formatExact(date)}`}>
      {formatMoment(date, now)}
    </time>
  );
}

/** Milliseconds since 1970, moving on every half minute. */
function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => nowMs,
    () => nowMs,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (Date.now() - nowMs > TICK_MS) nowMs = Date.now();
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}
