/** Precision and recall of rules over labelled cases. */
import type { Finding } from '@killrate/shared/document';
import type { CorpusCase } from './findings-corpus.ts';

/** What a rule's flags of a case are worth. */
export type Outcome = 'true-positive' | 'false-positive' | 'true-negative' | 'false-negative';

export interface JudgedCase {
  case: CorpusCase;
  found: number;
  outcome: Outcome;
}

export interface RuleScore {
  rule: string;
  outcomes: Readonly<Record<Outcome, number>>;
  /** True positives of all that was flagged; null where nothing was. */
  precision: number | null;
  /** True positives of all that was to be flagged; null where nothing was to be. */
  recall: number | null;
}

/** The precision that a rule must have, by its level; information has no bar. */
const PRECISION_BARS: Readonly<Record<Finding['level'], number | null>> = { error: 0.95, warning: 0.85, information: null };

/** A flag too many is as wrong as one on innocent code, one too few as wrong as none. */
export function judgeCase({ label, flags }: Pick<CorpusCase, 'label' | 'flags'>, found: number): Outcome {
  if (label === 'silent') return found === 0 ? 'true-negative' : 'false-positive';
  if (found < (flags ?? 1)) return 'false-negative';
  return flags !== null && found > flags ? 'false-positive' : 'true-positive';
}

/** One score for each rule, in the order of the cases; what several rules may answer for is scored under all their names. */
export function scoreRules(judged: readonly JudgedCase[]): RuleScore[] {
  const byRule = Map.groupBy(judged, (one) => one.case.rules.join(' or '));
  return [...byRule].map(([rule, cases]) => scoreCases(rule, cases));
}

/** The score of these cases as one. */
export function scoreCases(rule: string, cases: readonly JudgedCase[]): RuleScore {
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  const outcomes = {
    'true-positive': count('true-positive'),
    'false-positive': count('false-positive'),
    'true-negative': count('true-negative'),
    'false-negative': count('false-negative'),
  };
  const right = outcomes['true-positive'];
  return {
    rule,
    outcomes,
    precision: quotient(right, right + outcomes['false-positive']),
    recall: quotient(right, right + outcomes['false-negative']),
  };
}

function quotient(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Whether a precision is under the bar of any of the levels that a score speaks for. */
export function isUnderBar(precision: number | null, levels: readonly Finding['level'][]): boolean {
  return precision !== null && levels.some((level) => precision < (PRECISION_BARS[level] ?? 0));
}
