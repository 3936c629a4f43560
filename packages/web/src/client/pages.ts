/** The page at each path, as a component that loads its code. */
import { type Later, later } from './later.ts';
import { codeOf, type LoadPage, PAGES, RUN } from './page-code.ts';

const known = new Map<LoadPage, Later<object>>();

function pageOf(code: LoadPage): Later<object> {
  const page = known.get(code) ?? later(() => code().catch(tellFailure));
  known.set(code, page);
  return page;
}

function tellFailure(error: unknown): never {
  throw new Error('The code of this page could not be loaded. Is killrate serve still running?', { cause: error });
}

/** The page at `path`; what is nowhere is the page that says so. */
export function pageAt(path: string): Later<object> {
  return pageOf(codeOf(path));
}

/** Loads the code of every page, so that none is waited for, and none is missing while the server is away. */
export function preloadPages(): void {
  for (const code of [...Object.values(PAGES), RUN]) pageOf(code).load().catch(notYet);
}

/** Loads the code of the page at `path` ahead of its being asked for. */
export function preloadPage(path: string): void {
  pageAt(path).load().catch(notYet);
}

/** What goes wrong ahead comes up again where the page is asked for. */
function notYet(): void {}
