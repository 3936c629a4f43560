/** Reading what Vitest holds after a run: tests told apart, how they ended, and errors outside of them. */
import { relative } from 'node:path';
import type { KillKind } from '@killrate/shared/model';
import type { VitestError, VitestFile, VitestSuite, VitestTask, VitestTest } from './vitest-shapes.ts';

/** Between the id that vitest-runner gives a test and the number of a repeated name. */
export const REPEAT_MARK = '\u0001';

/** A test as it was seen. `id` is vitest-runner's (file#name) with the mark of a repeat. */
export interface ObservedTest {
  id: string;
  file: string;
  name: string;
  line: number | null;
  durationMs: number;
  outcome: 'passed' | 'failed' | 'skipped';
  failure: { kind: KillKind; message: string } | null;
}

/** The tests of these files, with ids as vitest-runner gives them plus a mark for the repeats of a name. */
export function readTests(files: readonly VitestFile[], separator: string): ObservedTest[] {
  return files.flatMap((file) => {
    const seen = new Map<string, number>();
    const path = relativePath(file);
    return testsOf(file).map((test) => {
      const { fullName, name, likeness } = spell(namesOf(test, file), separator);
      const id = `${path}#${fullName}`;
      const repeat = (seen.get(likeness) ?? 0) + 1;
      seen.set(likeness, repeat);
      return {
        id: repeat > 1 ? `${id}${REPEAT_MARK}${repeat}` : id,
        file: path,
        name,
        line: test.location?.line ?? null,
        durationMs: test.result?.duration ?? 0,
        ...outcomeOf(test),
      };
    });
  });
}

/** The id that people see: file > full name, with the number of a repeated name. */
export function toTestId(test: Pick<ObservedTest, 'id' | 'file' | 'name'>): string {
  const repeat = test.id.split(REPEAT_MARK)[1];
  return `${test.file} > ${test.name}${repeat === undefined ? '' : ` #${repeat}`}`;
}

/** The names of groups and a test, joined in each way that is needed. */
interface Spelling {
  /** As vitest-runner has it. */
  fullName: string;
  /** As people see it. */
  name: string;
  /**
   * Equal for tests that vitest-runner, or the name that people see, does not tell apart. The setup file that numbers
   * tests in the worker has the same formula.
   */
  likeness: string;
}

/** A thread reads the same tests after every mutant that kills. */
const spellings = new Map<string, Spelling>();
const MOST_SPELLINGS = 20_000;

function spell(names: readonly string[], separator: string): Spelling {
  const key = names.join('\0') + separator;
  const known = spellings.get(key);
  if (known !== undefined) return known;
  const trimmed = names.map((name) => name.trim()).filter((name) => name !== '');
  const spelling = {
    fullName: names.join(separator).trim(),
    name: trimmed.join(' > '),
    likeness: trimmed.join(separator).replaceAll(/\s+/g, ' '),
  };
  if (spellings.size >= MOST_SPELLINGS) spellings.clear();
  spellings.set(key, spelling);
  return spelling;
}

/** A test file that failed as a whole: it could not be collected, or a hook of all its tests threw. */
export interface BrokenFile {
  file: string;
  kind: KillKind;
  message: string;
}

export function readBrokenFiles(files: readonly VitestFile[]): BrokenFile[] {
  return files.flatMap((file) => {
    const error = ownError(file);
    return error === undefined ? [] : [{ file: relativePath(file), ...toFailure(error) }];
  });
}

/** The messages of what went wrong outside any test: files and groups of tests that broke, errors that nobody caught. */
export function readOutsideErrors(files: readonly VitestFile[], uncaught: Iterable<unknown>): string[] {
  return [
    ...readBrokenFiles(files).map(({ file, message }) => `${file}: ${message}`),
    ...files.flatMap((file) => brokenGroups(file, relativePath(file))),
    ...[...uncaught].map(messageOf),
  ];
}

/** What went wrong in hooks of groups (`describe`): Vitest notes it there only, not at the file and not at a test. */
function brokenGroups(suite: VitestSuite, path: string): string[] {
  return suite.tasks.flatMap((task) => {
    if (task.type !== 'suite') return [];
    const ownPath = `${path} > ${task.name}`;
    const error = ownError(task);
    return [...(error === undefined ? [] : [`${ownPath}: ${messageOf(error)}`]), ...brokenGroups(task, ownPath)];
  });
}

