/** The change under judgement: what git says of it, which sources it can matter to, and what the base knew of these. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { JudgedChange } from '@killrate/shared/gate/gate-input';
import type { BaseMutant } from '@killrate/shared/gate/new-survivors';
import type { Database } from '@killrate/shared/store/open';
import { CONFIG_FILES, type LoadedConfig } from '../config/load-config.ts';
import { type Coverage, createImpact } from '../impact/project-impact.ts';
import { newStrykerDisables, sameTokens, strykerDisables } from '../impact/tokens.ts';
import { optionsText } from '../project/fingerprint.ts';
import { type ChangedFile, changedFiles, changedLines, fileAt, filesAt, mergeBase, resolveCommit } from '../project/git.ts';
import type { Project } from '../project/project.ts';
import { findSources, isScript } from '../project/sources.ts';
import { type BaseConfig, configTexts, configTextsAt, loadBaseConfig } from './base-config.ts';
import { type BaseMeasurements, createBaseMeasurements } from './base-measurements.ts';
import type { BaseReport } from './base-report.ts';
import { whyGenerated, whyGeneratedText } from './generated.ts';
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
  /** The sources that were measured at the base, by its own config. */
  baseSources: readonly string[];
  /** What the store knows of the base; null without a store. */
  measurements: BaseMeasurements | null;
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
  const isConfigTouched = touchesConfig(root, base, changed);
  const baseConfig = isConfigTouched ? await loadBaseConfig(root, base) : null;
  const sources = sourcesOf(project, loaded);
  const impact = createImpact(project, loaded, sources, database);
  const baseSources = sourcesAt(project, base, baseConfig?.kind === 'loaded' ? baseConfig.loaded : loaded);
  const question = { root, base, changed, sources, impact };
  const measurements = database === null ? null : createBaseMeasurements({ database, ...question });
  const telling = changed.filter((file) => isTelling(root, base, file)).map(({ path }) => path);
  const isSource = new Set(sources);
  const isBeyondSources = telling.some((path) => !isSource.has(path));
  const coveredBy: Coverage = isBeyondSources ? (measurements?.coverage() ?? new Map()) : new Map();
  const affected = hasOtherOptions(baseConfig, loaded)
    ? new Map(sources.map((file) => [file, "Stryker's options changed"]))
    : impact(telling, [{ coveredBy, textOf: (path) => fileAt(root, base, path) }]);
  return {
    base: ref,
    mergeBase: base,
    changed,
    affected: new Map([...affected].sort(byName)),
    baseConfig,
    baseSources,
    measurements,
  };
}

function sourcesOf(project: Project, { engineOptions, config }: LoadedConfig): string[] {
  return findSources(
    project,
    engineOptions.mutate,
    config.modules.flatMap((module) => module.files),
  );
}

