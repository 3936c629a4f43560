/** What was read already, by address: shown at once, and read again when the server says that something changed. */
import type { z } from 'zod';
import { type Source, Unreachable } from './source.ts';

/** A question to the source: its address, and what the answer must be. */
export interface Query<Value> {
  url: string;
  schema: z.ZodType<Value>;
}

/** How far a query got. `data` stays while it is read again, and when that fails. */
export interface QueryState<Value> {
  data: Value | null;
  error: string | null;
  /** The source did not answer at all; it is asked again by itself. */
  isUnreachable: boolean;
  isFetching: boolean;
}

export interface Cache {
  source: Source;
  subscribe(listener: () => void): () => void;
  state<Value>(query: Query<Value>): QueryState<Value>;
  /** Reads the query where that is due and keeps it fresh until released. */
  hold<Value>(query: Query<Value>): () => void;
  /** Reads the query if it was not read yet, for a page that is likely next. */
  prefetch<Value>(query: Query<Value>): void;
  /** Shows `change` of what is known before the source confirms it; the returned function takes that back. */
  patch<Value>(query: Query<Value>, change: (value: Value) => Value): () => void;
  /** Everything may have changed: what is on the screen is read again, the rest when it is asked for. */
  invalidate(): void;
  /** Reads again what failed. */
  retry<Value>(query: Query<Value>): void;
}

interface Entry {
  query: Query<unknown>;
  state: QueryState<unknown>;
  tag: string | null;
  readAtMs: number;
  isStale: boolean;
  holders: number;
  abort: AbortController | null;
  isDueAgain: boolean;
}

const NOTHING: QueryState<never> = { data: null, error: null, isUnreachable: false, isFetching: true };
const FRESH_MS = 60_000;
const KEPT = 300;

/** A cache over `source`; `now` in milliseconds. */
export function createCache(source: Source, now: () => number = Date.now): Cache {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();

  function entryOf(query: Query<unknown>): Entry {
    const known = entries.get(query.url);
    if (known !== undefined) {
      // The least recently used come first.
      entries.delete(query.url);
      entries.set(query.url, known);
      return known;
    }
    const entry = {
      query,
      state: NOTHING,
      tag: null,
      readAtMs: 0,
      isStale: true,
      holders: 0,
      abort: null,
      isDueAgain: false,
    } satisfies Entry;
    entries.set(query.url, entry);
    forgetOldest();
    return entry;
  }

  function forgetOldest(): void {
    if (entries.size <= KEPT) return;
    for (const [url, entry] of entries) {
      if (entries.size <= KEPT) return;
      if (entry.holders === 0 && entry.abort === null) entries.delete(url);
    }
  }

  function show(entry: Entry, change: Partial<QueryState<unknown>>): void {
    entry.state = { ...entry.state, ...change };
    for (const listener of listeners) listener();
  }

  function read(entry: Entry): void {
    if (entry.abort !== null) {
      entry.isDueAgain = true;
      return;
    }
    const abort = new AbortController();
    entry.abort = abort;
    entry.isStale = false;
    entry.isDueAgain = false;
    show(entry, { isFetching: true });
    readParsed(source, entry.query, entry.state.data === null ? null : entry.tag, abort.signal)
      .then(
        (reply) => {
          if (abort.signal.aborted) return;
          entry.readAtMs = now();
          const settled = { error: null, isUnreachable: false, isFetching: false };
          if (reply.kind === 'same') return show(entry, settled);
          entry.tag = reply.tag;
          show(entry, { data: reply.data, ...settled });
        },
        (error: unknown) => {
          entry.isStale = true;
          if (abort.signal.aborted) return;
          const message = error instanceof Error ? error.message : String(error);
          show(entry, { error: message, isUnreachable: error instanceof Unreachable, isFetching: false });
        },
      )
      .finally(() => {
        if (entry.abort === abort) entry.abort = null;
        if (entry.isDueAgain && entry.holders > 0) read(entry);
      });
  }

  function isDue(entry: Entry): boolean {
    return entry.isStale || entry.isDueAgain || now() - entry.readAtMs > FRESH_MS;
  }

  return {
    source,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state<Value>(query: Query<Value>) {
      return (entries.get(query.url)?.state ?? NOTHING) as QueryState<Value>;
    },
    hold(query) {
      const entry = entryOf(query as Query<unknown>);
      entry.holders += 1;
      if (entry.abort === null && isDue(entry)) read(entry);
      return () => {
        entry.holders -= 1;
        // A quick walk through a list asks for much that nobody waits for any more. A tick later, a new holder may have come.
        setTimeout(() => {
          if (entry.holders > 0 || entry.abort === null || entry.state.data !== null) return;
          entry.abort.abort();
          entry.abort = null;
          entry.isStale = true;
        });
      };
    },
    prefetch(query) {
      const entry = entryOf(query as Query<unknown>);
      if (entry.abort === null && isDue(entry)) read(entry);
    },
    patch<Value>(query: Query<Value>, change: (value: Value) => Value) {
      const entry = entries.get(query.url);
      const before = entry?.state.data as Value | null | undefined;
      if (entry === undefined || before === null || before === undefined) return () => {};
      const after = change(before);
      entry.tag = null;
      show(entry, { data: after });
      return () => {
        if (entry.state.data === after) show(entry, { data: before });
      };
    },
    invalidate() {
      for (const entry of entries.values()) {
        entry.isStale = true;
        if (entry.holders > 0) read(entry);
      }
    },
    retry(query) {
      read(entryOf(query as Query<unknown>));
    },
  };
}

type Parsed = { kind: 'same' } | { kind: 'fresh'; data: unknown; tag: string | null };

async function readParsed(source: Source, query: Query<unknown>, tag: string | null, signal: AbortSignal): Promise<Parsed> {
  const reply = await source.read(query.url, tag, signal);
  if (reply.kind === 'same') return reply;
  return { kind: 'fresh', data: parseReply(query.schema, reply.body), tag: reply.tag };
}

/** @throws Error with one line for people where the server and this page are of different versions. */
export function parseReply<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Error('The server speaks another version of killrate than this page. Load the page again.', { cause: parsed.error });
}
