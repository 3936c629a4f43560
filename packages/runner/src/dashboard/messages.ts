/** What the server's thread and the one beside it tell each other. */
import type { TestAssessment } from '@killrate/shared/api';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import type { ProjectFacts } from '@killrate/web/server';

/** What is to be done; `id` comes back with the answer. */
export type Order = { id: number } & (
  | { kind: 'look' }
  | { kind: 'assess' }
  | { kind: 'accept'; key: string; decision: Pick<LedgerEntry, 'category' | 'reason' | 'expires'> }
  | { kind: 'take-back'; key: string }
  | { kind: 'feedback'; key: string; verdict: 'useful' | 'not-useful' }
  | { kind: 'finding-feedback'; key: string; verdict: 'useful' | 'not-useful' }
);

/** What came of it. `refused`: the user can mend it; `failed`: a bug, with its stack. */
export type Answer = { id: number } & (
  | { kind: 'done' }
  | { kind: 'same' }
  | { kind: 'facts'; facts: ProjectFacts }
  | { kind: 'assessment'; assessment: TestAssessment }
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; message: string }
);
