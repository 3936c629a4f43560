/** The stock engine: StrykerJS with its vitest-runner, one child process for the dry run and one for each measurement. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Test } from '@killrate/shared/model';
import { fileOfTest } from '@killrate/shared/test-id';
import { runProcessGroup } from '../../process/process-group.ts';
import {
  type DryRun,
  type Engine,
  type EngineMutant,
  type EngineSession,
  type Measurement,
  type MeasurementEnd,
  type Observation,
  OUTSIDE,
  type SessionOptions,
  type TestFailure,
} from '../engine.ts';
import { MirroredPaths } from '../mirrored-paths.ts';
import { isTooShort, limitMsFor, plainMsOf } from '../vitest/limit.ts';
import { REPEAT_MARK, toTestId } from '../vitest/observe.ts';
import { type MeasuredFile, numberAlike, selectWork, testsFor } from './measured-file.ts';
import { type Coverage, type Message, REQUEST_VARIABLE, type Request, type WireDryRun, type WireMutant } from './protocol.ts';
import { EMPTY_CONFIG, optionsWithoutEffect, strykerOptions } from './stryker-options.ts';

const HOST = fileURLToPath(new URL('./host.js', import.meta.url));

/** How much of a log is quoted where a process died without a word. */
const LOG_TAIL_LINES = 12;
/** How often the dry run is started where its process is killed from outside. */
const MAX_STARTS = 3;
/** What Stryker and Vitest may take before the first test. */
const START_CEILING_MS = 120_000;

export const strykerEngine: Engine = {
  name: 'stock',
  open: async (options) => openStock(options),
};

/** A session of the stock engine, which can also look at a few test files alone. */
export function openStock(options: SessionOptions): StockSession {
  return new StrykerSession(options);
}

export interface StockSession extends EngineSession {
  /**
   * What fails where only the test files of these failures run, in worker threads and in child processes alike: a suite in which that is so
   * cannot be a baseline, and the rest of it need not run. Null where something decides that is not in these files, or nothing of it fails.
   */
  confirmRed(files: readonly string[], failures: readonly TestFailure[], signal: AbortSignal): Promise<DryRun | null>;
}

