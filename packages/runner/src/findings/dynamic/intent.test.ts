import { expect, it } from 'vitest';
import { meansNoThrow, meansUnchanged } from './intent.ts';

it.each([
  'does not throw on an empty list',
  "doesn't throw",
  'should not crash without a window',
  'never fails',
  'works without throwing',
  'logs no error',
  'smoke',
])('%s means that nothing throws', (title) => {
  expect(meansNoThrow(title)).toBe(true);
});

it.each(['throws on an empty list', 'adds a note', 'is not a number', 'rejects a negative amount'])(
  '%s means something else than not to throw',
  (title) => {
    expect(meansNoThrow(title)).toBe(false);
  },
);

it.each([
  'leaves the wallet as it was',
  'does not mutate the input',
  'keeps the original',
  'returns the list unchanged',
  'does nothing when closed',
  'ignores unknown keys',
])('%s means that something stays', (title) => {
  expect(meansUnchanged(title)).toBe(true);
});

it.each(['changes the price', 'adds', 'is not found'])('%s means no staying', (title) => {
  expect(meansUnchanged(title)).toBe(false);
});
