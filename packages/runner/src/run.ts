/** A run from plan to stored results: lock, sandbox, dry run, then one job after another. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { plural } from '@killrate/shared/count';
import type { Run } from '@killrate/shared/model';
import { recordExecuted } from '@killrate/shared/store/assertions';
import type { Database } from '@killrate/shared/store/open';
import { adoptMeasurement, reuseFile } from '@killrate/shared/store/project-state';
import { hasReachedEnd } from '@killrate/shared/store/run-counts';
import {
  beginRun,
  continueRun,
  findRunToContinue,
  finishRun,
  getRun,
  interruptDeadRuns,
  manifestOfSuite,
  projectHashOfRun,
  sourcesOfRun,
  suiteHashOfRun,
  totalsOfRun,
} from '@killrate/shared/store/runs';
import { copyTraces } from '@killrate/shared/store/traces';
import { describeFailure } from './baseline-failure.ts';
import type { LoadedConfig } from './config/load-config.ts';
import { deleteAndRecord } from './deletion.ts';
import { filesOfDryRun, foresee, keepClean, placedBeforeOf } from './dry-run-files.ts';
import type { DryRun, Engine, EngineSession, PlacedBefore } from './engine/engine.ts';
import { placeOfSession, sessionOptions } from './engine-session.ts';
import { BaselineError, UserError } from './errors.ts';
import { type FunctionReuse, openFunctionReuse } from './function-reuse.ts';
import { findBuiltTests } from './impact/built-tests.ts';
import { prepareNames } from './named-mutants.ts';
import { describeEnvironment, fingerprint, hashManifest, sourcesManifest, suiteManifest } from './project/fingerprint.ts';
import { readGitState } from './project/git.ts';
import { findSharedResource } from './project/sources.ts';
import { withProjectLock } from './project-lock.ts';
import { readState } from './project-state.ts';
import { withStore } from './project-store.ts';
import { createSqliteQueue } from './queue/sqlite-queue.ts';
import { findReuse } from './reuse.ts';
import type { RunContext } from './run-context.ts';
import { planWork, runJobs } from './run-jobs.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sweepDeadSessions } from './sandbox/session-folder.ts';
import { findToWatch } from './what-to-watch.ts';
import { closeWorkplace, openWorkplace, type Workplace } from './workplace.ts';

/** How a run ended. */
export type RunEnd =
  | { kind: 'completed'; runId: string }
  | { kind: 'interrupted'; runId: string }
  | { kind: 'baseline-failed'; runId: string; error: BaselineError }
  | { kind: 'empty'; runId: string; reason: string };

/**
 * Runs the plan, and goes on with an earlier run where one of the same plan over the same state stopped before its end.
 * @throws UserError where another run holds the project or the store cannot be used; StoreError where it breaks on the way.
 */
export async function executeRun(context: RunContext): Promise<RunEnd> {
  return await withStore(context.project, 'create', (database) =>
    withProjectLock(database, () => runUnderLock(database, context)),
  );
}

async function runUnderLock(database: Database, context: RunContext): Promise<RunEnd> {
  const { project, listener } = context;
  interruptDeadRuns(database, new Date().toISOString());
  if (context.settings.keys !== null) adoptNearest(database, context);
  const swept = sweepDeadSessions(project.root);
  if (swept > 0) listener.onNote(`swept what ${swept === 1 ? 'a run' : `${swept} runs`} that ended early left behind`);
  const files = context.plan.jobs.map((job) => job.file);
  const reuse = chooseReuse(database, context, files);
  if (reuse?.runOf.size === files.length && isUnchanged(database, reuse)) return repeatRun(database, context, reuse);
  const startedAt = performance.now();
  const { keeper, loaded } = context;
  const placedBefore = placedBeforeOf(database, context);
  const workplace =
    keeper === null
      ? openWorkplace(project, files, (folder, sandboxRoot) =>
          foresee(reuse === null ? context : withoutFiles(context, reuse.runOf), context.plan, placedBefore, {
            ...{ sandboxRoot, ...placeOfSession(folder) },
          }),
        )
      : await keeper.open(
          project,
          loaded,
          files,
          reuse?.projectHash ?? fingerprint(project, loaded, describeEnvironment(project)),
        );
  let isKept = false;
  try {
    listener.onTiming('sandbox', performance.now() - startedAt);
    const end = await runInSandbox(database, context, { workplace, reuse, placedBefore });
    isKept = keeper !== null && end.kind === 'completed';
    return end;
  } finally {
    if (isKept) await keeper?.keep(workplace);
    else await closeWorkplace(workplace);
  }
}

