import { describe, expect, test } from 'vitest';
import { type Counts, newRequirement, totalsOf } from './gate.fixture.ts';
import {
  describeLimit,
  describeMetric,
  isLooser,
  isMet,
  judgedCount,
  METRIC_NAMES,
  type Metric,
  metricRange,
  missingKills,
  openCount,
  Requirement,
} from './requirement.ts';

/** 7 killed, 1 timed out, 2 survived, 6 covered by no test; and everything that is not valid. */
const SIXTEEN: Counts = {
  ...{ Killed: 7, Timeout: 1, Survived: 2, NoCoverage: 6 },
  ...{ CompileError: 3, RuntimeError: 4, Ignored: 5, accepted: 9 },
};
const OPEN: Counts = { ...SIXTEEN, null: 3, Pending: 1 };
const NOTHING: Counts = { CompileError: 1, RuntimeError: 1, Ignored: 1, accepted: 2 };

test('open are the mutants without a status that can be trusted, judged are these and the valid ones', () => {
  expect([openCount(totalsOf(SIXTEEN)), openCount(totalsOf(OPEN))]).toEqual([0, 4]);
  expect([judgedCount(totalsOf(SIXTEEN)), judgedCount(totalsOf(OPEN)), judgedCount(totalsOf(NOTHING))]).toEqual([16, 20, 0]);
});

describe('a metric', () => {
  test.each<[Metric, Counts, number | null, number | null]>([
    ['killRate', SIXTEEN, 50, 50],
    ['killRate', OPEN, 40, 60],
    ['killRate', { NoCoverage: 2 }, 0, 0],
    ['killRate', { null: 2 }, 0, 100],
    ['killRate', NOTHING, null, null],
    ['testStrength', SIXTEEN, 80, 80],
    ['testStrength', { Killed: 7, Timeout: 1, Survived: 2, NoCoverage: 6, null: 4, Pending: 2 }, 50, 87.5],
    ['testStrength', { NoCoverage: 2 }, null, null],
    ['testStrength', NOTHING, null, null],
    ['maxTimeoutShare', SIXTEEN, 6.25, 6.25],
    ['maxTimeoutShare', OPEN, 25, 5],
    ['maxTimeoutShare', NOTHING, null, null],
    ['maxSurvivors', SIXTEEN, 8, 8],
    ['maxSurvivors', OPEN, 12, 8],
    ['maxSurvivors', { Killed: 1 }, 0, 0],
    ['maxSurvivors', NOTHING, null, null],
    ['maxAccepted', OPEN, 9, 9],
    ['maxAccepted', NOTHING, 2, 2],
    ['maxAccepted', {}, 0, 0],
  ])('%s of %o is %d at its worst and %d at its best', (metric, counts, worst, best) => {
    expect(metricRange(metric, totalsOf(counts))).toEqual({ worst, best });
  });

  test('an acceptance leaves numerator and denominator', () => {
    expect(metricRange('killRate', totalsOf({ Killed: 3, Survived: 1, accepted: 1 })).worst).toBe(75);
  });
});

