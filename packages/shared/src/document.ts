/** The one document that `--json` prints: the contract between killrate and whoever reads its results. */
import { z } from 'zod';
import { Job, ModuleTarget, Mutant, Run, Test } from './model.ts';
import { Totals } from './score.ts';

export const SCHEMA_VERSION = 1;

/** What is held of a test, once what its text and what its runs say are put together. */
export const FindingVerdict = z.enum([
  'confirmed-hollow',
  'confirmed-tautology',
  'hollow-by-evidence',
  'suspect',
  'cleared',
  'not-assessable',
  'redundant-candidate',
]);
export type FindingVerdict = z.infer<typeof FindingVerdict>;

/** A statement about a test or an assertion, with its evidence. */
export const Finding = z.strictObject({
  /** A short hash of rule, file, test and code: it does not move when lines above do. What people say of a finding is kept by it. */
  key: z.string(),
  rule: z.string(),
  verdict: FindingVerdict,
  level: z.enum(['error', 'warning', 'information']),
  file: z.string(),
  line: z.int().positive(),
  test: z.string().nullable(),
  message: z.string(),
  evidence: z.unknown(),
});
export type Finding = z.infer<typeof Finding>;

const Count = z.int().nonnegative();

/**
 * What is held of one call of `test`, and what it does to the mutants. `cases` are the ids of the document's tests that it is, several
 * for one that runs with several values; where no run had it there is none, and nothing is counted. `endLine` is null where its text was
 * not read; `verdict` is null where nothing is held against it. `findings` are keys, those of the file as a whole not among them.
 */
export const AssessedTest = z.strictObject({
  file: z.string(),
  line: z.int().positive(),
  endLine: z.int().positive().nullable(),
  name: z.string(),
  cases: z.array(z.string()),
  verdict: FindingVerdict.nullable(),
  covers: Count,
  kills: Count,
  killsByAssertion: Count,
  /** Mutants that no other test is known to kill. */
  uniqueKills: Count,
  durationMs: z.number().nonnegative(),
  /** Whether others kill all that it kills. */
  isRedundant: z.boolean(),
  findings: z.array(z.string()),
});
export type AssessedTest = z.infer<typeof AssessedTest>;

/** A test that is worth writing next: the survivors of one function that one new case would kill, and what it must assert. */
export const NextTest = z.strictObject({
  file: z.string(),
  line: z.int().positive(),
  /** The function, as mutant keys name it; empty at the top level. */
  symbol: z.string(),
  /** What no test looks at, in a word or two: `boundary`, `error path`. */
  behaviour: z.string(),
  /** One sentence on what to call, and what to assert. */
  sentence: z.string(),
  /** The id of the test that is the likeliest to be extended; null where none is near. */
  nearestTest: z.string().nullable(),
  /** Keys of the survivors. */
  mutants: z.array(z.string()),
});
export type NextTest = z.infer<typeof NextTest>;

/**
 * Fewer tests that kill all that the whole suite kills, as ids. Only a candidate, and only where `verified`: then just these tests were run
 * against every one of the `mutants`. Else nothing is to go, and `lost` are the keys of those that would not have been killed any more.
 */
export const SmallestSet = z.strictObject({
  verified: z.boolean(),
  keep: z.array(z.string()),
  drop: z.array(z.string()),
  /** What the tests to go take of what all take. */
  savedMs: z.number().nonnegative(),
  totalMs: z.number().nonnegative(),
  mutants: Count,
  lost: z.array(z.string()),
});
export type SmallestSet = z.infer<typeof SmallestSet>;

