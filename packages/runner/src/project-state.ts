/** The project state: for each source file its latest result that still holds, and what does not hold any more, with the reason. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applyLedger, type LedgerEntry, type StaleEntry } from '@killrate/shared/gate/acceptance';
import { listSome } from '@killrate/shared/gate/judge';
import type { Mutant, Run, Test } from '@killrate/shared/model';
import type { Database } from '@killrate/shared/store/open';
import {
  coveringTestFiles,
  type FilePlan,
  hashOfKeys,
  measuredFiles,
  mutantsOfState,
  plansOfState,
  testsOfState,
} from '@killrate/shared/store/results';
import { listRuns, manifestOfSuite, suitesOfState } from '@killrate/shared/store/runs';
import type { LoadedConfig } from './config/load-config.ts';
import { readLedger } from './gate/record-files.ts';
import { createImpact } from './impact/project-impact.ts';
import { type ModuleRequirements, moduleFinder, moduleRequirements } from './plan.ts';
import { hashManifest, OPTIONS_ENTRY, PACKAGES_ENTRY, suiteManifest, VERSIONS_ENTRY } from './project/fingerprint.ts';
import type { Project } from './project/project.ts';
import { hashFile } from './project/project-files.ts';
import { findSources } from './project/sources.ts';

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
  const measured = new Map(measuredFiles(database).map((each) => [each.file, each.sourceHash]));
  const named = [...measured.keys()].filter((file) => existsSync(join(project.root, file)));
  const isSource = new Set(sources);
  const paths = [...new Set([...sources, ...named])].sort();
  const contents = new Map(paths.map((file) => [file, hashFile(join(project.root, file))]));
  const known = new Map([...contents].filter(([file, hash]) => measured.get(file) === hash));
  const found = mutantsOfState(database, known);
  const outdated = outdatedBySuite(database, project, loaded, paths, known);
  const lost = findLost(found, plansOfState(database));
  const files = paths.map((file): FileState => {
    const common = { file, module: moduleOf(file), contentHash: contents.get(file) ?? '', isSource: isSource.has(file) };
    if (!measured.has(file)) return { ...common, kind: 'unmeasured', reason: 'it was never measured' };
    if (!known.has(file)) return { ...common, kind: 'changed', reason: 'it changed since it was measured' };
    const loss = lost.get(file);
    if (loss !== undefined) return { ...common, kind: 'lost', reason: loss };
    const reason = outdated.get(file);
    return reason === undefined ? { ...common, kind: 'current', reason: null } : { ...common, kind: 'other-suite', reason };
  });
  const ledger = readLedger(project.root);
  const isKnown = (file: string) => known.has(file) || !existsSync(join(project.root, file));
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
function findLost(mutants: readonly Mutant[], plans: ReadonlyMap<string, FilePlan>): Map<string, string> {
  const ofFile = Map.groupBy(mutants, ({ file }) => file);
  const lost = new Map<string, string>();
  for (const [file, { count, hash }] of plans) {
    if (count === null) continue;
    const own = ofFile.get(file) ?? [];
    if (own.length !== count) lost.set(file, `${own.length} of its ${count} planned mutants have a result`);
    else if (hashOfKeys(own.map(({ key }) => key)) !== hash) lost.set(file, 'its results are of other mutants than were planned');
  }
  return lost;
}

/** Which files were measured with a suite that changed since in a way that can matter to them, and what it was. */
function outdatedBySuite(
  database: Database,
  project: Project,
  loaded: LoadedConfig,
  sources: readonly string[],
  known: ReadonlyMap<string, string>,
): Map<string, string> {
  const present = suiteManifest(project, loaded);
  const presentHash = hashManifest(present);
  const others = suitesOfState(database).filter(
    ({ file, sourceHash, suiteHash }) => known.get(file) === sourceHash && suiteHash !== presentHash,
  );
  const outdated = new Map<string, string>();
  if (others.length === 0) return outdated;
  const impact = createImpact(project, sources, coveringTestFiles(database));
  for (const [suiteHash, measured] of Map.groupBy(others, (each) => each.suiteHash)) {
    const affected = affectedBy(manifestOfSuite(database, suiteHash), present, impact);
    for (const { file } of measured) {
      const why = typeof affected === 'string' ? affected : affected.get(file);
      if (why !== undefined) outdated.set(file, `it was measured before ${why}`);
    }
  }
  return outdated;
}

/** What changed from one suite to another that matters to everything, or else what matters to which file. */
function affectedBy(
  former: Readonly<Record<string, string>> | null,
  present: Readonly<Record<string, string>>,
  impact: (changed: readonly string[]) => Map<string, string>,
): string | Map<string, string> {
  if (former === null) return 'killrate kept account of tests and config';
  const changed = [...new Set([...Object.keys(former), ...Object.keys(present)])].filter(
    (name) => former[name] !== present[name],
  );
  if (changed.includes(OPTIONS_ENTRY)) return "Stryker's options changed";
  if (changed.includes(VERSIONS_ENTRY)) return 'the versions of Node, Vitest or killrate changed';
  if (changed.includes(PACKAGES_ENTRY)) return 'the installed packages changed';
  return impact(changed);
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
