import { describe, expect, test } from 'vitest';
import { GateCheckKind, GateLevel, RunDocument } from './document.ts';
import { MutantStatus } from './model.ts';
import { tally } from './score.ts';

const TOTALS = tally([]);
const HOWS = ['warm', 'cold', 'stock'];
const STATUSES = ['Killed', 'Survived', 'NoCoverage', 'Timeout', 'CompileError', 'RuntimeError', 'Ignored', 'Pending', null];
/** Written out, and not taken from the code: programs that read the document know these names, and must be able to rely on them. */
const VERDICTS = [
  'confirmed-hollow',
  'confirmed-tautology',
  'hollow-by-evidence',
  'suspect',
  'cleared',
  'not-assessable',
  'redundant-candidate',
];

/** What a program that reads `killrate --json` was promised, with every name of every list. */
const EXAMPLE = {
  schemaVersion: 1,
  run: {
    id: '20261120t100000z-a1b2c3',
    scope: 'all',
    status: 'completed',
    reason: null,
    startedAt: '2026-11-20T10:00:00.000Z',
    finishedAt: '2026-11-20T10:00:23.000Z',
    commit: '11308c0aa0f31c0dd2f0a7a1f5f4b8f0c1d2e3f4',
    branch: 'main',
    engine: 'stock',
    concurrency: 2,
    environment: { node: '24.21.0', vitest: '5.1.1' },
    hasKillMatrix: true,
  },
  totals: TOTALS,
  modules: [
    { name: 'payments', target: 90, ...TOTALS },
    { name: 'default', target: null, ...TOTALS },
  ],
  jobs: ['queued', 'running', 'completed', 'timed-out', 'failed', 'reused'].map((status) => ({
    file: `src/${status}.ts`,
    module: 'payments',
    status,
    reason: status === 'timed-out' ? 'the job reached its deadline of 900 s' : null,
    durationMs: status === 'queued' ? null : 1_200.5,
  })),
  mutants: STATUSES.map((status, index) => ({
    key: `a1b2c3d${index}`,
    file: 'src/price.ts',
    line: 3,
    column: 10,
    endLine: 3,
    endColumn: 15,
    symbol: 'price',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status,
    reason: status === null ? 'no test ran, twice' : null,
    isStatic: false,
    isReused: true,
    acceptance:
      status === 'Survived'
        ? { category: 'equivalent', reason: 'b is always 0', author: 'Ada', date: '2026-11-20', expires: '2027-11-20' }
        : null,
    coveredBy: ['src/price.test.ts > adds'],
    killedBy:
      status === 'Killed'
        ? ['assertion', 'crash', 'timeout'].map((kind) => ({ test: `src/price.test.ts > adds by ${kind}`, kind }))
        : [],
    durationMs: status === 'Killed' ? 12.5 : null,
    ...(index < HOWS.length && { how: HOWS[index] }),
  })),
  tests: [
    { id: 'src/price.test.ts > adds', file: 'src/price.test.ts', name: 'adds', line: 4, durationMs: 0.5 },
    { id: 'src/price.test.ts > adds #2', file: 'src/price.test.ts', name: 'adds', line: null, durationMs: 0 },
  ],
  findings: VERDICTS.map((verdict, index) => ({
    key: `f${index}`,
    rule: 'no-assertion',
    verdict,
    level: ['error', 'warning', 'information'][index % 3],
    file: 'src/price.test.ts',
    line: 4,
    test: index === 0 ? null : 'price > adds',
    message: 'asserts nothing',
    evidence: { calls: [1, 2] },
  })),
  assessedTests: [
    {
      ...{
        file: 'src/price.test.ts',
        line: 4,
        endLine: 7,
        name: 'adds',
        cases: ['src/price.test.ts > adds'],
        verdict: 'suspect',
      },
      ...{ covers: 3, kills: 2, killsByAssertion: 1, uniqueKills: 0, durationMs: 0.5, isRedundant: false, findings: ['f0'] },
    },
  ],
  nextTests: [
    {
      ...{ file: 'src/price.ts', line: 3, symbol: 'price', behaviour: 'boundary', sentence: 'Call it at the boundary.' },
      ...{ nearestTest: 'src/price.test.ts > adds', mutants: ['a1b2'] },
    },
  ],
  smallestSet: { verified: true, keep: ['one'], drop: ['other'], savedMs: 0.5, totalMs: 1.5, mutants: 3, lost: [] },
  gate: {
    passed: false,
    checks: GateCheckKind.options.map((kind, index) => ({
      name: `${kind} of payments`,
      kind,
      module: index === 0 ? null : 'payments',
      level: GateLevel.options[index % 2] ?? 'error',
      outcome: (['passed', 'failed', 'not-judged'] as const)[index % 3] ?? 'failed',
      passed: index % 3 !== 1,
      expected: '90 %',
      actual: '50 %',
      message: 'kill 4 more',
      mutants: ['a1b2'],
      ...(kind === 'findings' && {
        findings: [{ key: 'f0', rule: 'no-assertion', file: 'src/price.test.ts', line: 4, test: null }],
      }),
    })),
    receipt: {
      planHash: 'h',
      files: 2,
      mutants: 3,
      buckets: { killed: 3 },
      missing: [{ file: 'src/a.ts', reason: 'it changed' }],
    },
    change: {
      base: 'main',
      mergeBase: '0123abc',
      files: [
        { file: 'src/a.ts', why: 'it changed', baseline: 'store' },
        { file: 'src/b.ts', why: 'it changed', baseline: 'report' },
        { file: 'src/c.ts', why: 'it changed', baseline: null },
      ],
      lines: [{ file: 'src/a.ts', line: 1, endLine: 1 }],
      mutants: ['a1b2'],
      newSurvivors: [
        { key: 'a1b2', was: 'Killed', killedBy: ['test/a.test.ts > a'] },
        { key: 'a1b3', was: null, killedBy: [] },
      ],
      notSurfaced: [{ file: 'src/gen.ts', reason: 'generated', mutants: 0 }],
    },
  },
  notes: ['one mutant at a time: a fixed port'],
  timings: [{ part: 'dry run', count: 2, durationMs: 12.5 }],
  exit: { code: 2, reasons: [{ code: 2, message: 'the gate failed' }] },
};

