import type { MovedAssertion } from '@killrate/shared/store/assertions';
import { expect, it } from 'vitest';
import { compareAt, isCovarying } from './co-varying.ts';

const seen = (changed: number, together: number, place: Partial<MovedAssertion> = {}): MovedAssertion => ({
  ...{ test: 'a', file: 'a.test.ts', line: 3, column: 5, changed, together },
  ...place,
});
const judge = (...compared: MovedAssertion[]) =>
  isCovarying(compareAt({ file: 'a.test.ts', line: 3, column: 5 }, new Set(['a', 'b']), compared));

it('an expected value that follows every one of three changes compares the code with itself', () => {
  expect(judge(seen(3, 3))).toBe(true);
  expect(judge(seen(3, 2))).toBe(false);
  expect(judge(seen(2, 2))).toBe(false);
});

it('one change is enough where both sides are one value by the text, and none is not', () => {
  const judgeOne = (changed: number, together: number) => isCovarying({ changed, together }, true);
  expect([judgeOne(1, 1), judgeOne(1, 0), judgeOne(0, 0)]).toEqual([true, false, false]);
});

it('what several cases saw at one place is added up', () => {
  expect(judge(seen(2, 2), seen(1, 1, { test: 'b' }))).toBe(true);
  expect(judge(seen(2, 2), seen(9, 0, { test: 'b' }))).toBe(false);
});

it('other places and other tests say nothing, and nothing seen is no proof', () => {
  expect(
    judge(seen(5, 5, { line: 4 }), seen(5, 5, { file: 'helper.ts' }), seen(5, 5, { test: 'c' }), seen(5, 5, { column: 6 })),
  ).toBe(false);
});
