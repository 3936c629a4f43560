/** The project state: for each source file its latest result that still holds, and what does not hold any more, with the reason. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSome } from '@killrate/shared/count';
import { applyLedger, type LedgerEntry, type StaleEntry } from '@killrate/shared/gate/acceptance';
import type { Mutant, Run, Test } from '@killrate/shared/model';
import { coveringTestFilesOfJobs } from '@killrate/shared/store/covering-files';
import { describeLoss, type FilePlan, planOfJob, plansOfState } from '@killrate/shared/store/file-plan';
import type { Database } from '@killrate/shared/store/open';
import { measuredFiles, mutantsOfState, testsOfState } from '@killrate/shared/store/project-state';
import { mutantsOfJob } from '@killrate/shared/store/results';
import { commitsOfSuite, listRuns, manifestOfSuite, measurementsOf, suitesOfState } from '@killrate/shared/store/runs';
import type { LoadedConfig } from './config/load-config.ts';
import { readLedger } from './gate/record-files.ts';
import { type Coverage, createImpact, type Impact } from './impact/project-impact.ts';
import { sameTokens } from './impact/tokens.ts';
import { type ModuleRequirements, moduleFinder, moduleRequirements } from './plan.ts';
import {
  changedEntries,
  hashManifest,
  OPTIONS_ENTRY,
  PACKAGES_ENTRY,
  suiteManifest,
  VERSIONS_ENTRY,
} from './project/fingerprint.ts';
import { fileAt } from './project/git.ts';
import type { Project } from './project/project.ts';
import { hashFile, hashText } from './project/project-files.ts';
import { findSources, isScript } from './project/sources.ts';

/** What is known of one source file as it is now. */
export interface FileState {
  file: string;
  module: string;
  contentHash: string;
  /** Whether it belongs to what the config measures: a file can be named on the command line that does not. */
  isSource: boolean;
  /**
   * `current`: its results hold. `unmeasured`: there are none. `changed`: they are of another content. `other-suite`: they were
   * measured with tests, config or packages that changed since, in a way that can matter to it. `lost`: some are missing.
   */
  kind: 'current' | 'unmeasured' | 'changed' | 'other-suite' | 'lost';
  /** Why its results do not hold, as a sentence goes on after the file's name; null where they do. */
  reason: string | null;
  /** The run whose results these are, where it is not the latest that measured the file; null otherwise. */
  recalledFrom: string | null;
}

export interface ProjectState {
  /** The latest run, whatever it measured; null before the first. */
  run: Run | null;
  modules: ModuleRequirements[];
  files: FileState[];
  /** Every mutant of the files whose content was measured, those of another suite among them, acceptances applied. */
  mutants: Mutant[];
  tests: Test[];
  ledger: LedgerEntry[];
  stale: StaleEntry[];
}

