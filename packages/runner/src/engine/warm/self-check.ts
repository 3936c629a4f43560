/** The two mutants whose fate is known: before any other, one must live and one must die. */
import { isAsPlain } from './cold-runs.ts';
import { controlLimitMs, orderRun } from './file-runs.ts';
import type { SuiteFile } from './suite.ts';
import type { ThreadPool } from './thread-pool.ts';

/** A file that swallows every error proves nothing: so many are tried. */
const MOST_FILES = 5;
/** An id that the instrumenter gives to no mutant. */
const NO_MUTANT = 'none';

/**
 * Runs files with a mutant that changes nothing, which every test must survive, and with one that throws wherever an
 * instrumented place is passed, which some test must notice. Null where both do; else what went wrong.
 */
export async function checkSelf(pool: ThreadPool, files: readonly SuiteFile[], signal: AbortSignal): Promise<string | null> {
  const met = files.filter((file) => file.places > 0 && !file.isUnkept).sort((a, b) => a.plainMs - b.plainMs);
  let noticed: string | null = null;
  for (const file of met.slice(0, MOST_FILES)) {
    const { seedKey } = file.requested;
    const thread = pool.take(seedKey);
    pool.clearWrites?.();
    const limitMs = controlLimitMs(file);
    const common = { mutant: NO_MUTANT, isBailing: false };
    const lives = await thread.run(orderRun(file, { ...common, placesLimit: Number.MAX_SAFE_INTEGER }), limitMs, signal);
    if (!isAsPlain(file, lives)) {
      // It may be a file that does not pass twice in one thread: another has to speak for the engine.
      file.isUnkept = true;
      noticed = `a mutant that changes nothing was noticed by ${file.path}`;
      thread.end();
      continue;
    }
    const dies = await thread.run(orderRun(file, { ...common, placesLimit: 0 }), limitMs, signal);
    pool.giveBack(seedKey, thread);
    if (dies.kind !== 'reported') return `a mutant that breaks every place ended the thread of ${file.path}`;
    const { failed, broken, outside } = dies.report;
    if (failed.length > 0 || broken !== null || outside.length > 0) return null;
  }
  return met.length === 0 ? null : (noticed ?? 'a mutant that breaks every place was noticed by no test');
}
