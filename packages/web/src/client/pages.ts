/** Which page stands at which path; each is loaded when it is first asked for. */
import { type ComponentType, lazy } from 'react';

type Load = () => Promise<{ default: ComponentType }>;

/** A page that is loaded once, however often it is asked for. */
function page(ask: Load): { load: Load; Page: ComponentType } {
  const load = () =>
    ask().catch((error: unknown) => {
      throw new Error('The code of this page could not be loaded. Is killrate serve still running?', { cause: error });
    });
  return { load, Page: lazy(load) };
}

const RUN = page(() => import('./pages/run.tsx'));
const NOT_FOUND = page(() => import('./pages/not-found.tsx'));
const PAGES = new Map([
  ['/', page(() => import('./pages/overview.tsx'))],
  ['/survivors', page(() => import('./pages/survivors.tsx'))],
  ['/files', page(() => import('./pages/files.tsx'))],
  ['/file', page(() => import('./pages/file.tsx'))],
  ['/tests', page(() => import('./pages/tests.tsx'))],
  ['/test', page(() => import('./pages/test.tsx'))],
  ['/runs', page(() => import('./pages/runs.tsx'))],
  ['/compare', page(() => import('./pages/compare.tsx'))],
]);

/** The page at `path`; what is nowhere is the page that says so. */
export function pageAt(path: string): ComponentType {
  const isRun = /^\/runs\/[^/]+$/.test(path);
  return (PAGES.get(path) ?? (isRun ? RUN : NOT_FOUND)).Page;
}

/** Loads the code of every page, so that none is waited for, and none is missing while the server is away. */
export function preloadPages(): void {
  for (const path of PAGES.keys()) preloadPage(path);
  RUN.load().catch(() => {});
}

/** Loads the code of the page at `path` ahead of its being asked for. */
export function preloadPage(path: string): void {
  PAGES.get(path)
    ?.load()
    .catch(() => {});
}
