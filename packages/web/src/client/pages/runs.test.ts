import type { RunListItem } from '@killrate/shared/api';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Resource } from '../resource.ts';
import { runOf } from '../run.fixture.ts';
import { RunsView } from './runs.tsx';

function page(resource: Resource<{ project: string; runs: RunListItem[] }>): string {
  const nowMs = Date.parse('2026-11-21T10:00:00.000Z');
  return renderToStaticMarkup(createElement(RunsView, { resource, nowMs, retry: () => {} }));
}

function pageOf(...runs: RunListItem[]): string {
  return page({ kind: 'ready', value: { project: 'ufo', runs } });
}

/** What people read in each cell of the only row. */
function cellsOf(item: RunListItem): string[] {
  const cells = [...pageOf(item).matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell ?? '');
  return cells.map((cell) => cell.replace(/<div[^>]*>/g, ': ').replace(/<[^>]+>/g, ''));
}

test('a run is one row: when, scope, status, kill rate, survivors, unresolved, engine, commit', () => {
  expect(cellsOf(runOf(['Killed', 'Timeout', 'Survived', null, 'Ignored']))).toEqual([
    '3 hours ago',
    'all',
    'completed',
    '66.7 % of 3',
    '1',
    '1',
    'stryker 10.1.1',
    'main @ 11308c0',
  ]);
});

test('when a run began is exact on hover', () => {
  expect(pageOf(runOf([]))).toContain('title="2026-11-21 07:00:00 UTC"');
});

test('a run that measured nothing has no number at all', () => {
  const cells = cellsOf(runOf([], { status: 'baseline-failed', reason: '2 tests fail without any mutant', commit: null }));

  expect(cells.slice(2, 6)).toEqual([
    'baseline failed: 2 tests fail without any mutant',
    'not measured',
    '–not measured',
    '–not measured',
  ]);
  expect(cells.at(-1)).toBe('–no commit');
});

test('a run of which nothing could be resolved has no kill rate, and says how many are unresolved', () => {
  expect(cellsOf(runOf([null, null], { status: 'incomplete' })).slice(3, 6)).toEqual(['not measured', '–not measured', '2']);
});

test('a run where every mutant survived has a kill rate of 0.0 %', () => {
  expect(cellsOf(runOf(['Survived', 'Survived'])).slice(3, 5)).toEqual(['0.0 % of 2', '2']);
});

test('a commit of no branch stands alone', () => {
  expect(cellsOf(runOf([], { branch: null })).at(-1)).toBe('11308c0');
});

test('two runs with a kill rate are drawn, one and a run without are not', () => {
  const measured = runOf(['Killed']);
  const other = runOf(['Survived'], { id: 'run-2' });
  const unmeasured = runOf([], { id: 'run-3' });

  expect(pageOf(measured, other)).toContain('<figure');
  expect(pageOf(measured, unmeasured)).not.toContain('<figure');
});

test('a project without runs says how to start', () => {
  expect(pageOf()).toContain('Nothing was measured here yet. Start with: <code>killrate run</code>');
});

test('while the runs are loaded the page says so', () => {
  expect(page({ kind: 'loading' })).toContain('Loading the runs');
});

test('a failure is told in its own words, with a way to try again', () => {
  const html = page({ kind: 'failed', message: 'The server does not answer.' });

  expect(html).toContain('The server does not answer.');
  expect(html).toContain('Try again</button>');
});

test('the page is named after the project', () => {
  expect(pageOf()).toContain('<title>ufo - killrate</title>');
});
