/** Opening the one SQLite file that holds everything killrate measured. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError, toFolderError, toStoreError } from './errors.ts';
import { APPLICATION_ID, MIGRATIONS, migrate, versionOf } from './migrations.ts';

export type { Database } from 'better-sqlite3';

const BUSY_TIMEOUT_MS = 10_000;

export type OpenMode = 'create' | 'existing' | 'read';

const ALLOWED: Record<OpenMode, { isNewAllowed: boolean; isReadonly: boolean }> = {
  create: { isNewAllowed: true, isReadonly: false },
  existing: { isNewAllowed: false, isReadonly: false },
  read: { isNewAllowed: false, isReadonly: true },
};

/**
 * Opens the store at `path`: `create` makes the file and its folder where they lack, `existing` wants the
 * file to be there, `read` gives a connection that cannot write. A store of an older killrate is brought up to
 * date in every mode; one that is up to date is opened without writing. A file that a process left blank when it
 * died is no store yet.
 * @throws StoreError where the file is missing, foreign, damaged, newer than this code, or cannot be opened.
 */
export function openDatabase(path: string, mode: OpenMode, migrations: readonly string[] = MIGRATIONS): Database.Database {
  const { isNewAllowed, isReadonly } = ALLOWED[mode];
  let database: Database.Database | null = null;
  try {
    lookFor(path, isNewAllowed);
    database = new Database(path, { readonly: isReadonly, timeout: BUSY_TIMEOUT_MS });
    const version = readVersion(database, path, migrations.length);
    if (version === 0 && !isNewAllowed) throw nothingMeasured(path, 'is still empty');
    if (!isReadonly) prepare(database, migrations);
    else if (version < migrations.length) openDatabase(path, 'existing', migrations).close();
    return database;
  } catch (error) {
    database?.close();
    throw toStoreError(error, path);
  }
}

function lookFor(path: string, isNewAllowed: boolean): void {
  try {
    if (isNewAllowed) mkdirSync(dirname(path), { recursive: true });
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined && !isNewAllowed) throw nothingMeasured(path, 'does not exist');
    if (found?.isDirectory()) throw notAStore(path, 'is a folder');
  } catch (error) {
    throw toFolderError(error, path);
  }
}

/** The version of the store in this file, 0 where it is blank. */
function readVersion(database: Database.Database, path: string, knownVersion: number): number {
  // As of one moment: another process may be making the store just now.
  const readMarks = database.transaction(() => ({
    version: versionOf(database),
    application: database.pragma('application_id', { simple: true }),
    tables: database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get(),
  }));
  const { version, application, tables } = readMarks();
  const isBlank = version === 0 && application === 0 && tables === 0;
  if (application !== APPLICATION_ID && !isBlank) throw notAStore(path, 'is a database of another program');
  if (version > knownVersion) {
    const versions = `store version ${version}, this one reads up to ${knownVersion}`;
    const message = `${path} was written by a newer killrate (${versions}): update killrate, or move the file away`;
    throw new StoreError('newer', path, message);
  }
  return version;
}

function prepare(database: Database.Database, migrations: readonly string[]): void {
  // A step that rebuilds a table drops it first, which must not take along the rows that refer to it.
  database.pragma('foreign_keys = OFF');
  migrate(database, migrations);
  database.pragma('foreign_keys = ON');
  // After the steps: whoever makes a store at the same time waits for these, but not for the change of the journal.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
}

function nothingMeasured(path: string, why: string): StoreError {
  return new StoreError('missing', path, `${path} ${why}: nothing was measured here yet, start with: killrate run`);
}

function notAStore(path: string, why: string): StoreError {
  return new StoreError('not-a-store', path, `${path} ${why}: move it away, and the next run writes a new one`);
}
