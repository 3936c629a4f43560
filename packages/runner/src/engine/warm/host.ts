/** The process that hosts a session of the warm engine: instruments once, starts Vitest once, and measures what it is told. */
import { writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endOwnProcessGroup } from '../../process/end-with-parent.ts';
import { writeLine } from '../../process/write-line.ts';
import { createTimings, timed } from '../../timings.ts';
import { Moves } from '../assertions/moved-values.ts';
import { Skips } from '../assertions/skipped-assertions.ts';
import type { AssertionsToWatch, MovedValues } from '../assertions/watched.ts';
import type { CleanToReuse, MeasurementEnd, Observation, ProbedFile } from '../engine.ts';
import { optionsWithoutEffect } from '../stryker/stryker-options.ts';
import { ChosenTests, keyOfTests } from './chosen-tests.ts';
import { type CleanRun, fitCleanRuns, tellCleanRuns } from './clean-runs.ts';
import { findSurvivors } from './deletion.ts';
import { Measurer } from './measurer.ts';
import { packMutants } from './packed-mutants.ts';
import { joinPlaced, type PlacedMutant } from './placed-file.ts';
import type { FileToPlace, HostRequest, Message, Order } from './protocol.ts';
import { checkSelf } from './self-check.ts';
import { preloadVitest, Suite, type SuiteFile } from './suite.ts';
import type { ThreadPool } from './thread-pool.ts';
import { Unsafe } from './unsafe.ts';
import { inFiles, joinMutants, startingWith, type WarmMutant } from './warm-mutant.ts';

/** What each lane may take beyond what the dry run took; V8's own limit for a thread does not count buffers. */
const MOST_BYTES_OF_LANE = 2 * 1024 ** 3;
const LOOK_AT_MEMORY_EVERY_MS = 100;

// Vitest and what instruments are the same in every run; to compile them takes longer than to read them.
enableCompileCache();
const stopped = new Map<number, AbortController>();
let request: HostRequest;
let timings = createTimings();
let suite: Suite | null = null;
let measurer: Measurer | null = null;
let placed: readonly PlacedMutant[] = [];
let mutants: ReadonlyMap<string, readonly WarmMutant[]> = new Map();
let suiteFiles: readonly SuiteFile[] = [];
let lastChosen: ChosenTests | null = null;
/** The instrumented files as they stand in the sandbox. */
let written: Readonly<Record<string, string>> = {};
const moves = new Moves();
const skips = new Skips();
const toWatch = Promise.withResolvers<AssertionsToWatch>();
/** What the next run of the suite waits for. */
let waiting = newWaiting();

// The parent holds the other end of stdin: when it closes, the parent is gone, however it went.
createInterface({ input: process.stdin })
  .on('line', (line) => {
    obey(JSON.parse(line) as Order).catch(fail);
  })
  .on('close', endOwnProcessGroup);

await preloadVitest(process.argv[2] ?? process.cwd());

function newWaiting() {
  return {
    clean: Promise.withResolvers<CleanToReuse | null>(),
    placed: Promise.withResolvers<Extract<Order, { type: 'placed' }>['placed']>(),
  };
}

async function tellUnsafe(begun: () => Promise<void>): Promise<void> {
  try {
    await begun();
  } catch (error) {
    if (error instanceof Unsafe) say({ type: 'unsafe', reason: error.message });
    else fail(error);
  }
}

/** Starts Vitest and its threads while files are instrumented; nothing of the sandbox is written before its config is read. */
async function begin(): Promise<void> {
  const opening = timed(timings.add, 'vitest', () => Suite.open(request, process.cwd(), toWatch.promise)).then(async (opened) => {
    const clean = await waiting.clean.promise;
    if (clean !== null) opened.pool.lendAtMost(Math.max(1, Math.min(request.concurrency, clean.toRun)));
    opened.startEarly();
    return opened;
  });
  const placing = await placeWith(request.files, opening);
  watchMemory(placing.opened.pool);
  await runSuite(placing);
}

/** Goes on with the same Vitest after files of the sandbox changed, in new threads. @throws Unsafe where it cannot */
async function renew({ files, changed }: Extract<Order, { type: 'renew' }>): Promise<void> {
  if (suite === null) throw new Error('Nothing can be renewed before the dry run');
  waiting = newWaiting();
  const known = new Set([...files.map(({ file }) => file), ...suiteFiles.map(({ path }) => path)]);
  if (!suite.canRenew(changed) || !changed.every((file) => known.has(file)))
    throw new Unsafe('more than tests and sources changed');
  const before = written;
  const placing = await placeWith(
    files,
    suite.renew().then(() => suite as Suite),
  );
  const paths = new Set([...Object.keys(before), ...Object.keys(written)]);
  placing.opened.forget([...changed, ...[...paths].filter((path) => before[path] !== written[path])]);
  await runSuite(placing);
}

