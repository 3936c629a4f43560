/** Where the reader is: the address bar as a path and a query, in the path itself or, for an exported file, after the hash. */
import { type AnchorHTMLAttributes, type MouseEvent, type ReactNode, useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Place, parsePlace, readable, withQuery } from './address.ts';

/** What `paths.survivors` can be narrowed to. */
export interface SurvivorFilters {
  module?: string;
  mutator?: string;
  status?: string;
  /** Part of a path. */
  file?: string;
  mutant?: string;
}

/** The address of every page. */
export const paths = {
  overview: '/',
  survivors: (filters: SurvivorFilters = {}) => withQuery('/survivors', { ...filters }),
  files: (module?: string) => withQuery('/files', { module }),
  /** `line`: where the mutant stood for whoever leads there, which may be elsewhere now. */
  file: (path: string, mutant?: string, line?: number) => withQuery('/file', { path, mutant, line: line?.toString() }),
  tests: (filters: { verdict?: string; file?: string; rule?: string } = {}) => withQuery('/tests', { ...filters }),
  test: (id: string) => withQuery('/test', { id }),
  runs: '/runs',
  run: (id: string) => `/runs/${encodeURIComponent(id)}`,
  compare: (from?: string, to?: string, fate?: string) => withQuery('/compare', { from, to, fate }),
};

let isHash = false;
const listeners = new Set<() => void>();

/** Chooses where the place is kept; called once, before anything is drawn. A file has no server that knows its paths. */
export function startRouter(mode: 'path' | 'hash'): void {
  isHash = mode === 'hash';
  for (const type of ['popstate', 'hashchange']) window.addEventListener(type, tell);
}

/** What an `href` must be to lead to `to`, a path with an optional query. */
export function hrefOf(to: string): string {
  return isHash ? `#${to}` : to;
}

/** Goes to `to`; with `replace` the place left is not kept in the history. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  const before = current();
  if (to === before) return;
  if (options.replace === true) history.replaceState(null, '', hrefOf(to));
  else history.pushState(null, '', hrefOf(to));
  const isOtherPage = pathOf(before) !== pathOf(to);
  if (isOtherPage) window.scrollTo(0, 0);
  tell();
}

/** The place now; the component is drawn again when it changes. */
export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, current, () => '/');
  return useMemo(() => parsePlace(address), [address]);
}

/** One parameter of the query, and a setter that replaces it in place; null takes it away. */
export function useParam(name: string): [value: string | null, set: (value: string | null) => void] {
  const address = useSyncExternalStore(subscribe, current, () => '/');
  const value = parsePlace(address).query.get(name);
  const set = useCallback((next: string | null) => setParams({ [name]: next }), [name]);
  return [value, set];
}

/** Changes several parameters of the place at once, without a step in the history unless `push` asks for one. */
export function setParams(changes: Record<string, string | null>, options: { push?: boolean } = {}): void {
  const { path, query } = parsePlace(current());
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  go(query.size === 0 ? path : `${path}?${readable(query)}`, { replace: options.push !== true });
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string; children?: ReactNode };

/** An anchor to a page of the dashboard: a plain click stays in the page, any other does what the browser does. */
export function Link({ to, onClick, ...rest }: LinkProps): ReactNode {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain || rest.target !== undefined) return;
    event.preventDefault();
    go(to);
  }
  return <a {...rest} href={hrefOf(to)} onClick={follow} />;
}

function current(): string {
  if (!isHash) return location.pathname + location.search;
  const address = location.hash.slice(1);
  return address.startsWith('/') ? address : '/';
}

function pathOf(address: string): string {
  return parsePlace(address).path;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
