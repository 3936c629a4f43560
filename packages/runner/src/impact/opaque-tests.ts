/** Test files that may know more of the sources than what of them runs in their thread: by their text, or in another process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.ts';
import type { Project } from '../project/project.ts';
import { type ModuleGraph, moduleGraphOf } from './module-graph.ts';
import { ANY_PATH } from './module-record.ts';
import { findConfigScripts } from './project-impact.ts';

export interface OpaqueTests {
  isOpaque(test: string): boolean;
  /** Whether a test file may load a source, or read its text, though nothing of it runs in the test's thread. */
  mayKnow(test: string, source: string): boolean;
  /** Whether a config of Vitest, or what it names to be run before tests, loads a source, or may read its text. */
  isKnownToConfig(source: string): boolean;
}

/** Who `isKnownToConfig` speaks of, as a sentence goes on. */
export const KNOWN_TO_CONFIG = 'the Vitest config, or what it has run before tests, loads or may read';

/** What shows the text of a module or of a function, or its place in it. */
const SHOWS_TEXT =
  /[?&](?:raw|url|inline|worker|sharedworker)['"`&]|getBuiltinModule|Function\.prototype\.toString|\.stack\b|captureStackTrace|prepareStackTrace|getCallSites?\b|callsites?['"]/;

/** Those of a project; `readText` reads a file of it. */
export function opaqueTestsOf(
  project: Project,
  { engineOptions }: Pick<LoadedConfig, 'engineOptions'>,
  readText: (file: string) => string = (file) => readFileSync(join(project.root, file), 'utf8'),
): OpaqueTests {
  return createOpaqueTests(
    project,
    () => moduleGraphOf(project),
    () => findConfigScripts(project, engineOptions),
    readText,
  );
}

/** `configs` are the configs of Vitest and what they name; `readText` reads a file of the project. */
export function createOpaqueTests(
  { tree }: Pick<Project, 'tree'>,
  findGraph: () => ModuleGraph,
  findConfigs: () => readonly string[],
  readText: (file: string) => string,
): OpaqueTests {
  const known = new Map<string, boolean>();
  const files = new Set(tree.files.map(({ path }) => path));
  const showing = new Map<string, boolean>();
  const showsText = (file: string): boolean => {
    const shows = showing.get(file) ?? (files.has(file) && SHOWS_TEXT.test(readText(file)));
    showing.set(file, shows);
    return shows;
  };
  const isOpen = (file: string): boolean => {
    const graph = findGraph();
    const closure = graph.closureOf(file);
    return (
      !closure.isComplete ||
      [...closure.files].some((path) => graph.modules.get(path)?.record.readsFiles === true || showsText(path))
    );
  };
  let setUp: boolean | null = null;
  const knownToConfig = new Map<string, boolean>();
  /** By script, the names in its texts and in those of all it loads, where one of them reads files; null where none does. */
  const readBy = new Map<string, ReadonlySet<string> | null>();
  const findRead = (script: string): ReadonlySet<string> | null => {
    const known = readBy.get(script);
    if (known !== undefined) return known;
    const { modules, closureOf } = findGraph();
    const records = [...closureOf(script).files].flatMap((file) => modules.get(file)?.record ?? []);
    const isReader = records.some(({ readsFiles }) => readsFiles);
    const read = isReader ? new Set(records.flatMap(({ namedPaths }) => [...namedPaths])) : null;
    readBy.set(script, read);
    return read;
  };
  const mayRead = (script: string, source: string): boolean => {
    const read = findRead(script);
    return read !== null && (read.size === 0 || read.has(ANY_PATH) || source.split('/').some((name) => read.has(name)));
  };
  const mayKnow = (script: string, path: string): boolean => {
    const closure = findGraph().closureOf(script);
    // A config always loads what could load anything.
    return closure.files.has(path) || (!closure.isComplete && !isConfig(script)) || mayRead(script, path);
  };
  return {
    isOpaque(test) {
      // What is set up before all tests belongs to each of them.
      setUp ??= findConfigs().some((file) => files.has(file) && !isConfig(file) && isOpen(file));
      const opaque = setUp || (known.get(test) ?? isOpen(test));
      known.set(test, opaque);
      return opaque;
    },
    mayKnow,
    isKnownToConfig(source) {
      const isKnown = knownToConfig.get(source) ?? findConfigs().some((file) => files.has(file) && mayKnow(file, source));
      knownToConfig.set(source, isKnown);
      return isKnown;
    },
  };
}

/** A config runs in Vitest's main process, and always loads what could load anything. What it names to be run is none, whatever its name. */
function isConfig(file: string): boolean {
  return /(?:^|\/)(?:vite|vitest)(?:[.-][\w-]+)*\.(?:config|workspace|projects)(?:[.-][\w-]+)*\.[cm]?[jt]s$/.test(file);
}
