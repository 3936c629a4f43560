/** Every question the pages ask, one typed function each, and the hooks that ask them. */
import {
  type AcceptBody,
  AcceptReply,
  Comparison,
  Done,
  type EditorBody,
  type Fate,
  type FeedbackBody,
  FileList,
  FilePage,
  MutantList,
  MutantPage,
  Overview,
  ProjectView,
  RunList,
  RunPage,
  SearchReply,
  type StartRunBody,
  TestList,
  TestPage,
} from '@killrate/shared/api';
import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { withQuery } from './address.ts';
import { type Cache, parseReply, type Query, type QueryState } from './cache.ts';
import type { Source } from './source.ts';

/** A reply that is one part of a list. */
export interface ListReply<Item> {
  total?: number;
  items: Item[];
  nextCursor: string | null;
}

type Params = Record<string, string | undefined>;
type Cursor = string | undefined;

function query<Value>(path: string, schema: z.ZodType<Value>, params: Params = {}): Query<Value> {
  return { url: withQuery(path, params), schema };
}

export const projectQuery = () => query('/api/project', ProjectView);
export const overviewQuery = () => query('/api/overview', Overview);
export const filesQuery = (filters: { module?: string } = {}, cursor?: Cursor) =>
  query('/api/files', FileList, { ...filters, cursor });
export const fileQuery = (path: string) => query('/api/file', FilePage, { path });
export const mutantsQuery = (
  filters: { status?: string; module?: string; mutator?: string; file?: string; order?: string; limit?: string } = {},
  cursor?: Cursor,
) => query('/api/mutants', MutantList, { ...filters, cursor });
export const mutantQuery = (key: string) => query(`/api/mutants/${encodeURIComponent(key)}`, MutantPage);
export const testsQuery = (filters: { file?: string; verdict?: string; rule?: string; order?: string } = {}, cursor?: Cursor) =>
  query('/api/tests', TestList, { ...filters, cursor });
export const testQuery = (id: string) => query('/api/test', TestPage, { id });
export const runsQuery = (cursor?: Cursor) => query('/api/runs', RunList, { cursor });
export const runQuery = (id: string) => query(`/api/runs/${encodeURIComponent(id)}`, RunPage);
export const compareQuery = (from: string, to: string, fate: Fate, cursor?: Cursor) =>
  query('/api/compare', Comparison, { from, to, fate, cursor });
export const searchQuery = (q: string) => query('/api/search', SearchReply, { q });

/** Writes the decision to live with a survivor; resolves when the ledger has it. */
export async function sendAcceptance(source: Source, key: string, body: z.input<typeof AcceptBody>): Promise<AcceptReply> {
  return parseReply(AcceptReply, await source.write('POST', `/api/mutants/${encodeURIComponent(key)}/acceptance`, body));
}

/** Takes that decision back. */
export async function takeBackAcceptance(source: Source, key: string): Promise<AcceptReply> {
  return parseReply(AcceptReply, await source.write('DELETE', `/api/mutants/${encodeURIComponent(key)}/acceptance`, undefined));
}

export async function sendFeedback(source: Source, key: string, verdict: FeedbackBody['verdict']): Promise<void> {
  parseReply(Done, await source.write('POST', `/api/mutants/${encodeURIComponent(key)}/feedback`, { verdict }));
}

/** Says whether a finding about a test was worth looking at. */
export async function sendFindingFeedback(source: Source, key: string, verdict: FeedbackBody['verdict']): Promise<void> {
  parseReply(Done, await source.write('POST', `/api/findings/${encodeURIComponent(key)}/feedback`, { verdict }));
}

/** Opens a file at a line in the editor of whoever started the server. */
export async function openEditor(source: Source, body: EditorBody): Promise<void> {
  parseReply(Done, await source.write('POST', '/api/editor', body));
}

/** Asks the server to start a run; resolves when it has begun, not when it is done. */
export async function startRun(source: Source, body: StartRunBody): Promise<void> {
  await source.write('POST', '/api/run', body);
}

/** Asks the server to stop the run at work; what it measured stays. */
export async function cancelRun(source: Source): Promise<void> {
  await source.write('DELETE', '/api/run', undefined);
}

const CacheContext = createContext<Cache | null>(null);
export const CacheProvider = CacheContext.Provider;

export function useCache(): Cache {
  const cache = useContext(CacheContext);
  if (cache === null) throw new Error('no CacheProvider');
  return cache;
}

export type Resource<Value> = QueryState<Value> & {
  retry: () => void;
  /** `data` answers the query before this one, until this one's answer is here. */
  isPrevious: boolean;
};

