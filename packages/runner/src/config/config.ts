/** What a project can say about itself in the named export `killrate` of its config. */
import { GateLevel } from '@killrate/shared/document';
import { FINDING_RULE_NAMES, type FindingRuleName } from '@killrate/shared/rules';
import { TARGET_PRESETS, type TargetPreset } from '@killrate/shared/targets';
import { z } from 'zod';

const presets = Object.keys(TARGET_PRESETS) as [TargetPreset, ...TargetPreset[]];

const Level = GateLevel.describe('`error` fails the gate, `warn` only says so.');

const Percentage = z.number().min(0).max(100);
const KillRate = z.union([z.enum(presets), Percentage]);

/** A limit, alone or with a level of its own. */
function withLevel<Limit extends z.ZodType>(limit: Limit) {
  return z.union([limit, z.strictObject({ value: limit, level: Level.optional() })]);
}

export const TargetSpec = z.strictObject({
  killRate: withLevel(KillRate).optional().describe('The kill rate to reach: a percentage or a preset.'),
  testStrength: withLevel(Percentage).optional().describe('The share of the covered mutants to kill, in percent.'),
  maxSurvivors: withLevel(z.int().min(0)).optional().describe('How many mutants may live, those that no test runs among them.'),
  maxTimeoutShare: withLevel(Percentage)
    .optional()
    .describe('How many percent of the mutants may be detected by a timeout only.'),
  maxAccepted: withLevel(z.int().min(0)).optional().describe('How many survivors may be accepted.'),
  level: Level.optional().describe('`warn` says what is not reached, and lets the gate pass; `error` is the default.'),
});
export type TargetSpec = z.infer<typeof TargetSpec>;

export const Target = z
  .union([KillRate, TargetSpec])
  .describe(
    `The kill rate to reach: a number from 0 to 100, or one of ${presets.join(', ')}; or an object of metrics, see [Targets](#targets).`,
  );
export type Target = z.infer<typeof Target>;

export const GateConfig = z.strictObject({
  smallChange: z
    .int()
    .min(0)
    .default(10)
    .describe('In a change of fewer mutants than this any survivor fails; their rate is not judged.'),
  newSurvivors: z
    .enum(['unchanged-code', 'everywhere'])
    .default('unchanged-code')
    .describe(
      'Where a change may bring no survivor: in code that was there before; or `everywhere`, also on the lines it changed, whatever rate these reach.',
    ),
  staleAcceptances: Level.default('error').describe('What a stale acceptance does: `error` or `warn`.'),
  loosened: Level.default('error').describe('What a change does that asks for less than its base: `error` or `warn`.'),
  ratchetStep: z.number().positive().max(100).default(1).describe('By how many points `killrate gate --ratchet` raises a floor.'),
});
export type GateConfig = z.infer<typeof GateConfig>;

const FindingsLevel = z.enum(['error', 'warn', 'off']);
const RuleSwitch = z.enum(['on', 'off']);

export const RuleSwitches = z.strictObject(
  Object.fromEntries(FINDING_RULE_NAMES.map((name) => [name, RuleSwitch.optional()])) as Record<
    FindingRuleName,
    z.ZodOptional<typeof RuleSwitch>
  >,
);

export const FindingsConfig = z.strictObject({
  confirmed: FindingsLevel.default('warn').describe(
    'What the gate does about tests that are confirmed to prove nothing: `error` fails it, and asks for a kill matrix; `warn` says so where there is one; `off`.',
  ),
  suspect: FindingsLevel.default('off').describe(
    'The same of tests that only their text, or only the kill matrix, speaks against. Findings of the level information never count.',
  ),
  newOnly: z
    .boolean()
    .default(false)
    .describe('With a change under judgement, only tests count whose own lines it touches; else those that run what it touches.'),
  rules: RuleSwitches.default({}).describe(
    "Rules turned `'off'`, or `'on'` where they went off since people found their findings wrong: `{ 'golden-value': 'off' }`. Names: [the rules](findings.md#the-rules).",
  ),
});
export type FindingsConfig = z.infer<typeof FindingsConfig>;

export const ModuleConfig = z.strictObject({
  name: z.string().min(1).describe('How the module is called in tables and with `--module`. Unique.'),
  files: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      'Globs from the project root; one that begins with `!` takes files out. Where two modules match one file, the more specific pattern wins.',
    ),
  target: Target.optional(),
});
export type ModuleConfig = z.infer<typeof ModuleConfig>;

/** `log.*` would take in `this.log.push(...)`: of `log` only what loggers are called by. */
const LOG_LEVELS = ['trace', 'debug', 'verbose', 'info', 'warn', 'error', 'fatal', 'log'];

export const DEFAULT_LOGGING_CALLEES = ['console.*', 'logger.*', ...LOG_LEVELS.map((level) => `log.${level}`), 'debug'];

export const Config = z.strictObject({
  modules: z.array(ModuleConfig).default([]).describe('Named sets of source files, each with its target.'),
  target: Target.optional().describe('The target of source files that no module names; they form the module `default`.'),
  logging: z
    .array(z.string().min(1))
    .default(DEFAULT_LOGGING_CALLEES)
    .describe('Calls whose statements are not mutated, since nobody tests what is logged: a name, or an object and `.*`.'),
  excludeTests: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Globs of test files that cannot run on mutated code, as one that measures the size of a bundle. They take no part.',
    ),
  oneAtATime: z
    .union([z.literal('auto'), z.boolean()])
    .default('auto')
    .describe(
      'Measure one mutant at a time: needed where tests share a port, a database or a file. `auto` looks for signs of that.',
    ),
  findings: FindingsConfig.prefault({}).describe('What is held against tests, see [Findings](#findings).'),
  gate: GateConfig.prefault({}).describe('How the gate judges, see [The gate](ci.md#how-the-gate-judges).'),
});
export type Config = z.infer<typeof Config>;

/** The name of the module that holds the files of no other. */
export const DEFAULT_MODULE = 'default';
