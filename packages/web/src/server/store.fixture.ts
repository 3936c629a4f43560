/** A real store in a folder of its own, written with the functions that killrate writes with. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MutantStatus, Run } from '@killrate/shared/model';
import { enqueueJobs } from '@killrate/shared/store/jobs';
import { openDatabase } from '@killrate/shared/store/open';
import { planMutants, prepareVerdicts } from '@killrate/shared/store/results';
import { beginRun, finishRun } from '@killrate/shared/store/runs';
import { onTestFinished } from 'vitest';

const FILE = 'src/price.ts';
const SOURCE_HASH = 'hash-of-price';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'killrate-web-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes one finished run with a mutant for each given status (null: unresolved). */
export function writeRun(storePath: string, run: Partial<Run>, statuses: readonly (MutantStatus | null)[]): void {
  const { status, reason, finishedAt, ...planned }: Run = {
    id: 'run-1',
    scope: 'all',
    status: 'completed',
    reason: null,
    startedAt: '2026-11-20T10:00:00.000Z',
    finishedAt: '2026-11-20T10:00:23.000Z',
    commit: '11308c0aa0f31c0dd2f0a7a1f5f4b8f0c1d2e3f4',
    branch: 'main',
    engine: 'stryker 10.1.1',
    concurrency: 2,
    environment: { node: '24.21.0' },
    ...run,
  };
  const database = openDatabase(storePath, 'create');
  beginRun(database, {
    ...planned,
    ...{
      request: '{}',
      projectHash: 'hash-of-project',
      suiteHash: 'hash-of-suite',
      suiteManifest: {},
      sourcesHash: 'sources',
      sourcesManifest: {},
      isDirty: false,
      modules: [],
    },
  });
  enqueueJobs(database, planned.id, [{ file: FILE, module: 'default', sourceHash: SOURCE_HASH, isWholeFile: true }]);
  const mutants = statuses.map((_, index) => ({
    key: `mutant-${index}`,
    file: FILE,
    line: index + 1,
    column: 1,
    endLine: index + 1,
    endColumn: 2,
    symbol: 'price',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status: 'Pending' as const,
    reason: null,
    isStatic: false,
    coveredBy: [],
  }));
  planMutants(database, planned.id, FILE, SOURCE_HASH, mutants, planned.startedAt);
  for (const [index, verdict] of statuses.entries()) {
    if (verdict === 'Pending') continue;
    const measured = { key: `mutant-${index}`, status: verdict, reason: null, killedBy: [], durationMs: 1 };
    prepareVerdicts(database, planned.id, FILE, SOURCE_HASH)(measured, planned.startedAt);
  }
  if (status !== 'running') finishRun(database, planned.id, status, reason, finishedAt ?? planned.startedAt);
  database.close();
}
