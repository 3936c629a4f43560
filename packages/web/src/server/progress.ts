/** How far the run at work is, if it is one: a run whose process died is not. */
import type { Progress } from '@killrate/shared/api';
import type { Database } from '@killrate/shared/store/open';
import { lockHolder, readProgress } from '@killrate/shared/store/run-progress';
import type { Workbench } from './workbench.ts';

/** Null where no run is at work. Without a workbench the store is believed. */
export function progressOf(database: Database, workbench: Workbench | null): Progress | null {
  const progress = readProgress(database);
  if (progress === null || workbench === null) return progress;
  const holder = lockHolder(database);
  return holder !== null && workbench.isAlive(holder) ? progress : null;
}
