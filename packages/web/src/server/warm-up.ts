/** What is slow the first time, done before somebody waits for it: a little at a time, between requests. */
import { setImmediate as turn } from 'node:timers/promises';
import { StoreError } from '@killrate/shared/store/errors';
import { listRuns } from '@killrate/shared/store/runs';
import { comparisonOf } from './comparisons.ts';
import type { Reader, View } from './reader.ts';
import { totalsOf, trendOf } from './run-totals.ts';

/** How many of the newest runs are held against the one before. */
const COMPARED_RUNS = 50;

/** Makes what the first pages need. It stops when the signal aborts; what goes wrong comes up again where somebody waits for it. */
export async function warmUp(reader: Reader, signal: AbortSignal): Promise<void> {
  const runs = read(reader, ({ database }) => listRuns(database, COMPARED_RUNS + 1)) ?? [];
  const steps: ((view: View) => unknown)[] = [
    ...runs.map((run) => (view: View) => totalsOf(view, run)),
    trendOf,
    (view) => view.tests(),
    ...runs.map((run) => (view: View) => view.columnOf(run)),
    ...runs.flatMap((run, index) => {
      const before = runs[index + 1];
      return before === undefined ? [] : (view: View) => comparisonOf(view, before, run);
    }),
  ];
  for (const step of steps) {
    await turn();
    if (signal.aborted) return;
    read(reader, step);
  }
}

function read<Result>(reader: Reader, step: (view: View) => Result): Result | null {
  try {
    return reader.read(step);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
