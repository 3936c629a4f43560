import { expect, test } from 'vitest';
import { searchState } from './search.ts';
import { FILE, presentStore } from './state.fixture.ts';
import { fillTests } from './test-list.ts';

function search(text: string, limit = 10) {
  const database = presentStore({ abc1: 'Survived', abd2: 'Killed' });
  fillTests(database);
  const { files, tests, mutants } = searchState(database, text, limit);
  return { files, tests: tests.map(({ name }) => name), mutants: mutants.map(({ key }) => key) };
}

test.each([
  ['price', { files: [FILE], tests: ['adds', 'subtracts'], mutants: [] }],
  ['PRICE.TS', { files: [FILE], tests: [], mutants: [] }],
  ['SUBTRACT', { files: [], tests: ['subtracts'], mutants: [] }],
  ['ABC', { files: [], tests: [], mutants: ['abc1'] }],
  ['ab', { files: [], tests: [], mutants: ['abc1', 'abd2'] }],
  ['%', { files: [], tests: [], mutants: [] }],
])('%s finds %j', (text, found) => {
  expect(search(text)).toEqual(found);
});

test('no more than asked for is found of each', () => {
  expect(search('price', 1).tests).toEqual(['adds']);
  expect(search('ab', 1).mutants).toEqual(['abc1']);
  expect(search('price', 0).files).toEqual([]);
});
