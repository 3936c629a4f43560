/** What the static rules say of a whole project: every flag at levels error and warning, to be read and judged. */
import { readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Flag, StaticFile } from '../src/findings/flag.ts';
import { assessFiles } from '../src/findings/static/assess.ts';
import { walkProject } from '../src/project/project-files.ts';
import { isScript } from '../src/project/sources.ts';

/** What Vitest takes for a test file where no config says otherwise. */
const TEST_FILE = /\.(?:test|spec)\.[cm]?[jt]sx?$/;
const IN_SOURCE = 'import.meta.vitest';

export interface Alarms {
  name: string;
  root: string;
  testFiles: number;
  /** One of `each` or `for` counts once. */
  tests: number;
  /** How many tests there are of each kind of evidence. */
  evidence: Readonly<Record<string, number>>;
  durationMs: number;
  /** Time of the processor, which other work on the machine does not lengthen. */
  processorMs: number;
  /** Flags at every level, in the order of files and lines. */
  flags: readonly Flag[];
  /** Why parts could not be judged, names taken out, and how often. */
  unknown: Readonly<Record<string, number>>;
}

/** The test files of a project, in-source tests included, relative to its root. */
export function findTests(root: string): string[] {
  return walkProject(root)
    .files.filter(({ path, isSymlink }) => !isSymlink && isScript(path))
    .map(({ path }) => path)
    .filter((path) => TEST_FILE.test(path) || readFileSync(join(root, path), 'utf8').includes(IN_SOURCE));
}

/** Assesses every test file of the project in `folder`. */
export function findAlarms(folder: string): Alarms {
  const root = realpathSync(resolve(folder));
  const paths = findTests(root);
  const start = performance.now();
  const startOfUsage = process.cpuUsage();
  const files = assessFiles(root, paths);
  const durationMs = performance.now() - start;
  const { user, system } = process.cpuUsage(startOfUsage);
  const tests = files.flatMap((file) => file.tests);
  return {
    name: basename(root),
    root,
    testFiles: files.length,
    tests: tests.length,
    evidence: countBy(tests, ({ assertion }) => assertion),
    durationMs,
    processorMs: (user + system) / 1_000,
    flags: files.flatMap(flagsOf),
    unknown: countBy(
      files.flatMap(({ unknown }) => unknown),
      withoutNames,
    ),
  };
}

/** All flags of a file, each once, in the order of its lines. */
export function flagsOf({ tests, flags }: StaticFile): Flag[] {
  return [...tests.flatMap((test) => test.flags), ...flags].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const groups = [...Map.groupBy(items, keyOf)].toSorted(([, one], [, other]) => other.length - one.length);
  return Object.fromEntries(groups.map(([key, members]) => [key, members.length]));
}

/** Reasons that differ in a path or a name only are one. */
function withoutNames(reason: string): string {
  return reason.replaceAll(/`[^`]*`|'[^']*'|"[^"]*"|\S+\.[cm]?[jt]sx?(?::\d+)*/g, '…');
}
