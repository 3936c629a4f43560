/** One lane of a session: it measures one mutant at a time, in threads that it keeps while they stay as they were. */

import type { MovedValue } from '../assertions/watched.ts';
import type { EnteredIn, Observation, ObservedKill } from '../engine.ts';
import { uniteFunctions } from '../function-set.ts';
import { toTestId } from '../vitest/observe.ts';
import {
  controlRules,
  isAsPlain,
  isSpoiling,
  OwnThreads,
  type RunRules,
  runFile,
  runInNewThread,
  testIdOf,
} from './cold-runs.ts';
import { ENDLESS_MESSAGE } from './engine-state.ts';
import { hasLeastLimit, orderRun } from './file-runs.ts';
import type { KeptThread, RunEnd } from './kept-thread.ts';
import { skippedIn } from './passed-tests.ts';
import type { FileReport, FileRun } from './protocol.ts';
import type { SuiteFile } from './suite.ts';
import type { ThreadPool } from './thread-pool.ts';
import type { WarmMutant } from './warm-mutant.ts';

/** What was seen of a mutant, and the runs of its files that it was seen in. */
export interface Look {
  observation: Observation;
  runs: FileEnds;
}

type FileEnds = ReadonlyMap<SuiteFile, RunEnd>;

/** A file that fails so often in threads that it shares, and in such a part of its runs, runs in threads of its own. */
const MOST_UPSETS = 4;
const RUNS_AN_UPSET = 10;
export class Lane {
  readonly #pool: ThreadPool;
  readonly #threads = new Map<string, KeptThread>();
  /** Files that ran here since the last clean point. */
  readonly #used = new Set<SuiteFile>();
  /** Threads that cannot be used beyond the next clean point. */
  readonly #spoiled = new Set<string>();
  #isLost = false;

  constructor(pool: ThreadPool) {
    this.#pool = pool;
  }

  /** Whether a thread ended, so that what ran in it since the last clean point cannot be confirmed. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Whether a clean point is due before anything else. */
  get isSpoiled(): boolean {
    return this.#spoiled.size > 0;
  }