/**
 * The answer to `query`, kept fresh; null asks nothing. With `keepsPrevious`, the last answer stays while a changed query
 * is asked, so that a filter does not blank the page.
 */
export function useQuery<Value>(
  query: Query<Value> | null,
  { keepsPrevious = false }: { keepsPrevious?: boolean } = {},
): Resource<Value> {
  const cache = useCache();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a query is what its address is
  const read = useCallback(() => (query === null ? IDLE : cache.state(query)), [cache, query?.url]);
  const state = useSyncExternalStore(cache.subscribe, read, read) as QueryState<Value>;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a query is what its address is
  useEffect(() => (query === null ? undefined : cache.hold(query)), [cache, query?.url]);

  const previous = useRef<Value | null>(null);
  useEffect(() => {
    if (state.data !== null) previous.current = state.data;
  }, [state.data]);
  const isPrevious = keepsPrevious && state.data === null && state.error === null && previous.current !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a query is what its address is
  const retry = useCallback(() => {
    if (query !== null) cache.retry(query);
  }, [cache, query?.url]);
  return { ...state, data: isPrevious ? previous.current : state.data, isPrevious, retry };
}

const IDLE: QueryState<never> = { data: null, error: null, isUnreachable: false, isFetching: false };

export interface PagedResource<Item, Reply> {
  items: Item[];
  total: number | null;
  /** The first part's reply, for what else it says. */
  first: Reply | null;
  error: string | null;
  isUnreachable: boolean;
  isFetching: boolean;
  isPrevious: boolean;
  hasMore: boolean;
  more: () => void;
  retry: () => void;
}

/**
 * A list read part by part: `makeQuery` makes the query of one part from its cursor. `more` asks for the next one.
 * All parts on show are kept fresh.
 */
export function usePages<Item, Reply extends ListReply<Item>>(
  makeQuery: (cursor: string | undefined) => Query<Reply>,
): PagedResource<Item, Reply> {
  const cache = useCache();
  const firstUrl = makeQuery(undefined).url;
  const [asked, setAsked] = useState({ url: firstUrl, parts: 1 });
  const parts = asked.url === firstUrl ? asked.parts : 1;

  const version = useRef(0);
  useSyncExternalStore(
    useCallback(
      (listener) =>
        cache.subscribe(() => {
          version.current += 1;
          listener();
        }),
      [cache],
    ),
    () => version.current,
    () => 0,
  );

  const queries: Query<Reply>[] = [];
  const states: QueryState<Reply>[] = [];
  let cursor: string | undefined;
  for (let part = 0; part < parts; part += 1) {
    const query = makeQuery(cursor);
    const state = cache.state(query);
    queries.push(query);
    states.push(state);
    const next = state.data?.nextCursor ?? null;
    if (next === null) break;
    cursor = next;
  }
  const urls = queries.map(({ url }) => url).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the queries are what their addresses are
  useEffect(() => {
    const releases = queries.map((query) => cache.hold(query));
    return () => {
      for (const release of releases) release();
    };
  }, [cache, urls]);

  const isWhole = states.every(({ data }) => data !== null);
  const previous = useRef<{ url: string; replies: Reply[] } | null>(null);
  const replies = states.flatMap(({ data }) => (data === null ? [] : [data]));
  // While parts are read anew after a change, or under another filter, the list before stays.
  const shown =
    isWhole || previous.current === null || previous.current.replies.length < replies.length ? replies : previous.current.replies;
  useEffect(() => {
    if (isWhole) previous.current = { url: firstUrl, replies };
  });
  const failed = states.find(({ error }) => error !== null);
  const last = shown.at(-1);
  return {
    items: useStable(shown.flatMap(({ items }) => items)),
    total: shown[0]?.total ?? null,
    first: shown[0] ?? null,
    error: failed?.error ?? null,
    isUnreachable: failed?.isUnreachable ?? false,
    isFetching: states.some(({ isFetching }) => isFetching),
    isPrevious: !isWhole && failed === undefined && shown !== replies,
    hasMore: last !== undefined && last.nextCursor !== null,
    more: useCallback(() => setAsked({ url: firstUrl, parts: parts + 1 }), [firstUrl, parts]),
    retry: () => {
      for (const query of queries) if (cache.state(query).error !== null) cache.retry(query);
    },
  };
}

/** The same array as long as it holds the same items, so that lists are not drawn again for nothing. */
function useStable<Item>(items: Item[]): Item[] {
  const kept = useRef(items);
  const isSame = kept.current.length === items.length && kept.current.every((item, index) => item === items[index]);
  if (!isSame) kept.current = items;
  return kept.current;
}
