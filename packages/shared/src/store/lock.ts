/** The lock that keeps two runs of one project apart. */
import type { Database } from 'better-sqlite3';

/** Who holds the lock. `processStart` tells a process from a later one with the same pid; `takenAt` is when it last said that it lives. */
export interface LockHolder {
  pid: number;
  processStart: string;
  host: string;
  takenAt: string;
}

/**
 * Takes the lock for `holder`, from nobody or from a holder that is dead by `isAlive`.
 * Gives back null where it was taken, else who holds it.
 */
export function takeLock(database: Database, holder: LockHolder, isAlive: (holder: LockHolder) => boolean): LockHolder | null {
  return database
    .transaction(() => {
      const current = database
        .prepare(`SELECT pid, process_start AS processStart, host, taken_at AS takenAt FROM lock WHERE name = 'run'`)
        .get() as LockHolder | undefined;
      if (current !== undefined && isAlive(current)) return current;
      database
        .prepare(
          `INSERT OR REPLACE INTO lock (name, pid, process_start, host, taken_at) VALUES ('run', @pid, @processStart, @host, @takenAt)`,
        )
        .run(holder);
      return null;
    })
    .immediate();
}

/** Gives the lock back if this process holds it. */
export function releaseLock(database: Database, holder: LockHolder): void {
  database
    .prepare(`DELETE FROM lock WHERE name = 'run' AND pid = ? AND process_start = ? AND host = ?`)
    .run(holder.pid, holder.processStart, holder.host);
}

/** Says that the holder still lives: `takenAt` becomes this date, for those who cannot look at its process. */
export function renewLock(database: Database, holder: LockHolder, at: string): void {
  database
    .prepare(`UPDATE lock SET taken_at = ? WHERE name = 'run' AND pid = ? AND process_start = ? AND host = ?`)
    .run(at, holder.pid, holder.processStart, holder.host);
}
