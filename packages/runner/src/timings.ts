/** Where the time of a run goes, part by part. */
import type { Timing } from '@killrate/shared/document';

export interface Timings {
  add(part: string, durationMs: number, count?: number): void;
  /** In the order in which the parts were first told. */
  list(): Timing[];
}

/** Adds up what is told of each part. */
export function createTimings(): Timings {
  const parts = new Map<string, { count: number; durationMs: number }>();
  return {
    add: (part, durationMs, count = 1) => {
      const known = parts.get(part) ?? { count: 0, durationMs: 0 };
      parts.set(part, { count: known.count + count, durationMs: known.durationMs + durationMs });
    },
    list: () => [...parts].map(([part, { count, durationMs }]) => ({ part, count, durationMs })),
  };
}

/** Does the work, and tells how long it took, whether it ends well or not. */
export async function timed<T>(
  tell: (part: string, durationMs: number) => void,
  part: string,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    tell(part, performance.now() - startedAt);
  }
}
