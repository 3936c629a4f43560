/** One mutant written into a copy and put before the whole suite, and what that says of killrate's verdict. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import { applyMutant } from './mutated-source.ts';
import { type Baseline, runSuite, type SuiteOutcome, timeoutMsFor } from './suite-run.ts';

export interface Trial {
  mutant: Mutant;
  /** One outcome, two where the first spoke against killrate; null where the mutant could not be written as text. */
  outcomes: SuiteOutcome[] | null;
  /** Why it could not be written. */
  failure: string | null;
}

/** What the suite says of a verdict. A mutant that it notices in another way than killrate is noticed all the same. */
export type TruthVerdict = 'agrees' | 'other-detection' | 'disagrees' | 'flaky' | 'not-applied';

/** Tries the mutants, one at a time in each of the copies. */
export async function tryMutants(
  roots: readonly string[],
  mutants: readonly Mutant[],
  baseline: Baseline,
  signal: AbortSignal,
): Promise<Trial[]> {
  const queue = [...mutants];
  const trials: Trial[] = [];
  const work = async (root: string): Promise<void> => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift())
      trials.push(await tryMutant(root, mutant, baseline, signal));
  };
  await Promise.all(roots.map(work));
  return trials;
}

async function tryMutant(root: string, mutant: Mutant, baseline: Baseline, signal: AbortSignal): Promise<Trial> {
  const path = join(root, mutant.file);
  const source = readFileSync(path, 'utf8');
  let mutated: string;
  try {
    mutated = applyMutant(source, mutant);
  } catch (error) {
    return { mutant, outcomes: null, failure: error instanceof Error ? error.message : String(error) };
  }
  const run = () => runSuite(root, { isCi: baseline.isCi, timeoutMs: timeoutMsFor(baseline), signal });
  try {
    writeFileSync(path, mutated);
    const first = await run();
    const outcomes = isNoticed(first) === isDetected(mutant) ? [first] : [first, await run()];
    return { mutant, outcomes, failure: null };
  } finally {
    writeFileSync(path, source);
  }
}

function isNoticed({ kind }: SuiteOutcome): boolean {
  return kind !== 'green';
}

function isDetected({ status }: Mutant): boolean {
  return status === 'Killed' || status === 'Timeout';
}

/** Holds a verdict against what the suite said. */
export function judgeByTruth({ mutant, outcomes, failure }: Trial): { verdict: TruthVerdict; said: string } {
  const [first, second] = outcomes ?? [];
  if (first === undefined) return { verdict: 'not-applied', said: failure ?? 'nothing' };
  if (second !== undefined && isNoticed(first) !== isNoticed(second))
    return { verdict: 'flaky', said: `${describe(first)}; once more: ${describe(second)}` };
  if (isNoticed(first) !== isDetected(mutant)) return { verdict: 'disagrees', said: `${describe(first)}, twice` };
  const isOther = (mutant.status === 'Timeout') !== (first.kind === 'timed-out') && isDetected(mutant);
  return { verdict: isOther ? 'other-detection' : 'agrees', said: `${mutant.status}, the suite is ${describe(first)}` };
}

function describe(outcome: SuiteOutcome): string {
  const wall = `${(outcome.wallMs / 1_000).toFixed(1)} s`;
  switch (outcome.kind) {
    case 'green':
      return `green in ${wall}`;
    case 'red':
      return `red in ${wall}: ${outcome.because}`;
    case 'timed-out':
      return `not at its end after ${wall}`;
    default:
      return outcome satisfies never;
  }
}
