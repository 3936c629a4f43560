import { expect, test } from 'vitest';
import { whenHere, whenMeasuredAnew } from './awaited-mutant.ts';
import { createCache } from './cache.ts';
import { exportedMutant } from './exported-report.fixture.ts';
import { mutantQuery } from './queries.ts';
import type { Source } from './source.ts';

const { module: _module, history: _history, feedback: _feedback, ...mutant } = exportedMutant();

/** Its page where runs found this of it, the newest first; what the project holds of it is of before. */
function pageAfter(...statuses: ('Pending' | 'Killed' | 'Survived' | null)[]): object {
  const history = statuses.toReversed().map((status, index) => ({
    ...{ runId: `run-${index}`, startedAt: '2026-11-20T10:00:00.000Z', status, reason: null },
  }));
  return {
    ...{ mutant, module: 'shop', contextLine: 1, context: null, tests: [], next: null, feedback: null, brief: '' },
    history: history.toReversed(),
  };
}

/** A cache over a server that replies with these pages in turn, the last one for good. */
function cacheOver(...pages: object[]) {
  const read: Source['read'] = async () => ({ kind: 'fresh', body: pages.length > 1 ? pages.shift() : pages[0], tag: null });
  return createCache({ kind: 'server', read, write: () => Promise.reject(new Error('not asked for')), listen: () => () => {} });
}

test.each([['Killed'], ['Survived'], [null]] as const)(
  'what a new run found is told as that run found it, before the project holds it: %s',
  async (status) => {
    const cache = cacheOver(pageAfter('Survived'), pageAfter('Pending', 'Survived'), pageAfter(status, 'Survived'));
    const before = await whenHere(cache, mutant.key);
    const letGo = cache.hold(mutantQuery(mutant.key));
    const found = whenMeasuredAnew(cache, mutant.key, before);
    for (let turn = 0; turn < 3; turn += 1) {
      cache.invalidate();
      for (let part = 0; part < 20; part += 1) await Promise.resolve();
    }
    expect(await found).toMatchObject({ key: mutant.key, status });
    letGo();
  },
);