/** What a check is about; `listed` only tells what a reviewer should see. */
export const GateCheckKind = z.enum([
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
export type GateCheckKind = z.infer<typeof GateCheckKind>;

/** `error` fails the gate, `warn` only says so. */
export const GateLevel = z.enum(['error', 'warn']);
export type GateLevel = z.infer<typeof GateLevel>;

/**
 * One thing the gate looked at. `passed` is false only where the outcome is `failed`; a check that could not be judged
 * says why in its message. `mutants` are the keys of those that speak against it, the most worth a test first.
 */
export const GateCheck = z.strictObject({
  name: z.string(),
  kind: GateCheckKind,
  module: z.string().nullable(),
  level: GateLevel,
  outcome: z.enum(['passed', 'failed', 'not-judged']),
  passed: z.boolean(),
  expected: z.string(),
  actual: z.string(),
  message: z.string(),
  mutants: z.array(z.string()),
  /** The findings that speak against a check of findings; absent of any other. */
  findings: z.array(Finding.pick({ key: true, rule: true, file: true, line: true, test: true })).optional(),
});
export type GateCheck = z.infer<typeof GateCheck>;

/**
 * What the gate judged, to be checked by anyone: `planHash` is a hash over every planned file with its content and every planned mutant;
 * each of these mutants is in exactly one bucket; `missing` are files without a result for their present state.
 */
export const GateReceipt = z.strictObject({
  planHash: z.string(),
  files: z.int().nonnegative(),
  mutants: z.int().nonnegative(),
  buckets: z.record(z.string(), z.int().nonnegative()),
  missing: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
});
export type GateReceipt = z.infer<typeof GateReceipt>;

/** A mutant that no test notices now, and that was no survivor at the base; `was` is its status there, null where it did not exist. */
export const NewSurvivor = z.strictObject({
  key: z.string(),
  was: z.string().nullable(),
  killedBy: z.array(z.string()),
});
export type NewSurvivor = z.infer<typeof NewSurvivor>;

/**
 * The change under judgement: files whose verdicts it can move, with the reason, and where their base results come from (null: there are
 * none); the lines it changed (from 1, both ends included); the keys of the mutants on these; and what is not surfaced since no reviewer can act on it.
 */
export const GateChange = z.strictObject({
  base: z.string(),
  mergeBase: z.string(),
  files: z.array(z.strictObject({ file: z.string(), why: z.string(), baseline: z.enum(['store', 'report']).nullable() })),
  lines: z.array(z.strictObject({ file: z.string(), line: z.int().positive(), endLine: z.int().positive() })),
  mutants: z.array(z.string()),
  newSurvivors: z.array(NewSurvivor),
  notSurfaced: z.array(z.strictObject({ file: z.string(), reason: z.string(), mutants: z.int().nonnegative() })),
});
export type GateChange = z.infer<typeof GateChange>;

export const Gate = z.strictObject({
  passed: z.boolean(),
  checks: z.array(GateCheck),
  receipt: GateReceipt,
  change: GateChange.nullable(),
});
export type Gate = z.infer<typeof Gate>;

/** Why the process ended as it did: the code of the process, and every condition that held. */
export const Exit = z.strictObject({
  code: z.int(),
  reasons: z.array(z.strictObject({ code: z.int(), message: z.string() })),
});
export type Exit = z.infer<typeof Exit>;

export const ModuleTotals = z.strictObject({ ...ModuleTarget.shape, ...Totals.shape });
export type ModuleTotals = z.infer<typeof ModuleTotals>;

/** One part of the work of a run. Parts that several workers did side by side are added up over them. */
export const Timing = z.strictObject({ part: z.string(), count: z.int().min(1), durationMs: z.number().min(0) });
export type Timing = z.infer<typeof Timing>;

/** Fields are added, never renamed or removed, while `schemaVersion` stays. */
export const RunDocument = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  run: Run.nullable(),
  totals: Totals,
  modules: z.array(ModuleTotals),
  jobs: z.array(Job),
  mutants: z.array(Mutant),
  tests: z.array(Test),
  findings: z.array(Finding),
  /** What is held of each test, and the tests worth writing next; absent where tests were not looked into. */
  assessedTests: z.array(AssessedTest).optional(),
  nextTests: z.array(NextTest).optional(),
  /** Absent where it was not asked for, and where it could not be looked for. */
  smallestSet: SmallestSet.optional(),
  gate: Gate.nullable(),
  notes: z.array(z.string()),
  /** Where the time of a run went; empty for what was not measured just now. */
  timings: z.array(Timing),
  exit: Exit,
});
export type RunDocument = z.infer<typeof RunDocument>;
