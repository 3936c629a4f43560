/** How numbers and dates are written for people. */
import { formatRate, formatToGo } from '@killrate/shared/rate';
import type { Totals } from '@killrate/shared/score';

const UNITS: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['year', 365.25 * 24 * 3_600_000],
  ['month', 30.44 * 24 * 3_600_000],
  ['week', 7 * 24 * 3_600_000],
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** Stands where there is no number. */
export const DASH = '–';

/** "3 hours ago", as seen from `nowMs`; "just now" within a minute. */
export function formatRelative(date: string, nowMs: number): string {
  const passedMs = Date.parse(date) - nowMs;
  const found = UNITS.find(([, ms]) => Math.abs(passedMs) >= ms);
  return found === undefined ? 'just now' : RELATIVE.format(Math.trunc(passedMs / found[1]), found[0]);
}

/** "2026-11-20 10:00:23 UTC" */
export function formatExact(date: string): string {
  return `${new Date(date).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** "Nov 20", in UTC. */
export function formatDay(date: string): string {
  return new Date(date).toLocaleDateString('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
}

/** "82.7 %", "–" where there is none; never rounded up to `target` or to 100. */
export function formatPercent(rate: number | null, target: number | null = null): string {
  return rate === null ? DASH : `${formatRate(rate, DASH, target)} %`;
}

/** "-4.1" with a true minus sign; see the shared formatToGo. */
export function formatPoints(rate: number | null, target: number | null): string {
  return formatToGo(rate, target, DASH).replace('-', '−');
}

/** What the kill rate is a share of. */
export function countValid(totals: Totals): number {
  return totals.killed + totals.timeout + totals.survived + totals.noCoverage;
}