/** Reads what holds of the project as it is now. `today` is YYYY-MM-DD, for acceptances that expire. */
export function readState(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  today: string = dayOf(new Date()),
): ProjectState {
  const { config, engineOptions } = loaded;
  const sources = findSources(
    project,
    engineOptions.mutate,
    config.modules.flatMap((module) => module.files),
  );
  const moduleOf = moduleFinder(config);
  const lastMeasured = new Map(measuredFiles(database).map((each) => [each.file, each]));
  const measured = new Map([...lastMeasured].map(([file, { sourceHash }]) => [file, sourceHash]));
  const named = [...measured.keys()].filter((file) => existsSync(join(project.root, file)));
  const isSource = new Set(sources);
  const paths = [...new Set([...sources, ...named])].sort();
  const contents = new Map(paths.map((file) => [file, hashFile(join(project.root, file))]));
  const known = new Map([...contents].filter(([file, hash]) => measured.get(file) === hash));
  const suite = suiteManifest(project, loaded);
  const impact = createImpact(project, loaded, paths, database);
  const present: Present = { database, project, suite, suiteHash: hashManifest(suite), impact };
  const latest = mutantsOfState(database, known);
  const outdated = outdatedBySuite(present, known);
  const recalled = recall(
    present,
    paths.filter((file) => measured.has(file) && (!known.has(file) || outdated.has(file))),
    contents,
  );
  // What was retried since belongs to the run that the state speaks of.
  for (const [file, { runId, reason }] of recalled)
    if (reason !== null && known.has(file) && lastMeasured.get(file)?.runId === runId) recalled.delete(file);
  const found = latest.filter(({ file }) => !recalled.has(file)).concat(...[...recalled.values()].map(({ mutants }) => mutants));
  const lost = findLost(latest, plansOfState(database), recalled);
  const files = paths.map((file): FileState => {
    const common = {
      ...{ file, module: moduleOf(file), contentHash: contents.get(file) ?? '', isSource: isSource.has(file) },
      recalledFrom: recalled.get(file)?.runId ?? null,
    };
    if (!measured.has(file)) return { ...common, kind: 'unmeasured', reason: 'it was never measured' };
    const past = recalled.get(file);
    if (past !== undefined) return { ...common, kind: past.reason === null ? 'current' : 'other-suite', reason: past.reason };
    if (!known.has(file)) return { ...common, kind: 'changed', reason: 'it changed since it was measured' };
    const loss = lost.get(file);
    if (loss !== undefined) return { ...common, kind: 'lost', reason: loss };
    const reason = outdated.get(file);
    return reason === undefined ? { ...common, kind: 'current', reason: null } : { ...common, kind: 'other-suite', reason };
  });
  const ledger = readLedger(project.root);
  const isKnown = (file: string) => known.has(file) || recalled.has(file) || !existsSync(join(project.root, file));
  const { mutants, stale } = applyLedger(found, ledger, isKnown, today);
  return {
    run: listRuns(database, 1)[0] ?? null,
    modules: moduleRequirements(config),
    ...{ files, mutants, ledger, stale },
    tests: testsOfState(database),
  };
}

/** The day of a date as YYYY-MM-DD, in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Files of which fewer, or other, mutants have a result than were planned. */
function findLost(
  mutants: readonly Mutant[],
  plans: ReadonlyMap<string, FilePlan>,
  recalled: ReadonlyMap<string, unknown>,
): Map<string, string> {
  const ofFile = Map.groupBy(mutants, ({ file }) => file);
  const lost = new Map<string, string>();
  for (const [file, plan] of plans) {
    const loss = recalled.has(file) ? null : describeLoss(plan, ofFile.get(file) ?? []);
    if (loss !== null) lost.set(file, loss);
  }
  return lost;
}

/** What earlier suites are held against. */
interface Present {
  database: Database;
  project: Project;
  suite: Readonly<Record<string, string>>;
  suiteHash: string;
  impact: Impact;
}

/** Why what was measured with a suite does not hold for a file any more; null where it does. */
type SuiteTest = (suiteHash: string, file: string) => string | null;

/** `coverageThen` is what the results in question know of who ran what; null where that is what the state knows. */
function createSuiteTest(present: Present, coverageThen: (suiteHash: string) => Coverage | null): SuiteTest {
  const known = new Map<string, string | ReadonlyMap<string, string>>();
  return (suiteHash, file) => {
    if (suiteHash === present.suiteHash) return null;
    const affected = known.get(suiteHash) ?? affectedBy(present, suiteHash, () => coverageThen(suiteHash));
    known.set(suiteHash, affected);
    const why = typeof affected === 'string' ? affected : affected.get(file);
    return why === undefined ? null : `it was measured before ${why}`;
  };
}

/** Which files have results of a suite that changed since in a way that can matter to them, and what it was. */
function outdatedBySuite(present: Present, known: ReadonlyMap<string, string>): Map<string, string> {
  const suites = createSuiteTest(present, () => null);
  const outdated = new Map<string, string>();
  for (const { file, sourceHash, suiteHash } of suitesOfState(present.database)) {
    if (known.get(file) !== sourceHash) continue;
    const why = suites(suiteHash, file);
    if (why !== null) outdated.set(file, why);
  }
  return outdated;
}

/** Results of an earlier run. */
interface Recalled {
  runId: string;
  mutants: Mutant[];
  /** Null where they hold. */
  reason: string | null;
}

