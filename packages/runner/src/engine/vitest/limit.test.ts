import { describe, expect, test } from 'vitest';
import { isTooShort, limitMsFor, plainMsOf } from './limit.ts';
import type { ObservedTest } from './observe.ts';

function aTest(file: string, durationMs: number): ObservedTest {
  return { id: `${file}#${durationMs}`, file, name: String(durationMs), line: 1, durationMs, outcome: 'passed', failure: null };
}

describe('the limit of a mutant', () => {
  test('starts from what its tests take, and each of their files once', () => {
    const overheadMsByFile = { 'a.test.ts': 100, 'b.test.ts': 30, 'c.test.ts': 7_000 };
    expect(plainMsOf([aTest('a.test.ts', 5), aTest('a.test.ts', 6), aTest('b.test.ts', 1)], { overheadMsByFile })).toBe(142);
  });

  test("is Stryker's formula with its defaults, or with the project's own options", () => {
    expect(limitMsFor(1_000, {}, 120_000, 1)).toBe(6_500);
    expect(limitMsFor(1_000, { timeoutMS: 200, timeoutFactor: 4 }, 120_000, 1)).toBe(4_200);
  });

  test('is stretched for a second look, and never above the ceiling', () => {
    expect(limitMsFor(1_000, {}, 120_000, 2)).toBe(13_000);
    expect(limitMsFor(1_000, {}, 10_000, 2)).toBe(10_000);
  });

  test('is too short where the tests take nearly as long without any mutant', () => {
    expect(isTooShort(120_000, 200_000)).toBe(true);
    expect(isTooShort(1_500, 1_000)).toBe(false);
    expect(isTooShort(1_499, 1_000)).toBe(true);
  });
});
