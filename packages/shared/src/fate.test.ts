import { expect, test } from 'vitest';
import { fateOf, isUndetected } from './fate.ts';
import type { MutantStatus } from './model.ts';

test.each<[MutantStatus | null, MutantStatus | null, ReturnType<typeof fateOf>]>([
  ['Killed', 'Survived', 'new'],
  ['Timeout', 'NoCoverage', 'new'],
  ['Survived', 'Killed', 'fixed'],
  ['NoCoverage', 'Timeout', 'fixed'],
  ['Survived', 'NoCoverage', 'persistent'],
  ['NoCoverage', 'Survived', 'persistent'],
  ['Killed', 'Timeout', null],
  ['Survived', null, null],
  ['Survived', 'Ignored', null],
  ['Survived', 'CompileError', null],
  [null, 'Survived', null],
  ['Ignored', 'Survived', null],
  ['RuntimeError', 'NoCoverage', null],
  ['Killed', null, null],
  [null, null, null],
])('from %s to %s it is %s', (was, is, fate) => {
  expect(fateOf(was, is)).toBe(fate);
});

test('undetected is what survived, or is run by no test', () => {
  const undetected = (['Survived', 'NoCoverage', 'Killed', 'Timeout', 'Ignored', 'Pending', null] as const).filter(isUndetected);

  expect(undetected).toEqual(['Survived', 'NoCoverage']);
});
