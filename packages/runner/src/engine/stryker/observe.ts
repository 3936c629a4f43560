/** Reading what Vitest holds after a run: tests told apart, how they ended, and errors outside of them. */
import { relative } from 'node:path';
import type { KillKind } from '@killrate/shared/model';
import { REPEAT_MARK, type WireTest } from './protocol.ts';
import type { VitestError, VitestFile, VitestSuite, VitestTask, VitestTest } from './vitest-shapes.ts';

/** The tests of these files, with ids as vitest-runner gives them plus a mark for the repeats of a name. */
export function readTests(files: readonly VitestFile[], separator: string): WireTest[] {
  return files.flatMap((file) => {
    const seen = new Map<string, number>();
    const path = relativePath(file);
    return collectTests(file).map((test) => {
      const names = namesOf(test, file);
      const id = `${path}#${names.join(separator).trim()}`;
      const fullName = names.map((name) => name.trim()).join('\n');
      const repeat = (seen.get(fullName) ?? 0) + 1;
      seen.set(fullName, repeat);
      return {
        id: repeat > 1 ? `${id}${REPEAT_MARK}${repeat}` : id,
        file: path,
        name: names
          .map((name) => name.trim())
          .filter((name) => name !== '')
          .join(' > '),
        line: test.location?.line ?? null,
        durationMs: test.result?.duration ?? 0,
        ...outcomeOf(test),
      };
    });
  });
}

/** A test file that failed as a whole: it could not be collected, or a hook of all its tests threw. */
export interface BrokenFile {
  file: string;
  kind: KillKind;
  message: string;
}

export function readBrokenFiles(files: readonly VitestFile[]): BrokenFile[] {
  return files.flatMap((file) => {
    const error = file.result?.state === 'fail' ? file.result.errors?.[0] : undefined;
    return error === undefined ? [] : [{ file: relativePath(file), ...toFailure(error) }];
  });
}

/** The messages of what went wrong outside any test: files that broke, errors that nobody caught. */
export function readOutsideErrors(files: readonly VitestFile[], uncaught: Iterable<unknown>): string[] {
  return [...readBrokenFiles(files).map(({ file, message }) => `${file}: ${message}`), ...[...uncaught].map(messageOf)];
}

/** A test file's path from the working directory, with `/`. */
export function relativePath(file: Pick<VitestFile, 'filepath'>): string {
  return relative(process.cwd(), file.filepath).replaceAll('\\', '/');
}

function collectTests(suite: VitestSuite): VitestTest[] {
  return suite.tasks.flatMap((task: VitestTask) => {
    if (task.type === 'suite') return collectTests(task);
    return task.type === 'test' ? [task] : [];
  });
}

function namesOf(test: VitestTest, file: VitestFile): string[] {
  const names = [test.name];
  for (let suite = test.suite; suite !== undefined && suite !== file; suite = suite.suite) names.unshift(suite.name);
  return names;
}

function outcomeOf(test: VitestTest): Pick<WireTest, 'outcome' | 'failure'> {
  const state = test.result?.state;
  if (state === 'pass') return { outcome: 'passed', failure: null };
  if (state === 'fail') return { outcome: 'failed', failure: toFailure(test.result?.errors?.[0]) };
  for (let suite = test.suite; suite !== undefined; suite = suite.suite) {
    const isHookFailure = suite.result?.state === 'fail' && (suite.result.errors?.length ?? 0) > 0;
    if (isHookFailure && test.mode !== 'skip' && test.mode !== 'todo')
      return { outcome: 'failed', failure: toFailure(suite.result?.errors?.[0]) };
  }
  return { outcome: 'skipped', failure: null };
}

function toFailure(error: VitestError | undefined): { kind: KillKind; message: string } {
  return { kind: kindOf(error), message: messageOf(error) };
}

const TEST_TIMED_OUT = /^(Test|Hook) timed out in \d+ ?ms/;
const ASSERTION_NAME = /Assertion|TestingLibraryElementError/;

/** The kind of a failure from the error itself, or from one it was caused by. */
export function kindOf(error: VitestError | undefined): KillKind {
  if (error === undefined) return 'crash';
  if (TEST_TIMED_OUT.test(error.message ?? '')) return 'timeout';
  for (let link: unknown = error, depth = 0; isError(link) && depth < 8; link = link.cause, depth += 1) {
    const isAssertion = ASSERTION_NAME.test(link.name ?? '') || link.code === 'ERR_ASSERTION' || 'expected' in link;
    if (isAssertion) return 'assertion';
  }
  return 'crash';
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
