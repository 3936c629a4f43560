/** Which page stands at which path; each is loaded when it is first asked for. */
import { type ComponentType, lazy } from 'react';

type Page = ComponentType;
type Load = () => Promise<{ default?: Page }>;

const FILES = import.meta.glob('./pages/*.tsx') as Record<string, Load>;

const NAME_OF_PATH: Record<string, string> = {
  '/': 'overview',
  '/survivors': 'survivors',
  '/files': 'files',
  '/file': 'file',
  '/tests': 'tests',
  '/test': 'test',
  '/runs': 'runs',
  '/compare': 'compare',
};

const pages = new Map<string, Page>();

/** The page at `path`; what is nowhere is the page that says so. */
export function pageAt(path: string): Page {
  const name = NAME_OF_PATH[path] ?? (/^\/runs\/[^/]+$/.test(path) ? 'run' : 'not-found');
  const known = pages.get(name);
  if (known !== undefined) return known;
  const page = lazy(() => load(name));
  pages.set(name, page);
  return page;
}

/** Loads the code of the page at `path` ahead of its being asked for. */
export function preloadPage(path: string): void {
  const name = NAME_OF_PATH[path];
  if (name !== undefined) load(name).catch(() => {});
}

async function load(name: string): Promise<{ default: Page }> {
  const { default: page } = (await FILES[`./pages/${name}.tsx`]?.()) ?? {};
  if (page === undefined) throw new Error(`There is no page ${name}.`);
  return { default: page };
}
