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

/** "2026-11-20 11:00:23 GMT+1": the reader's own clock, as everywhere, unless `timeZone` names another. */
export function formatExact(date: string, timeZone?: string): string {
  return `${dayOf(date, timeZone)} ${clockOf(date, timeZone, 'medium')} ${zoneOf(date, timeZone)}`;
}

/** "2026-11-20 11:00" */
export function formatMinute(date: string, timeZone?: string): string {
  return `${dayOf(date, timeZone)} ${clockOf(date, timeZone, 'short')}`;
}

/** "Nov 20" */
export function formatDay(date: string, timeZone?: string): string {
  return formatOf('en', timeZone, { month: 'short', day: 'numeric' }).format(new Date(date));
}

/** "11:00" */
export function formatClock(date: string, timeZone?: string): string {
  return clockOf(date, timeZone, 'short');
}

/** What tells one run from the next: "11:00" where that was today, else "Nov 20, 11:00", with the year where it was another. */
export function formatMoment(date: string, nowMs: number, timeZone?: string): string {
  const now = new Date(nowMs).toISOString();
  const clock = formatClock(date, timeZone);
  if (isSameDay([date, now], timeZone)) return clock;
  const isThisYear = dayOf(date, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  return isThisYear ? `${formatDay(date, timeZone)}, ${clock}` : formatMinute(date, timeZone);
}

/** Whether all of `dates` fall on one day. */
export function isSameDay(dates: readonly string[], timeZone?: string): boolean {
  return new Set(dates.map((date) => dayOf(date, timeZone))).size === 1;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make one takes longer than to use it a hundred times. */
function formatOf(locale: string, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, format);
  return format;
}

/** "2026-11-20"; Swedes write dates so. */
function dayOf(date: string, timeZone: string | undefined): string {
  return formatOf('sv', timeZone, { dateStyle: 'short' }).format(new Date(date));
}

function clockOf(date: string, timeZone: string | undefined, timeStyle: 'short' | 'medium'): string {
  return formatOf('sv', timeZone, { timeStyle }).format(new Date(date));
}

/** "UTC", "GMT+1", "EST" */
function zoneOf(date: string, timeZone: string | undefined): string {
  const parts = formatOf('en', timeZone, { timeZoneName: 'short' }).formatToParts(new Date(date));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
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
