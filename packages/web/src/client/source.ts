/** Where the pages get their data: from the server, or from the file they came in. */
import { ApiError } from '@killrate/shared/api';
import { takeEarly } from './early.ts';

/** What came back for an address; `same` where it is what `tag` already named. */
export type Reply = { kind: 'same' } | { kind: 'fresh'; body: unknown; tag: string | null };

/** Something to read from, and to write to where it can be written to. Bodies are parsed by whoever asked. */
export interface Source {
  kind: 'server' | 'file';
  read(url: string, tag: string | null, signal: AbortSignal): Promise<Reply>;
  write(method: 'POST' | 'DELETE', url: string, body: unknown): Promise<unknown>;
  /** Listens for events until the returned function is called. */
  listen(listener: SourceListener): () => void;
}

interface SourceListener {
  onOpen(): void;
  onEvent(event: unknown): void;
  /** The connection is gone; nothing more will come. */
  onLost(): void;
}

/** The server did not answer at all: worth another attempt, unlike what it refused. */
export class Unreachable extends Error {}

/** The server this page came from. */
export function createHttpSource(): Source {
  return {
    kind: 'server',
    async read(url, tag, signal) {
      const early = tag === null ? takeEarly(url) : null;
      const headers: Record<string, string> = tag === null ? {} : { 'if-none-match': tag };
      const reply = await ask(() => early ?? fetch(url, { signal, headers, cache: 'no-store' }), signal);
      if (reply.status === 304) return { kind: 'same' };
      return { kind: 'fresh', body: await bodyOf(reply, url), tag: reply.headers.get('etag') };
    },
    async write(method, url, body) {
      const hasBody = body !== undefined;
      const sent = {
        method,
        cache: 'no-store' as const,
        ...(hasBody && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      };
      const reply = await ask(() => fetch(url, sent), null);
      return bodyOf(reply, url);
    },
    listen(listener) {
      const events = new EventSource('/api/events');
      events.onopen = () => listener.onOpen();
      events.onmessage = ({ data }) => listener.onEvent(JSON.parse(String(data)));
      events.onerror = () => {
        events.close();
        listener.onLost();
      };
      return () => events.close();
    },
  };
}

/** @throws Unreachable; the signal's reason when it was aborted. */
async function ask(fetching: () => Promise<Response>, signal: AbortSignal | null): Promise<Response> {
  try {
    const reply = await fetching();
    signal?.throwIfAborted();
    // A proxy in front of a server that is gone says so with these.
    if (reply.status === 502 || reply.status === 503 || reply.status === 504)
      throw new Unreachable('The server does not answer.');
    return reply;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Unreachable) throw error;
    throw new Unreachable('The server does not answer.', { cause: error });
  }
}

/** @throws Error with one line for people, the server's own where it sent one. */
async function bodyOf(reply: Response, url: string): Promise<unknown> {
  const body: unknown = await reply.json().catch(() => null);
  if (reply.ok) return body;
  const said = ApiError.safeParse(body);
  throw new Error(said.success ? said.data.error : `The server replied ${reply.status} to ${url}.`);
}
