import { expect, test } from 'vitest';
import type { TestAssessment } from './api.ts';
import type { Finding, FindingVerdict } from './document.ts';
import { indexHeld } from './held.ts';

function finding(key: string, given: Partial<Finding> = {}): Finding {
  return {
    ...{ key, rule: 'no-assertion', verdict: 'suspect', level: 'warning', file: 'test/price.test.ts', line: 3, test: null },
    ...{ message: `message of ${key}`, evidence: { code: `code of ${key}` } },
    ...given,
  };
}

function assessing(tests: TestAssessment['tests'], findings: readonly Finding[] = []): TestAssessment {
  return { findings: [...findings], tests, nextTests: [], findingsOfModule: {}, whyNotJudged: null, notes: [] };
}

test('a test leads with its gravest finding, and has each rule once', () => {
  const findings = [finding('f1'), finding('f2', { rule: 'tautology', level: 'error', evidence: null }), finding('f3')];
  const heldOf = indexHeld(assessing([{ id: 'adds', verdict: 'suspect', findings: ['f1', 'f2', 'f3'] }], findings));

  expect(heldOf('adds')).toMatchObject({
    verdict: 'suspect',
    lead: { rule: 'tautology', message: 'message of f2', code: null },
    rules: ['tautology', 'no-assertion'],
  });
});

test('a finding that the assessment does not have is no finding of a test', () => {
  const heldOf = indexHeld(assessing([{ id: 'adds', verdict: 'suspect', findings: ['gone'] }], [finding('f1')]));

  expect(heldOf('adds')).toMatchObject({ verdict: 'suspect', lead: null, rules: [] });
});

test('the graver a verdict, the less it weighs, and the most weighs a test without one', () => {
  const verdicts: (FindingVerdict | null)[] = ['confirmed-hollow', 'suspect', 'not-assessable', null];
  const heldOf = indexHeld(assessing(verdicts.map((verdict) => ({ id: String(verdict), verdict, findings: [] }))));
  const weights = verdicts.map((verdict) => heldOf(String(verdict)).weight);

  expect(weights).toEqual(weights.toSorted((one, other) => one - other));
  expect(new Set(weights).size).toBe(verdicts.length);
  expect(heldOf('nobody knows it')).toEqual(heldOf('null'));
});

test('where tests were not looked into, nothing is held of any', () => {
  expect(indexHeld(null)('adds')).toEqual(indexHeld(assessing([]))('adds'));
  expect(indexHeld(null)('adds')).toMatchObject({ verdict: null, lead: null, rules: [] });
});
