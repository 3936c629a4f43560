import type { Mutant } from '@killrate/shared/model';
import { expect, it } from 'vitest';
import { aMutant } from './mutant.fixture.ts';
import { createRandom } from './random.ts';
import type { SuiteOutcome } from './suite-run.ts';
import { drawSample } from './truth.ts';
import { judgeByTruth } from './truth-trial.ts';

const GREEN: SuiteOutcome = { kind: 'green', wallMs: 1 };
const RED: SuiteOutcome = { kind: 'red', wallMs: 1, because: 'a test' };
const HUNG: SuiteOutcome = { kind: 'timed-out', wallMs: 1 };

function verdict(status: Mutant['status'], ...outcomes: SuiteOutcome[]): string {
  return judgeByTruth({ mutant: aMutant({ status }), outcomes, failure: null }).verdict;
}

it('a red suite is a kill, a green one a survivor', () => {
  expect([verdict('Killed', RED), verdict('Survived', GREEN), verdict('NoCoverage', GREEN)]).toEqual([
    'agrees',
    'agrees',
    'agrees',
  ]);
  expect([verdict('Killed', GREEN, GREEN), verdict('Survived', RED, RED)]).toEqual(['disagrees', 'disagrees']);
});

it('killed and timed out are both detected', () => {
  expect([verdict('Timeout', HUNG), verdict('Timeout', RED), verdict('Killed', HUNG)]).toEqual([
    'agrees',
    'other-detection',
    'other-detection',
  ]);
});

it('a suite that says one thing and then another proves nothing', () => {
  expect(verdict('Survived', RED, GREEN)).toBe('flaky');
});

it('a mutant that could not be written is told apart', () => {
  expect(judgeByTruth({ mutant: aMutant({}), outcomes: null, failure: 'no such node' })).toEqual({
    verdict: 'not-applied',
    said: 'no such node',
  });
});

it('a sample holds verdicts only, and at most a tenth that no test reaches', () => {
  const all = (['Killed', 'Survived', 'Timeout', 'NoCoverage', 'Ignored', null] as const).flatMap((status) =>
    Array.from({ length: 50 }, () => aMutant({ status })),
  );
  const counts = Map.groupBy(drawSample(all, 40, createRandom(5)), ({ status }) => status);
  expect(counts.get('NoCoverage')?.length).toBe(4);
  expect([...counts.values()].flat().length).toBe(40);
  expect(counts.has('Ignored') || counts.has(null)).toBe(false);
});
