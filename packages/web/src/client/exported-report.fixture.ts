/** A small exported report, for tests. */
import type { ExportedMutant, ExportedReport, RunPage } from '@killrate/shared/api';
import type { Test } from '@killrate/shared/model';
import { tally } from '@killrate/shared/score';
import { runOf } from './run.fixture.ts';

/** A survivor of `src/price.ts` on line 2, but for what is given. */
export function exportedMutant(other: Partial<ExportedMutant> = {}): ExportedMutant {
  return {
    key: 'aaaa1111',
    file: 'src/price.ts',
    line: 2,
    column: 10,
    endLine: 2,
    endColumn: 15,
    symbol: 'price',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status: 'Survived',
    reason: null,
    isStatic: false,
    isReused: false,
    acceptance: null,
    coveredBy: ['t1'],
    killedBy: [],
    durationMs: 3,
    how: 'warm',
    module: 'price',
    history: [],
    feedback: null,
    ...other,
  };
}

export function testOf(id: string, other: Partial<Test> = {}): Test {
  return { id, file: 'test/price.test.ts', name: `price ${id}`, line: 3, durationMs: 1, ...other };
}

/** A run's receipt with this id. */
export function receiptOf(id: string, other: Partial<RunPage> = {}): RunPage {
  return { run: runOf(['Killed', 'Survived'], { id }), modules: [], jobs: [], planned: 2, reused: 0, ...other };
}

export function exportedReport(other: Partial<ExportedReport> = {}): ExportedReport {
  const mutants = other.mutants ?? [exportedMutant()];
  const totals = tally(mutants);
  const nothing = tally([]);
  return {
    schemaVersion: 1,
    exportedAt: '2026-11-21T10:00:00.000Z',
    project: {
      name: 'shop',
      version: '0.1.0',
      store: 'ready',
      storeMessage: null,
      revision: '1',
      latestRun: null,
      progress: null,
      modules: ['price'],
      mutators: ['ArithmeticOperator'],
      counts: { survivors: totals.survived, tests: 1, runs: 1 },
      abilities: { write: false, run: false, openEditor: false },
    },
    overview: { totals, since: null, modules: [], trend: [], gate: null, staleFiles: [], changedFiles: [] },
    files: [
      {
        ...{ file: 'src/price.ts', module: 'price', measurement: 'current', totals, formerTotals: null },
        ...{ isStale: false, lastMeasuredAt: '2026-11-21T09:00:00.000Z' },
      },
      {
        ...{ file: 'src/tax.ts', module: 'tax', measurement: 'unmeasured', totals: nothing, formerTotals: null },
        ...{ isStale: false, lastMeasuredAt: null },
      },
    ],
    mutants,
    formerMutants: [],
    changedFiles: [],
    tests: [testOf('t1')],
    isMatrix: false,
    assessment: null,
    findingFeedback: {},
    runs: [receiptOf('run-1')],
    sources: { 'src/price.ts': 'function price(a, b) {\n  return   a + b;\n}\n' },
    ...other,
  };
}
