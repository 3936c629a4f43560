/** What killrate speaks of: mutants, tests, jobs and runs, each with one type from engine to page. */
import { z } from 'zod';

/** The statuses of the mutation-testing report schema, in the order in which people read them. */
export const MutantStatus = z.enum([
  'Killed',
  'Survived',
  'NoCoverage',
  'Timeout',
  'CompileError',
  'RuntimeError',
  'Ignored',
  'Pending',
]);
export type MutantStatus = z.infer<typeof MutantStatus>;

/** How a test killed: by an assertion, by any other throw, or by never ending. */
export const KillKind = z.enum(['assertion', 'crash', 'timeout']);
export type KillKind = z.infer<typeof KillKind>;

/** One test that killed a mutant; `test` is the `id` of a {@link Test}. */
export const Kill = z.strictObject({ test: z.string(), kind: KillKind });
export type Kill = z.infer<typeof Kill>;

/** Why a person decided to live with a survivor. */
export const Acceptance = z.strictObject({
  category: z.string(),
  reason: z.string(),
  author: z.string().nullable(),
  date: z.string(),
  expires: z.string().nullable(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/**
 * One test of the measured project. `id` is unique in the project: the file, ` > `, the full name, and
 * ` #2`, ` #3` ... for the later ones of several tests with one full name in one file.
 */
export const Test = z.strictObject({
  id: z.string(),
  file: z.string(),
  name: z.string(),
  line: z.int().positive().nullable(),
  durationMs: z.number().nonnegative(),
});
export type Test = z.infer<typeof Test>;

/** `warm`: in a worker that had run other mutants and was found to be clean after it; `cold`: in workers of its own; `stock`: by StrykerJS. */
export const MeasuredHow = z.enum(['warm', 'cold', 'stock']);
export type MeasuredHow = z.infer<typeof MeasuredHow>;

/**
 * One small change to one place of a source file, and what is known of it.
 * Lines and columns count from 1, ends are exclusive. `status` is null where the measurement cannot be
 * trusted (the mutant is unresolved); `reason` then says why.
 */
export const Mutant = z.strictObject({
  key: z.string(),
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive(),
  symbol: z.string(),
  mutator: z.string(),
  original: z.string(),
  replacement: z.string(),
  status: MutantStatus.nullable(),
  reason: z.string().nullable(),
  isStatic: z.boolean(),
  isReused: z.boolean(),
  acceptance: Acceptance.nullable(),
  coveredBy: z.array(z.string()),
  killedBy: z.array(Kill),
  durationMs: z.number().nonnegative().nullable(),
  /** How its status was come by; absent where nothing was run for it, and in older stores. */
  how: MeasuredHow.optional(),
});
export type Mutant = z.infer<typeof Mutant>;

export const JobStatus = z.enum(['queued', 'running', 'completed', 'timed-out', 'failed', 'reused']);
export type JobStatus = z.infer<typeof JobStatus>;

/** One source file's mutants in one run. */
export const Job = z.strictObject({
  file: z.string(),
  module: z.string(),
  status: JobStatus,
  reason: z.string().nullable(),
  durationMs: z.number().nonnegative().nullable(),
});
export type Job = z.infer<typeof Job>;

export const RunScope = z.enum(['all', 'modules', 'files', 'since', 'retry']);
export type RunScope = z.infer<typeof RunScope>;

export const RunStatus = z.enum(['running', 'completed', 'interrupted', 'incomplete', 'baseline-failed', 'empty', 'failed']);
export type RunStatus = z.infer<typeof RunStatus>;

/** One run as it is listed: identity, state of the project, environment. Dates are ISO 8601 UTC. */
export const Run = z.strictObject({
  id: z.string(),
  scope: RunScope,
  status: RunStatus,
  reason: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  commit: z.string().nullable(),
  branch: z.string().nullable(),
  engine: z.string(),
  concurrency: z.int().positive(),
  environment: z.record(z.string(), z.string()),
  /** Whether every covering test of each mutant ran, so that a test that covers and does not kill is known to pass; absent where not. */
  hasKillMatrix: z.literal(true).optional(),
});
export type Run = z.infer<typeof Run>;

/** A module as it was configured when a run was planned. `target` is null where none was set. */
export const ModuleTarget = z.strictObject({ name: z.string(), target: z.number().nullable() });
export type ModuleTarget = z.infer<typeof ModuleTarget>;
