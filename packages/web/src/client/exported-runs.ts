/** Two runs of an exported report held against each other. */
import type { CommonRates, ExportedMutant, Fate, RunPage } from '@killrate/shared/api';
import { commonRatesOf, fateOf, isDetected, isUndetected } from '@killrate/shared/fate';
import type { MutantStatus } from '@killrate/shared/model';

/** A mutant with its status in either run; null where it has none there or is unresolved. */
interface FatedMutant {
  mutant: ExportedMutant;
  from: MutantStatus | null;
  to: MutantStatus | null;
}

/** How many mutants both runs measured, how they did over these, and which met which fate. */
export function compareRuns(
  mutants: readonly ExportedMutant[],
  from: RunPage,
  to: RunPage,
): { common: number; rates: CommonRates; fated: Record<Fate, FatedMutant[]> } {
  const fated: Record<Fate, FatedMutant[]> = { new: [], fixed: [], persistent: [], gone: [] };
  const measured = wholeFilesOf(to);
  let common = 0;
  let detectedInBoth = 0;
  for (const mutant of mutants) {
    const before = mutant.history.find(({ runId }) => runId === from.run.id);
    if (before === undefined) continue;
    const after = mutant.history.find(({ runId }) => runId === to.run.id);
    if (after !== undefined) common += 1;
    if (isDetected(before.status) && isDetected(after?.status ?? null)) detectedInBoth += 1;
    const isGone = after === undefined && isUndetected(before.status) && measured.has(mutant.file);
    const fate = after === undefined ? (isGone ? 'gone' : null) : fateOf(before.status, after.status);
    if (fate !== null) fated[fate].push({ mutant, from: before.status, to: after?.status ?? null });
  }
  const counts = { new: fated.new.length, fixed: fated.fixed.length, persistent: fated.persistent.length };
  return { common, rates: commonRatesOf(counts, detectedInBoth), fated };
}

/** The files all of whose mutants a run measured: a run over some mutants measures no file whole. */
function wholeFilesOf({ run, jobs }: RunPage): ReadonlySet<string> {
  if (run.scope === 'retry') return new Set();
  return new Set(jobs.filter(({ status }) => status === 'completed' || status === 'reused').map(({ file }) => file));
}
