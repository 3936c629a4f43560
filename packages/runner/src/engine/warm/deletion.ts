/** The suite with all functions emptied at once: which of its tests pass all the same. */
import { isSpoiling } from './cold-runs.ts';
import type { EmptyingOrder } from './emptying.ts';
import { controlLimitMs, orderRun } from './file-runs.ts';
import type { KeptThread, RunEnd } from './kept-thread.ts';
import { survivorsIn } from './passed-tests.ts';
import type { SuiteFile } from './suite.ts';
import type { ThreadPool } from './thread-pool.ts';

/** No mutant is called so: what is emptied is told apart from a run without any. */
const NO_MUTANT = 'emptied';

interface DeletionOptions {
  pool: ThreadPool;
  /** How many files run at once. */
  concurrency: number;
  signal: AbortSignal;
}

/**
 * The ids of the tests that pass though every place they meet is emptied. No thread of it is used for anything else afterwards.
 * A file that breaks as a whole, leaves errors behind or does not end says nothing of its tests; one that cannot run in a kept thread
 * is left out.
 */
export async function findSurvivors(
  files: readonly SuiteFile[],
  emptying: EmptyingOrder,
  { pool, concurrency, signal }: DeletionOptions,
): Promise<string[]> {
  const queue = files.filter((file) => !file.isUnkept && !file.isBroken && Object.keys(file.perTest).length > 0);
  const survivors: string[] = [];
  const runLane = async (): Promise<void> => {
    const threads = new Map<string, KeptThread>();
    for (let file = queue.shift(); file !== undefined && !signal.aborted; file = queue.shift())
      survivors.push(...(await survivorsOf(file, emptying, { pool, threads, signal })));
    for (const thread of threads.values()) thread.end();
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, runLane));
  return survivors.sort();
}

interface Place {
  pool: ThreadPool;
  threads: Map<string, KeptThread>;
  signal: AbortSignal;
}

/** A module may not load with functions that are empty from the start: then those stay, and whoever runs them is not judged. */
async function survivorsOf(file: SuiteFile, emptying: EmptyingOrder, place: Place): Promise<string[]> {
  const first = await runEmptied(file, emptying, place);
  if (first.kind !== 'reported') return [];
  const survivors = survivorsIn(file, first.report);
  if (survivors !== null || first.report.isEndless || emptying.fromStart.length === 0) return survivors ?? [];
  const second = await runEmptied(file, { ...emptying, fromStart: [] }, place);
  return second.kind === 'reported' ? (survivorsIn(file, second.report) ?? []) : [];
}

async function runEmptied(file: SuiteFile, emptying: EmptyingOrder, { pool, threads, signal }: Place): Promise<RunEnd> {
  const { seedKey } = file.requested;
  // What a package remembers of an earlier file may let a test pass.
  const thread = file.isRemembering ? pool.takeNew(seedKey) : (threads.get(seedKey) ?? pool.take(seedKey));
  pool.clearWrites?.();
  const end = await thread.run(orderRun(file, { mutant: NO_MUTANT, isBailing: false, emptying }), controlLimitMs(file), signal);
  const isReusable = end.kind === 'reported' && !isSpoiling(end.report) && !file.isRemembering;
  if (isReusable) threads.set(seedKey, thread);
  else {
    thread.end();
    if (threads.get(seedKey) === thread) threads.delete(seedKey);
  }
  return end;
}
