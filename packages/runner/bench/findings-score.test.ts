import { expect, it } from 'vitest';
import type { CorpusCase } from './findings-corpus.ts';
import { isUnderBar, type JudgedCase, judgeCase, scoreRules } from './findings-score.ts';

function judged(rules: string[], label: CorpusCase['label'], found: number): JudgedCase {
  const one: CorpusCase = { rules, label, source: 'own', place: '', file: 'a.test.ts', files: {}, flags: null, why: null };
  return { case: one, found, outcome: judgeCase(one, found) };
}

it('a flag on a silent case is wrong, and so is silence on a flagged one', () => {
  expect(judgeCase({ label: 'silent', flags: null }, 0)).toBe('true-negative');
  expect(judgeCase({ label: 'silent', flags: null }, 1)).toBe('false-positive');
  expect(judgeCase({ label: 'flag', flags: null }, 0)).toBe('false-negative');
  expect(judgeCase({ label: 'flag', flags: null }, 3)).toBe('true-positive');
});

it('where a case says how many flags there are, one too many and one too few are wrong', () => {
  expect([1, 2, 3].map((found) => judgeCase({ label: 'flag', flags: 2 }, found))).toEqual([
    'false-negative',
    'true-positive',
    'false-positive',
  ]);
});

it('precision is of all that was flagged, recall of all that was to be', () => {
  const cases = [judged(['a'], 'flag', 1), judged(['a'], 'flag', 0), judged(['a'], 'silent', 1), judged(['a'], 'flag', 1)];
  expect(scoreRules(cases)).toEqual([
    {
      rule: 'a',
      outcomes: { 'true-positive': 2, 'false-positive': 1, 'true-negative': 0, 'false-negative': 1 },
      precision: 2 / 3,
      recall: 2 / 3,
    },
  ]);
});

it('a rule that never spoke has no precision, and one without a case to flag no recall', () => {
  const [score] = scoreRules([judged(['a'], 'silent', 0)]);
  expect(score).toMatchObject({ precision: null, recall: null });
});

it('what any of several rules may find is scored under all their names', () => {
  expect(scoreRules([judged(['a', 'b'], 'flag', 1), judged(['b'], 'flag', 1)]).map(({ rule }) => rule)).toEqual(['a or b', 'b']);
});

it('errors have the higher bar, and information has none', () => {
  expect(isUnderBar(0.9, ['error'])).toBe(true);
  expect(isUnderBar(0.9, ['warning'])).toBe(false);
  expect(isUnderBar(0.84, ['warning'])).toBe(true);
  expect(isUnderBar(0.95, ['error'])).toBe(false);
  expect(isUnderBar(0, ['information'])).toBe(false);
  expect(isUnderBar(null, ['error'])).toBe(false);
  expect(isUnderBar(0.9, ['warning', 'error'])).toBe(true);
});
