/** One whole example of everything that the dashboard's server replies, and of what it is sent. */
import type { z } from 'zod';
import * as api from './api.ts';
import { newMutant } from './gate/gate.fixture.ts';
import { tally } from './score.ts';

const AT = '2026-11-20T10:00:00.000Z';
const TOTALS = tally([{ status: 'Killed', acceptance: null }]);
const ACCEPTANCE = { category: 'glue', reason: 'only a log line', author: 'Ada', date: '2026-11-20', expires: null };
const TEST = { id: 'test/price.test.ts > adds', file: 'test/price.test.ts', name: 'adds', line: 3, durationMs: 1.5 };

const RUN = {
  ...{ id: 'run-1', scope: 'all', status: 'completed', reason: null, startedAt: AT, finishedAt: AT, commit: null },
  ...{ branch: null, engine: 'stock', concurrency: 2, environment: { node: '24' } },
};
const RUN_ITEM = { ...RUN, totals: TOTALS };

const PROGRESS = { runId: 'run-2', startedAt: AT, done: 1, total: 2, killed: 1, survived: 0, file: 'src/price.ts' };

export const PROJECT = {
  ...{ name: 'shop', version: '0.1.0', store: 'ready', storeMessage: null, revision: 'r-1', latestRun: RUN, progress: PROGRESS },
  ...{ modules: ['shop'], mutators: ['Regex'], counts: { survivors: 1, tests: 2, runs: 3 } },
  abilities: { write: true, run: true, openEditor: false },
};

export const TREND_POINT = { runId: 'run-1', at: AT, killRate: 50 };

const GATE_CHECK = {
  ...{ name: 'module shop', kind: 'module', module: 'shop', level: 'error', outcome: 'failed', passed: false },
  ...{ expected: '90', actual: '50', message: 'shop is at 50 %', mutants: ['key1'] },
};
const GATE = {
  ...{ passed: false, checks: [GATE_CHECK], change: null },
  receipt: { planHash: 'hash', files: 1, mutants: 2, buckets: { killed: 1 }, missing: [] },
};

const MODULE = {
  ...{ name: 'shop', target: 90, totals: TOTALS, interval: { low: 20, high: 100 }, files: 1, staleFiles: 0, findings: 3 },
  unmeasuredFiles: 1,
  ...{ lastMeasuredAt: AT, trend: [TREND_POINT] },
};

const OVERVIEW = {
  totals: TOTALS,
  since: {
    ...{ runId: 'run-1', at: AT, toRunId: 'run-2', mutants: 10, killRate: 50, killRateNow: 60 },
    ...{ newSurvivors: 1, fixed: 2 },
  },
  gate: { at: AT, gate: GATE, outcome: 'failed', reason: 'shop is at 50 %', isOutdated: false },
  ...{ modules: [MODULE], trend: [TREND_POINT], staleFiles: ['src/old.ts'], changedFiles: ['src/old.ts'] },
};

const FILE = {
  ...{ file: 'src/price.ts', module: 'shop', measurement: 'changed', totals: TOTALS, formerTotals: TOTALS },
  ...{ isStale: true, lastMeasuredAt: AT },
};
const MUTANT = newMutant('key1', 'Survived', { acceptance: ACCEPTANCE, killedBy: [{ test: TEST.id, kind: 'crash' }] });
const { isReused: _reused, durationMs: _durationMs, killedBy: _killedBy, ...SHOWN } = MUTANT;
const MUTANT_ITEM = { ...SHOWN, module: 'shop', coveredBy: 2, excerpt: 'return a + b;' };
const HISTORY = { runId: 'run-1', startedAt: AT, status: 'Survived', reason: null };

const NEXT_TEST = {
  ...{ file: 'src/price.ts', line: 2, symbol: 'price', behaviour: 'boundary', sentence: 'Call it at the boundary.' },
  ...{ nearestTest: TEST.id, mutants: ['key1'] },
};
const FINDING = {
  ...{ key: 'f1', rule: 'no-assertion', verdict: 'confirmed-hollow', level: 'error', file: TEST.file, line: 3, test: 'adds' },
  ...{ message: 'nothing is asserted', evidence: null },
};
const ASSESSMENT = {
  ...{ findings: [FINDING], tests: [{ id: TEST.id, verdict: 'suspect', findings: ['f1'] }], nextTests: [NEXT_TEST] },
  ...{ findingsOfModule: { shop: 1 }, whyNotJudged: null, notes: ['one file does not parse'] },
};
const STANDINGS = {
  ...{ verdicts: { suspect: 1 }, rules: [{ rule: 'no-assertion', tests: 1 }], redundantMs: 0, totalMs: 1.5 },
  ...{ whyNotJudged: 'no kill matrix', notes: [] },
};

const MUTANT_PAGE = {
  ...{
    mutant: MUTANT,
    module: 'shop',
    contextLine: 1,
    context: ['return a + b;'],
    tests: [{ ...TEST, kill: 'assertion', verdict: 'suspect' }],
  },
  next: NEXT_TEST,
  ...{ history: [HISTORY], feedback: null, brief: 'what to test' },
};

const TEST_VIEW = {
  ...{ ...TEST, covers: 3, kills: 2, killsByAssertion: 1, uniqueKills: 0, verdict: 'suspect' },
  lead: { rule: 'no-assertion', message: 'nothing is asserted', code: null },
};
const JOB = { file: 'src/price.ts', module: 'shop', status: 'completed', reason: null, durationMs: 5 };

