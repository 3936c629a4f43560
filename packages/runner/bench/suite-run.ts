/** A project's whole suite, run fresh by its own Vitest in a copy: what it says of the sources as they stand there. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { userEnvironment, watchProcess } from './watched-process.ts';

export type SuiteOutcome =
  | { kind: 'green'; wallMs: number }
  | { kind: 'red'; wallMs: number; because: string }
  | { kind: 'timed-out'; wallMs: number };

export interface SuiteRules {
  /** Whether Vitest is told that it runs in CI, where it writes no snapshots. */
  isCi: boolean;
  /** Null: as long as it takes. */
  timeoutMs: number | null;
  signal: AbortSignal;
}

const REPORT = '.killrate-bench.json';

/** Runs every test of the project at `root`, up to the first that fails. Type tests take no part: no mutant is about types. */
export async function runSuite(root: string, { isCi, timeoutMs, signal }: SuiteRules): Promise<SuiteOutcome> {
  const report = join(root, REPORT);
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const argv = [vitest, 'run', '--bail=1', '--typecheck.enabled=false', '--reporter=json', `--outputFile=${report}`];
  const env = userEnvironment(isCi ? { CI: '1' } : {});
  const ended = await watchProcess({ argv, cwd: root, env, timeoutMs, isSampled: false, signal });
  const { wallMs } = ended;
  if (ended.isTimedOut) return { kind: 'timed-out', wallMs };
  if (ended.code === 0) return { kind: 'green', wallMs };
  return { kind: 'red', wallMs, because: describeFailure(report) ?? lastWords(ended.stderr || ended.stdout) };
}

interface Report {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}

/** The first test that failed, or the file that could not be loaded. */
function describeFailure(path: string): string | null {
  if (!existsSync(path)) return null;
  const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const test = testResults.flatMap((file) => file.assertionResults).find(({ status }) => status === 'failed');
  if (test !== undefined) return `${test.fullName}: ${firstLine(test.failureMessages?.[0] ?? '')}`;
  const file = testResults.find(({ status }) => status === 'failed');
  return file === undefined ? null : firstLine(file.message ?? '');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function lastWords(output: string): string {
  return output.trim().split('\n').slice(-3).join(' ');
}

/** What can be relied on in every later run. */
export interface Baseline {
  isCi: boolean;
  /** The slowest green run. */
  wallMs: number;
}

/** Runs the suite twice in each copy, without any change; null where it is not green each time. */
export async function findBaseline(roots: readonly string[], signal: AbortSignal): Promise<Baseline | null> {
  for (const isCi of [true, false]) {
    const outcomes: SuiteOutcome[] = [];
    for (const root of roots.length === 1 ? [...roots, ...roots] : roots)
      outcomes.push(await runSuite(root, { isCi, timeoutMs: null, signal }));
    if (outcomes.every(({ kind }) => kind === 'green'))
      return { isCi, wallMs: Math.max(...outcomes.map(({ wallMs }) => wallMs)) };
  }
  return null;
}

/** A mutant's suite gets ten times what it takes without any, and half a minute. */
export function timeoutMsFor({ wallMs }: Baseline): number {
  return 10 * wallMs + 30_000;
}
