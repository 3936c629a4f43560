import { expect, test } from 'vitest';
import { formerLineOf, openOf, shownOf } from './file-mutants.ts';
import { itemOf } from './mutant-item.fixture.ts';
import { countFilters, defaultFilters } from './walk.ts';

const KILLED = itemOf({ key: 'killed', line: 1, status: 'Killed' });
const EARLY = itemOf({ key: 'early', line: 2 });
const LATE = itemOf({ key: 'late', line: 9 });
const UNCOVERED = itemOf({ key: 'uncovered', line: 1, status: 'NoCoverage' });
const ALL = [LATE, KILLED, EARLY, UNCOVERED];
const UNPROVEN = defaultFilters(countFilters(ALL));

test('the mutant that the address names is opened, whatever its status', () => {
  expect(openOf(ALL, UNPROVEN, 'killed', 'late')).toBe(KILLED);
});

test('where the address names none, the worst survivor is opened', () => {
  expect(openOf(ALL, UNPROVEN, null, 'late')).toBe(LATE);
});

test('nothing is opened while the worst is not known yet, or after the reader closed it', () => {
  expect(openOf(ALL, UNPROVEN, null, 'unknown')).toBeNull();
  expect(openOf(ALL, UNPROVEN, null, null)).toBeNull();
});

test('a mutant that the file does not have opens no other in its place', () => {
  expect(openOf(ALL, UNPROVEN, 'gone', 'late')).toBeNull();
});

test('without a worst one, the first survivor is opened, and else what no test covers', () => {
  expect(openOf(ALL, UNPROVEN, null, 'first')).toBe(EARLY);
  expect(openOf([KILLED, UNCOVERED], UNPROVEN, null, 'first')).toBe(UNCOVERED);
});

test('where everything is proven, nothing is opened', () => {
  expect(openOf([KILLED], new Set(['Killed']), null, 'first')).toBeNull();
});

test('what is on show stands by place, with the open one among it though it is filtered out', () => {
  expect(shownOf(ALL, new Set(['Survived']), KILLED)).toEqual([KILLED, EARLY, LATE]);
});

test('a mutant that stood on another line for the page that led here says so, and no other', () => {
  expect(formerLineOf(EARLY, '12')).toBe(12);
  expect(formerLineOf(EARLY, '2')).toBeNull();
  expect(formerLineOf(EARLY, null)).toBeNull();
  expect(formerLineOf(EARLY, '0x10')).toBeNull();
  expect(formerLineOf(null, '12')).toBeNull();
});
