/** A setup file of the measured suite: says which test is running, and runs tests of a file one after another. */
import { afterEach, beforeAll, beforeEach, inject } from 'vitest';

interface Task {
  type?: string;
  mode?: string;
  tasks?: Task[];
  shuffle?: boolean;
  result?: { state?: string };
  file?: Task;
  concurrent?: boolean;
}

interface State {
  test: number | null;
  isNumbering: boolean;
  leftOut: readonly number[] | null;
  lastMeeting: number | null;
  endedAfter: number | null;
}

const state = (globalThis as unknown as { __killrate__?: State }).__killrate__;
const isAfter41 = inject('killrateIsAfter41' as never) as boolean;

// Concurrent tests of one file would be given each other's coverage, and the first failure would not be the same twice.
if (isAfter41) {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads off the pattern which fixtures a hook wants
  beforeAll(({}, suite) => prepare(suite as unknown as Task));
} else beforeAll(((suite: unknown) => prepare(suite as Task)) as never);

function prepare(file: Task): void {
  inSequence(file);
  if (state !== undefined && state.leftOut !== null) leaveOut(file, new Set(state.leftOut));
  if (state !== undefined && state.lastMeeting !== null && !isShuffled(file)) endAfter(file, state, state.lastMeeting);
}

function inSequence(task: Task): void {
  task.concurrent = false;
  for (const child of task.tasks ?? []) inSequence(child);
}

function isShuffled(task: Task): boolean {
  return task.shuffle === true || task.tasks?.some(isShuffled) === true;
}

/**
 * Has the tests that come later skipped where one failed up to the last that meets the mutant: they run nothing that it changed, and no other one
 * meets it after them.
 */
function endAfter(file: Task, state: State, lastMeeting: number): void {
  const tests = [...numberTests(file).keys()];
  const upToLast = tests.slice(0, lastMeeting + 1);
  const later = new Set(tests.slice(lastMeeting + 1));
  let isOver: boolean | null = null;
  const isLeftOut = (): boolean => {
    if (isOver === null && isEnded(upToLast.at(-1))) {
      isOver = upToLast.some(({ result }) => result?.state === 'fail');
      if (isOver) state.endedAfter = lastMeeting;
    }
    return isOver === true;
  };
  for (const task of tasksOf(file).filter((each) => [...numberTests(each).keys()].every((test) => later.has(test)))) {
    let own = task.mode;
    Object.defineProperty(task, 'mode', {
      ...{ configurable: true, enumerable: true },
      get: () => (own === 'run' && isLeftOut() ? 'skip' : own),
      set: (mode: string) => {
        own = mode;
      },
    });
  }
}

function isEnded(test: Task | undefined): boolean {
  return test?.result?.state !== undefined && test.result.state !== 'run';
}

/** The groups and tests of a file, at any depth. */
function tasksOf({ tasks = [] }: Task): Task[] {
  return tasks.flatMap((task) => [task, ...tasksOf(task)]);
}

/** As if these tests were not there: a group with nothing else in it does not run its hooks either. */
function leaveOut(file: Task, leftOut: ReadonlySet<number>): void {
  for (const [test, number] of numberTests(file)) if (leftOut.has(number)) test.mode = 'skip';
  for (const child of file.tasks ?? []) skipEmpty(child);
}

function skipEmpty(task: Task): boolean {
  if (task.tasks?.map(skipEmpty).every((isSkipped) => isSkipped) === true) task.mode = 'skip';
  return task.mode === 'skip' || task.mode === 'todo';
}

/** The tests of a file in the order in which they are written. */
function numberTests(task: Task, numbers = new Map<Task, number>()): Map<Task, number> {
  if (task.tasks !== undefined) for (const child of task.tasks) numberTests(child, numbers);
  else if (task.type === 'test') numbers.set(task, numbers.size);
  return numbers;
}

if (state?.isNumbering === true) {
  let numbers = new Map<Task, number>();
  // Vitest reads off the pattern which fixtures a hook wants: none but what every test has.
  beforeEach(({ task: current }) => {
    const task = current as unknown as Task;
    if (numbers.size === 0 && task.file !== undefined) numbers = numberTests(task.file);
    state.test = numbers.get(task) ?? null;
  });
  afterEach(() => {
    state.test = null;
  });
}
