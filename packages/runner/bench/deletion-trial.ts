/** One test put before a copy of the project in which every function that it runs does nothing. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import type { JudgedTest } from '../src/findings/fusion.ts';
import type { MeasuredTest } from '../src/findings/measured.ts';
import { deleteBodies } from './deleted-source.ts';
import { userEnvironment, watchProcess } from './watched-process.ts';

/** How the test ended. A test that passes is hollow by definition. */
export type DeletionOutcome =
  | { kind: 'passed' }
  | { kind: 'failed'; isByAssertion: boolean; isLoaded: boolean; because: string }
  | { kind: 'not-run'; because: string };

export interface DeletionTrial {
  test: JudgedTest;
  /** How many functions were emptied. */
  functions: number;
  outcome: DeletionOutcome;
}

/** What is deleted for a test, and its cases as the runs know them. */
export interface DeletionSubject {
  test: JudgedTest;
  cases: readonly MeasuredTest[];
  /** The mutants that it runs; static ones are run by loading the module too. */
  covered: readonly Pick<Mutant, 'file' | 'line' | 'column' | 'endLine' | 'endColumn' | 'isStatic'>[];
}

export interface TrialRules {
  isCi: boolean;
  timeoutMs: number;
  signal: AbortSignal;
}

const REPORT = '.killrate-deletion.json';
/** A call with more cases is tried with the first of them. */
const MOST_CASES = 40;

/**
 * Empties what the test runs, runs it and nothing else, and puts everything back. Where its file cannot be loaded so, what loading runs
 * too stays as it is.
 */
export async function tryWithoutBodies(root: string, subject: DeletionSubject, rules: TrialRules): Promise<DeletionTrial> {
  const trial = await tryWithout(root, subject, subject.covered, rules);
  if (trial.outcome.kind !== 'failed' || trial.outcome.isLoaded) return trial;
  const inTests = subject.covered.filter(({ isStatic }) => !isStatic);
  return await tryWithout(root, subject, inTests, rules);
}

async function tryWithout(
  root: string,
  { test, cases }: DeletionSubject,
  covered: DeletionSubject['covered'],
  rules: TrialRules,
): Promise<DeletionTrial> {
  const sources = new Map<string, string>();
  let functions = 0;
  try {
    for (const [file, mutants] of Map.groupBy(covered, (mutant) => mutant.file)) {
      const source = readFileSync(join(root, file), 'utf8');
      const emptied = deleteBodies(file, source, mutants);
      sources.set(file, source);
      functions += emptied.functions;
      writeFileSync(join(root, file), emptied.source);
    }
    return { test, functions, outcome: await runCases(root, test.file, cases.slice(0, MOST_CASES), rules) };
  } finally {
    for (const [file, source] of sources) writeFileSync(join(root, file), source);
  }
}

interface Report {
  testResults: {
    message?: string;
    assertionResults: { status: string; failureMessages?: string[] }[];
  }[];
}

async function runCases(
  root: string,
  file: string,
  cases: readonly MeasuredTest[],
  { isCi, timeoutMs, signal }: TrialRules,
): Promise<DeletionOutcome> {
  const report = join(root, REPORT);
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const chosen = ['-t', patternOf(cases), '--typecheck.enabled=false', '--coverage.enabled=false'];
  const argv = [vitest, 'run', file, ...chosen, '--reporter=json', `--outputFile=${report}`];
  const ended = await watchProcess({
    argv,
    cwd: root,
    env: userEnvironment(isCi ? { CI: '1' } : {}),
    timeoutMs,
    isSampled: false,
    signal,
  });
  if (ended.isTimedOut) return { kind: 'failed', isByAssertion: false, isLoaded: true, because: 'it did not end' };
  if (!existsSync(report)) return { kind: 'not-run', because: lastWords(ended.stderr || ended.stdout) };
  return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as Report);
}

/** What the report says of the tests that were chosen. A file that cannot be loaded any more fails by a crash. */
export function outcomeOf({ testResults }: Report): DeletionOutcome {
  const results = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed');
  const failed = results.filter(({ status }) => status === 'failed').map(({ failureMessages }) => failureMessages?.[0] ?? '');
  const asserted = failed.find((message) => /Assertion|TestingLibraryElementError/.test(message.split('\n', 1)[0] ?? ''));
  const because = asserted ?? failed[0];
  if (because !== undefined)
    return { kind: 'failed', isByAssertion: asserted !== undefined, isLoaded: true, because: because.split('\n', 1)[0] ?? '' };
  const unloaded = testResults.find(({ message }) => message !== undefined && message !== '')?.message;
  if (results.length > 0) return { kind: 'passed' };
  if (unloaded !== undefined)
    return { kind: 'failed', isByAssertion: false, isLoaded: false, because: unloaded.split('\n', 1)[0] ?? '' };
  return { kind: 'not-run', because: 'no test has this name' };
}

/** Matches just these full names (what no argument can hold is any character), whether their parts are joined by ` > ` or by a space. */
export function patternOf(cases: readonly Pick<MeasuredTest, 'name'>[]): string {
  const names = cases.map(({ name }) =>
    name
      .split(' > ')
      .map((part) =>
        part
          .replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
          .replaceAll(/\s+/g, '\\s+')
          .replaceAll(/\p{Cc}/gu, '.'),
      )
      .join('(?: >)? '),
  );
  return `^\\s*(?:${names.join('|')})\\s*$`;
}

function lastWords(output: string): string {
  return output.trim().split('\n').slice(-2).join(' ');
}
