/** What the project state knows of tests and mutants, as the rules read it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KillKind, Mutant, Test } from '@killrate/shared/model';
import { executedAssertions, movedAssertions, skippedAssertions } from '@killrate/shared/store/assertions';
import { contentKey, runsThatStand, survivorsOfDeletion } from '@killrate/shared/store/deletion';
import type { Database } from '@killrate/shared/store/open';
import { hashFile } from '../project/project-files.ts';
import type { FileState, ProjectState } from '../project-state.ts';
import type { Measured, MeasuredMutant, MeasuredTest } from './measured.ts';

/** A result that was taken over keeps the moment at which it was measured; only of those is there more to ask than the run of the result. */
const KILLED_BY_THE_FIRST = `result.status = 'Killed' AND (SELECT has_kill_matrix FROM run WHERE run.id = result.run_id) IS NOT 1 AND NOT EXISTS (
  SELECT 1 FROM result AS origin JOIN run ON run.id = origin.run_id
  WHERE origin.mutant_id = result.mutant_id AND origin.measured_at = result.measured_at AND run.has_kill_matrix = 1)`;

/**
 * Reads the mutants of every file whose results hold, and what was seen of assertions in scripts that are as they were; `root` is
 * the project's. Of the others nothing is known.
 */
export function readMeasured(
  database: Database,
  state: Pick<ProjectState, 'files' | 'mutants' | 'tests'>,
  root: string,
): Measured {
  const current = state.files.filter(({ kind }) => kind === 'current');
  const isCurrent = new Set(current.map(({ file }) => file));
  const mutants = state.mutants.filter(({ file }) => isCurrent.has(file));
  const isPresent = presenceIn(root);
  const tests = measureTests(state.tests, mutants);
  const withoutMatrix = filesWithoutMatrix(database, current, mutants);
  return {
    hasMatrix: mutants.length > 0 && withoutMatrix.length === 0,
    withoutMatrix,
    unmeasured: state.files.filter(({ file, isSource }) => isSource && !isCurrent.has(file)).map(({ file }) => file),
    tests,
    mutants: new Map(mutants.map((mutant) => [mutant.key, measureMutant(mutant)])),
    assertions: executedAssertions(database, isPresent),
    compared: movedAssertions(database, isPresent),
    skipped: new Map(
      [...Map.groupBy(skippedAssertions(database, isPresent), ({ test }) => test)].map(([test, rows]) => [
        test,
        new Set(rows.map(({ mutant }) => mutant)),
      ]),
    ),
    survivors: readSurvivors(database, current, tests, mutants),
  };
}

/** Whether files have the content of a hash; each is read once. */
function presenceIn(root: string): (file: string, hash: string) => boolean {
  const hashes = new Map<string, string | null>();
  return (file, hash) => {
    const path = join(root, file);
    const found = hashes.get(file) ?? (existsSync(path) ? hashFile(path) : null);
    hashes.set(file, found);
    return found === hash;
  };
}

/** What a deletion showed of a test holds while it emptied every source that the test runs, and what its run found of these still stands. */
function readSurvivors(
  database: Database,
  current: readonly FileState[],
  tests: readonly MeasuredTest[],
  mutants: readonly Mutant[],
): Set<string> {
  const stateOf = new Map(current.map((file) => [file.file, file]));
  const standing = runsThatStand(database);
  const sourceOf = new Map(mutants.map(({ key, file }) => [key, file]));
  const coversOf = new Map(tests.map(({ id, covers }) => [id, covers]));
  const holding = survivorsOfDeletion(database).filter(({ test, sources, runId }) => {
    const run = new Set([...(coversOf.get(test) ?? [])].map((key) => sourceOf.get(key) ?? ''));
    const isHeld = (file: string) => {
      const { contentHash = '', recalledFrom = null } = stateOf.get(file) ?? {};
      const isStanding = recalledFrom === null ? standing.get(contentKey(file, contentHash))?.has(runId) : recalledFrom === runId;
      return sources.get(file) === contentHash && isStanding === true;
    };
    return run.size > 0 && [...run].every(isHeld);
  });
  return new Set(holding.map(({ test }) => test));
}

/**
 * A mutant was killed by the first test that could where no run of it, nor one that its result was taken over from, let all of them
 * run. Of one that survived all tests ran in any case.
 */
function filesWithoutMatrix(database: Database, files: readonly FileState[], mutants: readonly Mutant[]): string[] {
  const isOpen = new Set(mutants.filter(hasMoreTests).map(({ key }) => key));
  const ofState = database.prepare(
    `SELECT key FROM state JOIN mutant ON mutant.id = state.mutant_id
     JOIN result ON result.run_id = state.run_id AND result.mutant_id = state.mutant_id
     WHERE state.file = ? AND state.source_hash = ? AND ${KILLED_BY_THE_FIRST}`,
  );
  const ofRun = database.prepare(
    `SELECT key FROM result JOIN mutant ON mutant.id = result.mutant_id
     WHERE result.job_id = (SELECT id FROM job WHERE file = ? AND run_id = ?) AND ${KILLED_BY_THE_FIRST}`,
  );
  return files
    .filter(({ file, contentHash, recalledFrom }) => {
      const keys = recalledFrom === null ? ofState.pluck().all(file, contentHash) : ofRun.pluck().all(file, recalledFrom);
      return (keys as string[]).some((key) => isOpen.has(key));
    })
    .map(({ file }) => file);
}

/** Whether there are tests that run a killed mutant and are not known to kill it. */
function hasMoreTests({ status, coveredBy, killedBy }: Mutant): boolean {
  const killers = new Set(killedBy.map(({ test }) => test));
  return status === 'Killed' && coveredBy.some((test) => !killers.has(test));
}

/** A test that kills a mutant runs it, whatever the dry run saw; one that no dry run had is left out. */
export function measureTests(tests: readonly Test[], mutants: readonly Mutant[]): MeasuredTest[] {
  const deeds = new Map(tests.map(({ id }) => [id, { covers: new Set<string>(), kills: new Map<string, KillKind>() }]));
  for (const { key, coveredBy, killedBy } of mutants) {
    for (const test of coveredBy) deeds.get(test)?.covers.add(key);
    for (const { test, kind } of killedBy) {
      deeds.get(test)?.covers.add(key);
      deeds.get(test)?.kills.set(key, kind);
    }
  }
  return tests.map(({ id, file, name, line, durationMs }) => ({
    ...{ id, file, name, line, durationMs },
    ...(deeds.get(id) ?? { covers: new Set<string>(), kills: new Map<string, KillKind>() }),
  }));
}

export function measureMutant(mutant: Mutant): MeasuredMutant {
  const { key, file, line, column, endLine, endColumn, symbol, mutator, original, replacement, status, isStatic } = mutant;
  return {
    ...{ key, file, line, column, endLine, endColumn, symbol, mutator, original, replacement, status, isStatic },
    isAccepted: mutant.acceptance !== null,
  };
}
