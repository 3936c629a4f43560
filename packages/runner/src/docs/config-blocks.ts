/** The keys of the config, the names of its file, and what becomes of Stryker's own options, as blocks for its documentation. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Config, FindingsConfig, GateConfig, ModuleConfig, TargetSpec } from '../config/config.ts';
import { CONFIG_FILES } from '../config/load-config.ts';
import { type HostRules, strykerOptions } from '../engine/stryker/stryker-options.ts';
import type { Blocks } from './blocks.ts';

export function configBlocks(): Blocks {
  const { passedOn, decided } = sortStrykerOptions();
  return new Map([
    ['keys', renderKeys(Config)],
    ['keys of a module', renderKeys(ModuleConfig)],
    ['keys of a target', renderKeys(TargetSpec)],
    ['keys of the gate', renderKeys(GateConfig)],
    ['keys of findings', renderKeys(FindingsConfig)],
    ['file names', CONFIG_FILES.map(code).join(', ')],
    ['options passed on', passedOn.map(code).join(', ')],
    [
      'options without effect',
      decided
        .filter((name) => !READ_BY_KILLRATE.includes(name))
        .map(code)
        .join(', '),
    ],
  ]);
}

/** Options of Stryker that killrate does not pass on as they are, and yet heeds. */
export const READ_BY_KILLRATE: readonly string[] = [
  'mutate',
  'concurrency',
  'timeoutMS',
  'timeoutFactor',
  'dryRunTimeoutMinutes',
  'plugins',
  'appendPlugins',
  'ignorers',
  'vitest',
];

/** Options for test runners that killrate does not use. */
const OF_OTHER_RUNNERS = ['commandRunner', 'cucumber', 'jasmineConfigFile', 'jest', 'karma', 'mochaOptions', 'tap'];
/** Those that must be lists. */
const LISTS = ['plugins', 'appendPlugins', 'ignorers'];

/** Gives the engine each of Stryker's options alone, and looks whether it comes through. */
function sortStrykerOptions(): { passedOn: string[]; decided: string[] } {
  const names = strykerOptionNames().filter((name) => !OF_OTHER_RUNNERS.includes(name));
  const isPassedOn = (name: string): boolean => {
    const value = LISTS.includes(name) ? [] : `a value of ${name}`;
    return strykerOptions({ [name]: value }, SOME_RULES)[name] === value;
  };
  return { passedOn: names.filter(isPassedOn), decided: names.filter((name) => !isPassedOn(name)) };
}

const SOME_RULES: HostRules = {
  files: [],
  workDir: '/',
  projectRoot: '/',
  pool: 'threads',
  concurrency: 1,
  dryRunTimeoutMs: 1,
  disableBail: false,
  limitMs: 1,
};

function strykerOptionNames(): string[] {
  const core = createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json');
  const schema = JSON.parse(readFileSync(join(dirname(core), 'schema', 'stryker-schema.json'), 'utf8'));
  return Object.keys(z.object({ properties: z.record(z.string(), z.unknown()) }).parse(schema).properties).sort();
}

/** As much of a JSON Schema as the config uses. */
interface Key {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Key[];
  items?: Key;
  properties?: Record<string, Key>;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  default?: unknown;
  description?: string;
}

function renderKeys(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as {
    properties?: Record<string, Key>;
    required?: string[];
  };
  const rows = Object.entries(properties).map(([name, key]) => [
    code(name),
    typeOf(key),
    key.default !== undefined ? code(JSON.stringify(key.default)) : required.includes(name) ? 'required' : 'none',
    key.description ?? '',
  ]);
  return renderTable(['key', 'type', 'default', 'meaning'], rows);
}

function typeOf(key: Key): string {
  if (key.anyOf !== undefined) return key.anyOf.map(typeOf).join(' or ');
  if (key.const !== undefined) return code(JSON.stringify(key.const));
  if (key.enum !== undefined) return key.enum.map((value) => code(JSON.stringify(value))).join(', ');
  switch (key.type) {
    case 'array':
      return `list of ${typeOf(key.items ?? {})}s`;
    case 'object':
      return objectType(Object.keys(key.properties ?? {}));
    case 'boolean':
      return '`true`, `false`';
    case 'number':
    case 'integer':
      return numberType(key);
    default:
      return key.type ?? 'anything';
  }
}

/** So many keys are written out; of more keys there is a table. */
const FEW_KEYS = 2;

function objectType(keys: readonly string[]): string {
  return keys.length > FEW_KEYS ? 'object' : code(`{ ${keys.join(', ')} }`);
}

function numberType({ type, minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER }: Key): string {
  const noun = type === 'integer' ? 'whole number' : 'number';
  const isOpen = maximum >= Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined) return `${noun} from ${minimum} ${isOpen ? 'on' : `to ${maximum}`}`;
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}${isOpen ? '' : `, up to ${maximum}`}`;
  return noun;
}

function code(text: string): string {
  return `\`${text}\``;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
