/** Stryker's options for one child process: the project's own, and over them what killrate must decide itself. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UserError } from '../../errors.ts';
import { PLUGIN_NAME } from './protocol.ts';

const require = createRequire(import.meta.url);
const PLUGINS = fileURLToPath(new URL('./plugins.js', import.meta.url));

export interface HostRules {
  /** Absolute paths of the files to mutate. */
  files: readonly string[];
  workDir: string;
  /** Where the project's own plugins are resolved from. */
  projectRoot: string;
  pool: 'threads' | 'forks';
  concurrency: number;
  dryRunTimeoutMs: number;
  disableBail: boolean;
  /** The limit for every mutant, in milliseconds; null in the dry run. */
  limitMs: number | null;
}

/** A config file without options, so that Stryker does not read the project's own a second time. */
export const EMPTY_CONFIG = 'no-options.json';

/** Options that would make a verdict depend on something killrate does not see, or write where it must not. */
const NEVER_PASSED_ON = [
  'mutate',
  'testFiles',
  'reporters',
  'plugins',
  'appendPlugins',
  'testRunner',
  'inPlace',
  'incremental',
  'incrementalFile',
  'force',
  'tempDirName',
  'cleanTempDir',
  'coverageAnalysis',
  'dryRunOnly',
  'thresholds',
  'dashboard',
  'htmlReporter',
  'jsonReporter',
  'clearTextReporter',
  'eventReporter',
  'concurrency',
  'configFile',
  'logLevel',
  'fileLogLevel',
  'buildCommand',
  'ignoreStatic',
  'disableBail',
  'warnings',
  'killrate',
];

/** Of these, the ones that somebody sets for an effect that they do not have here. */
const WITHOUT_EFFECT = [
  'testFiles',
  'testRunner',
  'inPlace',
  'incremental',
  'dryRunOnly',
  'buildCommand',
  'ignoreStatic',
  'thresholds',
];

/** The project's own options that have no effect under killrate and that somebody may miss. */
export function optionsWithoutEffect(own: Readonly<Record<string, unknown>>): string[] {
  return WITHOUT_EFFECT.filter((name) => {
    const isUsual = name === 'testRunner' && own.testRunner === 'vitest';
    return own[name] !== undefined && own[name] !== false && !isUsual;
  });
}

/** Builds the options; see {@link NEVER_PASSED_ON} for what of the project's own is left out. */
export function strykerOptions(own: Readonly<Record<string, unknown>>, rules: HostRules): Record<string, unknown> {
  const passedOn = Object.fromEntries(Object.entries(own).filter(([name]) => !NEVER_PASSED_ON.includes(name)));
  const ownVitest = (own.vitest ?? {}) as Record<string, unknown>;
  return {
    ...passedOn,
    configFile: join(rules.workDir, EMPTY_CONFIG),
    mutate: rules.files.map(toPattern),
    plugins: [require.resolve('@stryker-mutator/vitest-runner'), PLUGINS, ...ownPlugins(own, rules.projectRoot)].map(toImport),
    testRunner: PLUGIN_NAME,
    reporters: [PLUGIN_NAME],
    ignorers: [PLUGIN_NAME, ...((own.ignorers as string[] | undefined) ?? [])],
    inPlace: true,
    tempDirName: join(rules.workDir, 'stryker-tmp'),
    cleanTempDir: 'always',
    coverageAnalysis: 'perTest',
    disableTypeChecks: false,
    allowEmpty: true,
    incremental: false,
    concurrency: rules.concurrency,
    disableBail: rules.disableBail,
    dryRunTimeoutMinutes: rules.dryRunTimeoutMs / 60_000 + 1,
    logLevel: 'info',
    fileLogLevel: 'off',
    allowConsoleColors: false,
    warnings: false,
    // `related` drops tests that reach the file by other ways than a static import.
    vitest: { pool: rules.pool, ...ownVitest, related: false },
    ...(rules.limitMs !== null && { timeoutMS: rules.limitMs, timeoutFactor: 0 }),
  };
}

/**
 * A pattern that matches the path: what means something in a glob stands in brackets. Braces and exclamation marks mean
 * something even there, and match any character. (Stryker turns backslashes into slashes, so they cannot escape.)
 */
function toPattern(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replaceAll(/[[\]()*?]/g, '[$&]')
    .replaceAll(/[{}!]/g, '?');
}

function ownPlugins(own: Readonly<Record<string, unknown>>, projectRoot: string): string[] {
  const named = [...((own.plugins as unknown[] | undefined) ?? []), ...((own.appendPlugins as unknown[] | undefined) ?? [])];
  const fromProject = createRequire(join(projectRoot, 'package.json'));
  return named.flatMap((name) => {
    if (typeof name !== 'string' || name.includes('*') || name.includes('vitest-runner')) return [];
    try {
      return [fromProject.resolve(name)];
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
      throw new UserError(`Stryker's plugin ${name} is not installed: install it, or take it out of \`plugins\` in the config`);
    }
  });
}

function toImport(path: string): string {
  return pathToFileURL(path).href;
}
