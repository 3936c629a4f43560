import type { ExportedMutant, RunPage } from '@killrate/shared/api';
import type { MutantStatus } from '@killrate/shared/model';
import { expect, test } from 'vitest';
import { exportedMutant, receiptOf } from './exported-report.fixture.ts';
import { compareRuns } from './exported-runs.ts';

const JOB = { file: 'src/price.ts', module: 'price', status: 'completed' as const, reason: null, durationMs: 1 };
const FROM = receiptOf('a');
const TO = receiptOf('b', { jobs: [JOB] });

function mutantOf(key: string, statuses: Readonly<Record<string, MutantStatus | null>>): ExportedMutant {
  const history = Object.entries(statuses).map(([runId, status]) => ({ runId, status, startedAt: '', reason: null }));
  return exportedMutant({ key, history });
}

test('what both runs measured is common, whatever became of it', () => {
  const mutants = [
    mutantOf('1', { a: 'Killed', b: 'Killed' }),
    mutantOf('2', { a: null, b: 'Survived' }),
    mutantOf('3', { b: 'Killed' }),
  ];

  expect(compareRuns(mutants, FROM, TO).common).toBe(2);
});

test('each mutant has its fate, with its status in either run', () => {
  const mutants = [mutantOf('1', { a: 'Killed', b: 'Survived' }), mutantOf('2', { b: 'Timeout', a: 'NoCoverage' })];

  const { fated } = compareRuns(mutants, FROM, TO);

  expect(fated.new).toMatchObject([{ mutant: { key: '1' }, from: 'Killed', to: 'Survived' }]);
  expect(fated.fixed).toMatchObject([{ mutant: { key: '2' }, from: 'NoCoverage', to: 'Timeout' }]);
  expect([fated.persistent, fated.gone]).toEqual([[], []]);
});

function goneIn(to: RunPage): string[] {
  const mutants = [mutantOf('lived', { a: 'Survived' }), mutantOf('died', { a: 'Killed' }), mutantOf('later', { c: 'Survived' })];
  return compareRuns(mutants, FROM, to).fated.gone.map(({ mutant }) => mutant.key);
}

test('an undetected mutant is gone where the later run measured all of its file without meeting it', () => {
  expect(goneIn(TO)).toEqual(['lived']);
  expect(goneIn(receiptOf('b', { jobs: [{ ...JOB, status: 'reused' }] }))).toEqual(['lived']);
});

test('it is not gone where its file was not measured, not to its end, or only in part', () => {
  expect(goneIn(receiptOf('b'))).toEqual([]);
  expect(goneIn(receiptOf('b', { jobs: [{ ...JOB, status: 'timed-out' }] }))).toEqual([]);
  expect(goneIn({ ...TO, run: { ...TO.run, scope: 'retry' } })).toEqual([]);
});
