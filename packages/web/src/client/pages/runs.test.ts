import type { RunListItem } from '@killrate/shared/api';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { runOf } from '../run.fixture.ts';
import { pairOf, pickedWith } from './runs.tsx';
import { RunsTable } from './runs-table.tsx';

function tableOf(...runs: RunListItem[]): string {
  return renderToStaticMarkup(createElement(RunsTable, { runs, picked: [], onPick: () => {} }));
}

/** What people read in each cell of the only row, from its scope on. */
function cellsOf(item: RunListItem): string[] {
  const body = tableOf(item).split('<tbody>')[1] ?? '';
  const cells = [...body.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell ?? '');
  return cells.slice(1).map((cell) => cell.replace(/<div[^>]*>/g, ': ').replace(/<[^>]+>/g, ''));
}

test('a run is one row: kill rate, scope, status, survivors, unresolved, duration, commit', () => {
  expect(cellsOf(runOf(['Killed', 'Timeout', 'Survived', null, 'Ignored']))).toEqual([
    '66.7 % of 3',
    'whole project',
    'completed',
    '1',
    '1',
    '23 s',
    'main @ 11308c0',
  ]);
});

test('when a run began is exact on hover', () => {
  expect(tableOf(runOf([]))).toMatch(/title="[^"]+, 2026-11-2[01] \d\d:\d\d:00 /);
});

test('a run that measured nothing has no number at all, and the first line of why', () => {
  const reason = '2 tests fail without any mutant\n  and which they are';
  const cells = cellsOf(runOf([], { status: 'baseline-failed', reason, commit: null }));

  expect(cells.slice(0, 5)).toEqual([
    'not measured',
    'whole project',
    'baseline failed: 2 tests fail without any mutant',
    '–not measured',
    '–not measured',
  ]);
  expect(cells.at(-1)).toBe('–no commit');
});

test.each<[RunListItem['status'], string]>([
  ['running', '–no kill rate 2 of 5 measured so far'],
  ['interrupted', '–no kill rate 2 of 5 measured'],
  ['failed', '–no kill rate 2 of 5 measured'],
])('a run that is %s has no kill rate, and says how far it came', (status, said) => {
  const { totals } = runOf(['Killed', 'NoCoverage', 'Pending', 'Pending', 'Pending']);

  expect(cellsOf(runOf([], { status, totals: { ...totals, killRate: null } }))[0]).toBe(said);
});

test('a run of which nothing could be resolved has no kill rate, and says how many are unresolved', () => {
  expect([0, 3, 4].map((cell) => cellsOf(runOf([null, null], { status: 'incomplete' }))[cell])).toEqual([
    'not measured',
    '–not measured',
    '2',
  ]);
});

test('a run where every mutant survived has a kill rate of 0.0 %', () => {
  expect([0, 3].map((cell) => cellsOf(runOf(['Survived', 'Survived']))[cell])).toEqual(['0.0 % of 2', '2']);
});

test('a run at work has no duration yet', () => {
  expect(cellsOf(runOf(['Killed'], { status: 'running', finishedAt: null }))[5]).toBe('–not finished');
});

test('a commit of no branch stands alone', () => {
  expect(cellsOf(runOf([], { branch: null })).at(-1)).toBe('11308c0');
});

test('a third pick takes the place of the first, and a second press takes a pick back', () => {
  expect(pickedWith(['a', 'b'], 'c')).toEqual(['b', 'c']);
  expect(pickedWith(['a', 'b'], 'a')).toEqual(['b']);
});

test('two picked runs are compared from the older to the newer, in whichever order they were picked', () => {
  const runs = [runOf([], { id: 'new' }), runOf([], { id: 'middle' }), runOf([], { id: 'old' })];

  expect(pairOf(runs, ['new', 'old'])).toEqual({ from: 'old', to: 'new' });
  expect(pairOf(runs, ['old', 'new'])).toEqual({ from: 'old', to: 'new' });
  expect(pairOf(runs, ['old'])).toBeNull();
});
