/** `GET /api/compare`: two runs over what both measured. */
import { CompareQuery, Comparison } from '@killrate/shared/api';
import type { Run } from '@killrate/shared/model';
import { inOrderOfPlace, mutantsAsOfRun } from '@killrate/shared/store/comparison';
import { getRun, modulesOfRun } from '@killrate/shared/store/runs';
import { comparisonOf } from '../comparisons.ts';
import type { App } from '../contract.ts';
import { readListCursor, writeCursor } from '../cursor.ts';
import type { Dashboard } from '../dashboard.ts';
import { toItems } from '../items.ts';
import type { View } from '../reader.ts';
import { withTotals } from '../run-totals.ts';
import { addRead, type NotFound } from './route.ts';
import { unknownRun } from './runs.ts';

export function addCompareRoute(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/compare',
    summary: 'What became of each mutant from one run to another',
    query: CompareQuery,
    reply: Comparison,
    empty: ({ query }) => unknownRun(query.from),
    answer: (view, { query }) => compare(dashboard, view, query),
  });
}

function compare({ sources }: Dashboard, view: View, query: CompareQuery): Comparison | NotFound {
  const { database, snapshot } = view;
  const from = getRun(database, query.from);
  const to = getRun(database, query.to);
  if (from === null) return unknownRun(query.from);
  if (to === null) return unknownRun(query.to);
  const { common, rates, fated } = comparisonOf(view, from, to);
  // What is gone is known by the earlier run only.
  const knower = query.fate === 'gone' ? from : to;
  const inOrder = view.onceForRuns(query.fate, [from, to], () =>
    inOrderOfPlace(
      database,
      knower.id,
      fated[query.fate].map(({ mutantId }) => mutantId),
    ),
  );
  const start = (readListCursor(query.cursor)?.rank ?? -1) + 1;
  const shown = inOrder.slice(start, start + query.limit);
  const fates = new Map(fated[query.fate].map((fate) => [fate.mutantId, fate]));
  const mutants = mutantsAsOfRun(database, knower.id, shown);
  const items = toItems(
    mutants.map(({ mutantId: _, ...mutant }) => mutant),
    snapshot,
    sources,
  );
  const end = start + query.limit;
  return {
    ...{ from: withTotals(view, from), to: withTotals(view, to), common, commonRates: rates },
    counts: {
      ...{ new: fated.new.length, fixed: fated.fixed.length },
      ...{ persistent: fated.persistent.length, gone: fated.gone.length },
    },
    targets: targetsOf(view, from, to),
    items: items.map((mutant, index) => {
      const fate = fates.get(mutants[index]?.mutantId ?? -1);
      return { mutant, from: fate?.from ?? null, to: fate?.to ?? null };
    }),
    nextCursor: writeCursor(end < inOrder.length ? [end - 1, ''] : null),
  };
}

/** Every module of both runs with its target then: one that a run had nothing to do with tells no target of that time. */
function targetsOf({ database }: View, from: Run, to: Run): Comparison['targets'] {
  const former = new Map(modulesOfRun(database, from.id).map(({ name, target }) => [name, target]));
  return modulesOfRun(database, to.id)
    .filter(({ name }) => former.has(name))
    .map(({ name, target }) => ({ module: name, from: former.get(name) ?? null, to: target }));
}
