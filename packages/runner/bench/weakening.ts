/** `pnpm bench weakening`: real tests made weaker by their text, one at a time, and how many of them the static rules find. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { StaticFile, StaticTest } from '../src/findings/flag.ts';
import { assessFiles } from '../src/findings/static/assess.ts';
import { createStaticProject } from '../src/findings/static/project.ts';
import { readTestFile } from '../src/findings/static/read-test-file.ts';
import { isWithin } from '../src/findings/static/syntax.ts';
import { openProject } from '../src/project/project.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';
import { countOf, required } from './arguments.ts';
import { print, share, tableLines } from './figures.ts';
import { findTests } from './findings-alarms.ts';
import { withScratch } from './project-copy.ts';
import { createRandom, type Random } from './random.ts';
import { applyEdits, type WeakeningKind, weakeningKinds } from './weakening-kinds.ts';

export const WEAKENING_OPTIONS = {
  project: { type: 'string', multiple: true },
  sample: { type: 'string' },
  seed: { type: 'string' },
  misses: { type: 'boolean' },
} as const;

/** One test that was weakened in one way, in a file of its own beside the original. */
interface Trial {
  kind: WeakeningKind;
  /** The original. */
  file: string;
  weakenedFile: string;
  line: number;
}

/** What became of a trial: `otherwise` where only another rule at level error or warning spoke. */
interface Judged {
  trial: Trial;
  outcome: 'found' | 'otherwise' | 'missed';
  /** What the rules take the weakened test's evidence for. */
  evidence: StaticTest['assertion'] | null;
}

interface Result {
  judged: Judged[];
  tests: number;
  /** Sampled originals that are flagged as they are, as `file:line rule`. */
  flagged: string[];
}

/** Prints the share that was found of each kind, for each project and for all. */
export async function benchWeakening(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: WEAKENING_OPTIONS });
  const folders = values.project ?? [required('project', undefined)];
  const random = createRandom(values.seed === undefined ? undefined : countOf('seed', values.seed, 0));
  const sample = countOf('sample', values.sample, 200);
  print(`seed ${random.seed}`);
  const results: Result[] = [];
  for (const folder of folders) {
    const result = await weakenProject(folder, sample, random, values.misses ?? false);
    tell(basename(folder), result);
    results.push(result);
  }
  if (results.length < 2) return;
  tell('all', {
    judged: results.flatMap(({ judged }) => judged),
    tests: results.reduce((sum, { tests }) => sum + tests, 0),
    flagged: results.flatMap(({ flagged }) => flagged),
  });
}

async function weakenProject(folder: string, sample: number, random: Random, showsMisses: boolean): Promise<Result> {
  const project = openProject(folder);
  return withScratch(async (scratch) => {
    const { root } = createSandbox(scratch, project.root, project.workspaceRoot, project.tree);
    const { trials, originals } = writeTrials(root, sample, random);
    const files = [...new Set([...originals.map(({ file }) => file), ...trials.map(({ weakenedFile }) => weakenedFile)])];
    const assessed = new Map(assessFiles(root, files).map((file) => [file.file, file]));
    const judged = trials.map((trial) => judge(trial, assessed));
    if (showsMisses)
      for (const { trial } of judged.filter(({ outcome }) => outcome === 'missed')) showMiss(root, trial, assessed);
    const flagged = originals.flatMap(({ file, line }) =>
      (testAt(assessed.get(file), line)?.flags ?? [])
        .filter(({ level }) => level !== 'information')
        .map((flag) => `${basename(folder)}/${file}:${flag.line} ${flag.rule}`),
    );
    return { judged, tests: originals.length, flagged };
  });
}

interface Original {
  file: string;
  line: number;
}

