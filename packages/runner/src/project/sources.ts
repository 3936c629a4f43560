/** Telling a project's sources from its tests and from everything else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { Project } from './project.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const TEST_NAME = /(?:[.\-_](?:test|spec|bench|e2e|cy|stories|fixture|fixtures|mock)\.[cm]?[jt]sx?|\.test-d\.[cm]?tsx?)$/;
const CONFIG_NAME = /(?:^|\/)(?:[^/]+\.(?:config|conf|workspace)\.[cm]?[jt]s|\.[^/]+rc\.[cm]?js|build\.config\.[cm]?[jt]s)$/;
const TEST_FOLDER =
  /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|__fixtures__|__snapshots__|fixtures|e2e|cypress|benchmarks?|bench)\//;
const OTHER_FOLDER =
  /(?:^|\/)(?:dist|build|out|output|lib-cov|vendor|public|static|docs?|examples?|playground|scripts|tools|types|\.[^/]+)\//;

/** Whether a path looks like a test, a helper of tests, or test data. */
export function looksLikeTest(file: string): boolean {
  return TEST_NAME.test(file) || TEST_FOLDER.test(`/${file}`.slice(1));
}

/** Whether killrate can mutate a file of this kind. */
export function isScript(file: string): boolean {
  return SCRIPT.test(file) && !DECLARATION.test(file);
}

/**
 * The files to mutate: those that Stryker's own option `mutate` names; else those below `src` and `lib`; else every
 * script that is neither test, nor config, nor output. What a module names belongs to them in any case.
 */
export function findSources(project: Project, mutate: unknown, modulePatterns: readonly string[]): string[] {
  const scripts = project.tree.files.filter((file) => !file.isSymlink && isScript(file.path)).map((file) => file.path);
  const candidates = scripts.filter((file) => !looksLikeTest(file) && !CONFIG_NAME.test(file));
  const own = ownPatterns(mutate);
  const named = matchInOrder(modulePatterns, { dot: true });
  const chosen = own === null ? defaultSources(candidates) : scripts.filter(own);
  const all = new Set([...chosen, ...candidates.filter((file) => named(file))]);
  return [...all].sort();
}

function defaultSources(candidates: readonly string[]): string[] {
  const inUsualFolders = candidates.filter((file) => /^(?:src|lib)\//.test(file));
  return inUsualFolders.length > 0 ? inUsualFolders : candidates.filter((file) => !OTHER_FOLDER.test(file));
}

function ownPatterns(mutate: unknown): ((file: string) => boolean) | null {
  if (!Array.isArray(mutate)) return null;
  const patterns = mutate
    .filter((pattern): pattern is string => typeof pattern === 'string')
    .map((pattern) => pattern.replace(/:\d+(?::\d+)?-\d+(?::\d+)?$/, ''));
  // As Stryker does: hidden files need a pattern that names them.
  return matchInOrder(patterns, { dot: false });
}

/** A match for any of the globs; one that begins with `!` takes out again what those before it took in. */
export function matchInOrder(globs: readonly string[], options: { dot: boolean }): (file: string) => boolean {
  const rules = globs.map((glob) => {
    const takesIn = !isNegated(glob);
    return { takesIn, matches: picomatch(takesIn ? glob : glob.slice(1), options) };
  });
  return (file) => rules.reduce((isIn, { takesIn, matches }) => (matches(file) ? takesIn : isIn), false);
}

/** Whether a glob takes files out; `!(a|b)` is a glob of its own. */
export function isNegated(glob: string): boolean {
  return glob.startsWith('!') && !glob.startsWith('!(');
}

/** Signs in tests and setup files that they share something which two runs at once would fight over. */
const SHARED: [sign: RegExp, what: string][] = [
  [/\.listen\(\s*(?:\{\s*port:\s*)?[1-9]\d{1,4}\b/, 'a fixed port'],
  [
    /\bfrom\s+['"](?:pg|mysql2?(?:\/promise)?|mongodb|mongoose|redis|ioredis|@redis\/client|@prisma\/client|testcontainers|@testcontainers\/[^'"]+|amqplib|kafkajs)['"]/,
    'a database or broker',
  ],
];

/** Why tests of this project may not run beside each other, as `a fixed port (test/server.test.ts)`; null without a sign. */
export function findSharedResource(project: Project): string | null {
  const tests = project.tree.files.filter((file) => !file.isSymlink && isScript(file.path) && looksLikeTest(file.path));
  for (const { path } of tests) {
    const content = readFileSync(join(project.root, path), 'utf8');
    const sign = SHARED.find(([pattern]) => pattern.test(content));
    if (sign !== undefined) return `its tests share ${sign[1]} (${path})`;
  }
  return null;
}
