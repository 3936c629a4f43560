/** The deletion that a run with a kill matrix ends with: which tests pass though every function that they run is empty. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordSurvivors } from '@killrate/shared/store/deletion';
import type { Database } from '@killrate/shared/store/open';
import { findEmptied } from './engine/emptied-mutants.ts';
import type { EngineMutant, EngineSession } from './engine/engine.ts';

/** Runs the suite once more with all functions of the measured sources emptied, after every verdict; `root` holds the sources as they are. */
export async function deleteAndRecord(
  database: Database,
  runId: string,
  session: EngineSession,
  root: string,
  mutants: readonly EngineMutant[],
  signal: AbortSignal,
): Promise<void> {
  const placed = mutants.filter(({ ignoreReason }) => ignoreReason === null);
  const emptied = new Map(
    [...Map.groupBy(placed, ({ file }) => file)].map(([file, ofFile]) => [
      file,
      findEmptied(file, readFileSync(join(root, file), 'utf8'), ofFile),
    ]),
  );
  const survivors = await session.survivorsOfDeletion(emptied, signal);
  if (!signal.aborted) recordSurvivors(database, runId, survivors);
}
