/** `pnpm bench findings`: how often the static rules are right, on labelled cases and on whole projects. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '@killrate/shared/document';
import { UserError } from '../src/errors.ts';
import type { Flag } from '../src/findings/flag.ts';
import { assessFiles } from '../src/findings/static/assess.ts';
import { rules } from '../src/findings/static/rules.ts';
import { print, seconds, tableLines } from './figures.ts';
import { type Alarms, findAlarms, flagsOf } from './findings-alarms.ts';
import { type CorpusCase, readCorpus } from './findings-corpus.ts';
import { isUnderBar, type JudgedCase, judgeCase, type RuleScore, scoreCases, scoreRules } from './findings-score.ts';
import { describeLoad } from './load.ts';
import { withScratch } from './project-copy.ts';

export const FINDINGS_OPTIONS = {
  corpus: { type: 'string', multiple: true },
  project: { type: 'string', multiple: true },
  projects: { type: 'string' },
  json: { type: 'string' },
} as const;
/** The rules' own labelled cases. */
const OWN_CORPUS = join(import.meta.dirname, '../src/findings/static/rules');
const TESTS_PER_ALARM = 500;
/** What tests import counts as installed, so that no example needs a manifest of its own. */
const PACKAGES = [
  ...['vitest', 'chai', 'sinon', 'supertest', 'fast-check', '@fast-check/vitest', 'react'],
  ...['dom', 'jest-dom', 'react', 'user-event', 'vue'].map((name) => `@testing-library/${name}`),
];
const MANIFEST = JSON.stringify({
  name: 'example',
  type: 'module',
  devDependencies: Object.fromEntries(PACKAGES.map((name) => [name, '*'])),
});

