/** What stands beneath the runs of a chart: their days, or their times where they are all of one. */
import { formatClock, formatDay, isSameDay } from '../format.ts';

/** How to write one of `dates`, by the reader's clock unless `timeZone` names another. */
export function tickFormatOf(dates: readonly string[], timeZone?: string): (date: string) => string {
  return isSameDay(dates, timeZone) ? (date) => formatClock(date, timeZone) : (date) => formatDay(date, timeZone);
}