/** What of earlier runs stands for another look, with the state of the project that this was asked of. */
interface ChosenReuse {
  runOf: ReadonlyMap<string, string>;
  projectHash: string;
}

/** Null where nothing is to be reused: that was asked for, only some mutants are, or an earlier run is gone on with. */
function chooseReuse(database: Database, context: RunContext, files: readonly string[]): ChosenReuse | null {
  const { project, loaded, settings } = context;
  if (settings.isFresh || settings.keys !== null) return null;
  const projectHash = fingerprint(project, loaded, describeEnvironment(project));
  if (findRunToContinue(database, requestOf(context), projectHash) !== null) return null;
  const runOf = findReuse(database, project, loaded, files);
  // What a run without the matrix found says too little.
  for (const [file, runId] of runOf) if (settings.isMatrix && getRun(database, runId)?.hasKillMatrix !== true) runOf.delete(file);
  return { runOf, projectHash };
}

/** Whether nothing at all changed since runs that reached their end: then the suite passes as it did. A red one took results over before. */
function isUnchanged(database: Database, { runOf, projectHash }: ChosenReuse): boolean {
  const runs = [...new Set(runOf.values())].map((runId) => getRun(database, runId));
  const isAlike = (run: Run | null) =>
    run !== null && hasReachedEnd(run.status) && projectHashOfRun(database, run.id) === projectHash;
  return runs.length > 0 && runs.every(isAlike);
}

/** A run of which every file is known already: nothing is started. */
function repeatRun(database: Database, context: RunContext, reuse: ChosenReuse): RunEnd {
  const { run } = openRun(database, context, context.project.root, reuse.projectHash);
  takeReused(database, context, run.id, reuse.runOf);
  return endCounted(database, context, run.id);
}

/** Takes over what earlier runs found. */
function takeReused(database: Database, { plan, listener }: RunContext, runId: string, runOf: ReadonlyMap<string, string>): void {
  for (const { file, module } of plan.jobs) {
    const from = runOf.get(file);
    if (from === undefined) continue;
    reuseFile(database, { runId, file, module, from });
    copyTraces(database, { runId, file, from });
  }
  if (runOf.size > 0)
    listener.onNote(
      `results of ${plural(runOf.size, 'file')} reused: nothing that they depend on changed (--fresh measures anew)`,
    );
}

/** What is left to measure. */
function withoutFiles(context: RunContext, runOf: ReadonlyMap<string, string>): RunContext {
  const jobs = context.plan.jobs.filter(({ file }) => !runOf.has(file));
  return { ...context, plan: { ...context.plan, jobs } };
}

/** What is found of some mutants adds to what is known of the others: of the present files, not of those of another branch. */
function adoptNearest(database: Database, { project, loaded, plan }: RunContext): void {
  const planned = new Set(plan.jobs.map((job) => job.file));
  for (const { file, recalledFrom } of readState(database, project, loaded).files)
    if (recalledFrom !== null && planned.has(file)) adoptMeasurement(database, recalledFrom, file);
}

/** What of earlier results holds: of whole files, by the run they are of, and of single mutants. */
interface Reusable {
  runOf: ReadonlyMap<string, string>;
  reuse: FunctionReuse | null;
}

/** What of single mutants holds for a run, over the sources as the sandbox was made of them. */
function openPlaced(
  database: Database,
  { project, loaded, settings }: RunContext,
  { workplace: { sandbox } }: Place,
  runId: string,
): FunctionReuse | null {
  const sources = sourcesOfRun(database, runId);
  const suite = manifestOfSuite(database, suiteHashOfRun(database, runId) ?? '');
  if (sources === null || suite === null) return null;
  const textOf = (file: string): string => {
    const pristine = join(sandbox.pristineRoot, file);
    return readFileSync(existsSync(pristine) ? pristine : join(sandbox.root, file), 'utf8');
  };
  return openFunctionReuse(database, project, loaded, { sources, suite, textOf, isMatrix: settings.isMatrix });
}

/** Where a run happens. What it speaks of is the sandbox: the project may be edited meanwhile. */
interface Place {
  workplace: Workplace;
  reuse: ChosenReuse | null;
  placedBefore: PlacedBefore;
}

