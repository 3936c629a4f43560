import { expect, it } from 'vitest';
import { survivorsOf } from './deletion.ts';

const tests = ['passes', 'fails', 'meets more', 'meets nothing'].map((name, line) => ({
  ...{ id: name, name, file: 'a.test.ts', line, durationMs: 1, outcome: 'passed' as const, failure: null, occurrence: 1 },
}));
const file = {
  tests,
  passing: new Set(tests.map(({ id }) => id)),
  perTest: { 0: { 1: 1 }, 1: { 1: 1 }, 2: { 1: 1 } },
  executed: 4,
};
const report = {
  ...{ executed: 4, broken: null, outside: [], isEndless: false, alive: [2] },
  failed: [{ id: 'fails', kind: 'assertion' as const, message: 'no' }],
};

it('a test survives that passes and meets nothing but what is emptied', () => {
  expect(survivorsOf(file, report)).toEqual(['a.test.ts > passes']);
});

it('a file that did not run as it does says nothing', () => {
  const others = [
    { broken: { kind: 'crash' as const, message: 'no' } },
    { outside: ['an error'] },
    { isEndless: true },
    { executed: 3 },
  ];
  for (const other of others) expect(survivorsOf(file, { ...report, ...other })).toBe(null);
});