  /** Runs the mutant's files, each in a thread that is kept. */
  async observe(warm: WarmMutant, rules: RunRules): Promise<Look> {
    const orders = new Map(warm.files.map((file) => [file, orderRun(file, { mutant: warm.id, isBailing: !rules.isMatrix })]));
    return await observeMutant(warm, rules, async (file) => {
      if (file.isUnkept) return await runInNewThread(this.#pool, file, warm.id, rules);
      const { seedKey } = file.requested;
      const thread = this.#threads.get(seedKey) ?? this.#pool.take(seedKey);
      this.#threads.set(seedKey, thread);
      this.#pool.clearWrites?.();
      const next = this.#followers(warm.files, file).flatMap((follower) => orders.get(follower) ?? []);
      const end = await thread.run(orders.get(file) as FileRun, rules.limitMs, rules.signal, next);
      this.#used.add(file);
      file.keptRuns += 1;
      if (end.kind !== 'reported') {
        this.#threads.delete(seedKey);
        this.#isLost = true;
      } else if (isSpoiling(end.report)) this.#spoiled.add(seedKey);
      return end;
    });
  }

  /** The files of a mutant that its thread can go on with after one of them, without a word from here. */
  #followers(files: readonly SuiteFile[], file: SuiteFile): SuiteFile[] {
    if (this.#pool.clearWrites !== null) return [];
    const after = files.slice(files.indexOf(file) + 1);
    const end = after.findIndex(({ isUnkept, requested }) => isUnkept || requested.seedKey !== file.requested.seedKey);
    return end < 0 ? after : after.slice(0, end);
  }

  /**
   * Runs every file that ran here since the last clean point once more, without any mutant. Where all pass as they did,
   * nothing that a mutant left behind can have changed what was seen of the others.
   */
  async isClean(signal: AbortSignal): Promise<boolean> {
    let isClean = !this.#isLost;
    for (const file of this.#used) {
      const thread = this.#threads.get(file.requested.seedKey);
      if (!isClean || thread === undefined) continue;
      this.#pool.clearWrites?.();
      const end = await runFile(thread, file, null, controlRules(file, signal));
      isClean = isAsPlain(file, end);
      if (!isClean) await this.#learn(file, signal);
    }
    this.#used.clear();
    this.#isLost = false;
    for (const [seedKey, thread] of this.#threads) {
      if (isClean && !this.#spoiled.has(seedKey)) continue;
      thread.end();
      this.#threads.delete(seedKey);
    }
    this.#spoiled.clear();
    return isClean;
  }

  /**
   * A file that failed without any mutant: an earlier mutant may be to blame, or the file itself, where it does not pass
   * twice in one thread, or not after others. Then it is never run in a kept thread again.
   */
  async #learn(file: SuiteFile, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    file.upsets += 1;
    const thread = this.#pool.takeNew(file.requested.seedKey);
    const control = async () => {
      this.#pool.clearWrites?.();
      return isAsPlain(file, await runFile(thread, file, null, controlRules(file, signal)));
    };
    const passesOnce = await control();
    const passesTwice = passesOnce && (await control());
    thread.end();
    // Something that is in no thread, as a file on disk, makes it fail from now on.
    if (!passesOnce && !signal.aborted) file.isBroken = true;
    const isOften = file.upsets >= MOST_UPSETS && file.upsets * RUNS_AN_UPSET > file.keptRuns;
    if (!passesTwice || isOften) file.isUnkept = true;
  }

  /** Gives the threads back; call it at a clean point. */
  leave(): void {
    for (const [seedKey, thread] of this.#threads) this.#pool.giveBack(seedKey, thread);
    this.#threads.clear();
  }

  /** Ends whatever runs. */
  end(): void {
    for (const thread of this.#threads.values()) thread.end();
    this.#threads.clear();
    this.#used.clear();
    this.#spoiled.clear();
  }
}

/** Runs the mutant's files with nothing kept of any other mutant. */
export type ColdLook = (pool: ThreadPool, warm: WarmMutant, rules: RunRules) => Promise<Observation>;

/** Each in a thread of its own that has run nothing before, but those of which a run is kept. */
export async function observeCold(
  pool: ThreadPool,
  warm: WarmMutant,
  rules: RunRules,
  kept: FileEnds = new Map(),
): Promise<Observation> {
  const run = async (file: SuiteFile) => kept.get(file) ?? (await runInNewThread(pool, file, warm.id, rules));
  return (await observeMutant(warm, rules, run)).observation;
}

/** In threads that run no other mutant. */
export async function observeApart(pool: ThreadPool, warm: WarmMutant, rules: RunRules): Promise<Observation> {
  const threads = new OwnThreads(pool, warm.id, rules);
  try {
    return (await observeMutant(warm, rules, (file) => threads.run(file))).observation;
  } finally {
    threads.end();
  }
}

async function observeMutant(warm: WarmMutant, rules: RunRules, run: (file: SuiteFile) => Promise<RunEnd>): Promise<Look> {
  const runs = new Map<SuiteFile, RunEnd>();
  const observation = await joinRuns(warm, rules, async (file) => {
    const end = await run(file);
    runs.set(file, end);
    return end;
  });
  return { observation, runs };
}

async function joinRuns(warm: WarmMutant, rules: RunRules, run: (file: SuiteFile) => Promise<RunEnd>): Promise<Observation> {
  const startedAt = performance.now();
  const seen = {
    executed: 0,
    hits: 0,
    hangs: 0,
    missing: [] as string[],
    kills: [] as ObservedKill[],
    outside: [] as string[],
    moved: [] as MovedValue[],
    skipped: [] as string[],
    enteredIn: [] as EnteredIn[],
  };
  let entered: string | null = '';
  for (const file of warm.files) {
    const end = await run(file);
    const durationMs = performance.now() - startedAt;
    if (end.kind !== 'reported' && seen.kills.length > 0) {
      // What it did until then is not known.
      entered = null;
      break;
    }
    if (end.kind === 'timed-out') return { kind: 'timed-out', durationMs, isProven: end.isProven };
    if (end.kind === 'died') return { kind: 'runner-crashed', message: end.message };
    const { report } = end;
    const kills = killsOf(file, report);
    // In a matrix every test runs: what the first of them says is what it says without.
    if (report.isEndless && seen.kills.length === 0 && (kills[0]?.message.startsWith(ENDLESS_MESSAGE) ?? true))
      return {
        kind: 'endless',
        times: report.places,
        file: file.path,
        entered: hasLeastLimit(file) ? report.entered : null,
        durationMs,
      };
    entered = isCutShort(file, report) ? null : joinEntered(entered, report, !rules.isMatrix && kills.length > 0);
    seen.enteredIn.push({ testFile: file.path, entered: report.entered });
    seen.executed += report.executed;
    seen.hits += report.hits;
    seen.hangs += report.hangs;
    seen.kills.push(...kills);
    seen.outside.push(...report.outside);
    seen.moved.push(...file.values.movedBy(report.values));
    seen.skipped.push(...skippedIn(file, report));
    seen.missing.push(...missingOf(file, report));
    if (!rules.isMatrix && (seen.kills.length > 0 || seen.outside.length > 0)) break;
  }
  const { hangs, ...sums } = seen;
  return {
    kind: 'ran',
    ...sums,
    entered,
    areHangsProven: hangs >= seen.kills.filter(({ kind }) => kind === 'timeout').length && hangs > 0,
    missing: seen.kills.length > 0 ? [] : seen.missing.filter((id) => warm.mutant.isStatic || warm.mutant.coveredBy.includes(id)),
    isHitLimitReached: false,
    durationMs: performance.now() - startedAt,
  };
}

/** Kills by tests that pass without any mutant; a file that breaks as a whole fails all its tests. */
function killsOf(file: SuiteFile, { failed, broken }: FileReport): ObservedKill[] {
  if (broken !== null)
    return file.tests
      .filter((test) => test.outcome === 'passed')
      .map((test) => ({ test: toTestId(test), kind: broken.kind, message: broken.message }));
  return failed
    .filter(({ id }) => file.passing.has(id))
    .map(({ id, kind, message }) => ({ test: testIdOf(file, id), kind, message }));
}

/** The file that kills first is enough for the kill, whatever the others do. */
function joinEntered(others: string | null, { entered }: FileReport, isEnough: boolean): string | null {
  if (entered === null || isEnough) return entered;
  return others === null ? null : uniteFunctions(others, entered);
}

/** Whether a loop was counted beside what killed, and how far is not the same whatever the file passes without the mutant. */
function isCutShort(file: SuiteFile, { isEndless }: FileReport): boolean {
  return isEndless && !hasLeastLimit(file);
}

function missingOf(file: SuiteFile, { executedIds }: FileReport): string[] {
  if (executedIds === null) return [];
  const executed = new Set(executedIds);
  return [...file.passing].filter((id) => !executed.has(id)).map((id) => testIdOf(file, id));
}
