/** Real stores in temporary folders, and short ways to fill them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Test } from '../model.ts';
import { enqueueJobs } from './jobs.ts';
import { type Database, openDatabase } from './open.ts';
import type { MeasuredFile } from './project-state.ts';
import { type PlannedMutant, planMutants, prepareVerdicts, type Verdict } from './results.ts';
import { recordTests } from './run-tests.ts';
import { beginRun, type NewRun } from './runs.ts';

export const FILE = 'src/price.ts';
export const HASH = 'hash-of-price';
/** When runs begin, mutants are planned, and verdicts given, unless a test says otherwise. */
export const AT = '2026-11-20T10:00:00.000Z';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'killrate-shared-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty store that is closed and gone when the test is over. */
export function newStore(): Database {
  const database = openDatabase(join(temporaryFolder(), 'killrate.db'), 'create');
  onTestFinished(() => {
    database.close();
  });
  return database;
}

export function newRun(id: string, run: Partial<NewRun> = {}): NewRun {
  return {
    id,
    scope: 'all',
    request: '{"scope":"all"}',
    startedAt: AT,
    commit: null,
    branch: null,
    projectHash: 'hash-of-project',
    suiteHash: 'hash-of-suite',
    suiteManifest: {},
    sourcesHash: 'sources',
    sourcesManifest: {},
    isDirty: false,
    engine: 'stock',
    concurrency: 2,
    environment: {},
    modules: [],
    ...run,
  };
}

/** A test as the dry run reports it; the id is the file and the name. */
export function newTest(name: string, test: Partial<Test> = {}): Test {
  const file = test.file ?? 'src/price.test.ts';
  return { id: `${file} > ${name}`, file, name, line: 1, durationMs: 1, ...test };
}

export function newMutant(key: string, mutant: Partial<PlannedMutant> = {}): PlannedMutant {
  return {
    key,
    file: FILE,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 6,
    symbol: 'price',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status: 'Pending',
    reason: null,
    isStatic: false,
    coveredBy: [],
    ...mutant,
  };
}

/** Queues a job of a run, and plans its mutants. */
export function planFile(database: Database, runId: string, file: string, mutants: readonly PlannedMutant[], hash = HASH): void {
  enqueueJobs(database, runId, [{ file, module: 'default', sourceHash: hash, isWholeFile: true }]);
  planMutants(database, runId, file, hash, mutants, AT);
}

/** Begins a run with one job, and plans its mutants. */
export function planRun(
  database: Database,
  plan: {
    id: string;
    mutants: readonly PlannedMutant[];
    file?: string;
    hash?: string;
    tests?: readonly Test[];
    run?: Partial<NewRun>;
  },
): void {
  const { id, mutants, file = FILE, hash = HASH, tests = [], run = {} } = plan;
  beginRun(database, newRun(id, run));
  recordTests(database, id, tests);
  planFile(database, id, file, mutants, hash);
}

/** Gives a verdict on one mutant; it survived unless said otherwise. */
export function judge(
  database: Database,
  runId: string,
  key: string,
  verdict: Partial<Verdict> & { file?: string; hash?: string; at?: string } = {},
): boolean {
  const { file = FILE, hash = HASH, at = AT, ...known } = verdict;
  const whole: Verdict = { key, status: 'Survived', reason: null, killedBy: [], durationMs: 1, ...known };
  return prepareVerdicts(database, runId, file, hash)(whole, at);
}

export function keysOf(mutants: readonly { key: string }[]): string[] {
  return mutants.map((mutant) => mutant.key);
}

/** That a run measured all of the usual file. */
export function measured(runId: string, sourceHash = HASH): MeasuredFile {
  return { file: FILE, module: 'default', sourceHash, runId };
}
