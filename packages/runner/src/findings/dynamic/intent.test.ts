import { expect, it } from 'vitest';
import { meansAbsence, meansFailure, meansNoThrow, meansTypes, meansUnchanged } from './intent.ts';

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
  'should not be called when the checker says equal',
])('%s means that something stays', (title) => {
  expect(meansUnchanged(title)).toBe(true);
});

it.each(['changes the price', 'adds', 'is not found'])('%s means no staying', (title) => {
  expect(meansUnchanged(title)).toBe(false);
});

it.each(['rejects a negative amount', 'throws', 'is invalid without a name', 'cannot be sold twice'])(
  '%s means a failure',
  (title) => {
    expect(meansFailure(title)).toBe(true);
  },
);

it.each(['adds', 'takes chips out of the wallet'])('%s means none', (title) => {
  expect(meansFailure(title)).toBe(false);
});

it.each(['is not there', 'never twice', "doesn't render", 'gives back undefined', 'is empty at first'])(
  '%s means an absence',
  (title) => {
    expect(meansAbsence(title)).toBe(true);
  },
);

it.each(['handles a player without a seat', 'adds', 'notes the price'])('%s means no absence', (title) => {
  expect(meansAbsence(title)).toBe(false);
});

it.each([
  ['test/search.test.ts', 'keeps the typing of its input'],
  ['test/a.test.ts', 'has correct types'],
  ['test/a.test.ts', 'infers the key'],
  ['tests/middlewareTypes.test.tsx', 'devtools & persist'],
  ['tests/types.test.tsx', 'state is covariant'],
  ['tests/map-types.spec.ts', 'adds'],
])('%s > %s is for the compiler', (file, title) => {
  expect(meansTypes(file, title)).toBe(true);
});

it.each([
  ['test/search.test.tsx', 'filters while typing'],
  ['test/search.test.tsx', 'debounces fast typing'],
  ['test/search.test.tsx', 'the user types into the field'],
  ['test/a.test.ts', 'prints the typeface'],
  ['test/prototypes/a.test.ts', 'adds'],
  ['types/a.test.ts', 'adds'],
])('%s > %s is not', (file, title) => {
  expect(meansTypes(file, title)).toBe(false);
});
