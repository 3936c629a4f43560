/** What a project can say about itself in the named export `killrate` of its config. */
import { TARGET_PRESETS, type TargetPreset } from '@killrate/shared/targets';
import { z } from 'zod';

const presets = Object.keys(TARGET_PRESETS) as [TargetPreset, ...TargetPreset[]];

export const Target = z
  .union([z.enum(presets), z.number().min(0).max(100)])
  .describe(`The kill rate to reach: a number from 0 to 100, or one of ${presets.join(', ')}.`);
export type Target = z.infer<typeof Target>;

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
});
export type Config = z.infer<typeof Config>;

/** The name of the module that holds the files of no other. */
export const DEFAULT_MODULE = 'default';
