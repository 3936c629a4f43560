/** Verifying a smaller set of tests: just these are run against every mutant that the whole suite kills. The store is left as it is. */
import type { AssessedTest } from '@killrate/shared/document';
import type { Test } from '@killrate/shared/model';
import { describeFailure } from './baseline-failure.ts';
import type { LoadedConfig } from './config/load-config.ts';
import type { DryRun, Engine, EngineSession } from './engine/engine.ts';
import { sessionOptions } from './engine-session.ts';
import { BaselineError } from './errors.ts';
import type { Measured } from './findings/measured.ts';
import { putBack, type SetProposal } from './findings/smallest-set.ts';
import { runJob } from './job.ts';
import { type NamedMutant, nameEngineMutants } from './named-mutants.ts';
import type { Project } from './project/project.ts';
import { whyOneAtATime } from './run.ts';
import type { RunListener } from './run-listener.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sweepDeadSessions } from './sandbox/session-folder.ts';
import { closeWorkplace, openWorkplace } from './workplace.ts';

export interface SetContext {
  project: Project;
  loaded: LoadedConfig;
  proposal: SetProposal;
  measured: Measured;
  settings: { timeoutMs: number; deadlineMs: number; concurrency: number };
  engine: Engine;
  listener: RunListener;
  signal: AbortSignal;
}

/** What came of it. `tests` are all that the suite has, as they ran without any mutant. */
export type SetVerification =
  | { kind: 'verified'; tests: readonly Test[]; drop: readonly AssessedTest[] }
  /** Mutants that the set does not kill, by key, whatever was put back. */
  | { kind: 'lost'; tests: readonly Test[]; lost: readonly string[] }
  /** The set could not be run so, as where its tests need others to have run before them. */
  | { kind: 'not-run'; tests: readonly Test[]; reason: string }
  | { kind: 'interrupted' }
  | { kind: 'baseline-failed'; error: BaselineError };

/** How often a set is tried, with what lost kills need put back before each further time. */
const MOST_ROUNDS = 3;

/** Runs the tests that the proposal leaves; the project must be held by this process. */
export async function verifySet(context: SetContext): Promise<SetVerification> {
  const { project, loaded, proposal, settings, engine, listener } = context;
  sweepDeadSessions(project.root);
  const workplace = openWorkplace(project, [...proposal.killed.keys()]);
  const { folder, sandbox } = workplace;
  try {
    const ceilings = {
      concurrency: whyOneAtATime(context) === null ? settings.concurrency : 1,
      timeoutMs: settings.timeoutMs,
      dryRunTimeoutMs: null,
      onTiming: listener.onTiming,
    };
    workplace.session = await engine.open(sessionOptions(sandbox, loaded, folder, ceilings));
    return await verifyWith(workplace.session, context, sandbox);
  } finally {
    await closeWorkplace(workplace);
  }
}

async function verifyWith(session: EngineSession, context: SetContext, sandbox: Sandbox): Promise<SetVerification> {
  const { proposal, measured, loaded, listener, signal } = context;
  listener.onPhase('dry-run');
  const dryRun = await session.dryRun([...proposal.killed.keys()], signal);
  if (dryRun.kind === 'aborted') return { kind: 'interrupted' };
  if (dryRun.kind !== 'green') return { kind: 'baseline-failed', error: new BaselineError(describeFailure(dryRun)) };
  for (const note of dryRun.notes) listener.onNote(note);
  if (loaded.config.oneAtATime === 'auto' && dryRun.oneAtATime !== null) session.limitConcurrency(1);
  const { tests } = dryRun;
  const killed = nameKilled(proposal, sandbox, dryRun);
  listener.onPhase('mutants');
  let { drop } = proposal;
  for (let round = 1; ; round += 1) {
    const isDropped = new Set(drop.flatMap(({ cases }) => cases));
    const keep = tests.map(({ id }) => id).filter((id) => !isDropped.has(id));
    const outcome = await runRound(session, context, killed, keep, round);
    if (signal.aborted) return { kind: 'interrupted' };
    if (outcome.kind === 'not-run') return { ...outcome, tests };
    const { lost } = outcome;
    if (lost.length === 0) return { kind: 'verified', tests, drop };
    const next = putBack(drop, lost, measured);
    if (round === MOST_ROUNDS || next.length === drop.length || next.length === 0) return { kind: 'lost', tests, lost };
    drop = next;
  }
}

/** The killed mutants of each source as the engine has them. */
type KilledMutants = ReadonlyMap<string, readonly NamedMutant[]>;

function nameKilled(
  { killed }: SetProposal,
  { pristineRoot }: Sandbox,
  { mutants }: Extract<DryRun, { kind: 'green' }>,
): KilledMutants {
  const byFile = Map.groupBy(mutants, ({ file }) => file);
  return new Map(
    [...killed].map(([file, keys]) => {
      const named = nameEngineMutants(pristineRoot, file, byFile.get(file) ?? []);
      return [file, named.filter(({ key }) => keys.has(key))];
    }),
  );
}

type RoundOutcome = { kind: 'ran'; lost: readonly string[] } | { kind: 'not-run'; reason: string };

/** Measures the mutants of one source after another, with these tests alone. */
async function runRound(
  session: EngineSession,
  { proposal, settings, listener, signal }: SetContext,
  killed: KilledMutants,
  keep: readonly string[],
  round: number,
): Promise<RoundOutcome> {
  const count = [...killed.values()].reduce((sum, named) => sum + named.length, 0);
  listener.onPlanned({ jobs: round * killed.size, mutants: round * count });
  const lost = new Set([...proposal.killed.values()].flatMap((keys) => [...keys]));
  for (const [file, named] of killed) {
    const keyOf = new Map(named.map(({ key, mutant }) => [mutant.index, key]));
    const startedAt = performance.now();
    listener.onJobStarted(file, []);
    const outcome = await runJob(session, {
      ...{ file, deadlineMs: settings.deadlineMs, isMatrix: false, onlyTests: keep, signal },
      mutants: named.map(({ mutant }) => mutant),
      onVerdict: ({ index }, { status }) => {
        if (status === 'Killed' || status === 'Timeout') lost.delete(keyOf.get(index) ?? '');
        listener.onVerdict(status);
      },
    });
    if (outcome.kind === 'aborted') break;
    if (outcome.end.reason !== null) return { kind: 'not-run', reason: `${file}: ${outcome.end.reason}` };
    listener.onJobEnded({ file, durationMs: performance.now() - startedAt });
  }
  return { kind: 'ran', lost: [...lost] };
}
