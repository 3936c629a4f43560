/** What is known of the project's files, looked at again as long as somebody wants to know. */
import type { ProjectFacts } from '@killrate/web/server';
import type { SideThread } from './side-thread.ts';

export interface ProjectWatch {
  facts(): ProjectFacts | null;
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
  let isLooking = false;
  let restsUntilMs = 0;
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });

  function show(found: ProjectFacts): void {
    facts = found;
    for (const listener of listeners) listener();
  }

  async function look(): Promise<void> {
    const startedAtMs = performance.now();
    const answer = await thread.ask({ kind: 'look' });
    if (answer.kind === 'facts') show(answer.facts);
    if (answer.kind === 'failed') console.error(answer.message);
    // What was known before still says more than nothing.
    if (answer.kind === 'refused' && facts?.notes[0] !== answer.message)
      show({ files: facts?.files ?? [], modules: facts?.modules ?? [], notes: [answer.message], stateMark: null });
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
  return { facts: () => facts, ready, wake, onFacts: (listener) => listeners.push(listener) };
}
