/** What a change asks for less than its base did: targets, sources, floors, rules of the gate. */

import { listSome } from '@killrate/shared/count';
import type { LedgerEntry } from '@killrate/shared/gate/acceptance';
import { describeLimit, isLooser, METRIC_NAMES, type Requirement } from '@killrate/shared/gate/requirement';
import { FINDING_RULE_NAMES } from '@killrate/shared/rules';
import type { FindingsConfig } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { moduleFinder, moduleRequirements } from '../plan.ts';
import type { Project } from '../project/project.ts';
import { findSources } from '../project/sources.ts';
import type { ProjectChange } from './change.ts';

/** A config with the sources it makes of the present files. */
interface View {
  requirementsOf: (file: string) => { module: string; requirements: readonly Requirement[] };
  sources: Set<string>;
}

/** One line for each way in which the present config asks for less than the base's, file by file, put together by module. */
export function loosenedTargets(project: Project, base: LoadedConfig, present: LoadedConfig): string[] {
  const before = viewOf(project, base);
  const now = viewOf(project, present);
  const lines = new Map<string, string[]>();
  const note = (line: string, file: string) => lines.set(line, [...(lines.get(line) ?? []), file]);
  for (const file of before.sources) {
    const was = before.requirementsOf(file);
    if (!now.sources.has(file)) continue;
    const is = now.requirementsOf(file);
    for (const asked of was.requirements) {
      const loss = describeLoss(asked, is.requirements);
      if (loss !== null) note(`${METRIC_NAMES[asked.metric]} of ${was.module}: ${loss}`, file);
    }
  }
  return [...lines].map(([line, files]) => `${line} (${files.length === 1 ? files[0] : `${files.length} files`})`);
}

/** Sources of the base that are still there, in their place or in another, and are measured no more. */
export function noLongerMeasured(
  { baseSources, changed }: Pick<ProjectChange, 'baseSources' | 'changed'>,
  sources: ReadonlySet<string>,
): string[] {
  const touched = new Set(changed.map(({ path }) => path));
  const placesOf = Map.groupBy(
    changed.filter((file) => !file.isDeleted),
    ({ formerPath }) => formerPath,
  );
  const lost = baseSources
    .filter((file) => !sources.has(file))
    .flatMap((file) => {
      const places = touched.has(file) ? (placesOf.get(file) ?? []).map(({ path }) => path) : [file];
      return places.filter((path) => !sources.has(path)).map((path) => (path === file ? file : `${file}, now ${path}`));
    });
  return lost.length === 0 ? [] : [`no longer measured: ${listSome(lost)}`];
}

function describeLoss(asked: Requirement, present: readonly Requirement[]): string | null {
  const now = present.find(({ metric }) => metric === asked.metric);
  if (now === undefined) return `${describeLimit(asked)} before, no target now`;
  if (!isLooser(now, asked)) return null;
  const level = now.level === asked.level ? '' : `, level ${now.level}`;
  return `${describeLimit(asked)} before, ${describeLimit(now)} now${level}`;
}

function viewOf(project: Project, { config, engineOptions }: LoadedConfig): View {
  const moduleOf = moduleFinder(config);
  const modules = moduleRequirements(config);
  const patterns = config.modules.flatMap((module) => module.files);
  return {
    requirementsOf: (file) => {
      const module = moduleOf(file);
      return { module, requirements: modules.filter(({ name }) => name === module).flatMap((own) => own.requirements) };
    },
    sources: new Set(findSources(project, engineOptions.mutate, patterns)),
  };
}

/** Rules of the gate that the present config has softened. */
export function loosenedRules({ config: former }: LoadedConfig, { config: present }: LoadedConfig): string[] {
  const { gate: base } = former;
  const { gate: now } = present;
  return [
    ...loosenedFindings(former.findings, present.findings),
    ...(now.smallChange < base.smallChange ? [`gate.smallChange: ${base.smallChange} before, ${now.smallChange} now`] : []),
    ...(base.newSurvivors === 'everywhere' && now.newSurvivors !== 'everywhere'
      ? [`gate.newSurvivors: ${base.newSurvivors} before, ${now.newSurvivors} now`]
      : []),
    ...(['staleAcceptances', 'loosened'] as const)
      .filter((rule) => base[rule] === 'error' && now[rule] === 'warn')
      .map((rule) => `gate.${rule}: error before, warn now`),
  ];
}

/** Tests that prove nothing may pass where they did not: by their level, their scope, or a rule less. */
function loosenedFindings(base: FindingsConfig, now: FindingsConfig): string[] {
  const isAsked = base.confirmed === 'error' || base.suspect === 'error';
  const turnedOff = FINDING_RULE_NAMES.filter((rule) => now.rules[rule] === 'off' && base.rules[rule] !== 'off');
  return [
    ...(['confirmed', 'suspect'] as const)
      .filter((group) => base[group] === 'error' && now[group] !== 'error')
      .map((group) => `findings.${group}: error before, ${now[group]} now`),
    ...(isAsked && now.newOnly && !base.newOnly ? ['findings.newOnly: false before, true now'] : []),
    ...(isAsked ? turnedOff.map((rule) => `findings.rules: ${rule} is off now`) : []),
  ];
}

/** Floors that the present file has lower, or not at all. */
export function loosenedFloors(base: ReadonlyMap<string, number>, present: ReadonlyMap<string, number>): string[] {
  return [...base].flatMap(([module, floor]) => {
    const now = present.get(module);
    if ((now ?? -1) >= floor) return [];
    return [`floor of ${module}: ${floor} before, ${now === undefined ? 'none' : now} now`];
  });
}

/** What the present config leaves out of the measurement and the base's did not. */
export function newlyLeftOut(base: LoadedConfig, present: LoadedConfig): string[] {
  const added = (name: string, before: readonly string[], now: readonly string[]) =>
    now.filter((item) => !before.includes(item)).map((item) => `${name}: ${item}`);
  return [
    ...added('logging', base.config.logging, present.config.logging),
    ...added('excludeTests', base.config.excludeTests, present.config.excludeTests),
    ...added('mutator.excludedMutations', excludedMutations(base), excludedMutations(present)),
    ...added('ignorers', strings(base.engineOptions.ignorers), strings(present.engineOptions.ignorers)),
  ];
}

function excludedMutations({ engineOptions: { mutator } }: LoadedConfig): string[] {
  return strings((mutator as { excludedMutations?: unknown } | undefined)?.excludedMutations);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Acceptances that the base did not have, as a reviewer reads them. */
export function newAcceptances(base: readonly LedgerEntry[], present: readonly LedgerEntry[]): string[] {
  const before = new Set(base.map(({ key }) => key));
  return present
    .filter(({ key }) => !before.has(key))
    .map(({ key, file, category, reason }) => `${key} in ${file} (${category}): ${reason}`);
}
