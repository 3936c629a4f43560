/** `GET /api/mutants` and `GET /api/mutants/:key`: the queue of mutants, and one in full. */

import type { CoveringTest } from '@killrate/shared/api';
import { MutantList, MutantPage, MutantsQuery } from '@killrate/shared/api';
import { briefOf, contextOf } from '@killrate/shared/brief';
import type { Mutant, Test } from '@killrate/shared/model';
import { feedbackOn } from '@killrate/shared/store/feedback';
import { countMutants, fileOfMutant, findPresent, listMutants, type MutantFilter } from '@killrate/shared/store/mutant-list';
import { historyOfMutant, mutantInRun } from '@killrate/shared/store/results';
import { testsInRun } from '@killrate/shared/store/run-tests';
import { breadthOfTests } from '@killrate/shared/store/test-list';
import { z } from 'zod';
import type { App } from '../contract.ts';
import { readListCursor, writeCursor } from '../cursor.ts';
import type { Dashboard } from '../dashboard.ts';
import { acceptanceOf, measuredSource, toItems } from '../items.ts';
import type { View } from '../reader.ts';
import { addRead, NotFound } from './route.ts';

export const MutantParams = z.strictObject({ key: z.string().min(1).max(64) });

export function addMutantRoutes(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/mutants',
    summary: 'Mutants of the project state: filtered, in order of worth or place, paged',
    query: MutantsQuery,
    reply: MutantList,
    empty: () => ({ total: 0, items: [], nextCursor: null }),
    answer: (view, { query }) => listOf(dashboard, view, query),
  });
  addRead(app, dashboard, {
    url: '/api/mutants/:key',
    summary: 'One mutant with its tests, its history and a brief for whoever writes the test',
    params: MutantParams,
    reply: MutantPage,
    dependsOn: ({ database }, { params }) => dashboard.sources.read(fileOfMutant(database, params.key) ?? '')?.hash ?? 'gone',
    empty: ({ params }) => unknownMutant(params.key),
    answer: (view, { params }) => pageOf(dashboard, view, params.key),
  });
}

function listOf({ sources }: Dashboard, { database, snapshot }: View, query: MutantsQuery): MutantList {
  const { status, order, limit } = query;
  const filter: MutantFilter = {
    ...{ status, file: query.file ?? null },
    ...{ module: query.module ?? null, mutator: query.mutator ?? null },
  };
  const { items, next } = listMutants(database, filter, order, readListCursor(query.cursor), limit);
  const isCounted = filter.file === null;
  const counted = snapshot.counts.filter(
    ({ bucket, module, mutator }) =>
      status.includes(bucket) && module === (filter.module ?? module) && mutator === (filter.mutator ?? mutator),
  );
  return {
    total: isCounted ? counted.reduce((sum, { count }) => sum + count, 0) : countMutants(database, filter),
    items: toItems(items, snapshot, sources),
    nextCursor: writeCursor(next && [next.rank, next.key]),
  };
}

function pageOf({ sources }: Dashboard, view: View, key: string): MutantPage | NotFound {
  const { database, snapshot } = view;
  const history = historyOfMutant(database, key);
  const present = findPresent(database, key);
  const runId = present?.runId ?? history[0]?.runId;
  const found = runId === undefined ? null : mutantInRun(database, runId, key);
  if (found === null || runId === undefined) return unknownMutant(key);
  const mutant = { ...found, acceptance: acceptanceOf(found, snapshot) };
  const source = present === null ? null : measuredSource(mutant.file, snapshot, sources);
  const tests = narrowestFirst(view, mutant, testsInRun(database, runId, testIdsOf(mutant)));
  const context = source === null ? null : contextOf(source.text, mutant);
  const module = present?.module ?? snapshot.fileByPath.get(mutant.file)?.source.module ?? '';
  return {
    ...{ mutant, module, tests, history },
    next: snapshot.assessment?.nextTests.find(({ mutants }) => mutants.includes(key)) ?? null,
    contextLine: context?.line ?? mutant.line,
    context: context?.lines ?? null,
    feedback: feedbackOn(database, 'mutant', key),
    brief: briefOf({ mutant, module, source: source?.text ?? null, tests }),
  };
}

function testIdsOf({ coveredBy, killedBy }: Mutant): string[] {
  return [...new Set([...killedBy.map(({ test }) => test), ...coveredBy])];
}

/** Those that kill first; then those that run the fewest mutants: the likeliest to be extended. */
function narrowestFirst(view: View, mutant: Mutant, tests: readonly Test[]): CoveringTest[] {
  view.tests();
  const breadth = breadthOfTests(
    view.database,
    tests.map(({ id }) => id),
  );
  const kills = new Map(mutant.killedBy.map(({ test, kind }) => [test, kind]));
  const verdicts = new Map(view.snapshot.assessment?.tests.map(({ id, verdict }) => [id, verdict]));
  return tests
    .map((test) => ({ ...test, kill: kills.get(test.id) ?? null, verdict: verdicts.get(test.id) ?? null }))
    .sort(
      (one, other) =>
        Number(other.kill !== null) - Number(one.kill !== null) ||
        (breadth.get(one.id) ?? 0) - (breadth.get(other.id) ?? 0) ||
        (one.id < other.id ? -1 : 1),
    );
}

function unknownMutant(key: string): NotFound {
  return new NotFound(`there is no mutant ${key}`);
}
