/** The thread that runs test files of the measured project, one after another, as long as it stays as it was. */
import { enableCompileCache, flushCompileCache, syncBuiltinESMExports } from 'node:module';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { nameValues } from '../assertions/named-values.ts';
import { readBrokenFiles, readOutsideErrors, readTests } from '../vitest/observe.ts';
import type { VitestFile, VitestTask } from '../vitest/vitest-shapes.ts';
import { type CheapFailures, createCheapFailures } from './cheap-failures.ts';
import { watchDeadEnds } from './dead-end.ts';
import { createDomReset } from './dom.ts';
import { Emptying } from './emptying.ts';
import { endCoverage, installEngineState, numberFunctions, readEntered, startCoverage } from './engine-state.ts';
import { endsItsRuns } from './file-runs.ts';
import { countResources, createGuard, type Guard, hasMore } from './guard.ts';
import { createHeldRpc, createLocalRpc, type RunReports } from './local-rpc.ts';
import { keepModuleFunctions } from './module-functions.ts';
import { replayHooks } from './package-hooks.ts';
import type { FileReport, FileRun, ThreadData, ThreadMessage, ThreadOrder } from './protocol.ts';
import { watchModules } from './renewal.ts';
import { RunningTest } from './running-test.ts';
import { watchTimers } from './timer-log.ts';

/** As much of the state of Vitest's worker as is used here. */
interface WorkerState {
  ctx: { files: { filepath: string }[]; config: Record<string, unknown>; environment: unknown; providedContext: unknown };
  config: Record<string, unknown>;
  rpc: Record<string, (...args: unknown[]) => unknown>;
  [key: string]: unknown;
}

/** The part of Vitest that loads what it does not transform itself. */
interface PackageLoader {
  runExternalModule(id: string): Promise<unknown>;
}

interface VitestWorker {
  init(worker: object): void;
  runBaseTests(method: 'run', state: WorkerState, traces: unknown): Promise<void>;
  setupEnvironment(context: unknown): Promise<() => Promise<void>>;
}

/** After how many runs the heap is looked at again. */
const HEAP_EVERY = 16;

const { vitestWorkerUrl, separator, isIgnoringErrors } = workerData as ThreadData;
const port = parentPort;
if (port === null) throw new Error('this file is the entry of a worker thread');

// What Vitest and the packages that tests load were compiled to is kept on disk: later threads start in three quarters of the time.
enableCompileCache();
// Before Vitest is loaded: it keeps the timers that it finds, and is not to be loaded twice.
const renewal = watchModules();
const { setImmediate: nextTurn, setTimeout: later } = globalThis;
const timers = watchTimers();
const engine = installEngineState();
const running = new RunningTest();
engine.running = () => running.number();
const deadEnds = watchDeadEnds(
  port,
  timers,
  { setImmediate: nextTurn, setTimeout: later },
  () => `${running.number()} ${engine.places}`,
);
keepModuleFunctions(vm);
let functionCounts: readonly number[] = [];
const { init, runBaseTests, setupEnvironment } = (await import(vitestWorkerUrl)) as VitestWorker;

let resources: ReadonlyMap<string, number> = new Map();
let first: { state: WorkerState; traces: unknown; guard: Guard } | null = null;
let reports: RunReports = { files: [], uncaught: [] };
let localRpc: object | null = null;
let heldRpc: object | null = null;
let failures: CheapFailures | null = null;

init({
  post: (message: unknown) => port.postMessage(message),
  on: (callback: (message: unknown) => void) => port.on('message', callback),
  off: (callback: (message: unknown) => void) => port.off('message', callback),
  setup: setupEnvironment,
  runTests: async (state: WorkerState, traces: unknown) => {
    if (first === null) {
      // The first request names no file: it only brings the thread to where every file finds it.
      await runBaseTests('run', state, traces);
      resources = countResources();
      keepSnapshots(state);
      first = { state, traces, guard: createGuard(timers, createDomReset()) };
      adoptPackages(first.guard);
      return;
    }
    await runCovered(state, traces);
  },
  collectTests: async () => undefined,
});

port.on('message', (message: ThreadOrder) => {
  if (message?.killrate === 'run') ordered = ordered.then(() => runAll(message.runs));
  else if (message?.killrate === 'renew') renewal.renew(message.urls);
  else if (message?.killrate === 'number') {
    functionCounts = message.functionCounts;
    numberFunctions(engine, functionCounts);
  }
});

/**
 * A package is evaluated once in a thread's life, however many files import it: what it changes as it is loaded (matchers,
 * polyfills, listeners) has to stay. But for those that may remember: they are evaluated for each run.
 */
