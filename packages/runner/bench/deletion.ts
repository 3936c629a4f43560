/** `pnpm bench deletion`: findings against the deletion oracle: a test that still passes when what it runs does nothing proves nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RunDocument } from '@killrate/shared/document';
import { openDatabase } from '@killrate/shared/store/open';
import { loadConfig } from '../src/config/load-config.ts';
import { UserError } from '../src/errors.ts';
import { FEWEST_PROVABLE, gatherEvidence, killersOf } from '../src/findings/dynamic/evidence.ts';
import { meansTypes } from '../src/findings/dynamic/intent.ts';
import type { StaticFile } from '../src/findings/flag.ts';
import { type JudgedTest, judgeTests } from '../src/findings/fusion.ts';
import type { Measured } from '../src/findings/measured.ts';
import { measureMutant, measureTests, readMeasured } from '../src/findings/measured-state.ts';
import { assessFiles } from '../src/findings/static/assess.ts';
import { openProject } from '../src/project/project.ts';
import { readState } from '../src/project-state.ts';
import { countOf, listOf, required } from './arguments.ts';
import { type DeletionSubject, type DeletionTrial, tryWithoutBodies } from './deletion-trial.ts';
import { runKillrate } from './engine-run.ts';
import { print, seconds, share } from './figures.ts';
import { describeLoad } from './load.ts';
import { copyProject, openSubject, type Subject, withScratch } from './project-copy.ts';
import { createRandom } from './random.ts';
import { findBaseline, timeoutMsFor } from './suite-run.ts';

export const DELETION_OPTIONS = {
  project: { type: 'string' },
  sample: { type: 'string' },
  seed: { type: 'string' },
  without: { type: 'string' },
  document: { type: 'string' },
} as const;

/** Prints every test on which the findings and the oracle disagree. */
export async function benchDeletion(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: DELETION_OPTIONS });
  const subject = await openSubject(required('project', values.project), [], listOf(values.without));
  const random = createRandom(values.seed === undefined ? undefined : countOf('seed', values.seed, 0));
  print(`${subject.project.name}: ${subject.files.length} files, seed ${random.seed}; ${describeLoad()}`);
  const measured = await measure(subject, values.document, signal);
  const files = readTests(subject, measured);
  const { tests } = judgeTests({ files, measured });
  const assessable = subjectsOf(tests.filter(isRuntime(files)), measured);
  const sample = random.sample(assessable, countOf('sample', values.sample, 100));
  print(`${tests.length} tests, ${assessable.length} of them assessable, ${sample.length} tried`);
  await withScratch(async (scratch) => {
    const root = copyProject(subject, join(scratch, 'copy'));
    const baseline = await findBaseline([root], signal);
    if (baseline === null) throw new UserError('the suite is not green twice as it is: nothing can be told from it');
    const rules = { isCi: baseline.isCi, timeoutMs: timeoutMsFor(baseline), signal };
    print(`the suite alone: ${seconds(baseline.wallMs)}`);
    const trials: DeletionTrial[] = [];
    for (const each of sample) trials.push(await tryWithoutBodies(root, each, rules));
    tell(trials, random.seed);
  });
}

/** What a run in a copy leaves in its store; of a document only the matrix. */
async function measure(subject: Subject, path: string | undefined, signal: AbortSignal): Promise<Measured> {
  if (path !== undefined) return readDocument(path);
  return await withScratch(async (folder) => {
    const root = copyProject(subject, folder);
    const { document } = await runKillrate(root, subject.files, ['--fresh', '--engine', 'warm', '--kill-matrix'], 2, signal);
    const [reason] = document.exit.reasons;
    if (document.tests.length === 0) throw new UserError(`nothing was measured: ${reason?.message ?? 'no test runs'}`);
    const database = openDatabase(join(root, 'reports', 'killrate.db'), 'read');
    try {
      return readMeasured(database, readState(database, openProject(root), await loadConfig(root)), root);
    } finally {
      database.close();
    }
  });
}

function readDocument(path: string): Measured {
  const document = RunDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (document.run?.hasKillMatrix !== true) throw new UserError('the document is of a run without --kill-matrix');
  return {
    ...{ hasMatrix: true, withoutMatrix: [], unmeasured: [], assertions: null, compared: [], survivors: new Set() },
    skipped: new Map(),
    tests: measureTests(document.tests, document.mutants),
    mutants: new Map(document.mutants.map((mutant) => [mutant.key, measureMutant(mutant)])),
  };
}

