/** What one script imports and exports, as its text says, before any name is resolved. */
import { isBuiltin } from 'node:module';
import { type ParseResult, Visitor } from 'oxc-parser';
import { findCallRequests } from './call-requests.ts';
import { findMembers } from './namespace-uses.ts';
import { hasSyntaxError, parseScript } from './parse-script.ts';

/** Names as the imported module gives them out, `*` for all of them; none for its side effects only. */
type Names = readonly string[] | '*';

export interface ModuleRequest {
  specifier: string;
  names: Names;
  /**
   * - `run`: the module runs, and the names are used
   * - `types`: only types are named, but the module may run
   * - `mock`: the module is replaced
   * - `file`: a path beside the script, of a module or of anything else
   */
  use: 'run' | 'types' | 'mock' | 'file';
}

/** One name given out; `*` for all of another module's. */
export interface ModuleExport {
  name: string;
  /** Where it comes from; null where it is defined here. `name` is `*` for the module as a whole. */
  from: { specifier: string; name: string } | null;
}

export interface ModuleRecord {
  requests: ModuleRequest[];
  exports: ModuleExport[];
  /** Without import and export statements, where names cannot be traced. */
  isCommonJs: boolean;
  /** Whether it takes `test`, `describe` or their like from a package, or calls them as globals. */
  definesTests: boolean;
  /** Whether it may load modules that its text does not name. */
  hasUnknownRequest: boolean;
  readsFiles: boolean;
  /** What its texts end in, as far as that may be the name of a file or a folder; specifiers are none of them. `ANY_PATH` where names are made, or listed. */
  namedPaths: ReadonlySet<string>;
}

/** Packages that load modules or start programs by a path. */
const LOADER =
  /^(?:(?:node:)?(?:child_process|worker_threads|cluster)|execa|tinyexec|nano-spawn|cross-spawn|zx|jiti|tsx(?:\/.+)?|vite|vite-node(?:\/.+)?|vitest\/node|rollup|rolldown|esbuild|webpack|import-fresh|importx|bundle-require|unconfig|c12|cosmiconfig|lilconfig)$/;
