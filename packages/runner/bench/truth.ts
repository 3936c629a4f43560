/** `pnpm bench truth`: killrate's verdicts against the ground truth, the whole suite run fresh with one mutant at a time as plain text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { UserError } from '../src/errors.ts';
import { countOf, listOf, required } from './arguments.ts';
import { runEngine } from './engine-run.ts';
import { print, seconds, share } from './figures.ts';
import { describeLoad } from './load.ts';
import { copyProject, openSubject, type Subject, withScratch } from './project-copy.ts';
import { createRandom, type Random } from './random.ts';
import { type Baseline, findBaseline, runSuite } from './suite-run.ts';
import { judgeByTruth, type Trial, tryMutants } from './truth-trial.ts';

export const TRUTH_OPTIONS = {
  project: { type: 'string' },
  sample: { type: 'string' },
  seed: { type: 'string' },
  files: { type: 'string' },
  without: { type: 'string' },
  document: { type: 'string' },
  concurrency: { type: 'string' },
} as const;
const NOT_COVERED_SHARE = 0.1;

/** Prints every disagreement; the exit code is 1 where one is left. */
export async function benchTruth(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: TRUTH_OPTIONS });
  const folder = required('project', values.project);
  const subject = await openSubject(folder, listOf(values.files), listOf(values.without));
  const random = createRandom(values.seed === undefined ? undefined : countOf('seed', values.seed, 0));
  const concurrency = Math.min(2, countOf('concurrency', values.concurrency, 2));
  print(`${subject.project.name}: ${subject.files.length} files, seed ${random.seed}; ${describeLoad()}`);
  const mutants = values.document === undefined ? await measure(subject, signal) : readMutants(values.document, subject);
  const sample = drawSample(mutants, countOf('sample', values.sample, 150), random);
  if (sample.length === 0) throw new UserError('there is no mutant with a verdict to hold against the suite');
  await withScratch(async (scratch) => {
    const roots = Array.from({ length: concurrency }, (_, copy) => copyProject(subject, join(scratch, String(copy))));
    const baseline = await findBaseline(roots, signal);
    if (baseline === null) throw new UserError('the suite is not green twice without any mutant: nothing can be told from it');
    print(
      `the suite alone: ${seconds(baseline.wallMs)}${baseline.isCi ? ', with CI=1' : ''}; ${sample.length} mutants of ${mutants.length}`,
    );
    const trials = await tryMutants(roots, sample, baseline, signal);
    await checkCopies(roots, baseline, signal);
    tell(trials, random);
  });
}

async function measure(subject: Subject, signal: AbortSignal): Promise<Mutant[]> {
  const { document, wallMs } = await runEngine('warm', subject, { concurrency: 2, isRelated: true }, signal);
  if (document === null) throw new Error('killrate printed no document');
  const { killed, survived, noCoverage, timeout, unresolved } = document.totals;
  print(
    `measured in ${seconds(wallMs)}: ${killed} killed, ${survived} survived, ${noCoverage} without coverage, ${timeout} timeouts, ${unresolved} unresolved`,
    ...document.notes,
  );
  return document.mutants;
}

function readMutants(path: string, { files }: Subject): Mutant[] {
  const { mutants } = RunDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
  return mutants.filter(({ file }) => files.includes(file));
}

/** Of those with a verdict, at most a tenth that no test reaches. */
export function drawSample(mutants: readonly Mutant[], count: number, random: Random): Mutant[] {
  const covered = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout' || status === 'Survived');
  const notCovered = random.sample(
    mutants.filter(({ status }) => status === 'NoCoverage'),
    Math.floor(count * NOT_COVERED_SHARE),
  );
  return random.sample([...random.sample(covered, count - notCovered.length), ...notCovered], count);
}

/** What the mutants left behind must not have changed what the suite says. */
async function checkCopies(roots: readonly string[], { isCi }: Baseline, signal: AbortSignal): Promise<void> {
  for (const root of roots) {
    const { kind } = await runSuite(root, { isCi, timeoutMs: null, signal });
    if (kind !== 'green')
      throw new Error('the unmutated suite is no longer green in its copy: some mutant left something behind');
  }
}

function tell(trials: readonly Trial[], random: Random): void {
  const judged = trials.map((trial) => ({ trial, ...judgeByTruth(trial) }));
  const of = (kind: string) => judged.filter((each) => each.verdict === kind);
  const wrong = of('disagrees');
  for (const { trial, said } of judged.filter(({ verdict }) => verdict !== 'agrees' && verdict !== 'other-detection'))
    print('', ...describeTrial(trial, said));
  const others = of('other-detection');
  for (const { trial, said } of others)
    print(`  detected otherwise: ${trial.mutant.file}:${trial.mutant.line} ${trial.mutant.key}: ${said}`);
  const decided = trials.length - of('flaky').length - of('not-applied').length;
  const agreeing = of('agrees').length + others.length;
  print(
    '',
    `${trials.length} mutants, ${share(agreeing, decided)} agreement (${agreeing} of ${decided}), ${wrong.length} disagreements, ` +
      `${of('flaky').length} where the suite itself is flaky, ${of('not-applied').length} that could not be written as text, seed ${random.seed}`,
  );
  if (wrong.length + of('not-applied').length > 0) process.exitCode = 1;
}

function describeTrial({ mutant }: Trial, said: string): string[] {
  const { key, file, line, column, mutator, original, replacement, status, reason } = mutant;
  const diff = [
    ...original.split('\n').map((text) => `    - ${text}`),
    ...replacement.split('\n').map((text) => `    + ${text}`),
  ];
  return [
    `${key}  ${file}:${line}:${column}  ${mutator}${mutant.isStatic ? '  static' : ''}`,
    ...diff,
    `    killrate: ${status}${reason === null ? '' : `: ${reason.split('\n', 1)[0]}`}`,
    `    the suite: ${said}`,
  ];
}