/**
 * Finds the results of earlier runs of the present contents: those that hold again, as on a branch that is checked out once more, or
 * else those of the suite that differs least from the present one. The newest may be of another branch.
 */
function recall(present: Present, files: readonly string[], contents: ReadonlyMap<string, string>): Map<string, Recalled> {
  const { database } = present;
  const candidates = files.map((file) => ({ file, measurements: measurementsOf(database, file, contents.get(file) ?? '') }));
  const suites = createSuiteTest(present, (suiteHash) => {
    const newest = candidates.flatMap(({ file, measurements }) => {
      const measured = measurements.find((each) => each.suiteHash === suiteHash);
      return measured === undefined ? [] : [[file, measured.runId] as const];
    });
    return coveringTestFilesOfJobs(database, new Map(newest));
  });
  const differences = countDifferences(present);
  const recalled = new Map<string, Recalled>();
  for (const { file, measurements } of candidates) {
    const inTurn = measurements
      .map((each) => ({ ...each, reason: suites(each.suiteHash, file), differences: differences(each.suiteHash) }))
      .sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null) || a.differences - b.differences);
    for (const { runId, reason } of inTurn) {
      const mutants = resultsOfJob(database, runId, file);
      if (mutants === null) continue;
      recalled.set(file, { runId, mutants, reason });
      break;
    }
  }
  return recalled;
}

/** In how many files, options and versions a suite differs from the present one. */
function countDifferences({ database, suite }: Present): (suiteHash: string) => number {
  const known = new Map<string, number>();
  return (suiteHash) => {
    const count = known.get(suiteHash) ?? changedEntries(manifestOfSuite(database, suiteHash) ?? {}, suite).length;
    known.set(suiteHash, count);
    return count;
  };
}

/** All results of a file in one run; null where some of them are missing. */
export function resultsOfJob(database: Database, runId: string, file: string): Mutant[] | null {
  const mutants = mutantsOfJob(database, runId, file);
  const plan = planOfJob(database, runId, file);
  return plan === null || describeLoss(plan, mutants) !== null ? null : mutants;
}

/** What changed from one suite to the present that matters to everything, or else what matters to which file. */
function affectedBy(
  { database, project, suite, impact }: Present,
  suiteHash: string,
  coverageThen: () => Coverage | null,
): string | Map<string, string> {
  const former = manifestOfSuite(database, suiteHash);
  if (former === null) return 'killrate kept account of tests and config';
  const changed = changedEntries(former, suite);
  if (changed.includes(OPTIONS_ENTRY)) return "Stryker's options changed";
  if (changed.includes(VERSIONS_ENTRY)) return 'the versions of Node, Vitest or killrate changed';
  if (changed.includes(PACKAGES_ENTRY)) return 'the installed packages changed';
  const commits = commitsOfSuite(database, suiteHash);
  const coveredBy = coverageThen();
  return impact(
    changed.filter((path) => !isSameCode(project, path, former[path], commits)),
    coveredBy === null ? [] : [{ coveredBy, textOf: () => null }],
  );
}

/** Whether only comments or blanks of a file changed, where git still has the text that was measured. */
function isSameCode({ root }: Project, path: string, formerHash: string | undefined, commits: readonly string[]): boolean {
  if (formerHash === undefined || !isScript(path) || !existsSync(join(root, path))) return false;
  const texts = commits.map((commit) => fileAt(root, commit, path));
  const former = texts.find((text) => text !== null && hashText(text) === formerHash);
  return typeof former === 'string' && sameTokens(path, former, readFileSync(join(root, path), 'utf8'));
}

/** What is out of date, one line for each kind, with the command that mends it. */
export function notesOnState({ files }: Pick<ProjectState, 'files'>): string[] {
  const changed = files.filter(({ kind }) => kind === 'changed');
  const older = files.filter(({ kind }) => kind === 'other-suite' || kind === 'lost');
  return [
    ...changed.map(({ file }) => `${file} changed since it was measured, and is left out: killrate run ${file}`),
    ...(older.length === 0
      ? []
      : [`${listSome(older.map(({ file }) => file))}: ${older[0]?.reason}: killrate run says what holds now`]),
  ];
}
