/** The change under judgement: what git says of it, which sources it can matter to, and what the base knew of these. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { JudgedChange } from '@killrate/shared/gate/judge';
import type { BaseMutant } from '@killrate/shared/gate/new-survivors';
import type { Database } from '@killrate/shared/store/open';
import { coveringTestFiles, mutantsOfJob } from '@killrate/shared/store/results';
import { cleanMeasurements } from '@killrate/shared/store/runs';
import { CONFIG_FILES, type LoadedConfig } from '../config/load-config.ts';
import { createImpact, type Impact } from '../impact/project-impact.ts';
import { newStrykerDisables, sameTokens, strykerDisables } from '../impact/tokens.ts';
import { optionsText } from '../project/fingerprint.ts';
import { type ChangedFile, changedFiles, changedLines, fileAt, hasCommit, mergeBase, resolveCommit } from '../project/git.ts';
import type { Project } from '../project/project.ts';
import { hashText } from '../project/project-files.ts';
import { findSources } from '../project/sources.ts';
import { type BaseConfig, loadBaseConfig } from './base-config.ts';
import type { BaseReport } from './base-report.ts';
import { whyGenerated } from './generated.ts';
import { ACCEPTED_FILE, FLOORS_FILE } from './record-files.ts';

/** What changed since the merge base with a ref, before anything is judged. */
export interface ProjectChange {
  /** As it was named. */
  base: string;
  mergeBase: string;
  changed: readonly ChangedFile[];
  /** The sources whose verdicts the change can move, with the reason, by path. */
  affected: ReadonlyMap<string, string>;
  /** The config of the base; null where the change did not touch it. */
  baseConfig: BaseConfig | null;
  impact: Impact;
}

/**
 * Looks at what changed since the merge base of HEAD and `ref`: committed, staged and in the work tree.
 * @throws UserError for an unknown ref, or a clone that does not reach back to the merge base.
 */
