/** The ways in which a store cannot be used, each with one line that says what to do. */

export type StoreErrorKind = 'missing' | 'not-a-store' | 'newer' | 'read-only' | 'full' | 'busy';

/** A store that cannot be used; `message` is one line for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  readonly path: string;

  constructor(kind: StoreErrorKind, path: string, message: string) {
    super(message);
    this.kind = kind;
    this.path = path;
  }
}

const KIND_OF_CODE: [prefix: string, kind: StoreErrorKind, advice: string][] = [
  ['SQLITE_NOTADB', 'not-a-store', 'is not a killrate store: move it away, and the next run writes a new one'],
  ['SQLITE_CORRUPT', 'not-a-store', 'is damaged: move it away, and the next run writes a new one'],
  ['SQLITE_READONLY', 'read-only', 'cannot be written: make the file and its folder writable'],
  ['SQLITE_CANTOPEN', 'read-only', 'cannot be opened: make its folder readable and writable'],
  ['SQLITE_PERM', 'read-only', 'cannot be opened: make the file readable and writable'],
  ['SQLITE_FULL', 'full', 'cannot grow, the disk is full: free some space and run again, what was measured is kept'],
  ['SQLITE_IOERR', 'full', 'cannot be read or written, the disk reports an error: free some space and run again'],
  ['SQLITE_BUSY', 'busy', 'is locked by another process: end that process and try again'],
];

/** What SQLite threw, as a StoreError where its code is known; anything else unchanged. */
export function toStoreError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const { code } = error;
  const known = KIND_OF_CODE.find(([prefix]) => code.startsWith(prefix));
  return known === undefined ? error : new StoreError(known[1], path, `${path} ${known[2]} (${code})`);
}
