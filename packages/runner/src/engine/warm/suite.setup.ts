/** A setup file of the measured suite: says which test is running, and runs tests of a file one after another. */
import { afterEach, beforeAll, beforeEach, inject } from 'vitest';

interface Task {
  type?: string;
  tasks?: Task[];
  file?: Task;
  concurrent?: boolean;
}

const state = (globalThis as unknown as { __killrate__?: { test: number | null } }).__killrate__;
const isAfter41 = inject('killrateIsAfter41' as never) as boolean;

// Concurrent tests of one file would be given each other's coverage, and the first failure would not be the same twice.
if (isAfter41) {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads off the pattern which fixtures a hook wants
  beforeAll(({}, suite) => inSequence(suite as unknown as Task));
} else beforeAll(((suite: unknown) => inSequence(suite as Task)) as never);

function inSequence(task: Task): void {
  task.concurrent = false;
  for (const child of task.tasks ?? []) inSequence(child);
}

if (state !== undefined && (inject('killrateIsCovering' as never) as boolean)) {
  const numbers = new Map<Task, number>();
  const number = (task: Task): void => {
    if (task.tasks !== undefined) for (const child of task.tasks) number(child);
    else if (task.type === 'test') numbers.set(task, numbers.size);
  };
  // Vitest reads off the pattern which fixtures a hook wants: none but what every test has.
  beforeEach(({ task: current }) => {
    const task = current as unknown as Task;
    if (numbers.size === 0 && task.file !== undefined) number(task.file);
    state.test = numbers.get(task) ?? null;
  });
  afterEach(() => {
    state.test = null;
  });
}
