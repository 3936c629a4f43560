/** A setup file of the measured suite: keeps its tests apart, by names and in time. */
import { beforeAll, beforeEach, inject } from 'vitest';

interface Task {
  type?: string;
  name: string;
  suite?: Task;
  tasks?: Task[];
  file?: Task;
  concurrent?: boolean;
}

// vitest-runner's own setup file ran before this one and sets the id of the current test in a hook before this hook.
const stryker = (globalThis as unknown as Record<string, { currentTestId?: string }>)[
  inject('globalNamespace' as never) as string
];
const repeatMark = inject('repeatMark' as never) as string;
const separator = inject('testNameSeparator' as never) as string;
const repeatsOfFile = new WeakMap<Task, Map<Task, number>>();

// Concurrent tests of one file would be given each other's coverage: they run one after another.
if (inject('isGreaterThanVitest4Point1' as never)) {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads off the pattern which fixtures a hook wants
  beforeAll(({}, suite) => inSequence(suite as unknown as Task));
} else beforeAll(((suite: unknown) => inSequence(suite as Task)) as never);

function inSequence(task: Task): void {
  task.concurrent = false;
  for (const child of task.tasks ?? []) inSequence(child);
}

// Vitest reads off the pattern which fixtures a hook wants: none but what every test has.
beforeEach(({ task: current }) => {
  const task = current as unknown as Task;
  if (stryker?.currentTestId === undefined || task.file === undefined) return;
  const repeat = repeatsOf(task.file).get(task) ?? 1;
  if (repeat > 1) stryker.currentTestId += `${repeatMark}${repeat}`;
});

function repeatsOf(file: Task): Map<Task, number> {
  const known = repeatsOfFile.get(file);
  if (known !== undefined) return known;
  const repeats = new Map<Task, number>();
  const seen = new Map<string, number>();
  const visit = (task: Task, names: readonly string[]): void => {
    if (task.tasks !== undefined) {
      for (const child of task.tasks) visit(child, [...names, child.name]);
      return;
    }
    const likeness = likenessOf(names);
    const repeat = (seen.get(likeness) ?? 0) + 1;
    seen.set(likeness, repeat);
    repeats.set(task, repeat);
  };
  visit(file, []);
  repeatsOfFile.set(file, repeats);
  return repeats;
}

/** The formula of `likenessOf` in observe.ts, which cannot be imported here: Vitest runs this file in the measured project. */
function likenessOf(names: readonly string[]): string {
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join(separator)
    .replaceAll(/\s+/g, ' ');
}