export async function findChange(
  database: Database | null,
  project: Project,
  loaded: LoadedConfig,
  ref: string,
): Promise<ProjectChange> {
  const { root } = project;
  const base = mergeBase(root, resolveCommit(root, ref), ref);
  const changed = changedFiles(root, base);
  const isConfigTouched = changed.some(({ path, formerPath }) => isConfig(path) || isConfig(formerPath ?? ''));
  const baseConfig = isConfigTouched ? await loadBaseConfig(root, base) : null;
  const sources = findSources(
    project,
    loaded.engineOptions.mutate,
    loaded.config.modules.flatMap((module) => module.files),
  );
  const impact = createImpact(project, sources, database === null ? null : coveringTestFiles(database));
  const telling = changed.filter((file) => isTelling(root, base, file)).map(({ path }) => path);
  const affected = hasOtherOptions(baseConfig, loaded)
    ? new Map(sources.map((file) => [file, "Stryker's options changed"]))
    : impact(telling);
  return { base: ref, mergeBase: base, changed, affected: new Map([...affected].sort(byName)), baseConfig, impact };
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** A config may import files beside it: whatever is called like one, or lies where one is imported from, counts. */
function isConfig(path: string): boolean {
  return CONFIG_FILES.includes(path) || /(?:^|\/)[^/]*(?:stryker|killrate)[^/]*\.[cm]?[jt]s$/.test(path);
}

function hasOtherOptions(base: BaseConfig | null, present: LoadedConfig): boolean {
  if (base === null) return false;
  return base.kind === 'unreadable' || optionsText(base.loaded) !== optionsText(present);
}

/** Whether a changed file can tell in any verdict: not where only comments or blanks changed, nor what killrate keeps beside the code. */
function isTelling(root: string, base: string, { path, formerPath, isDeleted }: ChangedFile): boolean {
  if (path === ACCEPTED_FILE || path === FLOORS_FILE || CONFIG_FILES.includes(path)) return false;
  if (isDeleted || formerPath !== path) return true;
  if (!existsSync(join(root, path))) return true;
  const before = fileAt(root, base, path);
  if (before === null) return true;
  const after = readFileSync(join(root, path), 'utf8');
  if (path === 'package.json') return !isSameManifest(before, after);
  return !sameTokens(path, before, after);
}

/** The fields of a manifest that decide what code runs, and how. */
const TELLING_FIELDS =
  /^(?:name|type|main|module|browser|exports|imports|sideEffects|(?:dev|peer|optional)?[dD]ependencies|overrides|resolutions|pnpm|workspaces|vitest|vite|babel|browserslist|engines)$/;

function isSameManifest(before: string, after: string): boolean {
  try {
    const telling = (text: string) =>
      Object.entries(JSON.parse(text) as Record<string, unknown>)
        .filter(([name]) => TELLING_FIELDS.test(name))
        .sort(byName);
    return isDeepStrictEqual(telling(before), telling(after));
  } catch {
    return false;
  }
}

/** The change as the gate judges it: with its lines, and the results of the base from the report or else from the store. */
export function toJudgedChange(
  database: Database | null,
  project: Project,
  change: ProjectChange,
  report: BaseReport | null,
): JudgedChange {
  const { root } = project;
  const byPath = new Map(change.changed.filter(({ isDeleted }) => !isDeleted).map((file) => [file.path, file]));
  const baseMutants = new Map<string, readonly BaseMutant[]>();
  const impactSince = rememberImpact(project, change);
  const files = [...change.affected].map(([file, why]) => {
    const former = byPath.get(file)?.formerPath;
    const found = former === null ? [] : baseResults(database, root, change, former ?? file, file, report, impactSince);
    if (found !== null) baseMutants.set(file, found);
    return { file, why, baseline: found === null ? null : report === null ? ('store' as const) : ('report' as const) };
  });
  const lines = [...change.affected.keys()].flatMap((file) => {
    const own = byPath.get(file);
    return own === undefined ? [] : changedLines(root, change.mergeBase, own).map((range) => ({ file, ...range }));
  });
  return {
    base: change.base,
    mergeBase: change.mergeBase.slice(0, 8),
    files,
    lines,
    baseMutants,
    notSurfaced: findGenerated(root, [...change.affected.keys()]),
    isTestChange: (file) => !byPath.has(file),
  };
}

/** What the base knew of a file's mutants; null where nobody measured it there. A new file had none. */
function baseResults(
  database: Database | null,
  root: string,
  { mergeBase: base }: ProjectChange,
  former: string,
  file: string,
  report: BaseReport | null,
  impactSince: (commit: string) => ReadonlyMap<string, string> | null,
): readonly BaseMutant[] | null {
  if (report !== null) return report.get(former) ?? null;
  const text = fileAt(root, base, former);
  if (text === null) return [];
  if (database === null) return null;
  const measured = cleanMeasurements(database, former, hashText(text)).find(
    ({ commit }) => commit === base || impactSince(commit)?.has(file) === false,
  );
  return measured === undefined ? null : mutantsOfJob(database, measured.runId, former);
}

/** Which sources the difference between a commit and the merge base can matter to; null where this clone lacks the commit. */
function rememberImpact({ root }: Project, { mergeBase: base, impact }: ProjectChange) {
  const known = new Map<string, ReadonlyMap<string, string> | null>();
  return (commit: string): ReadonlyMap<string, string> | null => {
    const earlier = known.get(commit);
    if (earlier !== undefined) return earlier;
    const found = hasCommit(root, commit) ? impact(changedFiles(root, commit, base).map(({ path }) => path)) : null;
    known.set(commit, found);
    return found;
  };
}

function findGenerated(root: string, files: readonly string[]): Map<string, string> {
  return new Map(
    files.flatMap((file) => {
      const why = whyGenerated(root, file);
      return why === null ? [] : [[file, why] as const];
    }),
  );
}

/** The `Stryker disable` comments that a change brought, as a reviewer reads them. */
export function newDisables(root: string, { changed, mergeBase: base }: ProjectChange): string[] {
  return changed
    .filter(({ path, isDeleted }) => !isDeleted && existsSync(join(root, path)))
    .flatMap(({ path, formerPath }) => {
      const after = readFileSync(join(root, path), 'utf8');
      const before = formerPath === null ? null : fileAt(root, base, formerPath);
      const found = before === null ? strykerDisables(path, after) : newStrykerDisables(path, before, after);
      return found.map(({ line, text }) => `${path}:${line} ${text}`);
    });
}
