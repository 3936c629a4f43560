/** Which module holds the page at a path; each is loaded when it is first asked for. */
import type { ComponentType } from 'react';

export type LoadPage = () => Promise<{ default: ComponentType }>;

export const RUN: LoadPage = () => import('./pages/run.tsx');
const NOT_FOUND: LoadPage = () => import('./pages/not-found.tsx');
export const PAGES: Readonly<Record<string, LoadPage>> = {
  '/': () => import('./pages/overview.tsx'),
  '/survivors': () => import('./pages/survivors.tsx'),
  '/files': () => import('./pages/files.tsx'),
  '/file': () => import('./pages/file.tsx'),
  '/tests': () => import('./pages/tests.tsx'),
  '/test': () => import('./pages/test.tsx'),
  '/runs': () => import('./pages/runs.tsx'),
  '/compare': () => import('./pages/compare.tsx'),
};

/** How the page at `path` is loaded; what is nowhere is the page that says so. */
export function codeOf(path: string): LoadPage {
  if (Object.hasOwn(PAGES, path)) return PAGES[path] as LoadPage;
  return /^\/runs\/[^/]+$/.test(path) ? RUN : NOT_FOUND;
}
