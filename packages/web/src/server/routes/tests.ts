/** `GET /api/tests` and `GET /api/test`: what each test does to the mutants that it runs. */
import { type FindingView, TestList, TestPage, TestQuery, TestsQuery } from '@killrate/shared/api';
import { gravestFirst } from '@killrate/shared/rules';
import { allFeedback } from '@killrate/shared/store/feedback';
import { presentMutants } from '@killrate/shared/store/mutant-list';
import { countStandings, countTests, findTest, hasKillMatrix, listTests } from '@killrate/shared/store/test-list';
import { fileOfTest } from '@killrate/shared/test-id';
import type { App } from '../contract.ts';
import { readListCursor, writeCursor } from '../cursor.ts';
import type { Dashboard } from '../dashboard.ts';
import { toItems } from '../items.ts';
import type { View } from '../reader.ts';
import { addRead, NotFound } from './route.ts';

export function addTestRoutes(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/tests',
    summary: 'Tests with what they run and kill, and what is held of them',
    query: TestsQuery,
    reply: TestList,
    empty: () => ({ total: 0, killsNothing: 0, isMatrix: false, standings: null, items: [], nextCursor: null }),
    answer: (view, { query }) => listOf(view, query),
  });
  addRead(app, dashboard, {
    url: '/api/test',
    summary: 'One test with the mutants it kills, and those it runs and does not kill',
    query: TestQuery,
    reply: TestPage,
    dependsOn: (_view, { query }) => dashboard.sources.read(fileOfTest(query.id))?.hash ?? 'gone',
    empty: ({ query }) => unknownTest(query.id),
    answer: (view, { query }) => pageOf(dashboard, view, query.id),
  });
}

function listOf(view: View, query: TestsQuery): TestList {
  const { database } = view;
  const { verdict, order, cursor, limit, file = null, rule = null } = query;
  const { killsNothing } = view.tests();
  const filter = { file, verdict, rule };
  const { items, next } = listTests(database, filter, order, readListCursor(cursor), limit);
  return {
    total: view.once(`tests ${JSON.stringify(filter)}`, () => countTests(database, filter)),
    killsNothing,
    ...{ isMatrix: isMatrixOf(view), standings: standingsOf(view), items },
    nextCursor: writeCursor(next && [next.rank, next.key]),
  };
}

/** A run without a matrix stops at the first test that kills: what the others would have done is not known. */
export function isMatrixOf(view: View): boolean {
  const { assessment } = view.snapshot;
  // Whoever looked into the tests knows it to the mutant.
  if (assessment !== null) return assessment.whyNotJudged === null;
  return view.once('is matrix', () => hasKillMatrix(view.database));
}

function standingsOf(view: View): TestList['standings'] {
  const { assessment } = view.snapshot;
  if (assessment === null) return null;
  const { whyNotJudged, notes } = assessment;
  return { ...view.once('standings', () => countStandings(view.database)), whyNotJudged, notes };
}

function pageOf({ sources }: Dashboard, view: View, id: string): TestPage | NotFound {
  const deeds = view.tests();
  const found = findTest(view.database, id);
  if (found === null) return unknownTest(id);
  const { killed, notKilled } = deeds.of(found.number);
  const items = (mutantIds: readonly number[]) => toItems(presentMutants(view.database, mutantIds), view.snapshot, sources);
  return {
    test: found.test,
    source: sources.read(found.test.file)?.text ?? null,
    ...{ isMatrix: isMatrixOf(view), findings: findingsOf(view, id) },
    nextTests: view.snapshot.assessment?.nextTests.filter(({ nearestTest }) => nearestTest === id) ?? [],
    ...{ killed: items(killed), notKilled: items(notKilled) },
  };
}

function findingsOf({ database, snapshot: { assessment } }: View, id: string): FindingView[] {
  const keys = new Set(assessment?.tests.find((test) => test.id === id)?.findings);
  if (assessment === null || keys.size === 0) return [];
  const said = allFeedback(database, 'finding');
  return assessment.findings
    .filter(({ key }) => keys.has(key))
    .sort(gravestFirst)
    .map((finding) => ({ ...finding, feedback: said.get(finding.key) ?? null }));
}

function unknownTest(id: string): NotFound {
  return new NotFound(`there is no test ${id.slice(0, 200)}`);
}