/** The error of a suite itself, as one of its hooks threw it. */
function ownError(suite: VitestSuite): VitestError | undefined {
  return suite.result?.state === 'fail' ? suite.result.errors?.[0] : undefined;
}

/** A test file's path from the working directory, with `/`. */
export function relativePath(file: Pick<VitestFile, 'filepath'>): string {
  return relative(process.cwd(), file.filepath).replaceAll('\\', '/');
}

/** The tests of a file or a group at any depth, in the order in which they are written. */
export function testsOf(suite: VitestSuite): VitestTest[] {
  return suite.tasks.flatMap((task: VitestTask) => {
    if (task.type === 'suite') return testsOf(task);
    return task.type === 'test' ? [task] : [];
  });
}

function namesOf(test: VitestTest, file: VitestFile): string[] {
  const names = [test.name];
  for (let suite = test.suite; suite !== undefined && suite !== file; suite = suite.suite) names.unshift(suite.name);
  return names;
}

function outcomeOf(test: VitestTest): Pick<ObservedTest, 'outcome' | 'failure'> {
  const state = test.result?.state;
  if (state === 'pass') return { outcome: 'passed', failure: null };
  if (state === 'fail') return { outcome: 'failed', failure: toFailure(test.result?.errors?.[0]) };
  // From Vitest 3 on, a hook that fails before the tests of its group marks them all as skipped; before, they just have no result.
  const wasToRun = state === 'skip' || (test.mode !== 'skip' && test.mode !== 'todo');
  for (let suite = test.suite; wasToRun && suite !== undefined; suite = suite.suite) {
    const error = ownError(suite);
    if (error !== undefined && !hasRun(suite)) return { outcome: 'failed', failure: toFailure(error) };
  }
  return { outcome: 'skipped', failure: null };
}

/** Whether any test of a suite ran: then what failed in it came after its tests. */
function hasRun(suite: VitestSuite): boolean {
  return testsOf(suite).some(({ result }) => result?.state === 'pass' || result?.state === 'fail');
}

function toFailure(error: VitestError | undefined): { kind: KillKind; message: string } {
  return { kind: kindOf(error), message: messageOf(error) };
}

const TEST_TIMED_OUT = /^(Test|Hook) timed out in \d+ ?ms/;
const ASSERTION_NAME = /Assertion|TestingLibraryElementError/;
/** What Vitest itself asserts of a test with plain errors: `expect.assertions`, `expect.hasAssertions`, `test.fails`. */
const ASSERTION_MESSAGE = /^(?:expected number of assertions to be \d|expected any number of assertion|Expect test to fail$)/;

/** The kind of a failure from the error itself, or from one it was caused by. */
export function kindOf(error: VitestError | undefined): KillKind {
  if (error === undefined) return 'crash';
  if (TEST_TIMED_OUT.test(error.message ?? '')) return 'timeout';
  for (let link: unknown = error, depth = 0; isError(link) && depth < 8; link = link.cause, depth += 1) {
    if (isAssertion(link)) return 'assertion';
  }
  return 'crash';
}

function isAssertion(error: VitestError): boolean {
  // Errors of custom matchers and of snapshots have no name of their own, but always both of these; errors of the code may have them, too.
  const isUnnamed = error.name === undefined || error.name === 'Error';
  const isOfMatcher = isUnnamed && 'expected' in error && 'actual' in error;
  return (
    isOfMatcher ||
    error.code === 'ERR_ASSERTION' ||
    ASSERTION_NAME.test(error.name ?? '') ||
    ASSERTION_MESSAGE.test(error.message ?? '')
  );
}

function isError(value: unknown): value is VitestError {
  return typeof value === 'object' && value !== null;
}

const MESSAGE_LIMIT = 2_000;

function messageOf(error: unknown): string {
  if (!isError(error)) return String(error).slice(0, MESSAGE_LIMIT);
  const name = error.name !== undefined && error.name !== 'Error' ? `${error.name}: ` : '';
  return `${name}${error.message ?? ''}`.slice(0, MESSAGE_LIMIT);
}
