/** The tests of an exported report: what each of them does to the mutants. */
import type {
  CoveringTest,
  ExportedReport,
  FindingView,
  TestOrder,
  TestStanding,
  TestStandings,
  TestView,
} from '@killrate/shared/api';
import { type Held, indexHeld } from '@killrate/shared/held';
import type { Mutant, Test } from '@killrate/shared/model';
import { gravestFirst } from '@killrate/shared/rules';
import { unknownTest } from '@killrate/shared/test-id';

/** A test, and by their keys the mutants that it runs and kills. */
export interface ViewedTest {
  view: TestView;
  held: Held;
  covered: string[];
  killed: string[];
}

/** What each test does to the mutants that count, by id: those of changed files do not. */
export function viewTests({ tests, mutants, assessment }: ExportedReport, changed: ReadonlySet<string>): Map<string, ViewedTest> {
  const heldOf = indexHeld(assessment);
  const views = new Map(tests.map((test): [string, ViewedTest] => [test.id, emptyView(test, heldOf(test.id))]));
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
    .map(({ id, view, kill }) => ({
      ...(view === null ? unknownTest(id) : plainTest(view)),
      ...{ kill, verdict: view?.verdict ?? null },
    }));
}

function plainTest({ id, file, name, line, durationMs }: TestView): Test {
  return { id, file, name, line, durationMs };
}

function emptyView(test: Test, held: Held): ViewedTest {
  const { verdict, lead } = held;
  const view = { ...test, covers: 0, kills: 0, killsByAssertion: 0, uniqueKills: 0, verdict, lead };
  return { view, held, covered: [], killed: [] };
}

/** What each order of tests goes by, the greatest first. */
export const TEST_VALUE: Readonly<Record<TestOrder, (test: ViewedTest) => number>> = {
  place: () => 0,
  verdict: ({ held }) => -held.weight,
  kills: ({ view }) => view.kills,
  covers: ({ view }) => view.covers,
  time: ({ view }) => view.durationMs,
};

/** Whether a test is one of those that a list is narrowed to. */
export function hasStanding({ covers, kills, killsByAssertion, verdict }: TestView, standing: TestStanding): boolean {
  switch (standing) {
    case 'all':
      return true;
    case 'kills-nothing':
      return covers > 0 && kills === 0;
    case 'crash-only':
      return kills > 0 && killsByAssertion === 0;
    case 'covers-nothing':
      return covers === 0;
    default:
      return verdict === standing;
  }
}

/** What is held of all tests together; null where they were not looked into. */
export function countStandings({ assessment }: ExportedReport, views: ReadonlyMap<string, ViewedTest>): TestStandings | null {
  if (assessment === null) return null;
  const all = [...views.values()];
  const verdicts: TestStandings['verdicts'] = {};
  const rules = new Map<string, number>();
  for (const { held } of all) {
    if (held.verdict !== null) verdicts[held.verdict] = (verdicts[held.verdict] ?? 0) + 1;
    for (const rule of held.rules) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  const isRedundant = ({ held }: ViewedTest) => held.verdict === 'redundant-candidate' || held.rules.includes('redundant');
  const timeOf = (tests: readonly ViewedTest[]) => tests.reduce((sum, { view }) => sum + view.durationMs, 0);
  return {
    verdicts,
    rules: [...rules]
      .map(([rule, tests]) => ({ rule, tests }))
      .sort((one, other) => other.tests - one.tests || (one.rule < other.rule ? -1 : 1)),
    ...{ redundantMs: timeOf(all.filter(isRedundant)), totalMs: timeOf(all) },
    ...{ whyNotJudged: assessment.whyNotJudged, notes: assessment.notes },
  };
}

/** The findings about a test, the gravest first. */
export function findingsOf({ assessment, findingFeedback }: ExportedReport, id: string): FindingView[] {
  const keys = new Set(assessment?.tests.find((test) => test.id === id)?.findings);
  return (assessment?.findings ?? [])
    .filter(({ key }) => keys.has(key))
    .sort(gravestFirst)
    .map((finding) => ({ ...finding, feedback: findingFeedback[finding.key] ?? null }));
}
