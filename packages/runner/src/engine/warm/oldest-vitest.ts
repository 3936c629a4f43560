/** Which Vitest the warm engine can drive. */

/** The first that takes a pool from outside, whose threads outlive mutants. */
const OLDEST_VITEST = 4;

/** Why a Vitest of this version is measured by the stock engine; null where it is new enough. */
export function whyTooOld(version: string): string | null {
  return Number.parseInt(version, 10) >= OLDEST_VITEST
    ? null
    : `Vitest ${version} takes no pool from outside; ${OLDEST_VITEST}.0 is the first that does`;
}
