/** `GET /api/tests` and `GET /api/test`: what each test does to the mutants that it runs. */
import { TestList, TestPage, TestQuery, TestsQuery } from '@killrate/shared/api';
import { presentMutants } from '@killrate/shared/store/mutant-list';
import { countTests, findTest, listTests } from '@killrate/shared/store/test-list';
import type { App } from '../contract.ts';
import { readListCursor, writeCursor } from '../cursor.ts';
import type { Dashboard } from '../dashboard.ts';
import { toItems } from '../items.ts';
import type { View } from '../reader.ts';
import { addRead, NotFound } from './route.ts';

export function addTestRoutes(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/tests',
    summary: 'Tests with what they run and kill',
    query: TestsQuery,
    reply: TestList,
    empty: () => ({ total: 0, killsNothing: 0, isMatrix: false, items: [], nextCursor: null }),
    answer: (view, { query }) => listOf(view, query),
  });
  addRead(app, dashboard, {
    url: '/api/test',
    summary: 'One test with the mutants it kills, and those it runs and does not kill',
    query: TestQuery,
    reply: TestPage,
    dependsOn: (_view, { query }) => dashboard.sources.read(query.id.split(' > ')[0] ?? '')?.hash ?? 'gone',
    empty: ({ query }) => unknownTest(query.id),
    answer: (view, { query }) => pageOf(dashboard, view, query.id),
  });
}

function listOf(view: View, query: TestsQuery): TestList {
  const { database } = view;
  const { verdict, order, cursor, limit, file = null } = query;
  const { killsNothing } = view.tests();
  const { items, next } = listTests(database, { file, verdict }, order, readListCursor(cursor), limit);
  return {
    total: view.once(`tests ${verdict} ${file ?? ''}`, () => countTests(database, { file, verdict })),
    killsNothing,
    // A run stops at the first test that kills: what the others would have done is not known.
    isMatrix: false,
    items,
    nextCursor: writeCursor(next && [next.rank, next.key]),
  };
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
    ...{ killed: items(killed), notKilled: items(notKilled) },
  };
}

function unknownTest(id: string): NotFound {
  return new NotFound(`there is no test ${id.slice(0, 200)}`);
}
