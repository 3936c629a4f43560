/** How long one mutant's tests may take. */
import type { WireDryRun, WireTest } from './protocol.ts';

/** Stryker's two options for the limit: factor x time of the tests + constant. */
export interface Limit {
  timeoutMS: number;
  timeoutFactor: number;
}

/** Stryker's own defaults. */
const DEFAULTS: Limit = { timeoutMS: 5_000, timeoutFactor: 1.5 };

/**
 * The limit for mutants that these tests cover. The constant holds what their files take beside their tests (imports, setup,
 * environment). Both parts are lowered until not even a mutant that all the tests cover gets more than the ceiling.
 * `patience` stretches the whole, for a second look.
 */
export function limitFor(
  tests: readonly WireTest[],
  suite: Pick<WireDryRun, 'overheadMsByFile'>,
  own: Readonly<Record<string, unknown>>,
  ceilingMs: number,
  patience: number,
): Limit {
  const files = new Set(tests.map((test) => test.file));
  const overheadMs = [...files].reduce((sum, file) => sum + (suite.overheadMsByFile[file] ?? 0), 0);
  const netMs = tests.reduce((sum, test) => sum + test.durationMs, 0);
  const constantMs = patience * (numberOr(own.timeoutMS, DEFAULTS.timeoutMS) + DEFAULTS.timeoutFactor * overheadMs);
  const timeoutMS = Math.round(Math.min(constantMs, ceilingMs));
  const factor = patience * numberOr(own.timeoutFactor, DEFAULTS.timeoutFactor);
  return { timeoutMS, timeoutFactor: netMs === 0 ? factor : Math.min(factor, (ceilingMs - timeoutMS) / netMs) };
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
