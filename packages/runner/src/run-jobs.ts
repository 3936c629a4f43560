/** The jobs of a run: planned from the dry run, taken from the queue one after another, each verdict stored as it comes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookedAtOtherwise, recordSeen, type WatchedSuite } from '@killrate/shared/store/assertions';
import type { Database } from '@killrate/shared/store/open';
import { markFileMeasured } from '@killrate/shared/store/project-state';
import {
  lastKillersOf,
  leaveUnresolved,
  mutantsOfJob,
  pendingKeys,
  planMutants,
  prepareVerdicts,
} from '@killrate/shared/store/results';
import { recordTests } from '@killrate/shared/store/run-tests';
import {
  type EnteredSet,
  keepNumbering,
  planTraces,
  type Trace,
  takeOverResults,
  traceEntered,
  traceEnteredBy,
} from '@killrate/shared/store/traces';
import type { DryRun, EngineMutant, EngineSession, ProbedFile } from './engine/engine.ts';
import type { FunctionReuse } from './function-reuse.ts';
import { runJob } from './job.ts';
import { describePlanned, type NamedMutant, nameEngineMutants } from './named-mutants.ts';
import { every } from './process/heartbeat.ts';
import { hashFile } from './project/project-files.ts';
import type { Queue, QueuedJob } from './queue/queue.ts';
import { LEASE_MS } from './queue/sqlite-queue.ts';
import type { RunContext } from './run-context.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { keptFunctions } from './stored-functions.ts';
import type { Judgement } from './verdict.ts';

/** What is to be measured. */
export interface Work {
  /** By file, its mutants that are part of the run, by key. */
  mutants: ReadonlyMap<string, ReadonlyMap<string, NamedMutant>>;
  /** By which numbers it is told which functions were entered; null where it is not. */
  numberingId: number | null;
  /** How many results of single mutants were taken over. */
  taken: number;
  /** By key, of survivors of which only some test files have to run again, what the others entered. */
  kept: ReadonlyMap<string, Trace['enteredBy']>;
}

/** What of earlier runs may be taken over, and what is watched of the assertions; null where nothing is. */
export interface ToTakeOver {
  reuse: FunctionReuse | null;
  watched: {
    suite: WatchedSuite;
    /** A hash of the places in a script that are looked at under mutants. */
    lookedAt: (file: string) => string;
  } | null;
}

/** Writes what is to be measured into the store and the queue, with the results that `reuse` takes over. */
export function planWork(
  database: Database,
  { plan, settings }: RunContext,
  runId: string,
  queue: Queue,
  { pristineRoot }: Sandbox,
  dryRun: Extract<DryRun, { kind: 'green' }>,
  { reuse, watched }: ToTakeOver,
): Work {
  const isSeen = seenAlike(database, dryRun, watched);
  recordTests(database, runId, dryRun.tests);
  const byFile = Map.groupBy(dryRun.mutants, (mutant) => mutant.file);
  const mutants = new Map<string, Map<string, NamedMutant>>();
  const kept = new Map<string, Trace['enteredBy']>();
  let taken = 0;
  for (const job of plan.jobs) {
    const named = nameEngineMutants(pristineRoot, job.file, byFile.get(job.file) ?? []);
    const wanted = settings.keys === null ? named : named.filter(({ key }) => settings.keys?.has(key));
    if (wanted.length === 0 && settings.keys !== null) continue;
    const sourceHash = hashFile(join(pristineRoot, job.file));
    queue.enqueue([{ ...job, sourceHash, isWholeFile: settings.keys === null }]);
    planMutants(database, runId, job.file, sourceHash, wanted.map(describePlanned), new Date().toISOString());
    mutants.set(job.file, new Map(wanted.map((mutant) => [mutant.key, mutant])));
    planTraces(database, runId, tracesOf(wanted));
    if (reuse === null) continue;
    const answers = reuse.answer(job.file, wanted);
    const held = wanted.flatMap(({ key, mutant }) => {
      const answer = answers.get(key);
      return answer?.kind === 'holds' && isSeen(mutant) ? [answer.takenOver] : [];
    });
    for (const [key, answer] of answers) if (answer.kind === 'partly') kept.set(key, answer.kept);
    takeOverResults(database, { runId, file: job.file, sourceHash }, held);
    taken += held.length;
  }
  return {
    mutants,
    taken,
    kept,
    numberingId: dryRun.probed === undefined ? null : number(database, pristineRoot, dryRun.probed),
  };
}

