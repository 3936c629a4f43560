/** `GET /api/search`: files, tests and mutants by a part of their names. */
import { SearchQuery, SearchReply } from '@killrate/shared/api';
import { searchState } from '@killrate/shared/store/search';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { toItems } from '../items.ts';
import { addRead } from './route.ts';

const MOST_OF_EACH = 10;

export function addSearchRoute(app: App, dashboard: Dashboard): void {
  addRead(app, dashboard, {
    url: '/api/search',
    summary: 'Files and tests by a part of their names, mutants by the beginning of their keys',
    query: SearchQuery,
    reply: SearchReply,
    empty: () => ({ files: [], tests: [], mutants: [] }),
    answer: (view, { query }) => {
      view.tests();
      const { files, tests, mutants } = searchState(view.database, query.q.trim(), MOST_OF_EACH);
      return { files, tests, mutants: toItems(mutants, view.snapshot, dashboard.sources) };
    },
  });
}
