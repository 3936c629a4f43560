import { expect, it } from 'vitest';
import { describeFailure } from './baseline-failure.ts';
import { OUTSIDE } from './engine/engine.ts';

const red = (...tests: string[]) =>
  describeFailure({ kind: 'red', failures: tests.map((test) => ({ test, message: 'expected 2 to be 1\n  at a line' })) });

it('says first how many tests fail, then which, then what to put into the config', () => {
  const lines = red('test/size.test.ts > size > is small', 'test/size.test.ts > size > is smaller', 'test/b.test.ts > b').split(
    '\n',
  );

  expect(lines[0]).toBe('3 tests fail without any mutant, so nothing can be measured: mend the suite first');
  expect(lines[1]).toBe('  test/size.test.ts > size > is small: expected 2 to be 1');
  expect(lines.at(-1)).toMatch(/excludeTests: \['test\/size\.test\.ts', 'test\/b\.test\.ts'\]$/);
});

it('names no file where the failure is of none', () => {
  expect(red(OUTSIDE).split('\n').at(-1)).toMatch(/excludeTests: \['GLOB'\]$/);
});
