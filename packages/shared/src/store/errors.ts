/** The ways in which a store cannot be used, each with one line that says what to do. */
import { z } from 'zod';

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

/** What the beginning of an error's code means, and what to do about it. */
type Meaning = [prefix: string, kind: StoreErrorKind, advice: string];

const OF_SQLITE: Meaning[] = [
  ['SQLITE_NOTADB', 'not-a-store', 'is not a killrate store: move it away, and the next run writes a new one'],
  ['SQLITE_CORRUPT', 'not-a-store', 'is damaged: move it away, and the next run writes a new one'],
  ['SQLITE_READONLY', 'read-only', 'cannot be written: make the file and its folder writable'],
  ['SQLITE_CANTOPEN', 'read-only', 'cannot be opened: it has to be a file, in a folder that is readable and writable'],
  ['SQLITE_PERM', 'read-only', 'cannot be opened: make the file readable and writable'],
  ['SQLITE_FULL', 'full', 'cannot grow, the disk is full: free some space and run again, what was measured is kept'],
  ['SQLITE_IOERR', 'full', 'cannot be read or written, the disk reports an error: free some space and run again'],
  ['SQLITE_BUSY', 'busy', 'is locked by another process: end that process and try again'],
];

const OF_FOLDER: Meaning[] = [
  ['EACCES', 'read-only', 'cannot be reached: make its folder readable and writable'],
  ['EPERM', 'read-only', 'cannot be reached: make its folder readable and writable'],
  ['EROFS', 'read-only', 'cannot be created: its folder is on a disk that is read-only'],
  ['EEXIST', 'read-only', 'cannot be created: a file stands where its folder should be'],
  ['ENOTDIR', 'read-only', 'cannot be created: a file stands where its folder should be'],
  ['ENOENT', 'read-only', 'cannot be created: a link that leads nowhere stands where its folder should be'],
  ['ENOSPC', 'full', 'cannot be created, the disk is full: free some space and run again'],
];

/** What SQLite threw, as a StoreError where its code is known; anything else unchanged. */
export function toStoreError(error: unknown, path: string): unknown {
  return explain(error, path, OF_SQLITE);
}

/** What the file system threw while a store was looked for, as a StoreError where its code is known; anything else unchanged. */
export function toFolderError(error: unknown, path: string): unknown {
  return explain(error, path, OF_FOLDER);
}

const CodedError = z.object({ code: z.string() });

function explain(error: unknown, path: string, meanings: readonly Meaning[]): unknown {
  const coded = CodedError.safeParse(error);
  if (!coded.success) return error;
  const { code } = coded.data;
  const meaning = meanings.find(([prefix]) => code.startsWith(prefix));
  return meaning === undefined ? error : new StoreError(meaning[1], path, `${path} ${meaning[2]} (${code})`);
}
