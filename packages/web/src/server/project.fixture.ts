/** A project in a folder of its own: sources, a measured store, and a workbench that remembers what it was asked for. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestAssessment } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { Mutant, MutantStatus, Run } from '@killrate/shared/model';
import { claimJob, endJob, enqueueJobs } from '@killrate/shared/store/jobs';
import { type Database, openDatabase } from '@killrate/shared/store/open';
import { markFileMeasured } from '@killrate/shared/store/project-state';
import { planMutants, prepareVerdicts } from '@killrate/shared/store/results';
import { recordTests } from '@killrate/shared/store/run-tests';
import { beginRun, finishRun } from '@killrate/shared/store/runs';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { type AppOptions, buildApp } from './app.ts';
import { factsOfStore } from './snapshot.ts';
import type { ProjectFacts, Workbench } from './workbench.ts';

export const SCRIPT = '<script>alert(1)</script>';

/** One file of the project with the statuses of its mutants, one on each line; where one is Pending, the file's turn did not come. */
interface FixtureFile {
  file: string;
  module?: string;
  text?: string;
  statuses: readonly (MutantStatus | null)[];
}

export interface FixtureRun {
  id: string;
  startedAt: string;
  files: readonly FixtureFile[];
  scope?: Run['scope'];
  status?: Run['status'];
  /** Names of the tests of `test/all.test.ts`; all of them run every mutant, the first one kills. */
  tests?: readonly string[];
}

export const RUN: FixtureRun = {
  id: 'run-1',
  startedAt: '2026-11-20T10:00:00.000Z',
  files: [{ file: 'src/price.ts', statuses: ['Survived', 'Killed', 'NoCoverage', 'Survived', null] }],
};

export interface FixtureProject {
  root: string;
  storePath: string;
  app: FastifyInstance;
  workbench: FakeWorkbench;
}

/** A project with these runs measured, one after the other, and a server over it. */
export function startProject(runs: readonly FixtureRun[] = [RUN], options: Partial<AppOptions> = {}): FixtureProject {
  const root = mkdtempSync(join(tmpdir(), 'killrate-web-'));
  const storePath = join(root, 'reports', 'killrate.db');
  for (const run of runs) measure(root, storePath, run);
  const workbench = createFakeWorkbench();
  const clientDir = join(root, 'client');
  write(clientDir, 'index.html', '<title>the page</title>');
  write(clientDir, 'assets/index-1a2b3c.js', 'export {};');
  const app = buildApp({ project: root, storePath, clientDir, workbench, ...options });
  onTestFinished(async () => {
    await app.close();
    rmSync(root, { recursive: true, force: true });
  });
  return { root, storePath, app, workbench };
}

