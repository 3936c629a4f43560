import { expect, test } from 'vitest';
import type { ExportedMutant, ExportedReport } from './api.ts';
import { PackedReport, packReport, unpackReport } from './packed-report.ts';
import { tally } from './score.ts';

const ENTRY = { runId: 'run-1', startedAt: '2026-11-20T10:00:00.000Z', status: 'Survived' as const, reason: null };
const EARLIER = { ...ENTRY, runId: 'run-0', startedAt: '2026-11-19T10:00:00.000Z', status: null, reason: 'it timed out' };
const ACCEPTANCE = { category: 'glue', reason: 'why not', author: null, date: '2026-11-01', expires: null };

function mutantOf(key: string, other: Partial<ExportedMutant> = {}): ExportedMutant {
  return {
    ...{
      key,
      file: 'src/price.ts',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 6,
      symbol: 'price',
      mutator: 'ArithmeticOperator',
    },
    ...{ original: 'a + b', replacement: 'a - b', status: 'Survived', reason: null, isStatic: false, isReused: false },
    ...{ acceptance: null, coveredBy: ['t1', 't2'], killedBy: [], durationMs: null, module: 'default' },
    ...{ history: [ENTRY], feedback: null },
    ...other,
  };
}

function reportOf(mutants: ExportedMutant[], formerMutants: ExportedMutant[] = []): ExportedReport {
  const test = { file: 'test/price.test.ts', line: 1, durationMs: 1 };
  return {
    schemaVersion: 1,
    exportedAt: '2026-11-21T10:00:00.000Z',
    project: {
      ...{ name: 'shop', version: '0.1.0', store: 'ready', storeMessage: null, revision: '1', latestRun: null, progress: null },
      ...{ modules: [], mutators: [], counts: { survivors: 0, tests: 2, runs: 0 } },
      abilities: { write: false, run: false, openEditor: false },
    },
    overview: { totals: tally(mutants), since: null, modules: [], trend: [], gate: null, staleFiles: [], changedFiles: [] },
    files: [],
    ...{ mutants, formerMutants, changedFiles: ['src/changed.ts'] },
    tests: ['t1', 't2'].map((id) => ({ ...test, id, name: id })),
    isMatrix: false,
    assessment: null,
    findingFeedback: {},
    runs: [],
    sources: { 'src/price.ts': 'a + b', __proto__: 'no file' },
  };
}

const EVERYTHING = mutantOf('full', {
  ...{ reason: 'why', isStatic: true, isReused: true, acceptance: ACCEPTANCE, feedback: 'useful', durationMs: 5 },
  ...{
    status: 'Killed',
    killedBy: [
      { test: 'made from what changes', kind: 'crash' },
      { test: 't2', kind: 'assertion' },
    ],
  },
  history: [ENTRY, EARLIER],
});
const NOTHING = mutantOf('bare', { status: 'NoCoverage', coveredBy: [], history: [] });

test('what was packed and written comes out as it went in', () => {
  const report = reportOf([mutantOf('a'), EVERYTHING, NOTHING], [mutantOf('gone', { coveredBy: ['t9'] })]);

  const written = JSON.stringify(packReport(report));

  expect(unpackReport(PackedReport.parse(JSON.parse(written)))).toEqual(report);
});

test('what mutants share is there once', () => {
  const packed = packReport(reportOf([mutantOf('a'), mutantOf('b'), EVERYTHING], [mutantOf('gone')]));

  expect(packed.testIds).toEqual(['t1', 't2', 'made from what changes']);
  expect(packed.coverages).toEqual([[0, 1]]);
  expect(packed.historyRuns.map(({ runId }) => runId)).toEqual(['run-1', 'run-0']);
  expect(packed.histories).toEqual([
    [[0, 'Survived']],
    [
      [0, 'Survived'],
      [1, null, 'it timed out'],
    ],
  ]);
});

test('what is null, false or empty is not written', () => {
  const [mutant] = packReport(reportOf([NOTHING])).mutants;

  expect(Object.keys(mutant ?? {})).toEqual([
    ...['key', 'file', 'line', 'column', 'endLine', 'endColumn', 'symbol', 'mutator'],
    ...['original', 'replacement', 'status', 'durationMs', 'module', 'coveredBy', 'history'],
  ]);
});

test('numbers that lead nowhere are taken for nothing', () => {
  const packed = packReport(reportOf([mutantOf('a')]));
  const [mutant] = packed.mutants;
  const broken = { ...packed, coverages: [[7]], histories: [[[9, 'Killed' as const] as [number, 'Killed']]] };
  const lost = { ...packed, mutants: mutant === undefined ? [] : [{ ...mutant, coveredBy: 5, history: 5 }] };

  expect(unpackReport(broken).mutants[0]).toMatchObject({ coveredBy: [''], history: [{ runId: '', startedAt: '' }] });
  expect(unpackReport(lost).mutants[0]).toMatchObject({ coveredBy: [], history: [] });
});