function adoptPackages(guard: Guard): void {
  const { evaluator } = (globalThis as unknown as { __vitest_mocker__: { moduleRunner: { evaluator: PackageLoader } } })
    .__vitest_mocker__.moduleRunner;
  const load = evaluator.runExternalModule.bind(evaluator);
  const loaded = new Set<string>();
  const hooks = replayHooks();
  evaluator.runExternalModule = async (id) => {
    renewal.request(id);
    if (renewal.isRenewed(id)) return await load(id);
    if (loaded.has(id)) return await hooks.replay(id, () => load(id));
    loaded.add(id);
    const adopted = await hooks.note(id, () => guard.adopt(() => load(id)));
    if (!adopted.isInert) renewal.adopt(id);
    return adopted.loaded;
  };
}

function say(message: ThreadMessage): void {
  port?.postMessage(message);
}

/** A snapshot that is new is taken as it is, and never written: neither into the sandbox, where later runs would be held against it. */
function keepSnapshots({ config }: WorkerState): void {
  const { snapshotEnvironment } = config.snapshotOptions as { snapshotEnvironment?: Record<string, unknown> };
  if (snapshotEnvironment === undefined) return;
  snapshotEnvironment.saveSnapshotFile = async () => undefined;
  snapshotEnvironment.removeSnapshotFile = async () => undefined;
}

/** Runs a file of the dry run, which Vitest's main process asks for, and notes what it covers. */
async function runCovered(state: WorkerState, traces: unknown): Promise<void> {
  const filepath = state.ctx.files[0]?.filepath ?? '';
  renewal.begin();
  const started = startCoverage(engine);
  Object.assign(engine, { test: null, isNumbering: true, leftOut: null, lastMeeting: null });
  engine.places = 0;
  engine.entered.fill(0);
  heldRpc ??= createHeldRpc(state.rpc, deadEnds);
  deadEnds.watch();
  try {
    await runBaseTests('run', { ...state, rpc: heldRpc as WorkerState['rpc'] }, traces);
    await settle();
  } finally {
    const coverage = endCoverage(engine, started);
    const packages = renewal.takeLoads();
    const isWaiting = deadEnds.fired > 0;
    deadEnds.leave();
    const entered = readEntered(engine, functionCounts);
    say({ killrate: 'covered', filepath, coverage, places: engine.places, entered, packages, isWaiting, residue: cleanUp() });
  }
}

let ordered = Promise.resolve();

async function runAll(orders: readonly FileRun[]): Promise<void> {
  for (const order of orders) {
    const report = await run(order);
    say({ killrate: 'ran', report });
    if (runs === 1) flushCompileCache();
    if (endsItsRuns(order, report)) return;
  }
}

async function run(order: FileRun): Promise<FileReport> {
  const startedAt = performance.now();
  reports = { files: [], uncaught: [] };
  renewal.begin();
  Object.assign(engine, { active: order.mutant, limit: order.placesLimit, places: 0, hits: 0, isEndless: false, test: null });
  engine.entered.fill(0);
  const { leftOut, lastMeeting } = order;
  Object.assign(engine, { isNumbering: false, leftOut, lastMeeting, endedAfter: null });
  if (order.emptying !== null)
    Object.assign(engine, { emptying: new Emptying(order.emptying, order.placesLimit), limit: -1, isNumbering: true });
  engine.watch.begin(false);
  let failure: unknown = null;
  try {
    const { state, traces } = prepare(order);
    running.follow(state);
    failures ??= createCheapFailures();
    failures.enter();
    if (order.isEndingHangs) deadEnds.enter(() => say({ killrate: 'stuck', id: order.id }));
    await runBaseTests('run', state, traces);
    await settle();
  } catch (error) {
    failure = error;
  }
  failures?.leave();
  deadEnds.leave();
  const { places, hits, isEndless, endedAfter } = engine;
  const entered = readEntered(engine, functionCounts);
  const alive = engine.emptying?.alive ?? [];
  Object.assign(engine, { active: null, limit: Number.POSITIVE_INFINITY, emptying: null });
  const residue = cleanUp();
  return {
    ...readRun(failure, order.expected),
    id: order.id,
    endedAfter,
    places,
    hits,
    entered,
    isEndless,
    hangs: deadEnds.fired,
    durationMs: performance.now() - startedAt,
    heapBytes: heapBytes(),
    residue,
    values: nameValues(engine.watch.values(), reports.files as VitestFile[], separator),
    alive,
    asserting: engine.watch.asserting(),
  };
}