/** Draws tests, and writes each of their weakened forms beside its file. */
function writeTrials(root: string, sample: number, random: Random): { trials: Trial[]; originals: Original[] } {
  const paths = findTests(root);
  const project = createStaticProject(root, new Set(paths));
  const models = paths.flatMap((path) => readTestFile(project, path) ?? []).filter(({ script }) => script.isWhole);
  const tests = models.flatMap((model) => model.tests.map((test) => ({ model, test })));
  const fit = tests.filter(
    ({ model, test }) =>
      !test.isSkipped &&
      !test.isExpectedToFail &&
      !model.script.text.includes('import.meta.vitest') &&
      test.assertions.some(({ api }) => api === 'expect') &&
      // What stands in a helper would weaken other tests with it.
      test.bodyScript === model.script &&
      test.assertions.every(({ node }) => isWithin(node, test.node)),
  );
  const drawn = random.sample(fit, sample);
  const trials: Trial[] = [];
  for (const { model, test } of drawn) {
    const { script } = model;
    for (const kind of weakeningKinds) {
      const edits = kind.weaken(model, test, random);
      if (edits === null) continue;
      const weakenedFile = join(dirname(script.path), `weakened-${trials.length}.${basename(script.path)}`);
      writeFileSync(join(root, weakenedFile), applyEdits(script.text, edits));
      trials.push({ kind, file: script.path, weakenedFile, line: test.place.line });
    }
  }
  return { trials, originals: drawn.map(({ model, test }) => ({ file: model.script.path, line: test.place.line })) };
}

function testAt(file: StaticFile | undefined, line: number): StaticTest | null {
  return file?.tests.find((test) => test.line === line) ?? null;
}

/** What was flagged before does not count. */
function judge(trial: Trial, assessed: ReadonlyMap<string, StaticFile>): Judged {
  const before = testAt(assessed.get(trial.file), trial.line)?.flags ?? [];
  const test = testAt(assessed.get(trial.weakenedFile), trial.line);
  const isNew = (rule: string): boolean => {
    const count = (flags: StaticTest['flags']): number => flags.filter((flag) => flag.rule === rule).length;
    return count(test?.flags ?? []) > count(before);
  };
  const spoken = (test?.flags ?? []).filter((flag) => isNew(flag.rule));
  const isFound = spoken.some(({ rule }) => trial.kind.rules.includes(rule));
  const isLoud = spoken.some(({ level }) => level !== 'information');
  return { trial, outcome: isFound ? 'found' : isLoud ? 'otherwise' : 'missed', evidence: test?.assertion ?? null };
}

/** The lines that the weakening changed. */
function showMiss(root: string, trial: Trial, assessed: ReadonlyMap<string, StaticFile>): void {
  const [before, after] = [trial.file, trial.weakenedFile].map((path) => readFileSync(join(root, path), 'utf8').split('\n'));
  const test = testAt(assessed.get(trial.weakenedFile), trial.line);
  print(`missed: ${trial.kind.name}, ${trial.file}:${trial.line}, ${test === null ? 'no such test' : test.assertion}`);
  const changed = (after ?? []).filter((line) => !before?.includes(line));
  print(...changed.slice(0, 4).map((line) => `    ${line.trim()}`));
}

function tell(name: string, { judged, tests, flagged }: Result): void {
  const rows = weakeningKinds.map((kind) => {
    const of = judged.filter(({ trial }) => trial.kind === kind);
    const count = (outcome: Judged['outcome']): number => of.filter((one) => one.outcome === outcome).length;
    const missed = Map.groupBy(
      of.filter(({ outcome }) => outcome === 'missed'),
      ({ evidence }) => evidence ?? 'unreadable',
    );
    const why = [...missed].map(([evidence, each]) => `${evidence} ${each.length}`).join(', ');
    const cells = [of.length, count('found'), count('otherwise'), count('missed')].map(String);
    return [kind.name, ...cells, share(count('found'), of.length), why];
  });
  const head = ['kind', 'weakened', 'found', 'otherwise', 'missed', 'share', 'evidence of the missed'];
  print('', `${name}: ${tests} tests`, ...tableLines([head, ...rows]));
  print(`originals that are flagged: ${flagged.length}`, ...flagged.map((one) => `  ${one}`));
}
