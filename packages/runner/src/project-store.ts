/** The store of the measured project: opened for one action, closed after it, its failures told as StoreErrors. */
import { join } from 'node:path';
import { toStoreError } from '@killrate/shared/store/errors';
import { type Database, type OpenMode, openDatabase } from '@killrate/shared/store/open';
import type { Project } from './project/project.ts';

/** Where a project's store is. */
export function storePath(project: Pick<Project, 'root'>): string {
  return join(project.root, 'reports', 'killrate.db');
}

/**
 * Opens the store, does something with it and closes it.
 * @throws StoreError where the store cannot be opened, or breaks meanwhile.
 */
export async function withStore<Result>(
  project: Pick<Project, 'root'>,
  mode: OpenMode,
  action: (database: Database) => Result | Promise<Result>,
): Promise<Result> {
  const path = storePath(project);
  const database = openDatabase(path, mode);
  try {
    return await action(database);
  } catch (error) {
    throw toStoreError(error, path);
  } finally {
    database.close();
  }
}