/** Vitest's state for one more run of a file: as it makes it for a fresh request, with our ears instead of its own. */
function prepare({ specification, providedContext, environment, isBailing }: FileRun): { state: WorkerState; traces: unknown } {
  if (first === null) throw new Error('the thread was not started');
  const { state, traces } = first;
  localRpc ??= createLocalRpc(state.rpc, () => reports, deadEnds);
  // Where a test is written is known from the dry run; finding it again takes a third of a run.
  const config = { ...state.config, bail: isBailing ? 1 : 0, includeTaskLocation: false };
  return {
    traces,
    state: {
      ...state,
      ctx: { ...state.ctx, files: [specification], config, environment, providedContext },
      config,
      providedContext,
      rpc: localRpc as WorkerState['rpc'],
      moduleExecutionInfo: new Map(),
      durations: { environment: 0, prepare: performance.now(), fetch: 0 },
      dependencies: undefined,
      onCancel: () => () => undefined,
      onCleanup: (cleanup: () => unknown) => cleanups.push(cleanup),
    },
  };
}

/** What fixtures want done at the end of their worker: each file is one. */
const cleanups: (() => unknown)[] = [];

/** A worker of Vitest's own lives on about so long after its last test, and an error in that time counts. */
const LAST_ERRORS_MS = 6;

function isPending(): boolean {
  return timers.isDueWithin(LAST_ERRORS_MS) || hasMore(resources, timers.holding());
}

/** Lets errors that nobody handles come to light while they can still be told whose they are. */
async function settle(): Promise<void> {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  await new Promise<void>((resolve) => nextTurn(resolve));
  const until = performance.now() + LAST_ERRORS_MS;
  while (isPending() && performance.now() < until) await new Promise<void>((resolve) => later(resolve, 1));
}

/** Puts the thread back to what it was; what could not be, in words, or null. */
function cleanUp(): string | null {
  try {
    return takeDown();
  } catch (error) {
    return `it could not be cleaned up: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function takeDown(): string | null {
  const index = (globalThis as Record<string, unknown>).__vitest_index__ as { vi: Record<string, () => void> } | undefined;
  index?.vi.useRealTimers?.();
  index?.vi.unstubAllGlobals?.();
  index?.vi.unstubAllEnvs?.();
  const residue = first?.guard.restore() ?? null;
  syncBuiltinESMExports();
  return residue;
}

function readRun(
  failure: unknown,
  expected: number,
): Pick<FileReport, 'executed' | 'executedIds' | 'failed' | 'broken' | 'outside'> {
  const files = reports.files as VitestFile[];
  const counts = { executed: 0, failed: 0 };
  for (const file of files) count(file, counts);
  const hasFailed = counts.failed > 0 || failure !== null || files.some((file) => file.result?.state === 'fail');
  const uncaught = isIgnoringErrors ? [] : reports.uncaught;
  const outside = uncaught.length === 0 && !hasFailed ? [] : readOutsideErrors(files, uncaught);
  if (failure !== null) outside.push(failure instanceof Error ? failure.message : String(failure));
  const isShort = !hasFailed && counts.executed !== expected;
  const tests = hasFailed || isShort ? readTests(files, separator) : [];
  const failed = tests.flatMap(({ id, failure: why }) => (why === null ? [] : [{ id, ...why }]));
  // In a matrix there may be hundreds, and nobody reads what the later ones say, but for crashes that may be the machine's.
  for (const [index, each] of failed.entries()) if (index > 0 && each.kind === 'assertion') each.message = '';
  const broken = counts.executed > 0 ? null : (readBrokenFiles(files)[0] ?? null);
  const executedIds = isShort ? tests.filter((test) => test.outcome !== 'skipped').map((test) => test.id) : null;
  return { executed: counts.executed, executedIds, failed, broken, outside };
}

function count(task: VitestTask, counts: { executed: number; failed: number }): void {
  if (task.type === 'suite') {
    for (const child of task.tasks) count(child, counts);
    return;
  }
  const state = task.result?.state;
  if (task.type !== 'test' || (state !== 'pass' && state !== 'fail')) return;
  counts.executed += 1;
  if (state === 'fail') counts.failed += 1;
}

let runs = 0;
let lastHeapBytes = 0;

/** The heap in use; asked only now and then, as asking costs more than a short test. */
function heapBytes(): number {
  if (runs % HEAP_EVERY === 0) {
    const { heapUsed, external } = process.memoryUsage();
    lastHeapBytes = heapUsed + external;
  }
  runs += 1;
  return lastHeapBytes;
}