async function runInSandbox(database: Database, context: RunContext, place: Place): Promise<RunEnd> {
  const projectHash = fingerprint(
    context.project,
    context.loaded,
    describeEnvironment(context.project),
    place.workplace.sandbox.root,
  );
  const { run, isContinued } = openRun(database, context, place.workplace.sandbox.root, projectHash);
  if (isContinued) context.listener.onNote(`going on with run ${run.id}, which stopped before its end`);
  // Where the project was edited since it was looked at, nothing is taken over.
  const runOf = place.reuse?.projectHash === projectHash && !isContinued ? place.reuse.runOf : new Map<string, string>();
  try {
    takeReused(database, context, run.id, runOf);
    const canReuse = place.reuse?.projectHash === projectHash && !isContinued;
    const reuse = canReuse ? openPlaced(database, context, place, run.id) : null;
    return await measure(database, context, run.id, place, { runOf, reuse });
  } catch (error) {
    noteFailure(database, run.id, error);
    throw error;
  }
}

/** What is asked for, so that the same can be gone on with. */
function requestOf({ plan, settings }: RunContext): string {
  return JSON.stringify({
    scope: plan.scope,
    files: plan.jobs.map((job) => job.file),
    modules: plan.modules,
    keys: settings.keys === null ? null : [...settings.keys].sort(),
    timeoutMs: settings.timeoutMs,
    // Left out where it is not asked for, so that a run of an older version can be gone on with.
    ...(settings.isMatrix && { isMatrix: true }),
  });
}

function openRun(
  database: Database,
  context: RunContext,
  root: string,
  projectHash: string,
): { run: Pick<Run, 'id'>; isContinued: boolean } {
  const { project, loaded, plan, settings, engine } = context;
  const request = requestOf(context);
  const environment = describeEnvironment(project);
  const earlier = findRunToContinue(database, request, projectHash);
  if (earlier !== null) {
    continueRun(database, earlier.id);
    return { run: earlier, isContinued: true };
  }
  const suite = suiteManifest(project, loaded, root);
  const sources = sourcesManifest(project, loaded, root);
  const startedAt = new Date().toISOString();
  const id = `${startedAt.replaceAll(/[-:]|\.\d+Z/g, '').toLowerCase()}-${randomBytes(3).toString('hex')}`;
  beginRun(database, {
    id,
    scope: plan.scope,
    request,
    startedAt,
    ...readGitState(project.root),
    projectHash,
    suiteHash: hashManifest(suite),
    suiteManifest: suite,
    sourcesHash: hashManifest(sources),
    sourcesManifest: sources,
    engine: engine.name,
    concurrency: settings.concurrency,
    environment,
    ...(settings.isMatrix && { hasKillMatrix: true as const }),
    modules: plan.modules,
  });
  return { run: { id }, isContinued: false };
}

async function measure(
  database: Database,
  given: RunContext,
  runId: string,
  { workplace, placedBefore }: Place,
  { runOf, reuse }: Reusable,
): Promise<RunEnd> {
  if (given.plan.jobs.length === 0) return endEmpty(database, runId, 'the project has no source file');
  const context = withoutFiles(given, runOf);
  const { loaded } = context;
  const oneAtATime = whyOneAtATime(context);
  const { sandbox } = workplace;
  const findWatching = findToWatch(database, context, sandbox.root);
  const session = await openSession(workplace, context.engine, loaded, {
    concurrency: oneAtATime === null ? context.settings.concurrency : 1,
    timeoutMs: context.settings.timeoutMs,
    dryRunTimeoutMs: null,
    onTiming: context.listener.onTiming,
    placedBefore,
    ...(findWatching !== null && { findAssertions: async () => (await findWatching()).assertions }),
    isKept: context.keeper !== null,
  });
  return await measureWith(session, database, context, given, runId, sandbox, oneAtATime, { reuse, findWatching });
}

/** The session of an earlier run goes on where it can. */
async function openSession(
  workplace: Workplace,
  engine: Engine,
  loaded: LoadedConfig,
  ceilings: Parameters<typeof sessionOptions>[3],
): Promise<EngineSession> {
  const options = sessionOptions(workplace.sandbox, loaded, workplace.folder, ceilings);
  if (workplace.session?.takeOver(options, workplace.changed) === true) return workplace.session;
  await workplace.session?.close();
  workplace.session = await engine.open(options);
  return workplace.session;
}

