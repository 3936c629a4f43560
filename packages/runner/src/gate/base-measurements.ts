/** What the store knows of the sources as they were at the base of a change. */
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import { coveringTestFilesOfJobs } from '@killrate/shared/store/covering-files';
import type { Database } from '@killrate/shared/store/open';
import { type CleanMeasurement, cleanMeasurements } from '@killrate/shared/store/runs';
import type { Coverage, Impact } from '../impact/project-impact.ts';
import { type ChangedFile, changedFiles, checkedOutAt, fileAt, hasCommit } from '../project/git.ts';
import { hashFile, hashText } from '../project/project-files.ts';
import { resultsOfJob } from '../project-state.ts';

export interface BaseMeasurements {
  /** The results of a source of now, under the path that it had; null where nobody measured it there. */
  resultsOf(file: string): readonly Mutant[] | null;
  /** Who ran the sources at the base, as far as that was measured. */
  coverage(): Coverage;
}

/** A store to ask, and the commit that is asked about. */
export interface BaseQuestion {
  database: Database;
  root: string;
  /** A full hash. */
  base: string;
  /** What changed since. */
  changed: readonly ChangedFile[];
  sources: readonly string[];
  impact: Impact;
}

/**
 * Results of a clean checkout of the base count, and those of another commit where nothing that can matter to the source changed
 * between the two, whichever of them is the older.
 */
export function createBaseMeasurements({ database, root, base, changed, sources, impact }: BaseQuestion): BaseMeasurements {
  const byPath = new Map(changed.filter(({ isDeleted }) => !isDeleted).map((file) => [file.path, file]));
  const formerOf = (file: string): string | null => (byPath.has(file) ? (byPath.get(file)?.formerPath ?? null) : file);
  const measurementsOf = remember((file: string): CleanMeasurement[] => {
    const former = formerOf(file);
    const hash = former === null ? null : hashAt(root, base, former, !byPath.has(file));
    return former === null || hash === null ? [] : cleanMeasurements(database, former, hash);
  });
  const coverageIn = (choose: (file: string) => CleanMeasurement | undefined): Coverage => {
    const chosen = sources.flatMap((file) => {
      const measured = choose(file);
      return measured === undefined ? [] : [{ file, former: formerOf(file) ?? file, runId: measured.runId }];
    });
    const covering = coveringTestFilesOfJobs(database, new Map(chosen.map(({ former, runId }) => [former, runId])));
    return new Map(chosen.map(({ file, former }) => [file, covering.get(former) ?? new Set()]));
  };
  /** Which sources the difference between a commit and the base can matter to; null where this clone lacks the commit. */
  const impactSince = remember((commit: string): ReadonlyMap<string, string> | null => {
    if (!hasCommit(root, commit)) return null;
    const paths = changedFiles(root, commit, base).map(({ path }) => path);
    const coveredBy = coverageIn((file) => measurementsOf(file).find((each) => each.commit === commit));
    // What the tests ran at the commit was seen; what they ran at the base, their texts of then tell.
    const ofCommit = { coveredBy, textOf: () => null };
    return impact(paths, [ofCommit, { coveredBy: new Map(), textOf: (path) => fileAt(root, base, path) }]);
  });
  const measurementOf = remember((file: string): CleanMeasurement | undefined => {
    const found = measurementsOf(file);
    return found.find(({ commit }) => commit === base) ?? found.find(({ commit }) => impactSince(commit)?.has(file) === false);
  });
  return {
    resultsOf(file) {
      const measured = measurementOf(file);
      return measured === undefined ? null : resultsOfJob(database, measured.runId, formerOf(file) ?? file);
    },
    coverage: () => coverageIn(measurementOf),
  };
}

/** What did not change need not be asked of git. */
function hashAt(root: string, base: string, path: string, isUnchanged: boolean): string | null {
  if (isUnchanged) return hashFile(join(root, path));
  const text = checkedOutAt(root, base, path);
  return text === null ? null : hashText(text);
}

function remember<Value>(find: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, { value: Value }>();
  return (name) => {
    const entry = known.get(name) ?? { value: find(name) };
    known.set(name, entry);
    return entry.value;
  };
}
