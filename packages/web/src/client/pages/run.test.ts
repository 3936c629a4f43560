import { expect, test } from 'vitest';
import { runIdOf } from './run.tsx';
import { sumSentence } from './run-buckets.tsx';

test('a receipt adds up, or says that it does not', () => {
  expect(sumSentence(78, 78)).toBe('Planned: 78 mutants. Every one of them is in one bucket.');
  expect(sumSentence(70, 78)).toBe('Planned: 78 mutants, but 70 mutants are in the buckets: this run is not complete.');
  expect(sumSentence(70, null)).toBe('How many mutants were planned is not known.');
});

test('a path names its run, and one that cannot be decoded names itself', () => {
  expect(runIdOf('/runs/a%2Fb')).toBe('a/b');
  expect(runIdOf('/runs/%E0%A4%A')).toBe('%E0%A4%A');
});
