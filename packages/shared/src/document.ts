/** The one document that `--json` prints: the contract between killrate and whoever reads its results. */
import { z } from 'zod';
import { Job, ModuleTarget, Mutant, Run, Test } from './model.ts';
import { Totals } from './score.ts';

export const SCHEMA_VERSION = 1;

/** A statement about a test or an assertion, with its evidence. */
export const Finding = z.strictObject({
  rule: z.string(),
  verdict: z.enum([
    'confirmed-hollow',
    'confirmed-tautology',
    'hollow-by-evidence',
    'suspect',
    'cleared',
    'not-assessable',
    'redundant-candidate',
  ]),
  level: z.enum(['error', 'warning', 'information']),
  file: z.string(),
  line: z.int().positive(),
  test: z.string().nullable(),
  message: z.string(),
  evidence: z.unknown(),
});
export type Finding = z.infer<typeof Finding>;

export const GateCheck = z.strictObject({
  name: z.string(),
  passed: z.boolean(),
  expected: z.string(),
  actual: z.string(),
  message: z.string(),
});
export const Gate = z.strictObject({ passed: z.boolean(), checks: z.array(GateCheck) });
export type Gate = z.infer<typeof Gate>;

/** Why the process ended as it did: the code of the process, and every condition that held. */
export const Exit = z.strictObject({
  code: z.int(),
  reasons: z.array(z.strictObject({ code: z.int(), message: z.string() })),
});
export type Exit = z.infer<typeof Exit>;

export const ModuleTotals = z.strictObject({ ...ModuleTarget.shape, ...Totals.shape });
export type ModuleTotals = z.infer<typeof ModuleTotals>;

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
  gate: Gate.nullable(),
  notes: z.array(z.string()),
  exit: Exit,
});
export type RunDocument = z.infer<typeof RunDocument>;