type Path = (string | number)[];

/** What the document leaves open: anything may stand in there. */
const isOpen = (path: Path) => ['environment', 'buckets'].includes(String(path.at(-1))) || path.includes('evidence');

/** The paths of all objects below a value, itself included. */
function objectsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || isOpen(path)) return [];
  if (Array.isArray(value)) return value.flatMap((element, index) => objectsIn(element, [...path, index]));
  return [path, ...Object.entries(value).flatMap(([name, below]) => objectsIn(below, [...path, name]))];
}

/** The example with the object at `path` replaced. */
function changedAt(path: Path, change: (object: Record<string, unknown>) => Record<string, unknown>): unknown {
  const replace = (value: unknown, [step, ...rest]: Path): unknown => {
    if (step === undefined) return change(value as Record<string, unknown>);
    if (Array.isArray(value)) return value.with(step as number, replace(value[step as number], rest));
    return { ...(value as object), [step]: replace((value as Record<string, unknown>)[step], rest) };
  };
  return replace(EXAMPLE, path);
}

const isValid = (document: unknown) => RunDocument.safeParse(document).success;

describe('the document of --json', () => {
  test('everything that was promised is read as it is written', () => {
    expect(RunDocument.parse(EXAMPLE)).toEqual(EXAMPLE);
  });

  test('a command that measured nothing has neither run nor gate', () => {
    expect(isValid({ ...EXAMPLE, run: null, gate: null })).toBe(true);
  });

  test('no object takes a field that nobody knows', () => {
    const taking = objectsIn(EXAMPLE).filter((path) => isValid(changedAt(path, (object) => ({ ...object, surplus: 1 }))));

    expect(taking).toEqual([]);
  });

  test('no field may be missing, not even one that may be null, but for those that were added later', () => {
    const dispensable = objectsIn(EXAMPLE).flatMap((path) => {
      const object = path.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], EXAMPLE);
      return Object.keys(object as object)
        .filter((field) => isValid(changedAt(path, ({ [field]: _, ...rest }) => rest)))
        .map((field) => [...path, field].join('.'));
    });

    expect(dispensable.filter((field) => !field.endsWith('.evidence'))).toEqual([
      ...['assessedTests', 'nextTests', 'smallestSet', 'run.hasKillMatrix'],
      ...['mutants.0.how', 'mutants.1.how', 'mutants.2.how', 'gate.checks.5.findings'],
    ]);
  });

  test.each(['all', 'modules', 'files', 'since', 'retry'])('a run may have the scope %s', (scope) => {
    expect(isValid({ ...EXAMPLE, run: { ...EXAMPLE.run, scope } })).toBe(true);
  });

  test.each(['running', 'completed', 'interrupted', 'incomplete', 'baseline-failed', 'empty', 'failed'])(
    'a run may be %s',
    (status) => {
      expect(isValid({ ...EXAMPLE, run: { ...EXAMPLE.run, status } })).toBe(true);
    },
  );

  test.each([
    ['another version of the schema', [], { schemaVersion: 2 }],
    ['an unheard-of scope', ['run'], { scope: 'sideways' }],
    ['a run that is neither ended nor running', ['run'], { status: 'sleeping' }],
    ['an unheard-of status of a job', ['jobs', 0], { status: 'lost' }],
    ['an unheard-of status of a mutant', ['mutants', 0], { status: 'Escaped' }],
    ['an unheard-of way to kill', ['mutants', 0, 'killedBy', 0], { kind: 'luck' }],
    ['an unheard-of verdict on a test', ['findings', 0], { verdict: 'odd' }],
    ['an unheard-of level', ['findings', 0], { level: 'fatal' }],
    ['an unheard-of kind of check', ['gate', 'checks', 0], { kind: 'weather' }],
    ['a check of no level', ['gate', 'checks', 0], { level: 'off' }],
    ['a check that ended in an unheard-of way', ['gate', 'checks', 0], { outcome: 'maybe' }],
    ['results of the base from elsewhere', ['gate', 'change', 'files', 0], { baseline: 'memory' }],
    ['fewer mutants than none', ['gate', 'receipt'], { mutants: -1 }],
    ['changed line 0', ['gate', 'change', 'lines', 0], { line: 0 }],
    ['line 0', ['mutants', 0], { line: 0 }],
    ['column 0', ['mutants', 0], { column: 0 }],
    ['time that runs backwards', ['mutants', 0], { durationMs: -1 }],
    ['a run without workers', ['run'], { concurrency: 0 }],
    ['a matrix that is not there', ['run'], { hasKillMatrix: false }],
    ['an unheard-of way to come by a status', ['mutants', 0], { how: 'by luck' }],
    ['a part of a run that never took place', ['timings', 0], { count: 0 }],
  ] as [string, Path, object][])('%s is refused', (_, path, change) => {
    expect(isValid(changedAt(path, (object) => ({ ...object, ...change })))).toBe(false);
  });
});

test('these are the kinds of checks that a gate may hold', () => {
  expect(GateCheckKind.options).toEqual([
    'completeness',
    'module',
    'floor',
    'change',
    'new-survivors',
    'findings',
    'acceptances',
    'loosened',
    'listed',
  ]);
});

test('the statuses are those of the mutation-testing report schema, and no others', () => {
  expect(MutantStatus.options).toEqual(STATUSES.filter((status) => status !== null));
});
