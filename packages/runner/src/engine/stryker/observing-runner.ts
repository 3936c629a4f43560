/** The test runner: vitest-runner runs the tests, and everything that was seen is read before it is boiled down to a status. */

import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { commonTokens, type Injector, type PluginContext, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { strykerPlugins as vitestRunnerPlugins } from '@stryker-mutator/vitest-runner';
import { endOwnProcessGroup } from '../../process/end-with-parent.ts';
import type { ObservedKill } from '../engine.ts';
import {
  type BrokenFile,
  type ObservedTest,
  REPEAT_MARK,
  readBrokenFiles,
  readOutsideErrors,
  readTests,
  relativePath,
} from '../vitest/observe.ts';
import { PathSequencer } from '../vitest/path-sequencer.ts';
import type { ProvidedMode, StockRunner, Vitest, VitestFile } from '../vitest/vitest-shapes.ts';
import { turnTypecheckOff } from '../vitest/without-types.ts';
import { encodeObservation, type Request, type WireDryRun } from './protocol.ts';

const TELL_APART_SETUP = new URL('./tell-apart.setup.js', import.meta.url);

/** A factory of test runners for this request, as Stryker's plugin system wants it. */
export function createObservingRunner(request: Request) {
  const createStock = vitestRunnerPlugins[0]?.factory;
  if (createStock === undefined) throw new Error('@stryker-mutator/vitest-runner declares no test runner');
  const create = (injector: Injector<PluginContext>): TestRunner => {
    const stock = injector.injectFunction(createStock) as unknown as StockRunner;
    return new ObservingRunner(stock, request);
  };
  create.inject = tokens(commonTokens.injector);
  return create;
}

/** How much more often than at first a mutant's place may be reached at the second look. */
const SECOND_LOOK_HITS = 100;

class ObservingRunner implements TestRunner {
  readonly #stock: StockRunner;
  readonly #request: Request;

  constructor(stock: StockRunner, request: Request) {
    this.#stock = stock;
    this.#request = request;
  }

  capabilities(): TestRunnerCapabilities {
    // Every run of vitest-runner starts a fresh worker: static mutants need no new process.
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    // Stryker's host holds the other end: without it nobody would ever end this process.
    process.on('disconnect', endOwnProcessGroup);
    await this.#stock.init();
    this.#vitest.provide('repeatMark', REPEAT_MARK);
    const setupFile = await copyIntoSandbox(TELL_APART_SETUP);
    const projects = this.#vitest.projects.map((project) => project.config);
    for (const config of projects) {
      config.setupFiles = [...config.setupFiles, setupFile];
      config.exclude = [...config.exclude, ...this.#request.excludeTests];
    }
    for (const config of [this.#vitest.config, ...projects]) {
      // The first failing test ends a mutant's run: which one that is must not depend on timings of earlier runs.
      config.sequence = { ...config.sequence, shuffle: false, sequencer: PathSequencer, setupFiles: 'list' };
      turnTypecheckOff(config);
    }
  }

  async dryRun(_options: DryRunOptions): Promise<DryRunResult> {
    const request = this.#request;
    if (request.task === 'dry-run') return this.#observeSuite(request);
    const controlFailure = request.isControlled ? await this.#runControl(request.tests) : null;
    return {
      status: DryRunStatus.Complete,
      tests: request.tests.map((test) => ({
        id: test.id,
        name: test.name,
        timeSpentMs: test.durationMs,
        status: TestStatus.Success,
      })),
      mutantCoverage: request.coverage,
      killrate: emptyDryRun(controlFailure === null ? [] : [controlFailure]),
    } as DryRunResult;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (this.#request.task !== 'measure') throw new Error('A dry run measures no mutant');
    const { activeMutant, testFilter, mutantActivation } = options;
    const hitLimit = this.#hitLimit(options);
    const testFiles = testFilter === undefined ? (this.#request.staticFiles[activeMutant.id] ?? []) : testFilter.map(fileOfTest);
    const known = this.#request.tests;
    const startedAt = performance.now();
    this.#provide({ mode: 'mutant', hitLimit, mutantActivation, activeMutant: activeMutant.id });
    await this.#run(testFiles);

    const files = this.#vitest.state.getFiles();
    const tests = readTests(files, this.#separator);
    const hits = this.#stock.readHitCount();
    const ran = tests.filter((test) => test.outcome !== 'skipped');
    const executed = new Set(ran.map((test) => test.id));
    const unrun = readBrokenFiles(files).filter(({ file }) => !ran.some((test) => test.file === file));
    const kills = [...killsOf(tests, known), ...killsOfBrokenFiles(unrun, known)];
    const expected = testFilter ?? known.filter((test) => testFiles.includes(test.file)).map((test) => test.id);
    return {
      // Stryker passes on a status and one string; the string carries all, and what it says decides.
      status: MutantRunStatus.Error,
      errorMessage: encodeObservation({
        kind: 'ran',
        executed: executed.size,
        missing: kills.length > 0 ? [] : expected.filter((id) => !executed.has(id)),
        hits: mutantActivation === 'runtime' ? hits : null,
        kills,
        outside: readOutsideErrors(files, this.#uncaught),
        isHitLimitReached: hitLimit !== undefined && files.some((file) => (file.meta.hitCount ?? 0) > hitLimit),
        durationMs: performance.now() - startedAt,
      }),
    };
  }

  async dispose(): Promise<void> {
    await this.#stock.dispose();
  }

  get #vitest(): Vitest {
    if (this.#stock.ctx === undefined) throw new Error('Vitest was not started');
    return this.#stock.ctx;
  }

  /** Vitest joins full names with ` > ` from 5 on, with a space before, and vitest-runner's ids follow. */
  get #separator(): string {
    return Number.parseInt(this.#vitest.version, 10) >= 5 ? ' > ' : ' ';
  }

  #provide(mode: ProvidedMode): void {
    for (const [key, value] of Object.entries(mode)) this.#vitest.provide(key, value);
  }

  /**
   * Runs whole test files; without any named, the whole suite. Never single tests by name: those of one file may build on
   * each other, and what a mutant spoils in one may show in the next.
   */
  async #run(testFiles: readonly string[] | null): Promise<void> {
    this.#vitest.state.errorsSet.clear();
    // Vitest matches a relative path anywhere.
    const absolute = testFiles === null ? null : [...new Set(testFiles)].map((file) => `${process.cwd()}/${file}`);
    await this.#stock.run(absolute === null ? {} : { testFiles: absolute });
  }

  /** Errors that nobody caught, unless the project says that they do not matter. */
  get #uncaught(): Iterable<unknown> {
    return this.#vitest.config.dangerouslyIgnoreUnhandledErrors === true ? [] : this.#vitest.state.errorsSet;
  }

  /** A second look tells an endless loop from code that a mutant only makes slow. */
  #hitLimit({ hitLimit }: MutantRunOptions): number | undefined {
    const isSecondLook = this.#request.task === 'measure' && this.#request.isControlled;
    return hitLimit === undefined || !isSecondLook ? hitLimit : hitLimit * SECOND_LOOK_HITS;
  }

  async #observeSuite({ dryRunTimeoutMs, testFiles }: Extract<Request, { task: 'dry-run' }>): Promise<DryRunResult> {
    const isTimeUp = await this.#runWithin(dryRunTimeoutMs, testFiles);
    const files = this.#vitest.state.getFiles();
    const configs = [this.#vitest.config, ...this.#vitest.projects.map((project) => project.config)];
    const killrate: WireDryRun = {
      tests: readTests(files, this.#separator),
      outside: readOutsideErrors(files, this.#uncaught),
      staticByFile: mergeByPath(
        files,
        (file) => Object.keys(file.meta.mutantCoverage?.static ?? {}),
        (ids, more) => [...ids, ...more],
      ),
      overheadMsByFile: mergeByPath(files, overheadMsOf, (sum, more) => sum + more),
      vitestVersion: this.#vitest.version,
      fileParallelism: configs.every(isParallel),
      isIsolated: configs.every((config) => config.isolate !== false),
      hungFiles: isTimeUp ? files.filter((file) => !isEnded(file.result?.state)).map((file) => relativePath(file)) : [],
      isTimeUp,
    };
    return {
      status: DryRunStatus.Complete,
      // Stryker's core ends without a report where a test failed; what failed is told in `killrate`.
      tests: killrate.tests
        .filter((test) => test.outcome === 'passed')
        .map((test) => ({ id: test.id, name: test.name, timeSpentMs: test.durationMs, status: TestStatus.Success })),
      mutantCoverage: (isTimeUp ? undefined : this.#stock.readMutantCoverage()) ?? { static: {}, perTest: {} },
      killrate,
    } as DryRunResult;
  }

  async #runWithin(timeoutMs: number, testFiles: readonly string[] | null): Promise<boolean> {
    this.#provide({ mode: 'dry-run' });
    let timer: NodeJS.Timeout | undefined;
    const timeIsUp = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), timeoutMs);
    });
    const isTimeUp = await Promise.race([this.#run(testFiles).then(() => false), timeIsUp]);
    clearTimeout(timer);
    return isTimeUp;
  }

  /** Runs the tests without any mutant; what failed, or null. */
  async #runControl(tests: readonly ObservedTest[]): Promise<string | null> {
    this.#provide({ mode: 'dry-run' });
    await this.#run(tests.map((test) => test.file));
    const files = this.#vitest.state.getFiles();
    const failed = readTests(files, this.#separator).find((test) => test.outcome === 'failed');
    if (failed !== undefined) return `${failed.file} > ${failed.name}: ${failed.failure?.message ?? 'failed'}`;
    return readOutsideErrors(files, this.#uncaught)[0] ?? null;
  }
}

/** Vite serves a suite with a browser-like environment nothing from outside its root; each worker has a copy of its own. */
async function copyIntoSandbox(file: URL): Promise<string> {
  const path = resolve(`killrate-setup-${process.env.STRYKER_MUTATOR_WORKER ?? 0}.js`);
  const text = await readFile(file, 'utf8');
  await writeFile(path, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
  return path;
}

/** Kills by tests that pass without any mutant; Vitest fails the skipped ones of a broken group too. */
function killsOf(tests: readonly ObservedTest[], known: readonly ObservedTest[]): ObservedKill[] {
  const passing = new Set(known.map((test) => test.id));
  return tests.flatMap(({ id, failure }) => (failure === null || !passing.has(id) ? [] : [{ test: id, ...failure }]));
}

/** One value for each path: a test file that is part of two projects comes twice. */
function mergeByPath<Value>(
  files: readonly VitestFile[],
  read: (file: VitestFile) => Value,
  merge: (one: Value, other: Value) => Value,
): Record<string, Value> {
  const merged: Record<string, Value> = {};
  for (const file of files) {
    const path = relativePath(file);
    const earlier = merged[path];
    merged[path] = earlier === undefined ? read(file) : merge(earlier, read(file));
  }
  return merged;
}

function overheadMsOf(file: VitestFile): number {
  return (file.collectDuration ?? 0) + (file.setupDuration ?? 0) + (file.environmentLoad ?? 0) + (file.prepareDuration ?? 0);
}

/** The test file in an id of vitest-runner; a name may hold the separator, so may not the path of a file that is measured. */
function fileOfTest(id: string): string {
  return id.slice(0, id.indexOf('#'));
}

/** A test file that breaks as a whole fails all its tests. */
function killsOfBrokenFiles(broken: readonly BrokenFile[], tests: readonly ObservedTest[]): ObservedKill[] {
  return broken.flatMap(({ file, kind, message }) =>
    tests.filter((test) => test.file === file).map((test) => ({ test: test.id, kind, message })),
  );
}

function emptyDryRun(outside: string[]): WireDryRun {
  return {
    tests: [],
    outside,
    staticByFile: {},
    overheadMsByFile: {},
    vitestVersion: '',
    fileParallelism: true,
    isIsolated: true,
    hungFiles: [],
    isTimeUp: false,
  };
}

function isParallel(config: Vitest['config']): boolean {
  const pools = Object.values(config.poolOptions ?? {});
  return config.fileParallelism !== false && !pools.some((pool) => pool?.singleThread === true || pool?.singleFork === true);
}

function isEnded(state: string | undefined): boolean {
  return state === 'pass' || state === 'fail' || state === 'skip';
}
