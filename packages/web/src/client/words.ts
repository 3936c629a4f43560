/** What people read for statuses and the like: one word in marks, a sentence where there is room. */
import type { MutantStatus, RunScope, RunStatus } from '@killrate/shared/model';

/** How a mutant stands, as it is shown: accepted goes before its status, no status is unresolved. */
export type Standing = MutantStatus | 'Accepted' | 'unresolved';

export const STANDING_WORD: Record<Standing, string> = {
  Killed: 'Killed',
  Survived: 'Survived',
  NoCoverage: 'No coverage',
  Timeout: 'Timeout',
  CompileError: 'Compile error',
  RuntimeError: 'Runtime error',
  Ignored: 'Ignored',
  Pending: 'Pending',
  Accepted: 'Accepted',
  unresolved: 'Unresolved',
};

export const RUN_STATUS_WORD: Record<RunStatus, string> = {
  running: 'running',
  completed: 'completed',
  interrupted: 'interrupted',
  incomplete: 'incomplete',
  'baseline-failed': 'baseline failed',
  empty: 'nothing to measure',
  failed: 'failed',
};

export const RUN_SCOPE_WORD: Record<RunScope, string> = {
  all: 'whole project',
  modules: 'modules',
  files: 'files',
  since: 'a change',
  retry: 'again',
};

/** How a mutant stands; see {@link Standing}. */
export function standingOf(mutant: { status: MutantStatus | null; acceptance: unknown }): Standing {
  if (mutant.status === null) return 'unresolved';
  const isUndetected = mutant.status === 'Survived' || mutant.status === 'NoCoverage';
  return isUndetected && mutant.acceptance !== null ? 'Accepted' : mutant.status;
}

/** The four looks that statuses are drawn in, each with a colour and a shape, and a fifth for what does not count. */
export type Look = 'killed' | 'survived' | 'no-coverage' | 'unresolved' | 'quiet';

export const LOOK: Record<Standing, Look> = {
  Killed: 'killed',
  Survived: 'survived',
  NoCoverage: 'no-coverage',
  Timeout: 'unresolved',
  CompileError: 'quiet',
  RuntimeError: 'quiet',
  Ignored: 'quiet',
  Pending: 'quiet',
  Accepted: 'quiet',
  unresolved: 'unresolved',
};
