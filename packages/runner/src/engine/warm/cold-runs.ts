/** Single runs of test files, and threads that no other mutant has run in. */
import { toTestId } from '../vitest/observe.ts';
import { controlLimitMs, orderRun } from './file-runs.ts';
import type { KeptThread, RunEnd } from './kept-thread.ts';
import type { FileReport } from './protocol.ts';
import type { SuiteFile } from './suite.ts';
import type { ThreadPool } from './thread-pool.ts';
import { hitsOf } from './warm-mutant.ts';

/** How a mutant is to be run. */
export interface RunRules {
  limitMs: number;
  /** Whether every test runs, or only those up to the first that fails. */
  isMatrix: boolean;
  /** Ends what runs at once. */
  signal: AbortSignal;
}

/** A thread that holds more than this is given up for a new one. */
const HEAP_BYTES = 512 * 1024 * 1024;

/** Whether a thread cannot be used any further after a run. */
export function isSpoiling({ residue, heapBytes }: Pick<FileReport, 'residue' | 'heapBytes'>): boolean {
  return residue !== null || heapBytes > HEAP_BYTES;
}

/**
 * Threads that run one mutant, and no other. A file may follow another one in such a thread where that one, run once more without the
 * mutant, does what it does; and what it did itself counts only where it does so as well, or was the first to run there.
 */
export class OwnThreads {
  readonly #pool: ThreadPool;
  readonly #mutant: string;
  readonly #rules: RunRules;
  readonly #threads = new Map<string, KeptThread>();

  constructor(pool: ThreadPool, mutant: string, rules: RunRules) {
    this.#pool = pool;
    this.#mutant = mutant;
    this.#rules = rules;
  }

  async run(file: SuiteFile): Promise<RunEnd> {
    if (file.isUnkept || file.isRemembering) return await runInNewThread(this.#pool, file, this.#mutant, this.#rules);
    const { seedKey } = file.requested;
    const used = this.#threads.get(seedKey);
    this.#threads.delete(seedKey);
    if (used !== undefined) {
      const end = await this.#runIn(used, file);
      if (this.#threads.has(seedKey) && !this.#isDoubtful(file, end)) return end;
      this.#threads.get(seedKey)?.end();
      this.#threads.delete(seedKey);
    }
    return await this.#runIn(this.#pool.takeNew(seedKey), file);
  }

  /** Keeps the thread only where the file then passes without the mutant. */
  async #runIn(thread: KeptThread, file: SuiteFile): Promise<RunEnd> {
    this.#pool.clearWrites?.();
    const end = await runFile(thread, file, this.#mutant, this.#rules);
    this.#pool.clearWrites?.();
    const isLeft = end.kind === 'reported' && !isSpoiling(end.report) && !this.#rules.signal.aborted;
    const isClean = isLeft && isAsPlain(file, await runFile(thread, file, null, controlRules(file, this.#rules.signal)));
    if (isClean) this.#threads.set(file.requested.seedKey, thread);
    else thread.end();
    return end;
  }

  /** Whether what an earlier file left may have kept the file from failing by an assertion, or made it fail outside of its tests. */
  #isDoubtful(file: SuiteFile, end: RunEnd): boolean {
    if (end.kind !== 'reported') return true;
    const { failed, broken, outside, hits } = end.report;
    return outside.length > 0 || (failed.length === 0 && broken === null && hits < hitsOf(file, this.#mutant));
  }

  end(): void {
    for (const thread of this.#threads.values()) thread.end();
    this.#threads.clear();
  }
}

/** What fails in a file without any mutant, in a thread that has run nothing before; null where it passes. */
export async function controlCold(pool: ThreadPool, file: SuiteFile, signal: AbortSignal): Promise<string | null> {
  const end = await runInNewThread(pool, file, null, controlRules(file, signal));
  if (isAsPlain(file, end)) return null;
  switch (end.kind) {
    case 'timed-out':
      return `${file.path} did not end in time`;
    case 'died':
      return `${file.path}: ${end.message}`;
    case 'reported': {
      const [failed] = end.report.failed;
      if (failed !== undefined) return `${testIdOf(file, failed.id)}: ${failed.message}`;
      return end.report.outside[0] ?? `${file.path}: ${end.report.executed} tests ran instead of ${file.executed}`;
    }
    default:
      return end satisfies never;
  }
}

export async function runInNewThread(pool: ThreadPool, file: SuiteFile, mutant: string | null, rules: RunRules): Promise<RunEnd> {
  const thread = pool.takeNew(file.requested.seedKey);
  pool.clearWrites?.();
  try {
    return await runFile(thread, file, mutant, rules);
  } finally {
    thread.end();
  }
}

export async function runFile(thread: KeptThread, file: SuiteFile, mutant: string | null, rules: RunRules): Promise<RunEnd> {
  const end = await thread.run(orderRun(file, { mutant, isBailing: !rules.isMatrix }), rules.limitMs, rules.signal);
  if (mutant === null && end.kind === 'reported' && isAsPlain(file, end)) file.values.confirm(end.report.values);
  return end;
}

export function controlRules(file: SuiteFile, signal: AbortSignal): RunRules {
  return { limitMs: controlLimitMs(file), isMatrix: true, signal };
}

/** Whether a file did what it did in the dry run. */
export function isAsPlain(file: SuiteFile, end: RunEnd): boolean {
  if (end.kind !== 'reported') return false;
  const { report } = end;
  const failed = report.failed.some(({ id }) => file.passing.has(id));
  return !failed && report.outside.length === 0 && report.executed === file.executed && !report.isEndless;
}

export function testIdOf(file: SuiteFile, id: string): string {
  const test = file.tests.find((candidate) => candidate.id === id);
  return test === undefined ? id : toTestId(test);
}