describe('a limit', () => {
  test.each<[Metric, number, number | null, boolean]>([
    ['killRate', 90, 90, true],
    ['killRate', 90, 89.999999, false],
    ['killRate', 90, 100, true],
    ['testStrength', 90, 90, true],
    ['testStrength', 90, 89, false],
    ['maxSurvivors', 3, 3, true],
    ['maxSurvivors', 3, 4, false],
    ['maxSurvivors', 3, 0, true],
    ['maxTimeoutShare', 5, 5, true],
    ['maxTimeoutShare', 5, 5.000001, false],
    ['maxAccepted', 0, 0, true],
    ['maxAccepted', 0, 1, false],
    ['killRate', 0, null, false],
    ['maxSurvivors', 3, null, false],
    ['killRate', 0, Number.NaN, false],
    ['maxSurvivors', 3, Number.NaN, false],
  ])('%s %d is met by %d: %s', (metric, limit, value, expected) => {
    expect(isMet({ metric, limit }, value)).toBe(expected);
  });

  test.each<[Metric, number, string]>([
    ['killRate', 90, 'at least 90 %'],
    ['testStrength', 87.5, 'at least 87.5 %'],
    ['maxTimeoutShare', 5, 'at most 5 %'],
    ['maxSurvivors', 3, 'at most 3'],
    ['maxAccepted', 0, 'at most 0'],
  ])('%s %d reads: %s', (metric, limit, text) => {
    expect(describeLimit({ metric, limit })).toBe(text);
  });

  test.each([
    ['a lower rate', newRequirement('killRate', 89), newRequirement('killRate', 90), true],
    ['the same rate', newRequirement('killRate', 90), newRequirement('killRate', 90), false],
    ['a higher rate', newRequirement('killRate', 91), newRequirement('killRate', 90), false],
    ['more survivors', newRequirement('maxSurvivors', 4), newRequirement('maxSurvivors', 3), true],
    ['as many survivors', newRequirement('maxSurvivors', 3), newRequirement('maxSurvivors', 3), false],
    ['fewer survivors', newRequirement('maxSurvivors', 2), newRequirement('maxSurvivors', 3), false],
    ['only a warning', newRequirement('killRate', 90, 'warn'), newRequirement('killRate', 90), true],
    ['only a warning, for a higher rate', newRequirement('killRate', 99, 'warn'), newRequirement('killRate', 90), true],
    ['an error instead of a warning', newRequirement('killRate', 90), newRequirement('killRate', 90, 'warn'), false],
    ['a warning as before', newRequirement('killRate', 90, 'warn'), newRequirement('killRate', 90, 'warn'), false],
  ])('%s asks for less: %s', (_, one, other, expected) => {
    expect(isLooser(one, other)).toBe(expected);
  });

  test('every metric has a name', () => {
    expect(METRIC_NAMES).toEqual({
      killRate: 'kill rate',
      testStrength: 'test strength',
      maxSurvivors: 'survivors',
      maxTimeoutShare: 'timeouts',
      maxAccepted: 'acceptances',
    });
  });

  test.each(['killRate', 'testStrength', 'maxSurvivors', 'maxTimeoutShare', 'maxAccepted'] as const)(
    'can be set for %s',
    (metric) => {
      expect(Requirement.parse(newRequirement(metric, 0))).toEqual({ metric, limit: 0, level: 'error' });
    },
  );

  test.each([
    ['another metric', { metric: 'coverage' }],
    ['a limit below 0', { limit: -1 }],
    ['a limit that is no number', { limit: Number.NaN }],
    ['a limit that nothing reaches', { limit: Number.POSITIVE_INFINITY }],
    ['another level', { level: 'off' }],
    ['a field nobody knows', { surplus: 1 }],
    ['a field less', { level: undefined }],
  ])('%s is refused', (_, change) => {
    expect(Requirement.safeParse({ ...newRequirement('killRate', 90), ...change }).success).toBe(false);
  });
});

