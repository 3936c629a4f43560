/** The measured project's own Vitest, started once: the suite without any mutant, and what every later run of a file needs. */

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Test } from '@killrate/shared/model';
import { ENGINE_SETUP } from '../../sandbox/sandbox.ts';
import { PlainValues } from '../assertions/moved-values.ts';
import { nameValues } from '../assertions/named-values.ts';
import type { AssertionsToWatch, SiteCounts, WatchedSuite } from '../assertions/watched.ts';
import { type WovenProject, WovenSuite } from '../assertions/woven-suite.ts';
import { OUTSIDE } from '../engine.ts';
import { unpackFunctions } from '../function-set.ts';
import { type ObservedTest, readOutsideErrors, readTests, toTestId } from '../vitest/observe.ts';
import type { VitestFile } from '../vitest/vitest-shapes.ts';
import type { CleanRun } from './clean-runs.ts';
import type { VitestProject } from './kept-thread.ts';
import { canRunAgain, configsOf, forgetFiles, type KeptVitest } from './kept-vitest.ts';
import { whyTooOld } from './oldest-vitest.ts';
import type { HostRequest } from './protocol.ts';
import { canWatchModules } from './renewal.ts';
import { adaptConfig, adaptOrder, type Config, loadsBeforeTests, whyOneAtATime, withoutCache } from './suite-config.ts';
import { fileKey, type Requested, ThreadPool } from './thread-pool.ts';
import { findWrites, readTree, type TreeWrites } from './tree-writes.ts';
import { Unsafe } from './unsafe.ts';

const SETUP = fileURLToPath(new URL('./suite.setup.js', import.meta.url));

