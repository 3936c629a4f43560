/** Instrumented files in the store: of each source the last one, so that an edit of one file leaves the others to be read. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';

/** What was kept of a file under a key, as it was given to {@link keepInstrumented}; null where nothing was. */
export function findInstrumented(database: Database, file: string, isMutated: boolean, key: string): unknown {
  const find = database.prepare('SELECT placed FROM instrumented WHERE file = ? AND is_mutated = ? AND key = ?').pluck();
  const deflated = find.get(file, Number(isMutated), key) as Buffer | undefined;
  return deflated === undefined ? null : read(deflated);
}

/** What was kept of a file under any key that begins so; null where nothing was. */
export function findLastInstrumented(database: Database, file: string, isMutated: boolean, beginning: string): unknown {
  const find = database.prepare('SELECT placed FROM instrumented WHERE file = ? AND is_mutated = ? AND substr(key, 1, ?) = ?');
  const deflated = find.pluck().get(file, Number(isMutated), beginning.length, beginning) as Buffer | undefined;
  return deflated === undefined ? null : read(deflated);
}

/** Keeps a file, in place of what was kept of it. */
export function keepInstrumented(database: Database, file: string, isMutated: boolean, key: string, placed: unknown): void {
  database
    .prepare(
      `INSERT INTO instrumented (file, is_mutated, key, placed) VALUES (?, ?, ?, ?)
       ON CONFLICT (file, is_mutated) DO UPDATE SET key = excluded.key, placed = excluded.placed`,
    )
    .run(file, Number(isMutated), key, deflateSync(JSON.stringify(placed)));
}

function read(deflated: Buffer): unknown {
  return JSON.parse(inflateSync(deflated).toString());
}