/** A suite with the mutants in its sandbox. */
interface Placing {
  opened: Suite;
  mutated: readonly string[];
  probed: ProbedFile[];
  /** What is known of test files that need not run. */
  known: readonly CleanRun[];
}

/** Writes the instrumented files once `opening` is done. */
async function placeWith(files: readonly FileToPlace[], opening: Promise<Suite>): Promise<Placing> {
  const [clean, placedNow, opened] = await Promise.all([waiting.clean.promise, waiting.placed.promise, opening]);
  const instrumented = new Map(placedNow);
  const all = files.flatMap(({ file, isMutated, placed: known }) => {
    const found = known ?? instrumented.get(file);
    return found === undefined ? [] : [{ file, isMutated, found }];
  });
  const mutated = new Map(all.flatMap(({ file, isMutated, found }) => (isMutated ? [[file, found.mutants]] : [])));
  const fitting = clean === null ? null : fitCleanRuns(clean, mutated);
  if (fitting === null) opened.pool.lendAtMost(request.concurrency);
  const joined = joinPlaced(new Map(all.map(({ file, found }) => [file, found])), fitting?.ids);
  written = joined.texts;
  for (const [file, text] of Object.entries(written)) writeFileSync(join(process.cwd(), file), text);
  placed = joined.mutants;
  return { opened, mutated: [...mutated.keys()], probed: joined.probed, known: fitting?.read(joined.probed) ?? [] };
}

async function runSuite({ opened, mutated, probed, known }: Placing): Promise<void> {
  suite = opened;
  const { pool, version } = suite;
  const functionCounts = probed.map(({ functions }) => functions);
  const outcome = await timed(timings.add, 'dry run', () => opened.dryRun(request.dryRunTimeoutMs, functionCounts, known));
  if (outcome.kind === 'hung') return say({ type: 'dry-run', dryRun: { ...outcome, afterMs: request.dryRunTimeoutMs } });
  if (outcome.kind !== 'green') return say({ type: 'dry-run', dryRun: outcome });
  pool.lendAtMost(request.concurrency);
  suite.startGateways();
  pool.clearWrites = outcome.clearWrites;
  const failure = await timed(timings.add, 'self-check', () => checkSelf(pool, outcome.files, new AbortController().signal));
  if (failure !== null) throw new Unsafe(`its self-check failed: ${failure}`);
  mutants = joinMutants(placed, outcome.files);
  suiteFiles = outcome.files;
  const { concurrency, engineOptions, timeoutMs } = request;
  measurer = new Measurer({
    pool,
    concurrency,
    engineOptions,
    timeoutMs,
    onTiming: (part, durationMs) => timings.add(part, durationMs),
  });
  tellTimings();
  const ignored = optionsWithoutEffect(request.engineOptions);
  say({
    type: 'dry-run',
    dryRun: {
      kind: 'green',
      tests: outcome.tests,
      packed: packMutants([...mutants.values()].flatMap((ofFile) => ofFile.map(({ mutant }) => mutant))),
      vitestVersion: version,
      oneAtATime: outcome.oneAtATime,
      ...(isEachPathOnce(outcome.files) && { probed }),
      notes: [
        ...(ignored.length === 0 ? [] : [`these of Stryker's options have no effect here: ${ignored.join(', ')}`]),
        ...(request.isWatching && outcome.watched === null
          ? ['assertions were not watched: its Vite does not allow it, or keeps transformed modules on the disk']
          : []),
      ],
      watched: outcome.watched,
      leftOut: outcome.leftOut,
    },
  });
  say({ type: 'clean', suite: outcome.clean === null ? null : tellCleanRuns(outcome.clean, { mutated, placed, probed }) });
}

/** One test file in two Vitest projects has one path: which of the two met a mutant could not be told. */
function isEachPathOnce(files: readonly SuiteFile[]): boolean {
  return new Set(files.map(({ path }) => path)).size === files.length;
}

