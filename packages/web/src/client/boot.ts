/** What the document loads first: everything the page at this address needs is asked for at once, its code and its data. */
import { askEarly } from './early.ts';
import { firstReads } from './first-reads.ts';
import { codeOf } from './page-code.ts';

askEarly(firstReads(location.pathname + location.search));
// What fails here is asked for again, and told, where it is needed.
codeOf(location.pathname)().catch(() => {});
import('./main.tsx').catch(() => {
  const root = document.getElementById('root');
  if (root !== null) root.textContent = 'The dashboard could not be loaded. Is killrate serve still running?';
});
