import { expect, it } from 'vitest';
import { Skips } from './skipped-assertions.ts';

it('the mutants under which a test skipped its assertions are told by test, in their order, and by file', () => {
  const skips = new Skips();
  skips.note('a.ts', 7, ['adds']);
  skips.note('a.ts', 2, ['adds', 'takes']);
  skips.note('b.ts', 1, ['takes']);
  expect(skips.of('a.ts')).toEqual([
    { test: 'adds', mutants: [2, 7] },
    { test: 'takes', mutants: [2] },
  ]);
  expect(skips.of('c.ts')).toEqual([]);
});

it('a second look at a mutant stands in place of the first', () => {
  const skips = new Skips();
  skips.note('a.ts', 2, ['adds']);
  skips.note('a.ts', 2, []);
  expect(skips.of('a.ts')).toEqual([]);
});
