import { describe, expect, test } from 'vitest';
import { type Acceptance, MutantStatus } from './model.ts';
import { addTotals, bucketOf, percent, type Scored, Totals, tally } from './score.ts';

const ACCEPTANCE: Acceptance = { category: 'equivalent', reason: 'same text', author: null, date: '2026-11-20', expires: null };
const EVERY_STATUS = [...MutantStatus.options, null];

function of(status: Scored['status'], count = 1, acceptance: Acceptance | null = null): Scored[] {
  return Array.from({ length: count }, () => ({ status, acceptance }));
}

describe('buckets', () => {
  test.each([
    ['Killed', 'killed'],
    ['Survived', 'survived'],
    ['NoCoverage', 'noCoverage'],
    ['Timeout', 'timeout'],
    ['CompileError', 'compileError'],
    ['RuntimeError', 'runtimeError'],
    ['Ignored', 'ignored'],
    ['Pending', 'pending'],
    [null, 'unresolved'],
  ] as const)('a mutant of status %s is counted as %s, and as nothing else', (status, bucket) => {
    const { mutants, killRate, testStrength, coverage, oracleGap, ...buckets } = tally(of(status, 3));

    expect(Object.entries(buckets).filter(([, count]) => count !== 0)).toEqual([[bucket, 3]]);
    expect(mutants).toBe(3);
  });

  test.each(['Survived', 'NoCoverage'] as const)('an accepted mutant of status %s leaves its bucket', (status) => {
    expect(tally(of(status, 2, ACCEPTANCE))).toMatchObject({ mutants: 2, accepted: 2, survived: 0, noCoverage: 0 });
  });

  test.each(EVERY_STATUS.filter((status) => status !== 'Survived' && status !== 'NoCoverage'))(
    'an acceptance changes nothing for a mutant of status %s',
    (status) => {
      expect(bucketOf({ status, acceptance: ACCEPTANCE })).toBe(bucketOf({ status, acceptance: null }));
    },
  );

  test('the buckets add up to the mutants', () => {
    const mutants = EVERY_STATUS.flatMap((status, index) => [...of(status, index + 1), ...of(status, 1, ACCEPTANCE)]);
    const { mutants: all, killRate, testStrength, coverage, oracleGap, ...buckets } = tally(mutants);

    expect(Object.values(buckets).reduce((sum, count) => sum + count)).toBe(mutants.length);
    expect(all).toBe(mutants.length);
  });
});

describe('rates', () => {
  const sixteenValid = [...of('Killed', 7), ...of('Timeout', 1), ...of('Survived', 2), ...of('NoCoverage', 6)];

  test('8 of 16 valid mutants detected, 2 survived and 6 covered by no test', () => {
    expect(tally(sixteenValid)).toMatchObject({ killRate: 50, testStrength: 80, coverage: 62.5, oracleGap: 12.5 });
  });

  test('what is not valid changes no rate', () => {
    const notValid = [
      ...of('CompileError', 5),
      ...of('RuntimeError', 5),
      ...of('Ignored', 5),
      ...of('Pending', 5),
      ...of(null, 5),
      ...of('Survived', 5, ACCEPTANCE),
      ...of('NoCoverage', 5, ACCEPTANCE),
    ];
    const { killRate, testStrength, coverage, oracleGap } = tally(sixteenValid);

    expect(tally([...sixteenValid, ...notValid])).toMatchObject({ killRate, testStrength, coverage, oracleGap });
  });

  test.each([
    ['no mutants', []],
    ['only mutants that are not valid', [...of('Ignored'), ...of(null), ...of('CompileError'), ...of('Survived', 1, ACCEPTANCE)]],
  ])('there is no rate over %s', (_, mutants) => {
    expect(tally(mutants)).toMatchObject({ killRate: null, testStrength: null, coverage: null, oracleGap: null });
  });

  test('where no test covers anything the kill rate is 0, and there is no test strength', () => {
    expect(tally(of('NoCoverage', 4))).toMatchObject({ killRate: 0, testStrength: null, coverage: 0, oracleGap: 0 });
  });

  test('a suite that notices everything has no oracle gap', () => {
    expect(tally([...of('Killed', 2), ...of('Timeout')])).toMatchObject({
      killRate: 100,
      testStrength: 100,
      coverage: 100,
      oracleGap: 0,
    });
  });

  test('a share of nothing is null', () => {
    expect([percent(0, 0), percent(0, 4), percent(1, 4)]).toEqual([null, 0, 25]);
  });
});

test('totals of parts are those of all their mutants together', () => {
  const statuses = ['Killed', 'Survived', 'NoCoverage', 'Timeout', 'RuntimeError', 'CompileError', 'Ignored', 'Pending'] as const;
  const parts = [
    [...of('Killed', 3), ...of('Survived')],
    statuses.flatMap((status) => of(status)),
    [{ status: null, acceptance: null }],
  ];
  expect(addTotals(parts.map(tally))).toEqual(tally(parts.flat()));
  expect(addTotals([])).toEqual(tally([]));
});

describe('totals as they are read', () => {
  const totals = tally(of('Killed'));

  test('what tally gives is valid, with rates and without', () => {
    expect([Totals.parse(totals), Totals.parse(tally([]))]).toEqual([totals, tally([])]);
  });

  test.each([
    ['a negative count', { killed: -1 }],
    ['half a mutant', { survived: 0.5 }],
    ['a rate above 100', { killRate: 100.1 }],
    ['a rate below 0', { oracleGap: -0.1 }],
    ['a rate that is no number', { testStrength: Number.NaN }],
    ['a field nobody knows', { surplus: 1 }],
    ['a field less', { unresolved: undefined }],
  ])('%s is refused', (_, change) => {
    expect(Totals.safeParse({ ...totals, ...change }).success).toBe(false);
  });
});