describe('a metric as people read it', () => {
  test.each<[string, Metric, number, Counts, string]>([
    [
      'few mutants come with an interval',
      'killRate',
      80,
      { Killed: 8, Timeout: 1, Survived: 1 },
      '90.0 % of 10 mutants, 95 % interval 59.6 to 98.2',
    ],
    ['99 are few', 'killRate', 80, { Killed: 99 }, '100.0 % of 99 mutants, 95 % interval 96.3 to 100.0'],
    ['100 are not', 'killRate', 80, { Killed: 50, Survived: 50 }, '50.0 % of 100 mutants'],
    ['nothing killed', 'killRate', 80, { NoCoverage: 1 }, '0.0 % of 1 mutant, 95 % interval 0.0 to 79.3'],
    ['a miss is not rounded to a hit', 'killRate', 90, { Killed: 8996, Survived: 1004 }, '89.9 % of 10,000 mutants'],
    [
      'a range where statuses are open',
      'killRate',
      80,
      { Killed: 80, Survived: 10, null: 6, Pending: 4 },
      '80.0 to 90.0 % of 100 mutants, 10 of them without a status',
    ],
    ['test strength has no interval', 'testStrength', 80, { Killed: 1, Survived: 1, NoCoverage: 2 }, '50.0 % of 4 mutants'],
    ['test strength of what no test runs', 'testStrength', 80, { NoCoverage: 2 }, 'nothing to measure'],
    ['a share of timeouts', 'maxTimeoutShare', 5, { Killed: 99, Timeout: 1 }, '1.0 % of 100 mutants'],
    [
      'a share above its limit does not look within',
      'maxTimeoutShare',
      5,
      { Killed: 9496, Timeout: 504 },
      '5.1 % of 10,000 mutants',
    ],
    [
      'a share above its limit that shows it anyway',
      'maxTimeoutShare',
      5,
      { Killed: 9486, Timeout: 514 },
      '5.1 % of 10,000 mutants',
    ],
    ['a share within its limit', 'maxTimeoutShare', 5, { Killed: 9504, Timeout: 496 }, '5.0 % of 10,000 mutants'],
    ['a share at its limit', 'maxTimeoutShare', 5.04, { Killed: 9496, Timeout: 504 }, '5.0 % of 10,000 mutants'],
    [
      'a range of timeouts',
      'maxTimeoutShare',
      5,
      { Killed: 98, Timeout: 1, null: 1 },
      '2.0 to 1.0 % of 100 mutants, 1 of them without a status',
    ],
    ['a count', 'maxSurvivors', 3, { Killed: 1, Survived: 1200 }, '1,200'],
    ['a count of open ends', 'maxSurvivors', 3, { Survived: 1, NoCoverage: 1, null: 2 }, '4 to 2'],
    ['acceptances', 'maxAccepted', 3, { accepted: 2 }, '2'],
    ['no acceptances', 'maxAccepted', 3, {}, '0'],
    ['no rate', 'killRate', 80, { Ignored: 3 }, 'nothing to measure'],
    ['no survivors of nothing', 'maxSurvivors', 80, { Ignored: 3 }, 'nothing to measure'],
  ])('%s: %s', (_, metric, limit, counts, text) => {
    expect(describeMetric({ metric, limit }, totalsOf(counts))).toBe(text);
  });
});

describe('what is missing', () => {
  test.each<[Metric, number, Counts, number]>([
    ['killRate', 80, { Killed: 7, Survived: 3 }, 1],
    ['killRate', 80, { Killed: 6, Timeout: 1, NoCoverage: 3 }, 1],
    ['killRate', 81, { Killed: 7, Survived: 3 }, 2],
    ['killRate', 80, { Killed: 7, Survived: 1, null: 2 }, 1],
    ['killRate', 100, { Killed: 7, Survived: 3 }, 3],
    ['killRate', 80, { Killed: 8, Survived: 2 }, 0],
    ['killRate', 101, { Killed: 7, Survived: 3 }, 3],
    ['killRate', 80, {}, 0],
    // 100 * 7 / 25 is 28, and 28 % of 25 is 7.000000000000001.
    ['killRate', 28, { Killed: 6, Survived: 19 }, 1],
    ['testStrength', 80, { Killed: 6, Timeout: 1, Survived: 3, NoCoverage: 90 }, 1],
    ['maxSurvivors', 3, { Survived: 4, NoCoverage: 1 }, 2],
    ['maxSurvivors', 3, {}, 0],
    ['maxAccepted', 3, { accepted: 7 }, 4],
  ])('for %s %d of %o are %d mutants', (metric, limit, counts, expected) => {
    expect(missingKills({ metric, limit }, totalsOf(counts))).toBe(expected);
  });
});
