import { expect, it } from 'vitest';
import { skippedIn } from './lane.ts';

const tests = ['asserts', 'skips', 'fails', 'is not guarded'].map((name, line) => ({
  ...{ id: name, name, file: 'a.test.ts', line, durationMs: 1, outcome: 'passed' as const, failure: null, occurrence: 1 },
}));
const file = { tests, guarded: [0, 1, 2], passing: new Set(tests.map(({ id }) => id)), executed: 4 };
const report = {
  ...{ executed: 4, broken: null, outside: [], isEndless: false, asserting: [0] },
  failed: [{ id: 'fails', kind: 'crash' as const, message: 'no' }],
};

it('a guarded test that passed and executed no assertion skipped them', () => {
  expect(skippedIn(file, report)).toEqual(['a.test.ts > skips']);
});

it('of a file that did not run as a whole nothing is told', () => {
  const others = [
    { broken: { kind: 'crash' as const, message: 'no' } },
    { outside: ['no'] },
    { isEndless: true },
    { executed: 3 },
  ];
  for (const other of others) expect(skippedIn(file, { ...report, ...other })).toEqual([]);
});
