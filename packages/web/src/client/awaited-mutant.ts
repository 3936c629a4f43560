/** Waiting for what a run finds of one mutant. */
import type { MutantPage } from '@killrate/shared/api';
import type { Cache } from './cache.ts';
import { mutantQuery } from './queries.ts';

/** The mutant as soon as it was read; null where it cannot be. */
export function whenHere(cache: Cache, key: string): Promise<MutantPage | null> {
  return when(cache, key, () => true);
}

/** Nobody waits longer for one mutant; a run that failed, or was cancelled, says so by itself. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * The mutant as a run found it that `before` does not know, as soon as there is one; null where none did. The project's state follows
 * only when that run has ended.
 */
export async function whenMeasuredAnew(
  cache: Cache,
  key: string,
  before: MutantPage | null,
): Promise<MutantPage['mutant'] | null> {
  const known = new Set(before?.history.map(({ runId }) => runId));
  const found = ({ history }: MutantPage) => history.find(({ runId, status }) => !known.has(runId) && status !== 'Pending');
  const page = await when(cache, key, (each) => found(each) !== undefined);
  const entry = page === null ? undefined : found(page);
  return page === null || entry === undefined ? null : { ...page.mutant, status: entry.status };
}

function when(cache: Cache, key: string, isSo: (page: MutantPage) => boolean): Promise<MutantPage | null> {
  const query = mutantQuery(key);
  return new Promise((resolve) => {
    const letGo = cache.hold(query);
    const stop = cache.subscribe(look);
    const timer = setTimeout(() => end(null), LONGEST_WAIT_MS);
    look();
    function look(): void {
      const { data, error } = cache.state(query);
      if (data !== null ? isSo(data) : error !== null) end(data);
    }
    function end(page: MutantPage | null): void {
      stop();
      letGo();
      clearTimeout(timer);
      resolve(page);
    }
  });
}
