/** What a run is to watch of the assertions of the tests. */
import { realpathSync } from 'node:fs';
import { type AssertionsToWatch, placeOf, type SiteId } from './engine/assertions/watched.ts';
import type { StaticFile } from './findings/flag.ts';
import { TAUTOLOGY_RULES } from './findings/fusion-verdict.ts';
import { assessFiles } from './findings/static/assess.ts';
import { type Coverage, findTestFilesOf } from './impact/project-impact.ts';
import { hashText } from './project/project-files.ts';
import { findSources, matchInOrder } from './project/sources.ts';
import type { RunContext } from './run-context.ts';

/**
 * Reads the tests that may have to do with the sources of a run. `root` is that of the copy that is measured; `coveredBy` is what earlier
 * runs saw; with `isAll` every assertion is compared.
 */
export function assertionsToWatch(
  { project, loaded, plan }: Pick<RunContext, 'project' | 'loaded' | 'plan'>,
  root: string,
  { coveredBy, isAll }: { coveredBy: Coverage | null; isAll: boolean },
): AssertionsToWatch {
  const { config, engineOptions } = loaded;
  const sources = findSources(
    project,
    engineOptions.mutate,
    config.modules.flatMap((module) => module.files),
  );
  const isLeftOut = matchInOrder(config.excludeTests, { dot: true });
  const files = findTestFilesOf(project, loaded, sources, coveredBy).filter((file) => !isLeftOut(file));
  const read = isAll ? [] : assessFiles(realpathSync(root), files);
  return {
    sources: [...new Set([...sources, ...plan.jobs.map(({ file }) => file)])],
    compared: isAll ? 'all' : doubtedAssertions(read),
    guarded: guardedAssertions(read),
  };
}

/** Gives a hash of the places in a script that are looked at under mutants: what is told of them is of no use for others. */
export function placesLookedAt({ compared, guarded }: AssertionsToWatch): (file: string) => string {
  const sites = compared === 'all' ? [] : compared.map((site) => [site, 'compared'] as const);
  const all = [...sites, ...guarded.map((site) => [site, 'guarded'] as const)].sort();
  const byFile = Map.groupBy(all, ([site]) => placeOf(site).file);
  return (file) => hashText(JSON.stringify([compared === 'all', byFile.get(file) ?? []]));
}

/** The assertions that a rule doubts, or would if it knew more, and that have to be watched to know. */
function doubtedAssertions(read: readonly StaticFile[]): SiteId[] {
  const flags = read.flatMap((file) => [...file.flags, ...file.tests.flatMap((test) => test.flags)]);
  const possible = read.flatMap(({ tests }) => tests.flatMap(({ mayCompareItself = [] }) => mayCompareItself));
  const doubted = [...flags.filter(({ rule }) => TAUTOLOGY_RULES.has(rule)), ...possible];
  return [...new Set(doubted.map(({ file, line, column }) => `${file}:${line}:${column}`))];
}

/** The assertions of tests that a mutant may let pass without any of them. */
function guardedAssertions(read: readonly StaticFile[]): SiteId[] {
  const tests = read.flatMap((file) => file.tests);
  return tests.flatMap(({ file, guarded = [] }) => guarded.map(({ line, column }) => `${file}:${line}:${column}`));
}
