import { describe, expect, test } from 'vitest';
import { endInWords } from './run-end.ts';

const PROGRESS = {
  runId: 'r1',
  startedAt: '2026-01-01T00:00:00.000Z',
  file: null,
  total: 1_200,
  done: 1_200,
  killed: 1_000,
  survived: 7,
};

describe('the end of a run', () => {
  test('is told with what was killed and what survived', () => {
    expect(endInWords(PROGRESS)).toBe('The run is done: 1,200 mutants, 1,000 killed, 7 survived.');
  });

  test.each([
    ['nothing was seen of', null],
    ['was last seen preparing', { ...PROGRESS, total: 0, done: 0, killed: 0, survived: 0 }],
    ['was last seen before its end', { ...PROGRESS, done: 1_199 }],
    ['measured one mutant, which its asker tells of', { ...PROGRESS, total: 1, done: 1, killed: 1, survived: 0 }],
  ])('is not told of a run that %s', (_, last) => {
    expect(endInWords(last)).toBeNull();
  });
});
