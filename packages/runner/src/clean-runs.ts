/** Which test files need not run again without any mutant: nothing changed that they ran when they last did. */
import { cleanSuites } from '@killrate/shared/store/clean-suites';
import { manifestOfSuite, sourcesOfRun, suiteHashOfRun } from '@killrate/shared/store/runs';
import type { ChangeReader } from './changed-functions.ts';
import type { CleanSuite, CleanToReuse } from './engine/engine.ts';
import { mayKnowChange, type PresentState } from './function-reuse.ts';
import { changedSince } from './reuse.ts';

/** An earlier run of the suite. */
interface FormerSuite {
  runId: string;
  numberingId: number;
  suite: CleanSuite;
}

/**
 * The runs that would go as they went, of the earlier run of the suite that has most of them; null where none has any. `files` are those that
 * get mutants now. A run stands by the argument by which a survivor does: what is loaded before the tests is the same, its test file is, and it
 * entered no function, nor a module's own code, that changed since.
 */
export function findCleanRuns(state: PresentState, changes: ChangeReader, files: readonly string[]): CleanToReuse | null {
  // What assertions compare is seen only where their tests run.
  if (state.isMatrix) return null;
  const found = cleanSuites(state.database).flatMap(({ mutated, read, ...former }) => {
    const isFit = files.every((file) => mutated.includes(file));
    const standing = isFit ? findStanding(state, changes, { ...former, suite: read() as CleanSuite }) : null;
    return standing === null || standing.suite.runs.length === 0 ? [] : [standing];
  });
  return found.sort((a, b) => b.suite.runs.length - a.suite.runs.length)[0] ?? null;
}

function findStanding(
  state: PresentState,
  changes: ChangeReader,
  { runId, numberingId, suite }: FormerSuite,
): CleanToReuse | null {
  const { database, opaque, sources } = state;
  const former = sourcesOfRun(database, runId);
  const changed = changedSince(former, sources);
  const tests = state.changedTests(manifestOfSuite(database, suiteHashOfRun(database, runId) ?? '') ?? {});
  if (former === null || changed === null || tests === null) return null;
  const { files: changedTests, paths: changedPaths } = tests;
  if ([...changed, ...changedPaths].some((path) => opaque.isKnownToConfig(path))) return null;
  const stands = ({ testFile, entered }: CleanSuite['runs'][number]): boolean =>
    !changedTests.has(testFile) &&
    !changed.includes(testFile) &&
    !mayKnowChange(state, { changed, changedPaths }, testFile) &&
    (changed.length === 0 || (entered !== null && changes.enteredSince({ numberingId, functions: entered }, changed) === null));
  const presentOf = changed.flatMap((file) => {
    const change = changes.ofFile(file, former[file] ?? '');
    return [[file, [...(change?.presentOf ?? [])]] as const];
  });
  const runs = suite.runs.filter(stands);
  const known = new Set(suite.runs.map(({ testFile }) => testFile));
  const added = [...changedTests].filter((test) => !known.has(test));
  return { suite: { ...suite, runs }, toRun: suite.runs.length - runs.length + added.length, presentOf };
}
