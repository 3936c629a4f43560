/** Telling the test files that Vitest runs from the helpers and data among them. */
import { isScript } from '../project/sources.ts';
import { hasTestName, isFixture, isInTestFolder, isOtherRunner } from './changed-path.ts';
import type { Change } from './impact.ts';

/**
 * The test files: those that earlier runs saw, also where they are gone; scripts that define tests, wherever they lie; and scripts
 * among tests that are named as such, or that lie in a folder of tests with nothing importing them.
 */
export function findTestFiles(
  change: Omit<Change, 'changed' | 'setupFiles' | 'configFiles' | 'before'> & Partial<Pick<Change, 'before'>>,
  setupFiles: ReadonlySet<string>,
): Set<string> {
  const { files, sources, isTest, graph, coveredBy, before } = change;
  const tests = new Set<string>();
  const others = new Set([...sources, ...setupFiles]);
  for (const path of files) {
    if (!isScript(path) || others.has(path)) continue;
    const definesTests = graph.modules.get(path)?.record.definesTests === true && !isFixture(path) && !isOtherRunner(path);
    const isLoose = isInTestFolder(path) && graph.directImportersOf(path).size === 0;
    if (definesTests || (isTest(path) && (hasTestName(path) || isLoose))) tests.add(path);
  }
  for (const coverage of [coveredBy, ...(before ?? []).map((each) => each.coveredBy)]) {
    for (const covering of coverage?.values() ?? []) for (const test of covering) tests.add(test);
  }
  return tests;
}

/** The tests below the nearest folder, from the path upwards, that has any. */
export function testsNear(path: string, tests: ReadonlySet<string>): string[] {
  const parts = path.split('/').slice(0, -1);
  for (let depth = parts.length; depth >= 0; depth--) {
    const folder = parts.slice(0, depth).map((part) => `${part}/`);
    const below = [...tests].filter((test) => test.startsWith(folder.join('')));
    if (below.length > 0) return below;
  }
  return [];
}