const RUN_PAGE = {
  ...{ run: RUN_ITEM, modules: [{ name: 'shop', target: null, totals: TOTALS }], jobs: [JOB], planned: 2, reused: 1 },
};

const COMPARISON = {
  ...{ from: RUN_ITEM, to: RUN_ITEM, common: 2, counts: { new: 1, fixed: 0, persistent: 0, gone: 0 } },
  commonRates: { mutants: 2, from: { detected: 2, killRate: 100 }, to: { detected: 1, killRate: 50 } },
  targets: [{ module: 'shop', from: 80, to: 90 }],
  items: [{ mutant: MUTANT_ITEM, from: 'Killed', to: 'Survived' }],
  nextCursor: null,
};

const EXPORTED_REPORT = {
  ...{ schemaVersion: 1, exportedAt: AT, project: PROJECT, overview: OVERVIEW, files: [FILE] },
  mutants: [{ ...MUTANT, module: 'shop', history: [HISTORY], feedback: 'useful' }],
  ...{ formerMutants: [], changedFiles: [], tests: [TEST], isMatrix: false, runs: [RUN_PAGE], sources: { 'src/price.ts': 'a' } },
  ...{ assessment: ASSESSMENT, findingFeedback: { f1: 'useful' } },
};

const page = (item: object) => ({ total: 1, items: [item], nextCursor: 'more' });

/** By what it is: its schema, and one of it with every list filled. */
export const EXAMPLES: [name: string, schema: z.ZodType, example: object][] = [
  ['health', api.Health, { status: 'ok', store: 'ready' }],
  ['an error', api.ApiError, { error: 'no such run' }],
  ['the project', api.ProjectView, PROJECT],
  ['the overview', api.Overview, OVERVIEW],
  ['the files', api.FileList, page(FILE)],
  ['a file', api.FilePage, { ...FILE, source: 'return a + b;', mutants: [MUTANT_ITEM] }],
  ['the mutants', api.MutantList, page(MUTANT_ITEM)],
  ['a mutant', api.MutantPage, MUTANT_PAGE],
  ['what is accepted', api.AcceptBody, { category: 'glue', reason: 'only a log line', expires: '2027-01-31' }],
  ['an acceptance', api.AcceptReply, { acceptance: ACCEPTANCE }],
  ['feedback', api.FeedbackBody, { verdict: 'not-useful' }],
  ['what the editor opens', api.EditorBody, { file: 'src/price.ts', line: 1 }],
  ['that it is done', api.Done, { done: true }],
  ['the tests', api.TestList, { ...page(TEST_VIEW), killsNothing: 1, isMatrix: true, standings: STANDINGS }],
  [
    'a test',
    api.TestPage,
    {
      ...{ test: TEST_VIEW, source: null, isMatrix: true, findings: [{ ...FINDING, feedback: null }], nextTests: [NEXT_TEST] },
      ...{ killed: [MUTANT_ITEM], notKilled: [MUTANT_ITEM] },
    },
  ],
  ['what is held of tests', api.TestAssessment, ASSESSMENT],
  ['the runs', api.RunList, page(RUN_ITEM)],
  ['a run', api.RunPage, RUN_PAGE],
  ['two runs', api.Comparison, COMPARISON],
  ['a run of all', api.StartRunBody, { scope: 'all' }],
  ['a run of files', api.StartRunBody, { scope: 'files', files: ['src/price.ts'] }],
  ['a run of a module', api.StartRunBody, { scope: 'module', module: 'shop' }],
  ['a run of what survived', api.StartRunBody, { scope: 'survivors' }],
  ['a run of mutants', api.StartRunBody, { scope: 'mutants', keys: ['0a1b'] }],
  [
    'what was found',
    api.SearchReply,
    { files: ['src/price.ts'], tests: [{ id: TEST.id, file: TEST.file, name: 'adds' }], mutants: [MUTANT_ITEM] },
  ],
  ['that something changed', api.ServerEvent, { type: 'changed', revision: 'r-2' }],
  ['progress', api.ServerEvent, { type: 'progress', progress: PROGRESS }],
  ['a run that failed', api.ServerEvent, { type: 'run-failed', message: 'the tests fail' }],
  ['an exported report', api.ExportedReport, EXPORTED_REPORT],
];

/** Objects whose keys are data. */
const IS_RECORD = new Set(['environment', 'buckets', 'sources', 'verdicts', 'findingsOfModule', 'findingFeedback']);

/** Every copy of a value that has one field more, or one field less, than it: in itself or in what it holds. */
export function misshapen(value: unknown): [change: string, copy: unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => within(String(index), item, (copy) => value.with(index, copy)));
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value);
  return [
    ['more', { ...value, surplus: 1 }],
    ...fields.map(([name]): [string, unknown] => [
      `less ${name}`,
      Object.fromEntries(fields.filter(([other]) => other !== name)),
    ]),
    ...fields.flatMap(([name, held]) => (IS_RECORD.has(name) ? [] : within(name, held, (copy) => ({ ...value, [name]: copy })))),
  ];
}

function within(name: string, held: unknown, put: (copy: unknown) => unknown): [string, unknown][] {
  return misshapen(held).map(([change, copy]) => [`${name}.${change}`, put(copy)]);
}