/** Judges the corpora that are named, else the projects that are, else the rules' own cases. */
export async function benchFindings(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: FINDINGS_OPTIONS });
  const folders = [...(values.project ?? []), ...(values.projects === undefined ? [] : foldersIn(values.projects))];
  const corpora = values.corpus ?? (folders.length === 0 ? [OWN_CORPUS] : []);
  print(describeLoad());
  const judged: JudgedCase[] = [];
  for (const corpus of corpora) judged.push(...(await judgeCorpus(corpus)));
  if (corpora.length > 0) tellScores(judged);
  const alarms = folders.map((folder) => {
    const found = findAlarms(folder);
    tellFlags(found);
    return found;
  });
  if (alarms.length > 0) tellAlarms(alarms);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ cases: judged, alarms }, null, 2)}\n`);
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => join(folder, name));
  } catch {
    throw new UserError(`there is no folder ${folder}`);
  }
}

/** Each case is a little project of its own. */
async function judgeCorpus(folder: string): Promise<JudgedCase[]> {
  const cases = await readCorpus(folder);
  return withScratch(async (scratch) =>
    cases.map((one, at) => {
      const root = join(scratch, String(at));
      const found = flagsIn(root, one).filter(({ rule }) => one.rules.includes(rule)).length;
      return { case: one, found, outcome: judgeCase(one, found) };
    }),
  );
}

function flagsIn(root: string, { file, files }: CorpusCase): Flag[] {
  for (const [path, text] of Object.entries({ 'package.json': MANIFEST, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return assessFiles(root, [file]).flatMap(flagsOf);
}

function tellScores(judged: readonly JudgedCase[]): void {
  for (const { case: one, found, outcome } of judged.filter((each) => each.outcome.startsWith('false'))) {
    const wanted = one.label === 'silent' ? 'silence' : `${one.flags ?? 'a'} flag${(one.flags ?? 1) > 1 ? 's' : ''}`;
    print(
      `${outcome}: ${one.rules.join(' or ')}, ${wanted} wanted, ${found} found; ${one.place}, ${one.source}: ${one.why ?? ''}`,
    );
  }
  const scores = scoreRules(judged);
  const rows = [...scores, scoreCases('all', judged)].map(({ rule, outcomes, precision, recall }) => [
    rule,
    levelsOf(rule).join(', '),
    String(Object.values(outcomes).reduce((sum, count) => sum + count, 0)),
    ...Object.values(outcomes).map(String),
    ratio(precision),
    ratio(recall),
  ]);
  const head = ['rule', 'level', 'cases', 'true pos', 'false pos', 'true neg', 'false neg', 'precision', 'recall'];
  print('', ...tableLines([head, ...rows]));
  const without = rules.filter(({ name }) => !scores.some(({ rule }) => rule.split(' or ').includes(name)));
  if (without.length > 0) print(`without a case: ${without.map(({ name }) => name).join(', ')}`);
  const under = scores.filter(({ rule, precision }) => isUnderBar(precision, levelsOf(rule)));
  if (under.length === 0) return;
  print(`under the bar of their level: ${under.map(({ rule }: RuleScore) => rule).join(', ')}`);
  process.exitCode = 1;
}

function levelsOf(score: string): Finding['level'][] {
  const names = score.split(' or ');
  return [...new Set(rules.filter(({ name }) => names.includes(name)).map(({ level }) => level))];
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function tellFlags({ name, flags }: Alarms): void {
  for (const { level, rule, file, line, evidence, message } of flags.filter(isLoud)) {
    print(`${name}/${file}:${line}  ${level}  ${rule}  ${firstLine(evidence.code)}`, `    ${message}`);
  }
}

function isLoud({ level }: Flag): boolean {
  return level !== 'information';
}

function firstLine(code: string): string {
  const [line = ''] = code.split('\n', 1);
  return line.length < code.length ? `${line} ...` : line;
}

function tellAlarms(alarms: readonly Alarms[]): void {
  const head = [
    'project',
    'files',
    'tests',
    'unknown',
    'errors',
    'warnings',
    'information',
    'loud in 500',
    'time of 1,000',
    'processor',
  ];
  const all = { name: 'all', ...sumOf(alarms) };
  const rows = [...alarms, all].map((one) => {
    const at = (level: Flag['level']): string => String(one.flags.filter((flag) => flag.level === level).length);
    const loud = one.flags.filter(isLoud).length;
    return [
      one.name,
      String(one.testFiles),
      String(one.tests),
      String(one.evidence.unknown ?? 0),
      at('error'),
      at('warning'),
      at('information'),
      one.tests === 0 ? '–' : ((loud * TESTS_PER_ALARM) / one.tests).toFixed(2),
      seconds(one.tests === 0 ? null : (one.durationMs * 1_000) / one.tests),
      seconds(one.tests === 0 ? null : (one.processorMs * 1_000) / one.tests),
    ];
  });
  print('', ...tableLines([head, ...rows]));
  const byRule = Map.groupBy(all.flags, ({ rule, level }) => `${rule}, ${level}`);
  print('', ...[...byRule].map(([rule, flags]) => `${rule}: ${flags.length}`).sort());
  const reasons = Map.groupBy(
    alarms.flatMap(({ unknown }) => Object.entries(unknown)),
    ([reason]) => reason,
  );
  const counts = [...reasons].map(([reason, each]) => [reason, each.reduce((sum, [, count]) => sum + count, 0)] as const);
  print('', ...counts.toSorted(([, one], [, other]) => other - one).map(([reason, count]) => `not judged: ${reason} (${count})`));
}

function sumOf(
  alarms: readonly Alarms[],
): Pick<Alarms, 'testFiles' | 'tests' | 'evidence' | 'durationMs' | 'processorMs' | 'flags'> {
  const sum = (count: (one: Alarms) => number): number => alarms.reduce((total, one) => total + count(one), 0);
  return {
    testFiles: sum(({ testFiles }) => testFiles),
    tests: sum(({ tests }) => tests),
    evidence: { unknown: sum(({ evidence }) => evidence.unknown ?? 0) },
    durationMs: sum(({ durationMs }) => durationMs),
    processorMs: sum(({ processorMs }) => processorMs),
    flags: alarms.flatMap(({ flags }) => flags),
  };
}
