/** The tests of an exported report: what each of them does to the mutants. */
import type { CoveringTest, ExportedReport, TestsQuery, TestView } from '@killrate/shared/api';
import type { Mutant, Test } from '@killrate/shared/model';
import type { z } from 'zod';

/** A test, and by their keys the mutants that it runs and kills. */
interface ViewedTest {
  view: TestView;
  covered: string[];
  killed: string[];
}

/** What each test does to the mutants that count, by id: those of changed files do not. */
export function viewTests({ tests, mutants }: ExportedReport, changed: ReadonlySet<string>): Map<string, ViewedTest> {
  const views = new Map(tests.map((test): [string, ViewedTest] => [test.id, emptyView(test)]));
  for (const { key, file, coveredBy, killedBy } of mutants) {
    if (changed.has(file)) continue;
    for (const id of coveredBy) views.get(id)?.covered.push(key);
    const kills = killedBy.filter(({ test }) => views.has(test));
    for (const { test, kind } of kills) {
      const viewed = views.get(test);
      if (viewed === undefined) continue;
      // A test that kills a mutant runs it, whatever the dry run saw.
      if (viewed.covered.at(-1) !== key) viewed.covered.push(key);
      viewed.killed.push(key);
      if (kind === 'assertion') viewed.view.killsByAssertion += 1;
      if (kills.length === 1) viewed.view.uniqueKills += 1;
    }
  }
  for (const { view, covered, killed } of views.values()) {
    view.covers = covered.length;
    view.kills = killed.length;
  }
  return views;
}

/** The tests of a mutant: those that kill first; then those that run the fewest mutants, the likeliest to be extended. */
export function narrowestFirst(
  { coveredBy, killedBy }: Pick<Mutant, 'coveredBy' | 'killedBy'>,
  views: ReadonlyMap<string, ViewedTest>,
): CoveringTest[] {
  const kills = new Map(killedBy.map(({ test, kind }) => [test, kind]));
  return [...new Set([...kills.keys(), ...coveredBy])]
    .map((id) => ({ id, view: views.get(id)?.view ?? null, kill: kills.get(id) ?? null }))
    .sort(
      (one, other) =>
        Number(other.kill !== null) - Number(one.kill !== null) ||
        (one.view?.covers ?? 0) - (other.view?.covers ?? 0) ||
        (one.id < other.id ? -1 : 1),
    )
    .map(({ id, view, kill }) => ({ ...(view === null ? unknownTest(id) : plainTest(view)), kill }));
}

function plainTest({ id, file, name, line, durationMs }: TestView): Test {
  return { id, file, name, line, durationMs };
}

/** A test that no dry run had: its id is its file, ` > ` and its full name. */
function unknownTest(id: string): Test {
  const [file = id, ...name] = id.split(' > ');
  return { id, file, name: name.join(' > ') || id, line: null, durationMs: 0 };
}

function emptyView(test: Test): ViewedTest {
  return { view: { ...test, covers: 0, kills: 0, killsByAssertion: 0, uniqueKills: 0 }, covered: [], killed: [] };
}

/** What each order of tests goes by, the greatest first. */
export const TEST_VALUE = {
  place: () => 0,
  kills: ({ kills }: TestView) => kills,
  covers: ({ covers }: TestView) => covers,
  time: ({ durationMs }: TestView) => durationMs,
};

/** Whether a test is one of those that a list is narrowed to. */
export function hasVerdict(
  { covers, kills, killsByAssertion }: TestView,
  verdict: z.infer<typeof TestsQuery>['verdict'],
): boolean {
  switch (verdict) {
    case 'all':
      return true;
    case 'kills-nothing':
      return covers > 0 && kills === 0;
    case 'crash-only':
      return kills > 0 && killsByAssertion === 0;
    case 'covers-nothing':
      return covers === 0;
    default:
      return verdict satisfies never;
  }
}