const FILE_READER = /^(?:(?:node:)?fs(?:\/promises)?|fs-extra|graceful-fs|glob|globby|fast-glob|tinyglobby|pathe\/utils)$/;
/** As under `globals: true`; what begins a line so, with a text, is no method. */
const GLOBAL_TEST = /^[ \t]*(?:test|it|describe|suite)(?:\.\w+)*\(\s*['"`]/m;
const TEST_FUNCTIONS = new Set(['test', 'it', 'describe', 'suite']);
/** The configurations of Vite and Vitest: they name scripts by their paths. */
const VITEST_CONFIG = /(?:^|\/)(?:vite|vitest)[^/]*\.[cm]?[jt]s$/;
const SCRIPT_PATH = /(['"`])((?:\.{0,2}\/)?[^'"`\n:*]+\.[cm]?[jt]sx?)\1/g;

/** Reads the record of one script. What does not parse may import anything. */
export function readModuleRecord(file: string, source: string): ModuleRecord {
  const parsed = parseScript(file, source);
  const { staticImports, staticExports, dynamicImports, hasModuleSyntax } = parsed.module;
  const calls = findCallRequests(source, parsed);
  const requests: ModuleRequest[] = [...calls.requests];
  const origins = new Map<string, { specifier: string; name: string }>();
  for (const { moduleRequest, entries, start } of staticImports) {
    if (/^import\s+type\b(?!\s*(?:,|from\s*['"]))/.test(source.slice(start, start + 40))) continue;
    const values = entries.filter(({ isType }) => !isType);
    const names = values.map(({ importName, localName }) => {
      const name = importName.kind === 'Name' ? (importName.name ?? '*') : importName.kind === 'Default' ? 'default' : '*';
      origins.set(localName.value, { specifier: moduleRequest.value, name });
      if (name !== '*') return [name];
      return isBuiltin(moduleRequest.value) ? '*' : (findMembers(localName.value, source, parsed) ?? '*');
    });
    const use = entries.length > 0 && values.length === 0 ? 'types' : 'run';
    requests.push({ specifier: moduleRequest.value, names: joinNames(names), use });
  }
  const exports: ModuleExport[] = [];
  for (const { moduleRequest, importName, exportName, localName, isType } of staticExports.flatMap(({ entries }) => entries)) {
    const name = exportName.kind === 'Default' ? 'default' : (exportName.name ?? '*');
    if (moduleRequest === null) {
      exports.push({ name, from: origins.get(localName.name ?? '') ?? null });
      continue;
    }
    const from = { specifier: moduleRequest.value, name: importName.name ?? '*' };
    exports.push({ name, from });
    if (!isType) requests.push({ specifier: from.specifier, names: from.name === '*' ? '*' : [from.name], use: 'run' });
  }
  // What is imported so for its effects is no entry.
  for (const [, , specifier = ''] of source.matchAll(/\bexport\s*\{\s*\}\s*from\s*(['"])([^'"]+)\1/g))
    requests.push({ specifier, names: [], use: 'run' });
  let hasUnknownRequest =
    calls.hasUnknown || hasSyntaxError(parsed) || /\bimport\.meta\.(?:glob|resolve)\b/.test(source) || hidesRequire(source);
  for (const { start, moduleRequest } of dynamicImports) {
    if (calls.mockedImports.has(start)) continue;
    const specifier = unquote(source.slice(moduleRequest.start, moduleRequest.end));
    if (specifier === null) hasUnknownRequest = true;
    else requests.push({ specifier, names: '*', use: 'run' });
  }
  const isConfig = VITEST_CONFIG.test(file);
  const telling = isConfig ? withoutNamingOptions(source, parsed) : source;
  if (isConfig) requests.push(...pathsIn(telling));
  const readsFiles = requests.some(({ specifier }) => FILE_READER.test(specifier)) || source.includes('toMatchFileSnapshot');
  return {
    requests,
    exports,
    isCommonJs: !hasModuleSyntax,
    definesTests:
      requests.some(({ specifier, names }) => isPackage(specifier) && hasTestFunction(names)) || GLOBAL_TEST.test(source),
    hasUnknownRequest: hasUnknownRequest || requests.some(({ specifier, use }) => use !== 'mock' && LOADER.test(specifier)),
    readsFiles,
    namedPaths: findNamedPaths(telling, requests),
  };
}

/** A file's name in a text, whatever quotes stand around. */
const FILE_NAME = /(?<=['"`/])([\w@.-]+\.\w+)(?=['"`])/g;

/** In `namedPaths`, for files whose names are not told. */
export const ANY_PATH = '*';
const LISTS_FILES = /\b(?:readdir(?:Sync)?|opendir(?:Sync)?|fdir|walk(?:Sync)?)\b/;
/** `${name}.test.ts` */
const MADE_NAME = /\$\{[^`]*\}[\w.-]*\.\w+`/;

/** A pattern ends in the folder that it looks into. */
function findNamedPaths(source: string, requests: readonly ModuleRequest[]): Set<string> {
  const specifiers = new Set(requests.filter(({ use }) => use !== 'file').map(({ specifier }) => specifier));
  const isRequested = new Set([...specifiers].map((specifier) => specifier.slice(specifier.lastIndexOf('/') + 1)));
  const names = new Set([...source.matchAll(FILE_NAME)].map(([, name = '']) => name).filter((name) => !isRequested.has(name)));
  if (LISTS_FILES.test(source) || MADE_NAME.test(source)) names.add(ANY_PATH);
  for (const [, , text = ''] of source.matchAll(/(['"`])([^'"`\n]*)\1/g)) {
    if (specifiers.has(text)) continue;
    const plain = text.split('/').filter((part) => part !== '' && !/[*{}]/.test(part));
    const name = plain.at(-1);
    if (name !== undefined && /^[\w@.-]*\w$/.test(name)) names.add(name);
  }
  return names;
}

/** Whether modules may be required by another name than `require`. */
function hidesRequire(source: string): boolean {
  return /\bcreateRequire\s*(?:\(|as\b)/.test(source.replaceAll(/\brequire\s*=\s*(?:[\w$]+\.)?createRequire\s*\(/g, ''));
}

function joinNames(names: Names[]): Names {
  return names.includes('*') ? '*' : names.flatMap((some) => [...some]);
}

/** The value of a string literal's text, null for any other expression. */
function unquote(text: string): string | null {
  return /^(['"`])([^'"`\\$]*)\1$/.exec(text.trim())?.[2] ?? null;
}

/** Options whose paths only say which files are meant, or where an import leads: nothing loads them for it. */
const NAMING_OPTION = /^(?:include|exclude|coverage|alias)$/;

/** The text of a config, with blanks for the options that only name. */
function withoutNamingOptions(config: string, parsed: ParseResult): string {
  let text = config;
  new Visitor({
    Property: ({ key, value, computed }) => {
      const name = key.type === 'Identifier' && !computed ? key.name : key.type === 'Literal' ? String(key.value) : '';
      if (NAMING_OPTION.test(name) && !/^(?:Call|Arrow|Function)/.test(value.type))
        text = text.slice(0, value.start) + ' '.repeat(value.end - value.start) + text.slice(value.end);
    },
  }).visit(parsed.program);
  return text;
}

/** The scripts that a config names by their paths, to be loaded. */
function pathsIn(config: string): ModuleRequest[] {
  return [...config.matchAll(SCRIPT_PATH)].map(([, , path]) => ({ specifier: path ?? '', names: '*', use: 'file' }));
}

function isPackage(specifier: string): boolean {
  return !/^[./#]/.test(specifier);
}

function hasTestFunction(names: Names): boolean {
  return names !== '*' && names.some((name) => TEST_FUNCTIONS.has(name));
}
