/** From what the engine saw to a verdict that can be believed: taken at once, looked at again, or left unresolved. */
import type { Kill, MeasuredHow, MutantStatus } from '@killrate/shared/model';
import type { EngineMutant, EnteredIn, Observation, ObservedKill } from './engine/engine.ts';

/** What is known of a mutant after it was measured. A null status is unresolved; `reason` says why. */
export interface Judgement {
  status: MutantStatus | null;
  reason: string | null;
  killedBy: Kill[];
  durationMs: number | null;
  /** In what kind of worker it was seen; absent where nothing was. */
  how?: MeasuredHow;
  /** The functions that were entered meanwhile, packed; null or absent where that is not certain. */
  entered?: string | null;
  /** The same of each test file that ran, of a survivor; absent where that is not known. */
  enteredIn?: readonly EnteredIn[];
  /** The test file in which a loop without end was counted. */
  countedIn?: string;
}

/** Either a judgement, or why the mutant has to be measured again, alone. */
export type Outcome = { kind: 'judged'; judgement: Judgement } | { kind: 'again'; because: string };

/** Failures that a machine, not a mutant, may have caused. */
const MACHINE_FAILURE =
  /EADDRINUSE|ECONNREFUSED|EEXIST|ENOENT|ENOTEMPTY|EBUSY|SQLITE_BUSY|ENOSPC|EDQUOT|EMFILE|ENFILE|EAGAIN|ENOMEM|out of memory|ERR_WORKER_OUT_OF_MEMORY|worker.*(?:exited|terminated|crashed)|terminat\w+ worker|Channel closed|Failed to start.*worker|\[(?:vitest-(?:pool|pool-runner|worker|api)|birpc)\]/i;
const TIMED_OUT = /timed out in \d+ ?ms/;
const OUT_OF_MEMORY = /memory|heap/i;
/** Of these, the one that no mutant can cause by itself. */
const FULL_DISK = /ENOSPC|EDQUOT/;

/**
 * Judges the first look at a mutant. A doubtful one is measured again alone: a wall-clock timeout, a survivor that a
 * covering test did not meet, a failure that the machine may have caused, a kill by a test that does not run the mutant.
 */
export function judgeFirst(mutant: EngineMutant, observation: Observation): Outcome {
  const doubt = doubtOf(mutant, observation);
  return doubt === null ? { kind: 'judged', judgement: judge(observation) } : { kind: 'again', because: doubt };
}

/** Judges the second look, taken alone after a control run: what is still doubtful is unresolved. */
export function judgeAlone(mutant: EngineMutant, observation: Observation): Judgement {
  if (
    observation.kind === 'ran' &&
    observation.kills.length === 0 &&
    !observation.isHitLimitReached &&
    observation.outside.length === 0
  ) {
    const doubt = doubtOf(mutant, observation);
    if (doubt !== null) return unresolved(`${doubt}, twice`);
  }
  if (observation.kind === 'timed-out' && observation.starvedByMs !== undefined) {
    const seconds = Math.ceil(observation.starvedByMs / 1_000);
    return unresolved(`its tests take ${seconds} s without any mutant, too near to their limit: give them more with --timeout`);
  }
  const hasAsserted = observation.kind === 'ran' && observation.kills.some((kill) => kill.kind === 'assertion');
  const messages = hasAsserted ? [] : failureMessages(observation);
  const disk = messages.find((message) => FULL_DISK.test(message));
  if (disk !== undefined) return unresolved(`the disk is full: ${disk}`);
  return judge(observation);
}

function doubtOf(mutant: EngineMutant, observation: Observation): string | null {
  switch (observation.kind) {
    case 'timed-out':
      return observation.isProven === true ? null : 'its tests did not end in time';
    case 'runner-crashed':
      return `the worker crashed: ${observation.message}`;
    case 'compile-error':
    case 'endless':
      return null;
    case 'ran':
      return doubtOfRun(mutant, observation);
    default:
      return observation satisfies never;
  }
}

function doubtOfRun(mutant: EngineMutant, run: Extract<Observation, { kind: 'ran' }>): string | null {
  if (run.isHitLimitReached) return 'its place was reached 100 times as often as in the dry run';
  const machine = failureMessages(run).find((message) => MACHINE_FAILURE.test(message));
  if (machine !== undefined && !run.kills.some((kill) => kill.kind === 'assertion'))
    return `the machine may be the cause: ${machine}`;
  if (run.kills.length > 0) {
    if (run.kills.every((kill) => kill.kind === 'timeout') && run.areHangsProven !== true)
      return 'its tests ran out of their own time';
    const isExpected = mutant.isStatic || run.kills.some((kill) => mutant.coveredBy.includes(kill.test));
    return isExpected ? null : `it was killed by ${run.kills[0]?.test}, which does not run it in the dry run`;
  }
  if (run.outside.length > 0)
    return run.outside.every((message) => TIMED_OUT.test(message)) ? 'a hook ran out of its time' : null;
  if (run.executed === 0) return 'no test ran';
  if (run.missing.length > 0)
    return `${run.missing.length} covering ${run.missing.length === 1 ? 'test' : 'tests'} did not run, as ${run.missing[0]}`;
  if (run.hits === 0) return 'its tests ran and never reached it, though they did in the dry run';
  return null;
}

function judge(observation: Observation): Judgement {
  switch (observation.kind) {
    case 'timed-out':
      return { status: 'Timeout', reason: 'its tests did not end in time', killedBy: [], durationMs: observation.durationMs };
    case 'runner-crashed':
      // Memory without end ends in one or the other, as the machine will have it: one status for both.
      if (OUT_OF_MEMORY.test(observation.message))
        return {
          status: 'Timeout',
          reason: `it takes memory without end: ${observation.message}`,
          killedBy: [],
          durationMs: null,
        };
      return { status: 'Killed', reason: `the worker crashed: ${observation.message}`, killedBy: [], durationMs: null };
    case 'endless':
      return { status: 'Timeout', reason: endlessReason(observation.times), killedBy: [], durationMs: observation.durationMs };
    case 'compile-error':
      return { status: 'CompileError', reason: observation.message, killedBy: [], durationMs: null };
    case 'ran':
      return judgeRun(observation);
    default:
      return observation satisfies never;
  }
}

function judgeRun({ isHitLimitReached, kills, outside, durationMs }: Extract<Observation, { kind: 'ran' }>): Judgement {
  if (isHitLimitReached)
    return {
      status: 'Timeout',
      reason: 'an endless loop: its place was reached 10,000 times as often as in the dry run',
      killedBy: [],
      durationMs,
    };
  const [first] = kills;
  if (first !== undefined) return { status: 'Killed', reason: first.message, killedBy: kills.map(toKill), durationMs };
  // The suite as a whole fails, though no single test does: a fresh run of it would be red.
  if (outside[0] !== undefined) return { status: 'Killed', reason: outside[0], killedBy: [], durationMs };
  return { status: 'Survived', reason: null, killedBy: [], durationMs };
}

function endlessReason(times: number): string {
  return `an endless loop: ${times.toLocaleString('en-US')} instrumented places were passed, a hundred times those of its test file`;
}

function failureMessages(observation: Observation): string[] {
  if (observation.kind === 'runner-crashed') return [observation.message];
  return observation.kind === 'ran' ? [...observation.kills.map((kill) => kill.message), ...observation.outside] : [];
}

function toKill({ test, kind }: ObservedKill): Kill {
  return { test, kind };
}

function unresolved(reason: string): Judgement {
  return { status: null, reason, killedBy: [], durationMs: null };
}
