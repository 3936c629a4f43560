/** How a request reads the store: opened, looked at as of one moment, closed. */
import { StoreError, toStoreError } from '@killrate/shared/store/errors';
import { openDatabase } from '@killrate/shared/store/open';

/** An open store. */
export type Store = ReturnType<typeof openDatabase>;

/**
 * Lends the store at `path` to `read` as one consistent snapshot; null where nothing was measured there yet.
 * @throws StoreError where there is a store that cannot be used.
 */
export function readStore<Result>(path: string, read: (store: Store) => Result): Result | null {
  const store = openIfPresent(path);
  if (store === null) return null;
  try {
    const isUnwritten = store.pragma('user_version', { simple: true }) === 0;
    return isUnwritten ? null : store.transaction(() => read(store))();
  } catch (error) {
    throw toStoreError(error, path);
  } finally {
    store.close();
  }
}

function openIfPresent(path: string): Store | null {
  try {
    return openDatabase(path, 'read');
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'missing') return null;
    throw error;
  }
}
