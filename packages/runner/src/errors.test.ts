import { describe, expect, test } from 'vitest';
import { BaselineError, EXIT, type ExitCode, exitCodeOf, UserError } from './errors.ts';

const holding = (...codes: ExitCode[]) => exitCodeOf(codes.map((code) => ({ code, message: '' })));

describe('the exit code', () => {
  test('is 0 where nothing is the matter', () => {
    expect(exitCodeOf([])).toBe(0);
  });

  test.each(Object.values(EXIT))('is %i where that alone holds', (code) => {
    expect(holding(code)).toBe(code);
  });

  test('is the first of 130, 70, 1, 4, 5, 2, 6 that holds, in whatever order they came up', () => {
    const inOrder: ExitCode[] = [130, 70, 1, 4, 5, 2, 6];
    for (const [index, code] of inOrder.entries()) {
      expect(holding(...inOrder.slice(index))).toBe(code);
      expect(holding(0, ...inOrder.slice(index).toReversed())).toBe(code);
    }
  });
});

test('errors say what they are, so that they can be told apart in a log', () => {
  expect(String(new UserError('no such file'))).toBe('UserError: no such file');
  expect(String(new BaselineError('3 tests fail'))).toBe('BaselineError: 3 tests fail');
  expect(new UserError('x')).toBeInstanceOf(Error);
});
