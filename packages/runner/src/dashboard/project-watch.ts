/** What is known of the project's files, looked at again as long as somebody wants to know. */
import type { TestAssessment } from '@killrate/shared/api';
import type { ProjectFacts } from '@killrate/web/server';
import type { SideThread } from './side-thread.ts';

export interface ProjectWatch {
  facts(): ProjectFacts | null;
  /** What is held of the tests; null before they were first looked into. */
  assessment(): TestAssessment | null;
  /** Resolves after the first look, whatever came of it. */
  ready: Promise<void>;
  /** Looks at the project soon, unless that was done just now. */
  wake(): void;
  onFacts(listener: () => void): void;
}

/** Between two looks, at least; a look that took long is followed by a longer rest. */
const REST_MS = 1_000;
const REST_FACTOR = 4;

/** Looks at the project through the side thread. */
export function watchProject(thread: SideThread): ProjectWatch {
  const listeners: (() => void)[] = [];
  let facts: ProjectFacts | null = null;
  let assessment: TestAssessment | null = null;
  let isLooking = false;
  let restsUntilMs = 0;
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function show(found: ProjectFacts): void {
    facts = found;
    tell();
  }

  /** Judging tests takes longer than the rest: pages show what else is known meanwhile. */
  async function assess(): Promise<void> {
    const answer = await thread.ask({ kind: 'assess' });
    // What cannot be read was told by the look before.
    if (answer.kind === 'failed') console.error(answer.message);
    if (answer.kind !== 'assessment') return;
    assessment = answer.assessment;
    tell();
  }

  async function look(): Promise<void> {
    const startedAtMs = performance.now();
    const answer = await thread.ask({ kind: 'look' });
    if (answer.kind === 'facts') show(answer.facts);
    if (answer.kind === 'failed') console.error(answer.message);
    // What was known before still says more than nothing.
    if (answer.kind === 'refused' && facts?.notes[0] !== answer.message)
      show({ files: facts?.files ?? [], modules: facts?.modules ?? [], notes: [answer.message], stateMark: null });
    isReady();
    await assess();
    const tookMs = performance.now() - startedAtMs;
    restsUntilMs = performance.now() + Math.max(REST_MS, tookMs * REST_FACTOR);
  }

  function wake(): void {
    if (isLooking || performance.now() < restsUntilMs) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
      isReady();
    });
  }

  wake();
  return { facts: () => facts, assessment: () => assessment, ready, wake, onFacts: (listener) => listeners.push(listener) };
}
