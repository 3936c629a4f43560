import { expect, test } from 'vitest';
import { ACCEPTANCE, itemOf } from './mutant-item.fixture.ts';
import { countFilters, defaultFilters, diffLineOf, firstToOpen, lineStates, marksOf, neighbourOf, parseFilters } from './walk.ts';

test('filters without a mutant are not offered, the others in their order', () => {
  const counts = countFilters([itemOf({ status: 'Killed' }), itemOf({ status: null }), itemOf(), itemOf()]);

  expect([...counts]).toEqual([
    ['Survived', 2],
    ['unresolved', 1],
    ['Killed', 1],
  ]);
});

test('filters in a URL that there are not are left out; without any in it, nobody chose', () => {
  expect(parseFilters('Killed,constructor,Survived')).toEqual(new Set(['Survived', 'Killed']));
  expect(parseFilters('')).toEqual(new Set());
  expect(parseFilters(null)).toBeNull();
});

test('at first what is not proven is shown, or everything where all is', () => {
  expect(defaultFilters(new Map([['Survived', 1], ['Killed', 9]]))).toEqual(new Set(['Survived'])); // biome-ignore format: one line
  expect(defaultFilters(new Map([['Timeout', 1], ['Killed', 9]]))).toEqual(new Set(['Timeout', 'Killed'])); // biome-ignore format: one line
});

const FIRST = itemOf({ key: 'first', line: 2, status: 'NoCoverage' });
const SECOND = itemOf({ key: 'second', line: 5, column: 3 });
const THIRD = itemOf({ key: 'third', line: 5, column: 9 });
const SHOWN = [FIRST, SECOND, THIRD];

test('a survivor is opened before what no test covers', () => {
  expect(firstToOpen(SHOWN)).toBe(SECOND);
  expect(firstToOpen([FIRST])).toBe(FIRST);
  expect(firstToOpen([])).toBeNull();
});

test('the walk goes by place, and round at the ends', () => {
  expect(neighbourOf(SHOWN, FIRST, 1)).toBe(SECOND);
  expect(neighbourOf(SHOWN, THIRD, 1)).toBe(FIRST);
  expect(neighbourOf(SHOWN, FIRST, -1)).toBe(THIRD);
});

test('with none open, the walk begins at its end', () => {
  expect(neighbourOf(SHOWN, null, 1)).toBe(FIRST);
  expect(neighbourOf(SHOWN, null, -1)).toBe(THIRD);
  expect(neighbourOf([], null, 1)).toBeNull();
});

test.each([
  [1, FIRST, THIRD],
  [3, SECOND, FIRST],
  [9, FIRST, THIRD],
])('from a mutant on line %d that is not shown, the walk goes to the nearest', (line, next, previous) => {
  const hidden = itemOf({ key: 'hidden', line });

  expect(neighbourOf(SHOWN, hidden, 1)).toBe(next);
  expect(neighbourOf(SHOWN, hidden, -1)).toBe(previous);
});

test('a line is proven where all of its valid mutants are detected', () => {
  const states = lineStates([
    itemOf({ line: 1, status: 'Killed' }),
    itemOf({ line: 1, status: 'Timeout' }),
    itemOf({ line: 2, status: 'Killed' }),
    itemOf({ line: 2 }),
    itemOf({ line: 3, status: 'NoCoverage' }),
    itemOf({ line: 4, status: 'Ignored' }),
    itemOf({ line: 5, acceptance: ACCEPTANCE }),
    itemOf({ line: 5, status: 'Killed' }),
  ]);

  expect([...states]).toEqual([
    [1, 'proven'],
    [2, 'mixed'],
    [3, 'unproven'],
    [5, 'proven'],
  ]);
});

const CROWD = ['a', 'b', 'c', 'd', 'e'].map((key) => itemOf({ key }));

function keysOf(mutants: readonly { key: string }[]): string {
  return mutants.map(({ key }) => key).join('');
}

test.each([
  [null, 5, 'abcde', ''],
  [null, 4, 'abc', 'de'],
  ['c', 4, 'abc', 'de'],
  ['d', 4, 'bcd', 'ea'],
  ['e', 4, 'cde', 'ab'],
])('with %s open and room for %i, the marks are %s and %s follow', (open, most, marks, hidden) => {
  const found = marksOf(CROWD, open, most);

  expect([keysOf(found.marks), keysOf(found.hidden)]).toEqual([marks, hidden]);
});

test('a replacement stands beneath the last of a few lines, and beneath the first of many', () => {
  expect(diffLineOf({ line: 10, endLine: 17 })).toBe(17);
  expect(diffLineOf({ line: 10, endLine: 18 })).toBe(10);
});
