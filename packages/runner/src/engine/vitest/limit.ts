/** How long one mutant's tests may take. */
import type { ObservedTest } from './observe.ts';

/** Stryker's own defaults: the limit is timeoutFactor x time of the tests + timeoutMS. */
const DEFAULT_CONSTANT_MS = 5_000;
const DEFAULT_FACTOR = 1.5;

/** What these tests and their files (imports, setup, environment) took without any mutant, in milliseconds. */
export function plainMsOf(
  tests: readonly ObservedTest[],
  { overheadMsByFile }: { overheadMsByFile: Readonly<Record<string, number>> },
): number {
  const files = new Set(tests.map((test) => test.file));
  const overheadMs = [...files].reduce((sum, file) => sum + (overheadMsByFile[file] ?? 0), 0);
  return overheadMs + tests.reduce((sum, test) => sum + test.durationMs, 0);
}

/**
 * The limit in milliseconds for mutants whose tests take `plainMs` without any mutant: Stryker's formula with the
 * project's own options, never above the ceiling. `patience` stretches it, for a second look.
 */
export function limitMsFor(plainMs: number, own: Readonly<Record<string, unknown>>, ceilingMs: number, patience: number): number {
  const constantMs = numberOr(own.timeoutMS, DEFAULT_CONSTANT_MS);
  const factor = numberOr(own.timeoutFactor, DEFAULT_FACTOR);
  return Math.round(Math.min(ceilingMs, patience * (constantMs + factor * plainMs)));
}

/** Whether tests that take so long without any mutant can be told from an endless loop by this limit. */
export function isTooShort(limitMs: number, plainMs: number): boolean {
  return limitMs < DEFAULT_FACTOR * plainMs;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
