/** Test files that need not run dry: they would do what they did, and load none of the sources that are measured. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plural } from '@killrate/shared/count';
import type { Test } from '@killrate/shared/model';
import { type DryRunTrace, enteredByTests } from '@killrate/shared/store/entered-by-tests';
import type { Database } from '@killrate/shared/store/open';
import { testsOfRun } from '@killrate/shared/store/run-tests';
import { sourcesOfRun, suiteHashOfRun } from '@killrate/shared/store/runs';
import { readNumbering } from '@killrate/shared/store/traces';
import { type ChangeReader, createChangeReader } from './changed-functions.ts';
import type { DryRun } from './engine/engine.ts';
import { unpackFunctions } from './engine/function-set.ts';
import { buildModuleGraph, type ModuleGraph } from './impact/module-graph.ts';
import { createOpaqueTests, type OpaqueTests } from './impact/opaque-tests.ts';
import { findConfigScripts } from './impact/project-impact.ts';
import { changedSince } from './reuse.ts';
import type { RunContext } from './run-context.ts';

/** By the path of a test file, the run in which it did what it would do again. */
export type UnmovedTests = ReadonlyMap<string, string>;

const NONE: UnmovedTests = new Map();

/**
 * Finds the test files that were seen, in a dry run, to enter nothing that changed since, and nothing of `files`, not even a module's own
 * code; the suite is the same, and no source came or went. None with a matrix, which speaks of all tests, and where everything is to be
 * measured anew.
 */
export function findUnmovedTests(
  database: Database,
  { project, loaded, settings }: Pick<RunContext, 'project' | 'loaded' | 'settings'>,
  { runId, root, files }: { runId: string; root: string; files: readonly string[] },
): UnmovedTests {
  const sources = sourcesOfRun(database, runId);
  const suiteHash = suiteHashOfRun(database, runId);
  // Where single mutants are looked at again, they are what is to be anew.
  const isAnew = settings.isFresh && settings.keys === null;
  if (isAnew || settings.isMatrix || sources === null || suiteHash === null) return NONE;
  const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
  let graph: ModuleGraph | null = null;
  const findGraph = (): ModuleGraph => {
    graph ??= buildModuleGraph(project);
    return graph;
  };
  const opaque = createOpaqueTests(project, findGraph, () => findConfigScripts(project, loaded.engineOptions), textOf);
  const changes = createChangeReader({ database, sources, textOf });
  const isLoading = createLoadTest(database, files);
  const changedIn = new Map<string, readonly string[] | null>();
  const findChanged = (run: string): readonly string[] | null => {
    const known = changedIn.get(run);
    if (known !== undefined) return known;
    const isSame = suiteHashOfRun(database, run) === suiteHash;
    const changed = isSame ? changedSince(sourcesOfRun(database, run), sources) : null;
    changedIn.set(run, changed);
    return changed;
  };
  const unmoved = new Map<string, string>();
  for (const trace of enteredByTests(database)) {
    if (unmoved.has(trace.testFile) || isLoading(trace)) continue;
    const changed = findChanged(trace.runId);
    if (changed !== null && isUnmoved(trace, changed, changes, opaque)) unmoved.set(trace.testFile, trace.runId);
  }
  return unmoved;
}

/** Whether a dry run loaded one of these files, or whether that was not noted. */
function createLoadTest(database: Database, files: readonly string[]): (trace: DryRunTrace) => boolean {
  const numberings = new Map<number, ReadonlySet<number> | null>();
  const numbersIn = (id: number): ReadonlySet<number> | null => {
    const known = numberings.get(id);
    if (known !== undefined) return known;
    const numbers = new Set<number>();
    const wanted = new Set(files);
    let first = 0;
    for (const { file, functions } of readNumbering(database, id)) {
      if (wanted.delete(file)) for (let number = 0; number < functions; number += 1) numbers.add(first + number);
      first += functions;
    }
    const found = wanted.size === 0 ? numbers : null;
    numberings.set(id, found);
    return found;
  };
  return ({ numberingId, functions }) => {
    const numbers = numbersIn(numberingId);
    return numbers === null || unpackFunctions(functions).some((number) => numbers.has(number));
  };
}

function isUnmoved(trace: DryRunTrace, changed: readonly string[], changes: ChangeReader, opaque: OpaqueTests): boolean {
  if (changed.length === 0) return true;
  if (changed.some((file) => opaque.isLoadedByConfig(file)) || changes.enteredSince(trace, changed) !== null) return false;
  return !opaque.isOpaque(trace.testFile);
}

/** The dry run with the tests of the files that were left out, as they were in the runs that these are known of. */
export function withLeftOut(database: Database, dryRun: DryRun, unmoved: UnmovedTests): DryRun {
  if (dryRun.kind !== 'green' || dryRun.leftOut === undefined) return dryRun;
  const leftOut = new Set(dryRun.leftOut);
  const runs = new Map<string, Test[]>();
  const known = [...unmoved].flatMap(([file, runId]) => {
    const tests = runs.get(runId) ?? testsOfRun(database, runId);
    runs.set(runId, tests);
    return leftOut.has(file) ? tests.filter((test) => test.file === file) : [];
  });
  const note = `${plural(leftOut.size, 'test file')} not run without a mutant: nothing that they run changed, and none of these sources is among it`;
  return { ...dryRun, tests: [...dryRun.tests, ...known], notes: [...dryRun.notes, note] };
}