async function measureWith(
  session: EngineSession,
  database: Database,
  context: RunContext,
  given: RunContext,
  runId: string,
  sandbox: Sandbox,
  oneAtATime: string | null,
  { reuse, findWatching }: { reuse: FunctionReuse | null; findWatching: ReturnType<typeof findToWatch> },
): Promise<RunEnd> {
  const { plan, loaded, listener, signal } = context;
  listener.onPhase('dry-run');
  const { files, beside } = filesOfDryRun(context, given.plan);
  const dryRunning = session.dryRun(files, signal, beside, () => reuse?.cleanRuns(files) ?? null);
  // The engine needs its time: what will be asked for then is read meanwhile.
  reuse?.prepare(plan.jobs.map((job) => job.file));
  for (const { file } of plan.jobs) prepareNames(sandbox.pristineRoot, file);
  const dryRun = await dryRunning;
  if (dryRun.kind === 'aborted') return endInterrupted(database, runId);
  if (dryRun.kind !== 'green') return endWithoutBaseline(database, runId, loaded, dryRun);
  const built = findBuiltTests(context.project, dryRun, plan.scope === 'all');
  for (const note of built === null ? dryRun.notes : [...dryRun.notes, built]) listener.onNote(note);
  const why = oneAtATime ?? (context.loaded.config.oneAtATime === 'auto' ? dryRun.oneAtATime : null);
  if (why !== null && context.settings.concurrency > 1) {
    session.limitConcurrency(1);
    listener.onNote(`one mutant at a time: ${why}`);
  }
  const queue = createSqliteQueue(database, runId, `${hostname()}:${process.pid}`);
  const watched =
    dryRun.watched === null || findWatching === null
      ? null
      : { suite: dryRun.watched, lookedAt: (await findWatching()).lookedAt };
  if (dryRun.leftOut !== undefined && dryRun.leftOut > 0)
    listener.onNote(
      `${plural(dryRun.leftOut, 'test file')} left out of the dry run: nothing that they run changed (--fresh runs all)`,
    );
  const work = planWork(database, context, runId, queue, sandbox, dryRun, { reuse, watched });
  if (work.taken > 0)
    listener.onNote(
      `results of ${plural(work.taken, 'mutant')} reused: what was entered to find them did not change (--fresh measures anew)`,
    );
  if (watched !== null) recordExecuted(database, runId, watched.suite, watched.lookedAt);
  const keeping = keepClean(database, session, {
    ...{ runId, numberingId: work.numberingId },
    mutated: files,
  });
  await Promise.all([runJobs(database, context, runId, session, queue, work), keeping]);
  if (signal.aborted) {
    queue.release();
    return endInterrupted(database, runId);
  }
  const { isMatrix, keys } = context.settings;
  if (isMatrix && keys === null) await deleteAndRecord(database, runId, session, sandbox.pristineRoot, dryRun.mutants, signal);
  return endCounted(database, context, runId);
}

/** Ends a run by what it found. */
function endCounted(database: Database, { settings }: RunContext, runId: string): RunEnd {
  const { mutants, pending, unresolved } = totalsOfRun(database, runId);
  if (mutants === 0) {
    const isRetry = settings.keys !== null;
    return endEmpty(database, runId, isRetry ? 'none of the mutants exists any more' : 'the source files have no mutants');
  }
  finish(database, runId, pending + unresolved === 0 ? 'completed' : 'incomplete', null);
  return { kind: 'completed', runId };
}

/** What of the project makes it wise to measure one mutant at a time; null where nothing does. */
export function whyOneAtATime({ loaded, project }: Pick<RunContext, 'loaded' | 'project'>): string | null {
  const { oneAtATime } = loaded.config;
  if (oneAtATime === true) return 'the config asks for it (oneAtATime)';
  return oneAtATime === 'auto' ? findSharedResource(project) : null;
}

function finish(database: Database, runId: string, status: Run['status'], reason: string | null): void {
  finishRun(database, runId, status, reason, new Date().toISOString());
}

/** Says in the store why a run broke off, where the store can still be written: what broke it matters more. */
function noteFailure(database: Database, runId: string, error: unknown): void {
  try {
    finish(database, runId, 'failed', error instanceof Error ? error.message : String(error));
  } catch {
    // The next run finds this one `running` without a process, and goes on with it.
  }
}

function endEmpty(database: Database, runId: string, reason: string): RunEnd {
  finish(database, runId, 'empty', reason);
  return { kind: 'empty', runId, reason };
}

function endInterrupted(database: Database, runId: string): RunEnd {
  finish(database, runId, 'interrupted', 'ended before its last mutant');
  return { kind: 'interrupted', runId };
}

/** A dry run that is no baseline ends the run before any mutant is measured. */
function endWithoutBaseline(
  database: Database,
  runId: string,
  loaded: LoadedConfig,
  dryRun: Exclude<DryRun, { kind: 'green' | 'aborted' }>,
): RunEnd {
  const error = new BaselineError(describeFailure(dryRun));
  finish(database, runId, 'baseline-failed', error.message);
  if (dryRun.kind === 'options-error') throw new UserError(`${loaded.file}: ${error.message}`);
  return { kind: 'baseline-failed', runId, error };
}
