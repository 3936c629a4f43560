/** What the client asks the server for: fetched, and parsed once where it enters. */
import { ApiError, RunList } from '@killrate/shared/api';
import type { z } from 'zod';

/** The last runs of the project, newest first. */
export function fetchRuns(signal: AbortSignal): Promise<RunList> {
  return fetchJson('/api/runs', RunList, signal);
}

/**
 * Fetches `path` and parses what comes back.
 * @throws Error with one line for people: the server's own, or why there is none.
 */
async function fetchJson<Schema extends z.ZodType>(path: string, schema: Schema, signal: AbortSignal): Promise<z.output<Schema>> {
  const reply = await fetch(path, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Error('The server does not answer. Is killrate serve still running?', { cause: error });
  });
  const body: unknown = await reply.json().catch(() => {
    signal.throwIfAborted();
    return null;
  });
  if (!reply.ok) {
    const said = ApiError.safeParse(body);
    throw new Error(said.success ? said.data.error : `The server replied ${reply.status} to ${path}.`);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Error('The server speaks another version of killrate than this page: load the page again.', { cause: parsed.error });
}
