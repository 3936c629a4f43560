/** Whether nothing but test files changed between two suites. */
import { changedEntries } from '../project/fingerprint.ts';
import { isScript } from '../project/sources.ts';
import { snapshotOwner } from './changed-path.ts';
import type { ModuleGraph } from './module-graph.ts';

/** A hash of everything beside the sources that a verdict depends on, as `suiteManifest` gives it. */
type Manifest = Readonly<Record<string, string>>;

export interface ChangedTests {
  /** The test files that changed, came or went, by themselves or by their snapshots; a script that is none has no part in any run. */
  files: ReadonlySet<string>;
  /** These, and the snapshots that did. */
  paths: readonly string[];
}

/**
 * The difference of two suites, as far as it is one of test files; null where anything else changed. What another script imports is more than
 * a test, and so is a snapshot whose test is not where it should be. Paths are relative to the project's root.
 */
export function findChangedTests(former: Manifest, present: Manifest, findGraph: () => ModuleGraph): ChangedTests | null {
  const changed = changedEntries(former, present);
  if (changed.length === 0) return { files: new Set(), paths: [] };
  const graph = findGraph();
  const files = new Set(changed.map((path) => snapshotOwner(path) ?? path));
  const isTest = (path: string): boolean =>
    isScript(path) && !path.startsWith('../') && (former[path] !== undefined || present[path] !== undefined);
  const isAlone = [...changed, ...files].every((path) => graph.directImportersOf(path).size === 0);
  return isAlone && [...files].every(isTest) ? { files, paths: [...new Set([...changed, ...files])] } : null;
}
