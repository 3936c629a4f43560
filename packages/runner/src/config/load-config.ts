/** Reading a project's one config file, whatever Stryker calls it, into checked values. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { TARGET_PRESETS } from '@killrate/shared/targets';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { findSyntaxError } from '../mutant-key.ts';
import { hashText } from '../project/project-files.ts';
import { Config, DEFAULT_MODULE, FindingsConfig, GateConfig, ModuleConfig, RuleSwitches, TargetSpec } from './config.ts';
import { didYouMean } from './nearest.ts';

const require = createRequire(import.meta.url);

/** The names that Stryker gives a config file, in the order in which it looks for them. */
export const CONFIG_FILES = ['', '.'].flatMap((prefix) =>
  ['.conf', '.config'].flatMap((suffix) =>
    ['json', 'js', 'mjs', 'cjs'].map((extension) => `${prefix}stryker${suffix}.${extension}`),
  ),
);

export interface LoadedConfig {
  /** The file's name, null where there is none. */
  file: string | null;
  config: Config;
  /** The default export: Stryker's own options. */
  engineOptions: Record<string, unknown>;
}

/**
 * Loads the config of the project at `root`; without a file everything has its default.
 * @throws UserError for a file that cannot be read, or that says what killrate does not know.
 */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  const file = CONFIG_FILES.find((name) => existsSync(join(root, name))) ?? null;
  if (file === null) return { file, config: Config.parse({}), engineOptions: {} };
  const { killrate, engineOptions } = file.endsWith('.json') ? readJson(root, file) : await importModule(root, file);
  return { file, config: parseConfig(killrate ?? {}, file), engineOptions };
}

interface RawConfig {
  killrate: unknown;
  engineOptions: Record<string, unknown>;
}

function readJson(root: string, file: string): RawConfig {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${oneLine(error)}`);
  }
  if (!isObject(content)) throw new UserError(`${file} must hold an object of Stryker's options`);
  const { killrate, ...engineOptions } = content;
  return { killrate, engineOptions };
}

async function importModule(root: string, file: string): Promise<RawConfig> {
  let exports: Record<string, unknown>;
  try {
    exports = (await import(urlOf(join(root, file)))) as Record<string, unknown>;
  } catch (error) {
    throw new UserError(`${file} cannot be loaded: ${firstLine(error)}${placeOf(error, root, file)}`);
  }
  const engineOptions = exports.default ?? {};
  if (!isObject(engineOptions))
    throw new UserError(`${file}: the default export must be an object of Stryker's options, as \`export default {}\``);
  // A CommonJS module's exports are its default export, and hold both.
  const { killrate, ...rest } = engineOptions;
  return { killrate: exports.killrate ?? killrate, engineOptions: rest };
}

/** By path, the first text that was loaded from there: Node keeps what it made of it. */
const loadedTexts = new Map<string, string>();

/** Where to load a module from so that its present text counts. What it imports is loaded once. */
function urlOf(path: string): string {
  const text = readFileSync(path, 'utf8');
  const first = loadedTexts.get(path) ?? text;
  loadedTexts.set(path, first);
  if (first === text) return pathToFileURL(path).href;
  delete require.cache[path];
  return `${pathToFileURL(path).href}?${hashText(text)}`;
}

function parseConfig(raw: unknown, file: string): Config {
  const parsed = Config.safeParse(raw);
  if (!parsed.success) throw new UserError(`${file}: ${describeIssue(parsed.error.issues[0], raw)}`);
  const config = parsed.data;
  const seen = new Set<string>();
  for (const { name } of config.modules) {
    if (name === DEFAULT_MODULE)
      throw new UserError(`${file}: a module is called "${name}", as the files of no module are: give it another name`);
    if (seen.has(name))
      throw new UserError(`${file}: two modules are called ${JSON.stringify(name)}: give each a name of its own`);
    seen.add(name);
  }
  return config;
}

function describeIssue(issue: z.core.$ZodIssue | undefined, raw: unknown): string {
  if (issue === undefined) return 'killrate is not valid';
  const path = ['killrate', ...issue.path.map(String)].join('.').replaceAll(/\.(\d+)/g, '[$1]');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return `${path} has no key ${JSON.stringify(key)}${didYouMean(key, keysAt(issue.path))}`;
  }
  const value = issue.path.reduce<unknown>(
    (at, step) => (isObject(at) || Array.isArray(at) ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    raw,
  );
  if (issue.path.at(-1) === 'target' && isObject(value)) return describeTargetIssue(value, path);
  if (issue.path.at(-1) === 'target') {
    const presets = Object.keys(TARGET_PRESETS);
    const hint = typeof value === 'string' ? didYouMean(value, presets) : '';
    return `${path} is ${show(value)}${hint}: a target is a number from 0 to 100, or one of ${presets.join(', ')}`;
  }
  if (issue.path.at(-1) === 'oneAtATime') return `${path} is ${show(value)}: it must be true, false or "auto"`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const hint = typeof value === 'string' ? didYouMean(value, values) : '';
    return `${path} is ${show(value)}${hint}: it must be ${values.map((each) => JSON.stringify(each)).join(' or ')}`;
  }
  return `${path}: ${issue.message}`;
}

/** The keys that an object of the config can have. */
function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.includes('modules')) return Object.keys(ModuleConfig.shape);
  if (path[0] === 'findings') return Object.keys((path[1] === 'rules' ? RuleSwitches : FindingsConfig).shape);
  return Object.keys((path[0] === 'gate' ? GateConfig : Config).shape);
}

/** Which of an object's metrics is not valid: the alternatives of a target hide it. */
function describeTargetIssue(value: Record<string, unknown>, path: string): string {
  const issue = TargetSpec.safeParse(value).error?.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return `${path} has no key ${JSON.stringify(key)}${didYouMean(key, Object.keys(TargetSpec.shape))}`;
  }
  const metric = String(issue?.path[0] ?? '');
  const expected = TARGET_VALUES[metric];
  const at = metric === '' ? path : `${path}.${metric}`;
  if (expected === undefined) return `${at}: ${issue?.message ?? 'is not valid'}`;
  return `${at} is ${show(value[metric])}: it must be ${expected}, or { value, level } with such a value and "error" or "warn"`;
}

const TARGET_VALUES: Record<string, string> = {
  killRate: `a number from 0 to 100, or one of ${Object.keys(TARGET_PRESETS).join(', ')}`,
  testStrength: 'a number from 0 to 100',
  maxSurvivors: 'a whole number from 0 on',
  maxTimeoutShare: 'a number from 0 to 100',
  maxAccepted: 'a whole number from 0 on',
};

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON.parse quotes the text around the error, line ends and all. */
function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** The stack names the place of what was thrown; of a syntax error in an ES module Node does not tell it. */
function placeOf(error: unknown, root: string, file: string): string {
  const thrown = error instanceof Error ? new RegExp(`${file.replaceAll('.', '\\.')}:(\\d+)`).exec(error.stack ?? '') : null;
  const line = thrown?.[1] ?? findSyntaxError(file, readFileSync(join(root, file), 'utf8'))?.line;
  return line === undefined ? '' : ` (line ${line})`;
}