class StrykerSession implements StockSession {
  readonly #options: SessionOptions;
  readonly #files = new Map<string, MeasuredFile>();
  #suite: WireDryRun | null = null;
  #coverage: Coverage = { static: {}, perTest: {} };
  readonly #paths: MirroredPaths;
  #testIds = new Map<string, string>();
  #pool: 'threads' | 'forks' = 'threads';
  /** Whether each test file of the last run had modules of its own. */
  #isIsolated = true;
  /** Files that the last child process left instrumented in the sandbox, since it was ended or killed. */
  #instrumented: readonly string[] = [];
  #requests = 0;
  #concurrency: number;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#paths = new MirroredPaths(options.mirror);
    this.#concurrency = options.concurrency;
    mkdirSync(options.workDir, { recursive: true });
    writeFileSync(join(options.workDir, EMPTY_CONFIG), '{}');
  }

  async dryRun(files: readonly string[], signal: AbortSignal): Promise<DryRun> {
    const inThreads = await this.#dryRunWithRestarts(files, signal);
    if (inThreads.kind !== 'red' || this.#hasOwnPool()) return inThreads;
    // Worker threads are faster; a suite that changes directory or loads some native modules needs processes.
    this.#pool = 'forks';
    const confirmed = await this.#confirmRedIn(files, inThreads.failures, signal);
    if (confirmed !== null) return confirmed;
    const inForks = await this.#dryRunWithRestarts(files, signal);
    if (inForks.kind !== 'green') return inForks;
    return {
      ...inForks,
      notes: [...inForks.notes, 'the suite fails in worker threads and passes in child processes: using those'],
    };
  }

  async confirmRed(files: readonly string[], failures: readonly TestFailure[], signal: AbortSignal): Promise<DryRun | null> {
    const inThreads = await this.#confirmRedIn(files, failures, signal);
    if (inThreads === null || inThreads.kind === 'aborted' || this.#hasOwnPool()) return inThreads;
    this.#pool = 'forks';
    const inForks = await this.#confirmRedIn(files, failures, signal);
    this.#pool = 'threads';
    return inForks;
  }

  /** The same in one kind of workers. */
  async #confirmRedIn(files: readonly string[], failures: readonly TestFailure[], signal: AbortSignal): Promise<DryRun | null> {
    const testFiles = [...new Set(failures.map(({ test }) => fileOfTest(test)))];
    // What fails outside of any test may be of any file.
    if (failures.some(({ test }) => test === OUTSIDE)) return null;
    const outcome = await this.#dryRun(files, signal, testFiles);
    if (outcome === 'killed') return null;
    const isSeen = outcome.kind === 'red' && this.#isIsolated;
    return isSeen || outcome.kind === 'aborted' ? outcome : null;
  }

  #hasOwnPool(): boolean {
    return (this.#options.engineOptions.vitest as { pool?: unknown } | undefined)?.pool !== undefined;
  }

  /** A child process that somebody killed says nothing of the suite: it is started again. */
  async #dryRunWithRestarts(files: readonly string[], signal: AbortSignal): Promise<DryRun> {
    for (let start = 1; start < MAX_STARTS; start += 1) {
      const outcome = await this.#dryRun(files, signal);
      if (outcome !== 'killed') return outcome;
    }
    const outcome = await this.#dryRun(files, signal);
    return outcome === 'killed' ? { kind: 'crashed', message: `the engine was killed ${MAX_STARTS} times`, log: '' } : outcome;
  }

  async #dryRun(
    files: readonly string[],
    signal: AbortSignal,
    testFiles: readonly string[] | null = null,
  ): Promise<DryRun | 'killed'> {
    const ended = new AbortController();
    let suite: WireDryRun | null = null;
    let plan: WireMutant[] | null = null;
    let failure: string | null = null;
    const { dryRunTimeoutMs } = this.#options;
    // The suite's own ceiling holds from its first test on; a config or plugin that never answers needs another.
    const ceiling = AbortSignal.timeout(dryRunTimeoutMs + START_CEILING_MS);
    const onMessage = (message: Message): void => {
      if (message.type === 'dry-run') {
        suite = message.dryRun;
        this.#isIsolated = message.dryRun.isIsolated;
        this.#coverage = message.coverage;
        if (describeRed(message.dryRun, dryRunTimeoutMs) !== null) ended.abort();
      } else if (message.type === 'plan') {
        plan = message.mutants;
        // The host would now measure every mutant; the jobs do that, file by file.
        ended.abort();
      } else if (message.type === 'error') failure = message.message;
    };
    const end = await this.#host(
      files,
      {
        task: 'dry-run',
        dryRunTimeoutMs,
        testFiles,
        ...this.#common(files, { dryRunTimeoutMs, disableBail: true, limitMs: null }),
      },
      onMessage,
      AbortSignal.any([signal, ended.signal, ceiling]),
    );
    if (signal.aborted) return { kind: 'aborted' };
    if (ceiling.aborted && !ended.signal.aborted) return { kind: 'hung', afterMs: dryRunTimeoutMs + START_CEILING_MS, files: [] };
    // TypeScript does not see the assignments of the callback.
    const seen = suite as WireDryRun | null;
    const red = seen === null ? null : describeRed(seen, dryRunTimeoutMs);
    if (red !== null) return this.#paths.told(red);
    if (seen?.tests.every((test) => test.outcome === 'skipped')) return { kind: 'no-tests' };
    if (seen === null || plan === null) return end.code === null ? 'killed' : this.#explainCrash(failure, end.logPath);
    this.#suite = seen;
    this.#testIds = new Map(seen.tests.map((test) => [test.id, this.#paths.told(toTestId(test))]));
    return this.#toGreen(seen, plan);
  }

  #explainCrash(failure: string | null, logPath: string): DryRun {
    const log = readFileSync(logPath, 'utf8');
    const refused = [...log.matchAll(/ERROR OptionsValidator (.+)/g)].map((match) => match[1]);
    if (refused.length > 0) return { kind: 'options-error', message: refused.join('; ') };
    return { kind: 'crashed', message: failure ?? 'the engine ended without a word', log: tailOf(log) };
  }

  #toGreen(suite: WireDryRun, plan: readonly WireMutant[]): DryRun {
    const byFile = Map.groupBy(plan, (mutant) => this.#relative(mutant.fileName));
    for (const [file, wires] of byFile) {
      const sorted = wires.toSorted((a, b) => Number(a.id) - Number(b.id));
      const mutants = sorted.map((wire, index) => this.#toEngineMutant(wire, file, index));
      const suiteIds = sorted.map((wire) => Number(wire.id));
      this.#files.set(file, { mutants, suiteIds, ownIds: suiteIds.map((id) => id - (suiteIds[0] ?? 0)) });
    }
    const ignored = optionsWithoutEffect(this.#options.engineOptions);
    const tests: Test[] = suite.tests
      .filter((test) => test.outcome === 'passed')
      .map((test) =>
        this.#paths.told({
          ...{ id: toTestId(test), file: test.file, name: test.name, line: test.line, durationMs: test.durationMs },
        }),
      );
    return {
      kind: 'green',
      tests,
      mutants: [...this.#files.values()].flatMap((file) => file.mutants),
      vitestVersion: suite.vitestVersion,
      oneAtATime: suite.fileParallelism ? null : 'its Vitest config turns fileParallelism off',
      notes: [
        ...(ignored.length === 0 ? [] : [`these of Stryker's options have no effect here: ${ignored.join(', ')}`]),
        ...(this.#options.findAssertions === null ? [] : ['assertions were not watched: only the warm engine can do that']),
      ],
      watched: null,
    };
  }

  #toEngineMutant(wire: WireMutant, file: string, index: number): EngineMutant {
    const { line, column, endLine, endColumn, mutator, replacement, ignoreReason, isStatic } = wire;
    const coveredBy = wire.coveredBy.map((id) => this.#testId(id));
    return { index, file, line, column, endLine, endColumn, mutator, replacement, ignoreReason, isStatic, coveredBy };
  }

  async measure(
    measurement: Measurement,
    onObservation: (index: number, observation: Observation) => void,
    signal: AbortSignal,
  ): Promise<MeasurementEnd> {
    if (measurement.onlyTests !== undefined)
      return { kind: 'refused', message: 'only the warm engine can leave out some tests of a file' };
    const file = this.#files.get(measurement.file);
    if (file === undefined) throw new Error(`${measurement.file} took no part in the dry run`);
    const end = await this.#measure(file, measurement, onObservation, signal);
    return end === 'renumbered' ? this.measure(measurement, onObservation, signal) : end;
  }

  async #measure(
    file: MeasuredFile,
    measurement: Measurement,
    onObservation: (index: number, observation: Observation) => void,
    signal: AbortSignal,
  ): Promise<MeasurementEnd | 'renumbered'> {
    if (this.#suite === null) throw new Error('Nothing can be measured before the dry run');
    const isAlone = measurement.mode === 'alone';
    const wanted = new Set(measurement.mutants.map((mutant) => mutant.index));
    const work = selectWork(file, wanted, this.#suite, this.#coverage);
    const suite = this.#suite;
    const { engineOptions, timeoutMs } = this.#options;
    const limitMs = limitMsFor(plainMsOf(work.tests, suite), engineOptions, timeoutMs, isAlone ? 2 : 1);
    const starved = (index: number): { starvedByMs?: number } => {
      const plainMs = plainMsOf(testsFor(work, String(file.ownIds[index])), suite);
      return isTooShort(limitMs, plainMs) ? { starvedByMs: plainMs } : {};
    };
    const indexOf = new Map(file.ownIds.map((id, index) => [id, index]));
    const stopped = new AbortController();
    let isRenumbered = false;
    let failure: string | null = null;
    let controlFailure: string | null = null;
    const onMessage = (message: Message): void => {
      // What the pipe still held when the child was stopped speaks of a run that does not count.
      if (stopped.signal.aborted) return;
      if (message.type === 'dry-run') controlFailure = message.dryRun.outside[0] ?? null;
      else if (message.type === 'plan') {
        const ownIds = numberAlike(file.mutants, message.mutants);
        if (ownIds === null) failure = `Stryker finds other mutants in ${measurement.file} than in the dry run`;
        else if (ownIds.some((id, index) => id !== file.ownIds[index])) {
          file.ownIds = ownIds;
          isRenumbered = true;
        }
      } else if (message.type === 'tested') {
        const index = indexOf.get(Number(message.mutant.id));
        if (index === undefined || !wanted.has(index)) return;
        const { observation } = message;
        onObservation(index, {
          ...(observation.kind === 'timed-out' ? { ...observation, ...starved(index) } : this.#withTestIds(observation)),
          by: 'stock',
        });
      } else failure = message.message;
      if (controlFailure !== null || failure !== null || isRenumbered) stopped.abort();
    };
    const rules = {
      dryRunTimeoutMs: this.#options.dryRunTimeoutMs,
      disableBail: measurement.isMatrix,
      limitMs,
      ...(isAlone && { concurrency: 1 }),
    };
    const end = await this.#host(
      [measurement.file],
      { task: 'measure', ...work, isControlled: isAlone, ...this.#common([measurement.file], rules) },
      onMessage,
      AbortSignal.any([signal, stopped.signal]),
    );
    if (signal.aborted) return { kind: 'aborted' };
    if (isRenumbered) return 'renumbered';
    if (controlFailure !== null) return { kind: 'control-failed', message: controlFailure };
    if (end.code === 0) return { kind: 'completed' };
    const log = tailOf(readFileSync(end.logPath, 'utf8'));
    return { kind: 'crashed', message: failure ?? 'the engine ended without a word', log };
  }

  async cleanSuite(): Promise<null> {
    return null;
  }

  moved(): [] {
    return [];
  }

  skipped(): [] {
    return [];
  }

  async survivorsOfDeletion(): Promise<[]> {
    return [];
  }

  rest(): void {
    // Nothing lives on between two orders.
  }

  takeOver(): boolean {
    return false;
  }

  limitConcurrency(concurrency: number): void {
    this.#concurrency = Math.min(this.#concurrency, concurrency);
  }

  async close(): Promise<void> {
    // Each of its processes ended with what it was asked for.
  }

  #common(
    files: readonly string[],
    rules: {
      dryRunTimeoutMs: number;
      disableBail: boolean;
      limitMs: number | null;
      concurrency?: number;
    },
  ): Pick<Request, 'options' | 'loggingCallees' | 'excludeTests'> {
    const { engineOptions, loggingCallees, excludeTests, sandboxRoot, workDir } = this.#options;
    return {
      loggingCallees,
      excludeTests,
      options: strykerOptions(engineOptions, {
        files: files.map((file) => join(sandboxRoot, file)),
        workDir,
        projectRoot: sandboxRoot,
        pool: this.#pool,
        ...rules,
        concurrency: rules.concurrency ?? this.#concurrency,
      }),
    };
  }

  async #host(files: readonly string[], request: Request, onMessage: (message: Message) => void, signal: AbortSignal) {
    const { workDir, sandboxRoot, env } = this.#options;
    this.#requests += 1;
    const requestPath = resolve(workDir, `request-${this.#requests}.json`);
    const logPath = resolve(workDir, `engine-${this.#requests}.log`);
    writeFileSync(requestPath, JSON.stringify(request));
    writeFileSync(logPath, '');
    for (const file of this.#instrumented) this.#options.restore(file);
    this.#instrumented = files;
    const code = await runProcessGroup({
      script: HOST,
      cwd: sandboxRoot,
      env: { ...env, [REQUEST_VARIABLE]: requestPath },
      logPath,
      onLine: (line) => onMessage(JSON.parse(line) as Message),
      signal,
    });
    return { code, logPath };
  }

  #withTestIds(observation: Observation): Observation {
    if (observation.kind !== 'ran') return this.#paths.told(observation);
    return this.#paths.told({
      ...observation,
      missing: observation.missing.map((id) => this.#testId(id)),
      kills: observation.kills.map((kill) => ({ ...kill, test: this.#testId(kill.test) })),
    });
  }

  #testId(wireId: string): string {
    return this.#testIds.get(wireId) ?? wireId.replace('#', ' > ').replace(REPEAT_MARK, ' #');
  }

  #relative(path: string): string {
    return relative(this.#options.sandboxRoot, path).replaceAll('\\', '/');
  }
}

/** Why the suite cannot be a baseline, null where it can. */
function describeRed(suite: WireDryRun, afterMs: number): DryRun | null {
  if (suite.isTimeUp) return { kind: 'hung', afterMs, files: suite.hungFiles };
  const failed = suite.tests.filter((test) => test.outcome === 'failed');
  const failures = failed.map((test) => ({ test: toTestId(test), message: test.failure?.message ?? 'failed' }));
  if (failures.length > 0) return { kind: 'red', failures };
  if (suite.outside.length > 0) return { kind: 'red', failures: suite.outside.map((message) => ({ test: OUTSIDE, message })) };
  return null;
}

function tailOf(log: string): string {
  return log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