/** As much of Vitest's main object as is used here. */
interface Vitest extends KeptVitest {
  version: string;
  projects: (KeptVitest['projects'][number] & VitestProject & WovenProject & { createSpecification(file: string): unknown })[];
  state: { getFiles(): VitestFile[]; errorsSet: Set<unknown> };
  provide(key: string, value: unknown): void;
  start(): Promise<unknown>;
  runTestSpecifications(specifications: unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** One test file of one Vitest project, as the dry run saw it. */
export interface SuiteFile {
  requested: Requested;
  /** Whether it leaves something behind that cannot be put back, mutant or not: it runs in a new thread every time. */
  isUnkept: boolean;
  /** Whether it waits for what does not hold its thread: a wait of it can end though nothing seems to be left. */
  isWaiting: boolean;
  /** Whether it fails even in a new thread, since some mutant ran. */
  isBroken: boolean;
  /** How often it failed without any mutant in a thread that was kept. */
  upsets: number;
  /** How often it ran with a mutant in a thread that was kept. */
  keptRuns: number;
  /** Whether it loads a package that may remember what it was told in an earlier run, and is not evaluated anew. */
  isRemembering: boolean;
  /** The path from the sandbox's root. */
  path: string;
  /** All its tests in the order in which they are written; their numbers are their places here. */
  tests: ObservedTest[];
  /** Ids of the tests that pass. */
  passing: ReadonlySet<string>;
  /** How many tests ran. */
  executed: number;
  /** What a run of it takes without any mutant, in milliseconds. */
  plainMs: number;
  /** Instrumented places that a run of it passes without any mutant. */
  places: number;
  /** The numbers of the functions that it enters; null where that is not certain. */
  entered: ReadonlySet<number> | null;
  static: Readonly<Record<string, number>>;
  perTest: Readonly<Record<number, Record<string, number>>>;
  /** Executions of the watched assertions. */
  sites: SiteCounts;
  /** What its watched assertions compare. */
  values: PlainValues;
  /** The numbers of the tests that can pass without an assertion. */
  guarded: readonly number[];
  /** The numbers of the tests that are left out when it runs; null for none. */
  leftOut: readonly number[] | null;
}

export type SuiteDryRun =
  | {
      kind: 'green';
      files: SuiteFile[];
      tests: Test[];
      oneAtATime: string | null;
      clearWrites: TreeWrites['clear'];
      watched: WatchedSuite | null;
      /** What each file did, for later runs; null where it hangs on more than what the files run. */
      clean: CleanRun[] | null;
      /** How many files were left out. */
      leftOut: number;
    }
  | { kind: 'red'; failures: { test: string; message: string }[] }
  | { kind: 'hung'; files: string[] }
  | { kind: 'no-tests' };

/** One Vitest over one sandbox, from its start to its end. */
export class Suite {
  readonly version: string;
  readonly pool: ThreadPool;
  readonly #vitest: Vitest;
  readonly #woven: WovenSuite | null;
  #tree: ReturnType<typeof readTree> = new Map();
  /** What files do that are left out. */
  #known: ReadonlyMap<string, CleanRun> = new Map();
  /** The run of the suite; null before it began. */
  #running: Promise<void> | null = null;
  /** What Vitest believes to run while the threads are asked directly. */
  #gateways: Promise<unknown> = Promise.resolve();
  /** Configs as they are while files run, by what the gateways change of them. */
  readonly #ordered = new Map<Config, Partial<Config>>();

  private constructor(vitest: Vitest, pool: ThreadPool, woven: WovenSuite | null) {
    this.#vitest = vitest;
    this.pool = pool;
    this.#woven = woven;
    this.version = vitest.version;
  }

  /** Starts Vitest over the sandbox; `toWatch` is awaited where assertions are watched. @throws Unsafe where it is none that this engine can drive */
  static async open(request: HostRequest, sandboxRoot: string, toWatch: Promise<AssertionsToWatch>): Promise<Suite> {
    if (!canWatchModules())
      throw new Unsafe(`Node ${process.version} does not tell which packages it loads; 22.15 is the first that does`);
    const fromProject = createRequire(join(sandboxRoot, 'package.json'));
    const own = (request.engineOptions.vitest ?? {}) as { configFile?: string; dir?: string };
    const { version } = fromProject('vitest/package.json') as { version: string };
    const tooOld = whyTooOld(version);
    if (tooOld !== null) throw new Unsafe(tooOld);
    const { createVitest } = await importVitest(sandboxRoot);
    const major = Number.parseInt(version, 10);
    const vitest = await createVitest('test', {
      config: own.configFile,
      ...(own.dir !== undefined && { dir: own.dir }),
      coverage: { enabled: false },
      includeTaskLocation: true,
      maxConcurrency: 1,
      watch: false,
      bail: 0,
      reporters: [{}],
      onConsoleLog: () => false,
      ...((request.isWatching || request.isKept) && withoutCache(major)),
    });
    const threadData = {
      vitestWorkerUrl: workerUrlOf(fromProject),
      isIgnoringErrors: vitest.config.dangerouslyIgnoreUnhandledErrors === true,
      separator: separatorOf(version),
    };
    const pool = new ThreadPool(threadData, request.concurrency);
    const setup = resolve(sandboxRoot, ENGINE_SETUP);
    writeFileSync(setup, readFileSync(SETUP, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
    for (const { config } of vitest.projects) adaptConfig(config, pool, setup, request);
    adaptOrder(vitest.config);
    vitest.config.maxWorkers = request.concurrency;
    vitest.provide('killrateIsAfter41', major >= 5 || (major === 4 && Number(version.split('.')[1]) >= 1));
    return new Suite(vitest, pool, request.isWatching ? weaveSuite(await toWatch, sandboxRoot, vitest) : null);
  }

  /**
   * Begins the run of the suite before the mutants are in the sandbox: threads start, and wait with their first file. Nothing begins
   * where the config names what is loaded before.
   */
  startEarly(): void {
    if (configsOf(this.#vitest).some(loadsBeforeTests)) return;
    this.#running = this.#run();
    // It is awaited by the dry run only.
    this.#running.catch(() => undefined);
  }

  async #run(): Promise<void> {
    try {
      await this.#vitest.start();
    } catch (error) {
      if ((error as { code?: string }).code !== 'VITEST_FILES_NOT_FOUND') throw error;
    }
  }

  /**
   * Runs the whole suite without any mutant active; they are in the sandbox. `functionCounts` says how many functions each probed file has. Files
   * of which it is `known` what they do are left out.
   */
  async dryRun(timeoutMs: number, functionCounts: readonly number[], known: readonly CleanRun[]): Promise<SuiteDryRun> {
    this.#tree = readTree(process.cwd());
    this.#known = new Map(known.map((run) => [fileKey(run.project, inSandbox(run.path)), run]));
    this.pool.open(functionCounts, new Map([...this.#known].map(([key, { covered }]) => [key, covered])));
    let timer: NodeJS.Timeout | undefined;
    const timeIsUp = new Promise<true>((resolve_) => {
      timer = setTimeout(() => resolve_(true), timeoutMs);
    });
    this.#running ??= this.#run();
    const isTimeUp = await Promise.race([this.#running.then(() => false), timeIsUp]);
    clearTimeout(timer);
    const files = this.#filesThatRan();
    if (isTimeUp)
      return { kind: 'hung', files: files.filter((file) => !isEnded(file.result?.state)).map((file) => pathOf(file)) };
    const first = this.#read(files, new Set());
    return first.kind === 'red' ? await this.#rerunRed(files) : first;
  }

  /** A file may fail only because of what others left in its thread: those that failed run once more, each in a new one. */
  async #rerunRed(files: readonly VitestFile[]): Promise<SuiteDryRun> {
    const red = files.filter(
      (file) => file.result?.state === 'fail' || readTests([file], this.#separator).some(({ failure }) => failure !== null),
    );
    const alone = new Set((red.length > 0 ? red : files).map(keyOf));
    const vitest = this.#vitest;
    this.pool.isolate();
    vitest.state.errorsSet.clear();
    const specifications = vitest.projects.flatMap((project) =>
      [...alone].flatMap((key) => {
        const [name, filepath = ''] = key.split('\0');
        return name === project.name ? [project.createSpecification(filepath)] : [];
      }),
    );
    await vitest.runTestSpecifications(specifications);
    return this.#read(this.#filesThatRan(), alone);
  }

  #filesThatRan(): VitestFile[] {
    return this.#vitest.state.getFiles().filter((file) => !this.#known.has(keyOf(file)));
  }

  /** Keeps Vitest's main process at hand for the threads. */
  startGateways(): void {
    this.pool.startGateways();
    const seen = new Map(
      [...this.pool.requested].map(([key, { specification }]) => [key.split('\0')[0], specification.filepath]),
    );
    const specifications = this.#vitest.projects.flatMap((project) => {
      const filepath = seen.get(project.name);
      return filepath === undefined ? [] : [project.createSpecification(filepath)];
    });
    for (const config of configsOf(this.#vitest)) {
      const { maxWorkers, sequence } = config;
      this.#ordered.set(config, { ...(maxWorkers !== undefined && { maxWorkers }), sequence });
      config.maxWorkers = specifications.length;
      // Groups run one after another, and the gateways of all have to be open at once.
      config.sequence = { ...config.sequence, groupOrder: 0 };
    }
    this.#gateways = this.#vitest.runTestSpecifications(specifications).catch(() => undefined);
  }

  /** Whether the suite can run again here once these files of the sandbox changed, by what was loaded from there before any test file. */
  canRenew(changed: readonly string[]): boolean {
    if (this.#woven !== null || this.pool.isLoadingEarly) return false;
    return canRunAgain(
      this.#vitest,
      changed,
      new Set([...this.pool.requested.values()].map(({ specification }) => specification.filepath)),
    );
  }

  /** Ends what the last run of the suite needed, and begins the next one as `startEarly` does. */
  async renew(): Promise<void> {
    this.pool.begin();
    await this.#gateways;
    for (const [config, ordered] of this.#ordered) Object.assign(config, ordered);
    this.#running = null;
    this.startEarly();
  }

  /** Has the files of the sandbox that are others now transformed anew. */
  forget(rewritten: readonly string[]): void {
    forgetFiles(this.#vitest, rewritten);
  }

  async close(): Promise<void> {
    this.pool.close();
    await this.#vitest.close();
  }

  /** `alone` are the files that ran in a thread of their own because they failed in a shared one. */
  #read(files: readonly VitestFile[], alone: ReadonlySet<string>): SuiteDryRun {
    const isIgnoring = this.#vitest.config.dangerouslyIgnoreUnhandledErrors === true;
    const separator = this.#separator;
    const ran = files.map((file) => this.#readFile(file, readTests([file], separator), alone));
    const leftOut = [...this.#known].flatMap(([key, run]) => (this.pool.requested.has(key) ? [this.#toFile(key, run)] : []));
    const read = [...ran, ...leftOut];
    const failures = read.flatMap(({ tests }) =>
      tests.flatMap((test) => (test.failure === null ? [] : [{ test: toTestId(test), message: test.failure.message }])),
    );
    if (failures.length > 0) return { kind: 'red', failures };
    const outside = readOutsideErrors(files, isIgnoring ? [] : this.#vitest.state.errorsSet);
    if (outside.length > 0) return { kind: 'red', failures: outside.map((message) => ({ test: OUTSIDE, message })) };
    const tests = read.flatMap((file) => file.tests.filter((test) => test.outcome === 'passed'));
    if (tests.length === 0) return { kind: 'no-tests' };
    const writes = findWrites(process.cwd(), this.#tree);
    writes.clear?.();
    return {
      kind: 'green',
      files: read,
      tests: tests.map((test) => ({
        id: toTestId(test),
        file: test.file,
        name: test.name,
        line: test.line,
        durationMs: test.durationMs,
      })),
      oneAtATime: whyOneAtATime(configsOf(this.#vitest), writes.first),
      clearWrites: writes.clear,
      watched: this.#readWatched(read),
      clean: writes.first === null && alone.size === 0 ? read.flatMap((file) => this.#toCleanRun(file)) : null,
      leftOut: leftOut.length,
    };
  }

  #toCleanRun({ requested, path, tests, plainMs }: SuiteFile): CleanRun[] {
    const project = requested.seedKey.split('\0')[0] ?? '';
    const covered = this.pool.covered.get(fileKey(project, inSandbox(path)));
    if (covered === undefined) return [];
    // What assertions compared is of no use to a run that watches them anew.
    const { static: outside, perTest } = covered.coverage;
    return [
      { project, path, tests, plainMs, covered: { ...covered, coverage: { static: outside, perTest, sites: {}, values: [] } } },
    ];
  }

  /** What was executed of the woven assertions; null where none could be woven. */
  #readWatched(files: readonly SuiteFile[]): WatchedSuite | null {
    if (this.#woven === null) return null;
    const counted = files.map(({ sites, tests }) => ({
      counts: sites,
      testOf: (number: number) => {
        const test = tests[number];
        return test === undefined ? null : toTestId(test);
      },
    }));
    return this.#woven.read(counted);
  }

  #readFile(file: VitestFile, tests: ObservedTest[], alone: ReadonlySet<string>): SuiteFile {
    const key = keyOf(file);
    const overheadMs =
      (file.collectDuration ?? 0) + (file.setupDuration ?? 0) + (file.environmentLoad ?? 0) + (file.prepareDuration ?? 0);
    const plainMs = overheadMs + tests.reduce((sum, test) => sum + test.durationMs, 0);
    const values = new PlainValues(nameValues(this.pool.covered.get(key)?.coverage.values ?? [], [file], this.#separator));
    return this.#toFile(key, { path: pathOf(file), tests, plainMs }, values, alone.has(key));
  }

  /** @throws Unsafe where no thread of this engine was asked for it */
  #toFile(
    key: string,
    { path, tests, plainMs }: Pick<CleanRun, 'path' | 'tests' | 'plainMs'>,
    values = new PlainValues([]),
    isAlone = false,
  ): SuiteFile {
    const requested = this.pool.requested.get(key);
    const covered = this.pool.covered.get(key);
    if (requested === undefined) throw new Unsafe(`${path} ran in no thread of ours`);
    return {
      requested,
      isUnkept: covered === undefined || covered.residue !== null || isAlone,
      isWaiting: covered?.isWaiting ?? true,
      isBroken: false,
      upsets: 0,
      keptRuns: 0,
      isRemembering: covered === undefined || this.pool.packages.remembers(covered.packages.requested),
      path,
      tests,
      passing: new Set(tests.filter((test) => test.outcome === 'passed').map((test) => test.id)),
      executed: tests.filter((test) => test.outcome !== 'skipped').length,
      plainMs,
      places: covered?.places ?? 0,
      entered: typeof covered?.entered === 'string' ? new Set(unpackFunctions(covered.entered)) : null,
      static: covered?.coverage.static ?? {},
      perTest: covered?.coverage.perTest ?? {},
      sites: covered?.coverage.sites ?? {},
      values,
      guarded: this.#woven?.guardedIn(covered?.coverage.sites ?? {}) ?? [],
      leftOut: null,
    };
  }

  get #separator(): string {
    return separatorOf(this.version);
  }
}

interface VitestNode {
  createVitest(mode: string, options: object): Promise<Vitest>;
}

/** The Vitest that a project has installed. */
async function importVitest(root: string): Promise<VitestNode> {
  // As Vitest's own command does before it reads a config.
  process.env.NODE_ENV ??= 'test';
  process.env.VITEST ??= 'true';
  process.env.TEST ??= 'true';
  const fromProject = createRequire(join(root, 'package.json'));
  return (await import(pathToFileURL(fromProject.resolve('vitest/node')).href)) as VitestNode;
}

/** Loads the Vitest of a project before a copy of this is there, which finds the same. What is wrong with it is told once it is asked for. */
export async function preloadVitest(root: string): Promise<void> {
  await importVitest(root).catch(() => undefined);
}

/** Null where this Vite does not let the assertions be watched. */
function weaveSuite(assertions: AssertionsToWatch, sandboxRoot: string, { projects }: Vitest): WovenSuite | null {
  const woven = new WovenSuite(assertions, sandboxRoot);
  const isCached = projects.some(({ config }) => config.fsModuleCache === true || config.experimental?.fsModuleCache === true);
  return !isCached && woven.weaveInto(projects) ? woven : null;
}

/** Between the names of groups and tests in a full name of Vitest's. */
function separatorOf(version: string): string {
  return Number.parseInt(version, 10) >= 5 ? ' > ' : ' ';
}

/** @throws Unsafe where this Vitest shows no worker of its own */
function workerUrlOf(fromProject: NodeJS.Require): string {
  try {
    return pathToFileURL(fromProject.resolve('vitest/worker')).href;
  } catch {
    throw new Unsafe('its Vitest shows no worker of its own');
  }
}

function keyOf(file: VitestFile): string {
  return fileKey(file.projectName ?? '', file.filepath);
}

/** As Vitest writes paths. */
function inSandbox(path: string): string {
  return resolve(process.cwd(), path).replaceAll('\\', '/');
}

function pathOf(file: VitestFile): string {
  return relative(process.cwd(), file.filepath).replaceAll('\\', '/');
}

function isEnded(state: string | undefined): boolean {
  return state === 'pass' || state === 'fail' || state === 'skip';
}
