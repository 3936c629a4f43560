/** What a module is asked to reach: a metric with its limit, and how its totals are held against it. */
import { z } from 'zod';
import { formatCount, plural } from '../count.ts';
import { GateLevel } from '../document.ts';
import { formatPercent } from '../rate.ts';
import type { Totals } from '../score.ts';
import { wilsonInterval } from './interval.ts';

export const Metric = z.enum(['killRate', 'testStrength', 'maxSurvivors', 'maxTimeoutShare', 'maxAccepted']);
export type Metric = z.infer<typeof Metric>;

/** `limit` is a percentage or a count: what must be reached, or, of a metric called `max...`, what must not be passed. */
export const Requirement = z.strictObject({ metric: Metric, limit: z.number().nonnegative(), level: GateLevel });
export type Requirement = z.infer<typeof Requirement>;

/** How people call each metric. */
export const METRIC_NAMES: Record<Metric, string> = {
  killRate: 'kill rate',
  testStrength: 'test strength',
  maxSurvivors: 'survivors',
  maxTimeoutShare: 'timeouts',
  maxAccepted: 'acceptances',
};

/** A value at its worst and at its best: mutants without a trustworthy status could turn out either way. Null: there is nothing to measure. */
export type MetricRange = { worst: number; best: number } | { worst: null; best: null };

/** How many mutants have no status that can be trusted. */
export function openCount(totals: Totals): number {
  return totals.unresolved + totals.pending;
}

/** How many mutants a kill rate is made of, those without a status among them. */
export function judgedCount(totals: Totals): number {
  return totals.killed + totals.timeout + totals.survived + totals.noCoverage + openCount(totals);
}

/**
 * What a metric is of these totals. An open mutant counts at its worst as one that no test noticed (of timeouts: as one),
 * at its best as killed. `maxSurvivors` counts what no test runs as well: a module without tests has no survivors.
 */
export function metricRange(metric: Metric, totals: Totals): MetricRange {
  const open = openCount(totals);
  const detected = totals.killed + totals.timeout;
  const valid = judgedCount(totals);
  const undetected = totals.survived + totals.noCoverage;
  const ranges: Record<Metric, MetricRange> = {
    killRate: rangeOf(detected, detected + open, valid),
    testStrength: rangeOf(detected, detected + open, valid - totals.noCoverage),
    maxTimeoutShare: rangeOf(totals.timeout + open, totals.timeout, valid),
    maxSurvivors: valid === 0 ? { worst: null, best: null } : { worst: undetected + open, best: undetected },
    maxAccepted: { worst: totals.accepted, best: totals.accepted },
  };
  return ranges[metric];
}

function rangeOf(worst: number, best: number, whole: number): MetricRange {
  return whole === 0 ? { worst: null, best: null } : { worst: (100 * worst) / whole, best: (100 * best) / whole };
}

/** Whether a metric limits from above. */
export function isMaximum(metric: Metric): boolean {
  return metric.startsWith('max');
}

/** Whether a value is within a requirement; null, where there is nothing to measure, never is. */
export function isMet({ metric, limit }: Pick<Requirement, 'metric' | 'limit'>, value: number | null): boolean {
  if (value === null) return false;
  return isMaximum(metric) ? value <= limit : value >= limit;
}

/** Whether the one requirement asks for less than the other, of the same metric. */
export function isLooser(one: Requirement, other: Requirement): boolean {
  const isLess = isMaximum(one.metric) ? one.limit > other.limit : one.limit < other.limit;
  return isLess || (one.level === 'warn' && other.level === 'error');
}

/** `at least 90 %`, `at most 3`. */
export function describeLimit({ metric, limit }: Pick<Requirement, 'metric' | 'limit'>): string {
  return `${isMaximum(metric) ? 'at most' : 'at least'} ${limit}${isCount(metric) ? '' : ' %'}`;
}

/** Below this many mutants a rate is shown with its interval. */
const FEW = 100;

/** A metric of totals as people read it: its value or range, what it is made of, and its interval where that is little. */
export function describeMetric({ metric, limit }: Pick<Requirement, 'metric' | 'limit'>, totals: Totals): string {
  const { worst, best } = metricRange(metric, totals);
  if (worst === null) return 'nothing to measure';
  const format = (value: number) => (isCount(metric) ? formatCount(value) : formatShare(metric, value, limit));
  const value = worst === best ? format(worst) : `${format(worst)} to ${format(best)}`;
  if (isCount(metric)) return value;
  const parts = [`of ${plural(judgedCount(totals), 'mutant')}`];
  if (worst !== best) parts.push(`${formatCount(openCount(totals))} of them without a status`);
  const isShort = metric === 'killRate' && judgedCount(totals) < FEW;
  const interval = isShort ? wilsonInterval(totals.killed + totals.timeout, judgedCount(totals)) : null;
  if (interval !== null) parts.push(`95 % interval ${formatPercent(interval.low)} to ${formatPercent(interval.high)}`);
  return `${value} % ${parts.join(', ')}`;
}

/** A share must not look as if it were within a limit that it passes. */
function formatShare(metric: Metric, value: number, limit: number): string {
  if (!isMaximum(metric)) return formatPercent(value, limit);
  const rounded = value.toFixed(1);
  return value > limit && Number(rounded) <= limit ? (Math.ceil(value * 10) / 10).toFixed(1) : rounded;
}

/** How many more mutants must be killed for a rate to reach its limit; for a count, how many it is above it. */
export function missingKills({ metric, limit }: Pick<Requirement, 'metric' | 'limit'>, totals: Totals): number {
  const detected = totals.killed + totals.timeout;
  if (metric === 'killRate') return neededOf(judgedCount(totals), limit) - detected;
  if (metric === 'testStrength') return neededOf(judgedCount(totals) - totals.noCoverage, limit) - detected;
  const { worst } = metricRange(metric, totals);
  return worst === null ? 0 : worst - limit;
}

/** The least part of a whole that reaches a percentage, held against it as rates are: by division. */
function neededOf(whole: number, limit: number): number {
  let part = 0;
  while (part < whole && (100 * part) / whole < limit) part += 1;
  return part;
}

function isCount(metric: Metric): boolean {
  return metric === 'maxSurvivors' || metric === 'maxAccepted';
}
