/** The scripts of a project as findings read them: each parsed once, names followed from file to file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node } from 'oxc-parser';
import { createResolver, type Resolution } from '../../impact/resolve-specifier.ts';
import { createMeanings } from './expression-meaning.ts';
import { type Meaning, type MeaningOf, UNKNOWN } from './meaning.ts';
import { findExport } from './module-meaning.ts';
import { readScript, type Script } from './script.ts';
import { readSetup, type VitestSetup } from './setup-files.ts';
import { isInSource, isNamedAsTestCode, isSourceWithTests, readsAsTestCode } from './test-code.ts';

export interface StaticProject {
  root: string;
  /** A script by its path, relative to the root; null where there is none. Its syntax may be broken. */
  script(path: string): Script | null;
  /** Lets go of a script that nobody will ask for again. */
  release(path: string): void;
  resolve(importer: string, specifier: string): Resolution | { kind: 'own' };
  /** What runs with every test, wherever it is. */
  setup: VitestSetup;
  /** Whether a script belongs to the tests, so that what it asserts is evidence. */
  isTestCode(path: string): boolean;
  /** The same of one node: in-source tests are the tests' own code within a source. */
  isTestNode(script: Script, node: Node): boolean;
  /** What a module gives out under a name: `default`, or `*` for the module as a whole. */
  exportOf(path: string, name: string): Meaning;
  /** What an expression of a script stands for. */
  meaningOf: MeaningOf;
}

/** The project at `root`, which is absolute and real. Paths in `tests` are test files whatever they are called. */
export function createStaticProject(root: string, tests: ReadonlySet<string> = new Set()): StaticProject {
  const resolveFile = createResolver(root);
  const own = packageName(root);
  const setup = readSetup(root, tests, resolveFile);
  const scripts = new Map<string, Script | null>();
  const texts = new Map<string, string | null>();
  const testCode = new Map<string, boolean>();
  const exported = new Map<string, Meaning>();

  const text = (path: string): string | null => remember(texts, path, () => readText(join(root, path)));
  const project: StaticProject = {
    root,
    setup,
    script: (path) =>
      remember(scripts, path, () => {
        const source = /\.[cm]?[jt]sx?$/.test(path) ? text(path) : null;
        return source === null ? null : readScript(path, source);
      }),
    release: (path) => {
      scripts.delete(path);
      texts.delete(path);
    },
    resolve: (importer, specifier) => {
      const found = resolveFile(importer, specifier);
      const isOwn = own !== null && (specifier === own || specifier.startsWith(`${own}/`) || specifier.startsWith('#'));
      return found.kind !== 'file' && isOwn ? { kind: 'own' } : found;
    },
    isTestCode: (path) =>
      remember(testCode, path, () => {
        const isNamed = tests.has(path) || isNamedAsTestCode(path);
        const source = text(path) ?? '';
        return isNamed ? !isSourceWithTests(path, source) : readsAsTestCode(source);
      }),
    isTestNode: (script, node) => project.isTestCode(script.path) || isInSource(script, node),
    exportOf: (path, name) => {
      const key = `${path}\0${name}`;
      const known = exported.get(key);
      if (known !== undefined) return known;
      exported.set(key, UNKNOWN);
      const meaning = findExport(project, path, name);
      exported.set(key, meaning);
      return meaning;
    },
    meaningOf: (script, node) => meanings(script, node),
  };
  const meanings = createMeanings(project);
  return project;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function packageName(root: string): string | null {
  try {
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

function remember<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  if (known.has(key)) return known.get(key) as Value;
  const value = find();
  known.set(key, value);
  return value;
}
