/** One file's mutants in the two numberings that Stryker gives them, and the part of the dry run that concerns them. */

import type { EngineMutant } from '../engine.ts';
import type { ObservedTest } from '../vitest/observe.ts';
import type { Coverage, WireDryRun, WireMutant } from './protocol.ts';

/** What the dry run showed of one file. */
export interface MeasuredFile {
  mutants: EngineMutant[];
  /** Stryker's ids of these mutants where all files are instrumented together, as in the dry run. */
  suiteIds: number[];
  /**
   * Stryker's ids where the file is instrumented alone, by index. Ids have gaps where Stryker dropped a mutant again, and a
   * gap between two files cannot be told to belong to either: so this is a guess until the first child process confirms it.
   */
  ownIds: number[];
}

/** The tests that run for the mutant with this id: all of each file that covers it, as tests of a file may build on each other. */
export function testsFor(work: Work, ownId: string): ObservedTest[] {
  const covering = work.tests.filter((test) => work.coverage.perTest[test.id]?.[ownId] !== undefined).map((test) => test.file);
  const files = new Set([...covering, ...(work.staticFiles[ownId] ?? [])]);
  return work.tests.filter((test) => files.has(test.file));
}

/** What a measurement needs of the dry run. Everything is in the numbering of the file alone. */
export interface Work {
  tests: ObservedTest[];
  coverage: Coverage;
  /** Test files to run for a static mutant, by mutant id. */
  staticFiles: Record<string, string[]>;
}

/** Selects the work for the mutants with these indices; the others get no coverage, so that Stryker passes them over. */
export function selectWork(file: MeasuredFile, wanted: ReadonlySet<number>, suite: WireDryRun, coverage: Coverage): Work {
  const ownIdOf = new Map([...wanted].map((index) => [String(file.suiteIds[index]), String(file.ownIds[index])]));
  const toOwn = (hits: Record<string, number>): Record<string, number> => {
    const own = Object.entries(hits).map(([id, count]) => [ownIdOf.get(id), count] as const);
    return Object.fromEntries(own.filter(([id]) => id !== undefined));
  };
  const hitsOfTests = Object.entries(coverage.perTest).map(([test, hits]) => [test, toOwn(hits)] as const);
  const perTest = Object.fromEntries(hitsOfTests.filter(([, hits]) => Object.keys(hits).length > 0));
  const staticFiles: Work['staticFiles'] = {};
  for (const index of wanted) {
    if (file.mutants[index]?.isStatic !== true) continue;
    const [suiteId, ownId] = [String(file.suiteIds[index]), String(file.ownIds[index])];
    const executing = suite.tests.filter((test) => perTest[test.id]?.[ownId] !== undefined).map((test) => test.file);
    staticFiles[ownId] = [...new Set([...filesEvaluating(suite, suiteId), ...executing])];
  }
  const covering = suite.tests.filter((test) => perTest[test.id] !== undefined).map((test) => test.file);
  const files = new Set([...covering, ...Object.values(staticFiles).flat()]);
  const tests = suite.tests.filter((test) => test.outcome === 'passed' && files.has(test.file));
  return { tests, coverage: { static: toOwn(coverage.static), perTest }, staticFiles };
}

/** Where test files share a worker, only the first one to import the module evaluates a static mutant: all have to run. */
function filesEvaluating(suite: WireDryRun, suiteId: string): string[] {
  const files = Object.entries(suite.staticByFile);
  return files.filter(([, ids]) => !suite.isIsolated || ids.includes(suiteId)).map(([name]) => name);
}

/** Stryker's ids for these mutants in another numbering, matched by their order; null where they are not the same mutants. */
export function numberAlike(planned: readonly EngineMutant[], wires: readonly WireMutant[]): number[] | null {
  const sorted = wires.toSorted((a, b) => Number(a.id) - Number(b.id));
  const areSame = sorted.length === planned.length && sorted.every((wire, index) => isSame(planned[index], wire));
  return areSame ? sorted.map((wire) => Number(wire.id)) : null;
}

function isSame(planned: EngineMutant | undefined, wire: WireMutant): boolean {
  return (
    planned !== undefined &&
    planned.line === wire.line &&
    planned.column === wire.column &&
    planned.mutator === wire.mutator &&
    planned.replacement === wire.replacement
  );
}
