/** Whether nothing but test files changed between two suites. */
import { changedEntries } from '../project/fingerprint.ts';
import { hasTestName, isFixture, isOtherRunner, snapshotOwner } from './changed-path.ts';
import type { ModuleGraph } from './module-graph.ts';

/** A hash of everything beside the sources that a verdict depends on, as `suiteManifest` gives it. */
type Manifest = Readonly<Record<string, string>>;

/**
 * The test files that changed, came or went, by themselves or by their snapshots; null where anything else did. A file that another
 * script imports is more than a test. Paths are relative to the project's root.
 */
export function findChangedTests(former: Manifest, present: Manifest, findGraph: () => ModuleGraph): ReadonlySet<string> | null {
  const changed = changedEntries(former, present);
  if (changed.length === 0) return new Set();
  const graph = findGraph();
  const isTest = (path: string): boolean =>
    (graph.modules.get(path)?.record.definesTests ?? hasTestName(path)) &&
    !isFixture(path) &&
    !isOtherRunner(path) &&
    graph.directImportersOf(path).size === 0;
  const tests = new Set(changed.map((path) => snapshotOwner(path) ?? path));
  return [...tests].every(isTest) ? tests : null;
}
