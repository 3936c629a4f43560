/** A run as the server lists it, for tests. */
import type { RunListItem } from '@killrate/shared/api';
import { type Scored, tally } from '@killrate/shared/score';

/** A completed run of the whole project with a mutant for each given status (null: unresolved). */
export function runOf(statuses: readonly Scored['status'][], other: Partial<RunListItem> = {}): RunListItem {
  return {
    id: 'run-1',
    scope: 'all',
    status: 'completed',
    reason: null,
    startedAt: '2026-11-21T07:00:00.000Z',
    finishedAt: '2026-11-21T07:00:23.000Z',
    commit: '11308c0aa0f31c0dd2f0a7a1f5f4b8f0c1d2e3f4',
    branch: 'main',
    engine: 'stryker 10.1.1',
    concurrency: 2,
    environment: {},
    totals: tally(statuses.map((status) => ({ status, acceptance: null }))),
    ...other,
  };
}