/** Tells of which mutants earlier runs saw as much of the assertions as this one is to. */
function seenAlike(
  database: Database,
  { tests }: Extract<DryRun, { kind: 'green' }>,
  watched: ToTakeOver['watched'],
): (mutant: EngineMutant) => boolean {
  if (watched === null) return () => true;
  const otherwise = lookedAtOtherwise(database, watched.suite.files, watched.lookedAt);
  const testFiles = new Set(tests.map(({ file }) => file));
  // Whoever calls a helper meets its assertions.
  if ([...otherwise].some((file) => !testFiles.has(file))) return () => false;
  return ({ metIn = [] }) => !metIn.some((file) => otherwise.has(file));
}

function tracesOf(named: readonly NamedMutant[]) {
  return named.flatMap(({ key, functionNumber, mutant: { metIn } }) =>
    metIn === undefined ? [] : [{ key, functionNumber, metIn }],
  );
}

/** Numbers the functions of the files as they are now; null where they are not those that the engine found. */
function number(database: Database, root: string, probed: readonly ProbedFile[]): number | null {
  const files = probed.map(({ file, functions }) => ({ file, functions, sourceHash: hashFile(join(root, file)) }));
  const isSame = files.every(({ file, functions, sourceHash }) => {
    const kept = keptFunctions(database, file, sourceHash, () => readFileSync(join(root, file), 'utf8'));
    return kept?.hashes.length === functions;
  });
  return isSame ? keepNumbering(database, files) : null;
}

/** Measures what is queued until nothing is left, or the run is aborted. */
export async function runJobs(
  database: Database,
  context: RunContext,
  runId: string,
  session: EngineSession,
  queue: Queue,
  work: Work,
): Promise<void> {
  const { listener, signal } = context;
  // Jobs of a process that died are in the queue again: nobody else works on this run while the lock is held.
  queue.release();
  const { mutants } = work;
  const pending = [...mutants.keys()].reduce((sum, file) => sum + pendingKeys(database, runId, file).size, 0);
  listener.onPlanned({ jobs: mutants.size, mutants: pending });
  listener.onPhase('mutants');
  for (let job = queue.claim(); job !== null && !signal.aborted; job = queue.claim()) {
    await runQueuedJob(database, context, runId, session, queue, job, work);
    if (signal.aborted) return;
  }
}

async function runQueuedJob(
  database: Database,
  { listener, settings, signal }: RunContext,
  runId: string,
  session: EngineSession,
  queue: Queue,
  job: QueuedJob,
  work: Work,
): Promise<void> {
  const decided = mutantsOfJob(database, runId, job.file).filter(({ status }) => status !== 'Pending');
  listener.onJobStarted(job.file, decided);
  const startedAt = performance.now();
  const named = work.mutants.get(job.file) ?? new Map<string, NamedMutant>();
  const pending = [...pendingKeys(database, runId, job.file)].flatMap((key) => named.get(key) ?? []);
  const keyOf = new Map(pending.map(({ key, mutant }) => [mutant.index, key]));
  const record = prepareVerdicts(database, runId, job.file, job.sourceHash);
  const heartbeat = every(LEASE_MS / 4, () => queue.heartbeat(job));
  try {
    const outcome = await runJob(session, {
      file: job.file,
      mutants: pending.map(({ mutant }) => mutant),
      deadlineMs: settings.deadlineMs,
      isMatrix: settings.isMatrix,
      onlyFiles: filesToRun(pending, work.kept),
      // Where every test runs, none is likelier.
      firstFiles: settings.isFresh || settings.isMatrix ? new Map() : likelyKillers(database, job.file, pending),
      signal,
      onVerdict: (mutant, judgement) => {
        const { entered: _, enteredIn: __, countedIn: ___, ...found } = judgement;
        const verdict = { key: keyOf.get(mutant.index) ?? '', ...found };
        const isNew = record(verdict, new Date().toISOString());
        if (isNew) trace(database, runId, verdict.key, judgement, work);
        if (isNew) listener.onVerdict(judgement.status);
      },
    });
    if (outcome.kind === 'aborted') return;
    const durationMs = performance.now() - startedAt;
    if (outcome.unresolvedReason !== null) {
      leaveUnresolved(database, runId, job.file, job.sourceHash, outcome.unresolvedReason, new Date().toISOString());
    }
    // Of what this run found before it was interrupted, nobody saw to the end how assertions moved.
    const foundBefore = decided.flatMap(({ key, isReused }) => (isReused ? [] : [key]));
    if (job.isWholeFile && settings.isMatrix) recordAssertions(database, job, session, pending, foundBefore);
    if (job.isWholeFile) markFileMeasured(database, { file: job.file, module: job.module, sourceHash: job.sourceHash, runId });
    queue.end(job, { ...outcome.end, durationMs });
    listener.onJobEnded({ file: job.file, durationMs });
  } finally {
    heartbeat.stop();
  }
}

