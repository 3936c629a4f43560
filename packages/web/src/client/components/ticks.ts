/** What stands beneath the runs of a chart: their days, or their times where they are all of one. */
import { formatDay } from '../format.ts';

/** How to write one of `dates`, in UTC. */
export function tickFormatOf(dates: readonly string[]): (date: string) => string {
  const isOneDay = new Set(dates.map((date) => date.slice(0, 10))).size === 1;
  return isOneDay ? (date) => new Date(date).toISOString().slice(11, 16) : formatDay;
}
