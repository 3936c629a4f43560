import { expect, it } from 'vitest';
import { outcomeOf, patternOf } from './deletion-trial.ts';

const report = (...results: [status: string, message?: string][]) => ({
  testResults: [
    {
      message: '',
      assertionResults: results.map(([status, message]) => ({ status, failureMessages: message ? [message] : [] })),
    },
  ],
});

it('a test that passes without what it runs is told from one that asserts, and from one that crashes', () => {
  expect(outcomeOf(report(['passed'], ['skipped']))).toEqual({ kind: 'passed' });
  expect(outcomeOf(report(['passed'], ['failed', 'AssertionError: expected 1 to be 2\n  at a.ts']))).toEqual({
    ...{ kind: 'failed', isByAssertion: true, isLoaded: true, because: 'AssertionError: expected 1 to be 2' },
  });
  expect(outcomeOf(report(['failed', 'TypeError: no function']))).toMatchObject({ kind: 'failed', isByAssertion: false });
});

it('a file that cannot be loaded fails by a crash, and a name that fits nothing was not run', () => {
  expect(outcomeOf({ testResults: [{ message: 'TypeError: a\n', assertionResults: [] }] })).toMatchObject({
    ...{ kind: 'failed', isLoaded: false },
  });
  expect(outcomeOf(report(['skipped']))).toMatchObject({ kind: 'not-run' });
});

it('a pattern fits just the names, however their parts are joined', () => {
  const pattern = new RegExp(patternOf([{ name: 'price > adds (a + b)' }, { name: 'takes' }]));
  for (const name of ['price > adds (a + b)', 'price adds (a + b)', 'takes', ' price adds  (a +\tb) '])
    expect(name).toMatch(pattern);
  for (const name of ['price > adds (a + b) twice', 'it takes', 'adds']) expect(name).not.toMatch(pattern);
});