function readTests({ project }: Subject, { tests }: Measured): StaticFile[] {
  return assessFiles(project.root, [...new Set(tests.map(({ file }) => file))]);
}

/** What is there for the compiler passes whatever the code does, and says so: by what it asserts, by its title or by its file. */
function isRuntime(files: readonly StaticFile[]): (test: JudgedTest) => boolean {
  const texts = files.flatMap(({ tests }) => tests).filter(({ assertion }) => assertion === 'compile-time');
  const compiled = new Set(texts.map(({ file, line }) => `${file}:${line}`));
  return ({ file, line, name }) => !compiled.has(`${file}:${line}`) && !meansTypes(file, name);
}

/** Tests that enough can be told of, with what they run. */
function subjectsOf(tests: readonly JudgedTest[], measured: Measured): DeletionSubject[] {
  const killers = killersOf(measured);
  const byId = new Map(measured.tests.map((test) => [test.id, test]));
  return tests.flatMap((test) => {
    const cases = test.cases.flatMap((id) => byId.get(id) ?? []);
    const { covered, provable } = gatherEvidence(cases, measured, killers);
    return provable.length < FEWEST_PROVABLE ? [] : [{ test, cases, covered }];
  });
}

const CONVICTED = new Set<JudgedTest['verdict']>(['confirmed-hollow', 'confirmed-tautology', 'hollow-by-evidence']);

function tell(trials: readonly DeletionTrial[], seed: number): void {
  const isConvicted = ({ test }: DeletionTrial) => CONVICTED.has(test.verdict);
  const hollow = trials.filter(({ outcome }) => outcome.kind === 'passed');
  const biting = trials.filter(({ outcome }) => outcome.kind === 'failed');
  // What kills by an assertion can fail: it asserts that nothing comes back, or holds more than the oracle looks at.
  const unproven = hollow.filter(({ test }) => test.killsByAssertion === 0);
  const found = hollow.filter(isConvicted);
  // A test about what stays as it is gets no verdict for it, but a note by that rule.
  const isSaid = ({ test }: DeletionTrial) => test.verdict !== null || test.rules.includes('survives-deletion');
  const groups = {
    found,
    doubted: hollow.filter((trial) => !isConvicted(trial) && isSaid(trial)),
    'not found': unproven.filter((trial) => !isSaid(trial)),
    'pass, but kill by an assertion': hollow.filter((trial) => !isSaid(trial) && trial.test.killsByAssertion > 0),
    'convicted, and fail by a crash, as hollow tests may': biting.filter((trial) => isConvicted(trial) && !isByAssertion(trial)),
    'false: convicted, and fail by an assertion': biting.filter((trial) => isConvicted(trial) && isByAssertion(trial)),
    'not run': trials.filter(({ outcome }) => outcome.kind === 'not-run'),
  };
  for (const [name, group] of Object.entries(groups))
    print('', `${name}: ${group.length}`, ...group.map((trial) => `  ${describe(trial)}`));
  const wrong = groups['false: convicted, and fail by an assertion'].length;
  print(
    '',
    `${trials.length} tests; ${hollow.length} pass without what they run: ${share(found.length, hollow.length)} convicted, ` +
      `${share(found.length + groups.doubted.length, hollow.length)} named; ${unproven.length} of these kill nothing by an assertion: ` +
      `${share(unproven.filter(isConvicted).length, unproven.length)} convicted; ${wrong} false, seed ${seed}`,
  );
  if (wrong > 0 || groups['not found'].length > 0) process.exitCode = 1;
}

function isByAssertion({ outcome }: DeletionTrial): boolean {
  return outcome.kind === 'failed' && outcome.isByAssertion;
}

function describe({ test, functions, outcome }: DeletionTrial): string {
  const said = outcome.kind === 'passed' ? '' : `: ${outcome.because}`;
  const { file, line, name, verdict, rules, kills, killsByAssertion } = test;
  return `${file}:${line} ${name}  [${verdict ?? 'no verdict'}; ${rules.join(', ') || 'no rule'}] ${kills} kills, ${killsByAssertion} by assertion, ${functions} functions emptied${said}`;
}
