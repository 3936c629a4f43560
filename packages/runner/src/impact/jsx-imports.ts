/** What scripts with JSX import though they do not write it down: the functions that the compiler calls for each element. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../project/project.ts';
import { ancestorsOf } from '../project/workspace-root.ts';
import { isVitestConfig } from './changed-path.ts';
import type { ModuleRequest } from './module-record.ts';

export interface JsxImports {
  /** The packages or folders that configs name. */
  sources: readonly string[];
  /** Whether a config names one that its text does not tell, or has code put into every script. */
  hasUnknown: boolean;
}

const NAMED = /\b(?:jsxImportSource|importSource)\b["']?\s*:\s*(?:(["'`])([^"'`$]*)\1)?/g;
const PRAGMA = /@jsxImportSource\s+([^\s*]+)/g;
const CONFIG = /^tsconfig[^/]*\.json$/;

/** Reads the configs of TypeScript, Vite and Vitest of the project, and those of TypeScript above it. */
export function findJsxImports({ root, workspaceRoot, tree }: Pick<Project, 'root' | 'workspaceRoot' | 'tree'>): JsxImports {
  const own = tree.files
    .map(({ path }) => path)
    .filter((path) => CONFIG.test(path.split('/').at(-1) ?? '') || isVitestConfig(path));
  const above = ancestorsOf(root).filter((folder) => folder !== root && folder.startsWith(workspaceRoot));
  const configs = [
    ...own.map((path) => join(root, path)),
    ...above.flatMap((folder) => readdirSync(folder).flatMap((name) => (CONFIG.test(name) ? [join(folder, name)] : []))),
  ];
  const sources = new Set<string>();
  let hasUnknown = false;
  // A link may lead nowhere.
  for (const text of configs.filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8'))) {
    hasUnknown ||= /\bjsxInject\b/.test(text);
    for (const [, , source] of text.matchAll(NAMED)) {
      if (source === undefined) hasUnknown = true;
      else sources.add(source);
    }
  }
  return { sources: [...sources], hasUnknown };
}

/** What a script may ask for so; nothing where it cannot hold JSX. */
export function jsxRequestsOf(path: string, text: string, { sources }: JsxImports): ModuleRequest[] {
  if (!/\.[jt]sx$/.test(path)) return [];
  const pragmas = [...text.matchAll(PRAGMA)].map(([, source = '']) => source);
  return [...new Set([...sources, ...pragmas])].flatMap((source) =>
    ['jsx-runtime', 'jsx-dev-runtime'].map((module) => ({ specifier: `${source}/${module}`, names: '*', use: 'run' }) as const),
  );
}