/** What a config makes of the files that a commit holds. */
function sourcesAt(project: Project, commit: string, loaded: LoadedConfig): string[] {
  const files = filesAt(project.root, commit).map((path) => ({ path, isSymlink: false }));
  return sourcesOf({ ...project, tree: { ...project.tree, files } }, loaded);
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** A config may import files beside it: what it imports now or did at the base counts, and whatever else is called like one. */
function touchesConfig(root: string, base: string, changed: readonly ChangedFile[]): boolean {
  if (changed.length === 0) return false;
  const files = new Set([...CONFIG_FILES, ...configTexts(root).keys(), ...configTextsAt(root, base).keys()]);
  const isConfig = (path: string) => files.has(path) || /(?:^|\/)[^/]*(?:stryker|killrate)[^/]*\.[cm]?[jt]s$/.test(path);
  return changed.some(({ path, formerPath }) => isConfig(path) || isConfig(formerPath ?? ''));
}

function hasOtherOptions(base: BaseConfig | null, present: LoadedConfig): boolean {
  if (base === null) return false;
  return base.kind === 'unreadable' || optionsText(base.loaded) !== optionsText(present);
}

/** Whether a changed file can tell in any verdict: not where only comments or blanks changed, nor what killrate keeps beside the code. */
function isTelling(root: string, base: string, { path, formerPath, isDeleted }: ChangedFile): boolean {
  if (path === ACCEPTED_FILE || path === FLOORS_FILE || CONFIG_FILES.includes(path)) return false;
  if (isDeleted || formerPath !== path) return true;
  const before = fileAt(root, base, path);
  const after = presentText(root, path);
  if (before === null || after === null) return true;
  if (path === 'package.json') return !isSameManifest(before, after);
  return !sameTokens(path, before, after);
}

/** The text of a file as it is now; null where there is none, as of a submodule. */
function presentText(root: string, path: string): string | null {
  const isFile = statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? readFileSync(join(root, path), 'utf8') : null;
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
  project: Project,
  change: ProjectChange,
  report: BaseReport | null,
  moduleOf: (file: string) => string,
): JudgedChange {
  const { root } = project;
  const byPath = new Map(change.changed.filter(({ isDeleted }) => !isDeleted).map((file) => [file.path, file]));
  const baseMutants = new Map<string, readonly BaseMutant[]>();
  const files = [...change.affected].map(([file, why]) => {
    const former = byPath.get(file)?.formerPath;
    const found = former === null ? [] : baseResults(root, change, former ?? file, file, report);
    if (found !== null) baseMutants.set(file, found);
    return { file, why, baseline: found === null ? null : report === null ? ('store' as const) : ('report' as const) };
  });
  const lines = [...change.affected.keys()].flatMap((file) => {
    const own = byPath.get(file);
    return own === undefined ? [] : changedLines(root, change.mergeBase, own).map((range) => ({ file, ...range }));
  });
  const isDeleted = new Set(change.changed.filter((file) => file.isDeleted).map(({ path }) => path));
  const gone = change.baseSources.filter((file) => isDeleted.has(file)).map((file) => [file, moduleOf(file)] as const);
  return {
    base: change.base,
    mergeBase: change.mergeBase.slice(0, 8),
    files,
    lines,
    baseMutants,
    notSurfaced: findGenerated(root, change),
    gone: new Map(gone),
    isTestChange: (file) => !byPath.has(file),
  };
}

/** What the base knew of a file's mutants; null where nobody measured it there. A new file had none. */
function baseResults(
  root: string,
  { mergeBase: base, measurements }: ProjectChange,
  former: string,
  file: string,
  report: BaseReport | null,
): readonly BaseMutant[] | null {
  if (report !== null) return report.get(former) ?? null;
  if (fileAt(root, base, former) === null) return [];
  return measurements?.resultsOf(file) ?? null;
}

/** A file that was written by hand at the base stays one that is judged, whatever the change says of it. */
function findGenerated(root: string, { affected, changed, mergeBase: base }: ProjectChange): Map<string, string> {
  const byPath = new Map(changed.filter(({ isDeleted }) => !isDeleted).map((file) => [file.path, file]));
  const isMarkedAnew = changed.some(({ path }) => /(?:^|\/)\.gitattributes$/.test(path));
  const wasByHand = (file: string): boolean => {
    const former = byPath.has(file) ? (byPath.get(file)?.formerPath ?? null) : file;
    const text = former === null ? null : fileAt(root, base, former);
    return former !== null && text !== null && whyGeneratedText(former, text) === null;
  };
  return new Map(
    [...affected.keys()].flatMap((file) => {
      const why = whyGenerated(root, file);
      if (why === null) return [];
      const isNews = whyGeneratedText(file, presentText(root, file) ?? '') !== null || isMarkedAnew;
      return isNews && wasByHand(file) ? [] : [[file, why] as const];
    }),
  );
}

/** The `Stryker disable` comments that a change brought, as a reviewer reads them. */
export function newDisables(root: string, { changed, mergeBase: base }: ProjectChange): string[] {
  return changed
    .filter(({ path, isDeleted }) => !isDeleted && isScript(path))
    .flatMap(({ path, formerPath }) => {
      const after = presentText(root, path) ?? '';
      const before = formerPath === null ? null : fileAt(root, base, formerPath);
      const found = before === null ? strykerDisables(path, after) : newStrykerDisables(path, before, after);
      return found.map(({ line, text }) => `${path}:${line} ${text}`);
    });
}
