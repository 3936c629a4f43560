/** Opening the one SQLite file that holds everything killrate measured. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError, toStoreError } from './errors.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './migrations.ts';

export type { Database } from 'better-sqlite3';

const BUSY_TIMEOUT_MS = 10_000;

export type OpenMode = 'create' | 'existing' | 'read';

/**
 * Opens the store at `path`: `create` makes the file and its folder where they lack, `existing` wants the
 * file to be there, `read` never writes.
 * @throws StoreError where the file is missing, foreign, damaged, newer than this code or not writable.
 */
export function openDatabase(path: string, mode: OpenMode): Database.Database {
  const isNew = !existsSync(path);
  if (isNew && mode !== 'create') {
    throw new StoreError('missing', path, `${path} does not exist: nothing was measured here yet, start with: killrate run`);
  }
  let database: Database.Database | null = null;
  try {
    if (isNew) mkdirSync(dirname(path), { recursive: true });
    database = new Database(path, { readonly: mode === 'read', timeout: BUSY_TIMEOUT_MS });
    checkOwnership(database, path);
    if (mode !== 'read') {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      migrate(database);
    }
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    database?.close();
    throw toOpenError(error, path);
  }
}

function checkOwnership(database: Database.Database, path: string): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  const application = database.pragma('application_id', { simple: true }) as number;
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (application !== APPLICATION_ID && tables > 0) {
    throw new StoreError(
      'not-a-store',
      path,
      `${path} is a database of another program: move it away, and the next run writes a new one`,
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'newer',
      path,
      `${path} was written by a newer killrate (store version ${version}, this one reads up to ${SCHEMA_VERSION}): update killrate, or move the file away`,
    );
  }
}

function toOpenError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new StoreError('read-only', path, `${path} cannot be created: make its folder writable (${code})`);
  }
  if (code === 'ENOSPC')
    return new StoreError('full', path, `${path} cannot be created, the disk is full: free some space and run again`);
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StoreError('read-only', path, `${path} cannot be created: a file stands where its folder should be`);
  }
  return toStoreError(error, path);
}