export function write(root: string, path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** The key of a mutant of {@link measure}: it is made of hexadecimal digits, as a real one. */
export function keyOf(file: string, index: number): string {
  return createHash('sha1').update(`${file} ${index}`).digest('hex').slice(0, 12);
}

/** Writes the sources of a run, and its results. */
export function measure(root: string, storePath: string, run: FixtureRun): void {
  const { id, startedAt, files, tests = ['adds', 'subtracts'], scope = 'all', status = 'completed' } = run;
  const database = openDatabase(storePath, 'create');
  const modules = [...new Set(files.map(({ module = 'default' }) => module))];
  beginRun(database, {
    ...{ id, startedAt, scope, request: '{}', commit: null, branch: null, isDirty: false },
    ...{
      projectHash: id,
      suiteHash: 'suite',
      suiteManifest: {},
      sourcesHash: 'sources',
      sourcesManifest: {},
      engine: 'stock',
      concurrency: 1,
      environment: {},
    },
    modules: modules.map((name) => ({ name, target: 80 })),
  });
  const ids = tests.map((name) => `test/all.test.ts > ${name}`);
  recordTests(
    database,
    id,
    tests.map((name, index) => ({
      ...{ id: ids[index] ?? '', file: 'test/all.test.ts', name },
      ...{ line: index + 1, durationMs: index },
    })),
  );
  for (const file of files) measureFile(database, root, run, file, ids);
  if (status !== 'running') finishRun(database, id, status, null, startedAt);
  database.close();
}

function measureFile(
  database: Database,
  root: string,
  { id, startedAt, scope }: FixtureRun,
  of: FixtureFile,
  tests: string[],
): void {
  const { file, module = 'default', statuses } = of;
  const text = of.text ?? statuses.map((_, index) => `export const x${index} = a + b;\n`).join('');
  write(root, file, text);
  const sourceHash = createHash('sha256').update(text).digest('hex').slice(0, 32);
  enqueueJobs(database, id, [{ file, module, sourceHash, isWholeFile: scope !== 'retry' }]);
  const mutants = statuses.map((status, index) => ({
    ...{ key: keyOf(file, index), file, line: index + 1, column: 19, endLine: index + 1, endColumn: 24 },
    ...{ symbol: `x${index}`, mutator: 'ArithmeticOperator', original: 'a + b', replacement: 'a - b' },
    // What needs no test is known when it is planned.
    ...{ status: status === 'NoCoverage' ? status : ('Pending' as const), reason: null, isStatic: false },
    coveredBy: status === 'NoCoverage' ? [] : tests,
  }));
  planMutants(database, id, file, sourceHash, mutants, startedAt);
  if (statuses.includes('Pending')) return;
  for (const [index, status] of statuses.entries()) {
    const killedBy: Mutant['killedBy'] =
      status === 'Killed' ? tests.slice(0, 1).map((test) => ({ test, kind: 'assertion' as const })) : [];
    const verdict = { key: keyOf(file, index), status, reason: null, killedBy, durationMs: 1 };
    prepareVerdicts(database, id, file, sourceHash)(verdict, startedAt);
  }
  const job = claimJob(database, id, 'me', 1_000, 0);
  endJob(database, job?.id ?? 0, 'me', { status: 'completed', reason: null, durationMs: 5 });
  if (scope !== 'retry') markFileMeasured(database, { file, module, sourceHash, runId: id });
}

/** Something held against the tests `adds` (confirmed hollow) and `subtracts` (redundant) of {@link RUN}. */
export function heldOfTests(): TestAssessment {
  const finding = { file: 'test/all.test.ts', line: 1, test: 'adds', message: 'both sides are constants' };
  return {
    findings: [
      {
        ...{ ...finding, key: 'f1', rule: 'constant-assertion', verdict: 'confirmed-hollow', level: 'error' },
        evidence: { code: 'expect(1).toBe(1)', mutants: { covered: 4, killed: 1, killedByAssertion: 0, notKilled: [] } },
      },
      {
        ...{ ...finding, key: 'f2', rule: 'redundant', verdict: 'redundant-candidate', level: 'information', test: 'subtracts' },
        ...{ line: 2, evidence: null },
      },
    ],
    tests: [
      { id: 'test/all.test.ts > adds', verdict: 'confirmed-hollow', findings: ['f1'] },
      { id: 'test/all.test.ts > subtracts', verdict: null, findings: ['f2'] },
    ],
    nextTests: [
      {
        ...{ file: 'src/price.ts', line: 1, symbol: 'x0', behaviour: 'calculation', sentence: 'Assert the exact result.' },
        ...{ nearestTest: 'test/all.test.ts > adds', mutants: [keyOf('src/price.ts', 0), keyOf('src/price.ts', 3)] },
      },
    ],
    ...{ findingsOfModule: { default: 1 }, whyNotJudged: null, notes: ['test/bad.test.ts does not parse'] },
  };
}

interface FakeWorkbench extends Workbench {
  /** What was asked for, in words. */
  asked: string[];
  entries: LedgerEntry[];
  /** What is known of the project beside the store; null believes the store. */
  project: ProjectFacts | null;
  /** What is held of the tests. */
  held: TestAssessment | null;
  /** Tells those who listen that the project changed. */
  show(facts: ProjectFacts): void;
  fail(message: string): void;
}

function createFakeWorkbench(): FakeWorkbench {
  const factsListeners: (() => void)[] = [];
  const failureListeners: ((message: string) => void)[] = [];
  let ledger = { entries: [] as LedgerEntry[], problem: null as string | null };
  const fake: FakeWorkbench = {
    asked: [],
    get entries() {
      return ledger.entries;
    },
    set entries(entries) {
      ledger = { entries, problem: null };
    },
    project: null,
    held: null,
    assessment: () => fake.held,
    giveFindingFeedback: async (key, verdict) => {
      fake.asked.push(`feedback on finding ${key} ${verdict}`);
    },
    show(facts) {
      fake.project = facts;
      for (const listener of factsListeners) listener();
    },
    fail(message) {
      for (const listener of failureListeners) listener(message);
    },
    canOpenEditor: true,
    facts: () => fake.project,
    ready: Promise.resolve(),
    wake: () => undefined,
    onFacts: (listener) => factsListeners.push(listener),
    ledger: () => ledger,
    isAlive: () => true,
    accept: async (key, { category, reason, expires }) => {
      const entry: LedgerEntry = {
        ...{ key, file: 'src/price.ts', mutator: 'ArithmeticOperator', original: 'a + b', replacement: 'a - b' },
        ...{ category, reason, author: 'Ada', date: '2026-11-20', expires },
      };
      fake.entries = [...fake.entries, entry];
      return { category, reason, author: 'Ada', date: '2026-11-20', expires };
    },
    takeBackAcceptance: async (key) => {
      fake.entries = fake.entries.filter((entry) => entry.key !== key);
    },
    giveFeedback: async (key, verdict) => {
      fake.asked.push(`feedback ${key} ${verdict}`);
    },
    openEditor: async (path, line) => {
      fake.asked.push(`editor ${path}:${line}`);
    },
    startRun: async (body) => {
      fake.asked.push(`run ${JSON.stringify(body)}`);
    },
    cancelRun: async () => {
      fake.asked.push('cancel');
    },
    onRunFailed: (listener) => failureListeners.push(listener),
    close: async () => undefined,
  };
  return fake;
}

/** The facts that a store tells, to be changed by a test. */
export function factsOf(storePath: string): ProjectFacts {
  const database = openDatabase(storePath, 'read');
  try {
    return factsOfStore(database);
  } finally {
    database.close();
  }
}