function watchMemory(pool: ThreadPool): void {
  const mostBytes = process.memoryUsage.rss() + request.concurrency * MOST_BYTES_OF_LANE;
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() > mostBytes) pool.endGreedy('out of memory: its buffers grow without end');
  }, LOOK_AT_MEMORY_EVERY_MS);
  timer.unref();
}

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'open':
      request = order.request;
      return await tellUnsafe(begin);
    case 'measure':
      return await measure(order);
    case 'watch':
      toWatch.resolve(order.assertions);
      return;
    case 'clean':
      waiting.clean.resolve(order.clean);
      return;
    case 'placed':
      waiting.placed.resolve(order.placed);
      return;
    case 'stop':
      stopped.get(order.id)?.abort();
      return;
    case 'limit-concurrency':
      if (measurer !== null) measurer.concurrency = Math.min(measurer.concurrency, order.concurrency);
      return;
    case 'delete':
      return await deleteBodies(order);
    case 'rest':
      suite?.pool.rest();
      return;
    case 'renew':
      return await tellUnsafe(() => renew(order));
    case 'close':
      await suite?.close();
      process.exit(0);
      break;
    default:
      order satisfies never;
  }
}

async function measure(order: Extract<Order, { type: 'measure' }>): Promise<void> {
  const { id, file, indices, mode, isMatrix, isCareful, onlyTests } = order;
  if (measurer === null) throw new Error('Nothing can be measured before the dry run');
  const controller = new AbortController();
  stopped.set(id, controller);
  const wanted = new Set(indices);
  const chosen = onlyTests === null ? null : choose(onlyTests);
  const [onlyFiles, firstFiles] = [new Map(order.onlyFiles), new Map(order.firstFiles)];
  const all = (mutants.get(file) ?? [])
    .filter(({ mutant }) => wanted.has(mutant.index))
    .map((warm) => inFiles(warm, onlyFiles.get(warm.mutant.index) ?? warm.files.map(({ path }) => path)))
    .map((warm) => startingWith(warm, firstFiles.get(warm.mutant.index) ?? null));
  const task = {
    mutants: chosen === null ? all : all.map((warm) => chosen.restrict(warm)),
    isMatrix,
    onObservation: (index: number, seen: Observation) => {
      const { moved = [], skipped = [], ...observation } = seen.kind === 'ran' ? seen : { ...seen, moved: [], skipped: [] };
      if (chosen === null) moves.note(file, index, moved);
      if (chosen === null && isMatrix) skips.note(file, index, skipped);
      say({ type: 'observed', id, index, observation });
    },
    onBegun: (index: number, lane = 0) => say({ type: 'begun', id, index, lane }),
    isCareful,
    signal: controller.signal,
  };
  if (chosen !== null)
    for (const warm of task.mutants) if (warm.files.length === 0) task.onObservation(warm.mutant.index, NOTHING_RAN);
  const failure = chosen === null ? null : await measurer.whyNotPassing(task.mutants, controller.signal);
  const end: MeasurementEnd =
    failure === null
      ? await (mode === 'alone' ? measurer.alone(task) : measurer.together(task))
      : { kind: 'control-failed', message: failure };
  stopped.delete(id);
  tellTimings();
  say({ type: 'ended', id, end, moved: movedUnder(file), skipped: skips.of(file) });
}

/** Runs the suite with all functions emptied; a host that ends ends this with it. */
async function deleteBodies({ emptied }: Extract<Order, { type: 'delete' }>): Promise<void> {
  if (suite === null || measurer === null) throw new Error('Nothing can be emptied before the dry run');
  const { pool } = suite;
  const { concurrency } = measurer;
  const idsOf = (which: 'inTests' | 'fromStart') =>
    emptied.flatMap(([file, numbers]) => numbers[which].flatMap((number) => mutants.get(file)?.[number]?.id ?? []));
  const survivors = await timed(timings.add, 'functions emptied', () =>
    findSurvivors(
      suiteFiles,
      { inTests: idsOf('inTests'), fromStart: idsOf('fromStart') },
      { pool, concurrency, signal: new AbortController().signal },
    ),
  );
  tellTimings();
  say({ type: 'deleted', survivors });
}

/** What is seen of a mutant that none of the chosen tests can meet. */
const NOTHING_RAN: Observation = {
  ...{ kind: 'ran', executed: 0, missing: [], hits: 0, kills: [], outside: [], isHitLimitReached: false, durationMs: 0 },
};

/** The same tests are chosen for file after file: what is known of them is kept. */
function choose(ids: readonly string[]): ChosenTests {
  if (lastChosen?.key !== keyOfTests(ids)) lastChosen = new ChosenTests(ids);
  return lastChosen;
}

function movedUnder(file: string): MovedValues[] {
  return moves.of(file, (test, site) => {
    const comparing = suiteFiles.filter(({ values }) => values.has(test, site));
    return comparing.every(({ values }) => values.isSteady(test, site));
  });
}

/** Tells what was added up since it was last told. */
function tellTimings(): void {
  for (const timing of timings.list()) say({ type: 'timing', ...timing });
  timings = createTimings();
}

function say(message: Message): void {
  writeLine(JSON.stringify(message));
}

function fail(error: unknown): void {
  say({ type: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
}