/** Writes what was seen of the assertions under those mutants of a file that were measured; of `unseen` nothing is known. */
function recordAssertions(
  database: Database,
  { file, sourceHash }: QueuedJob,
  session: EngineSession,
  measured: readonly NamedMutant[],
  unseen: readonly string[],
): void {
  const keyOf = new Map(measured.map(({ key, mutant }) => [mutant.index, key]));
  const moved = session
    .moved(file)
    .flatMap(({ mutants, ...place }) =>
      mutants.map(([index, isTogether]) => ({ ...place, mutant: keyOf.get(index) ?? '', isTogether })),
    );
  const skipped = session
    .skipped(file)
    .flatMap(({ test, mutants }) => mutants.map((index) => ({ test, mutant: keyOf.get(index) ?? '' })));
  recordSeen(database, { source: file, sourceHash, measured: [...keyOf.values(), ...unseen], moved, skipped });
}

/** By index, the test files whose runs do not stand, of the mutants of which some do. */
function filesToRun(pending: readonly NamedMutant[], kept: Work['kept']): Map<number, string[]> {
  return new Map(
    pending.flatMap(({ key, mutant: { index, metIn = [] } }) => {
      const stands = kept.get(key);
      return stands === undefined ? [] : [[index, metIn.filter((file) => !stands.has(file))]];
    }),
  );
}

/** By index, the test file that killed a mutant when its source was last measured. */
function likelyKillers(database: Database, file: string, pending: readonly NamedMutant[]): Map<number, string> {
  const killers = lastKillersOf(database, file);
  return new Map(
    pending.flatMap(({ key, mutant: { index } }) => {
      const killer = killers.get(key);
      return killer === undefined ? [] : [[index, killer]];
    }),
  );
}

/** Keeps what was entered for a verdict: by this run, and by what stands of earlier ones. */
function trace(database: Database, runId: string, key: string, judgement: Judgement, { numberingId, kept }: Work): void {
  const { entered = null, enteredIn, countedIn = null } = judgement;
  if (numberingId === null) return;
  const stands = judgement.status === 'Survived' ? kept.get(key) : undefined;
  const enteredBy = new Map<string, EnteredSet>(stands);
  for (const { testFile, entered: functions } of enteredIn ?? []) {
    enteredBy.delete(testFile);
    if (functions !== null) enteredBy.set(testFile, { numberingId, functions });
  }
  // Where all files ran, one set says it all; it is what is looked at first.
  const isWhole =
    stands === undefined || [...stands.keys()].every((file) => enteredIn?.some(({ testFile }) => testFile === file));
  if (entered !== null && isWhole) traceEntered(database, runId, key, { numberingId, functions: entered, countedIn });
  if (enteredIn !== undefined && enteredBy.size > 1) traceEnteredBy(database, runId, key, enteredBy);
}
