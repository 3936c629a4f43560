/** The lock that keeps two runs of one project apart, held for as long as an action lasts. */
import { hostname } from 'node:os';
import { type LockHolder, releaseLock, renewLock, takeLock } from '@killrate/shared/store/lock';
import type { Database } from '@killrate/shared/store/open';
import { UserError } from './errors.ts';
import { every } from './process/heartbeat.ts';
import { processStart } from './process/process-identity.ts';

/** A holder on another machine, or in a container that is gone, is dead when it has not been heard of for so long. */
const FOREIGN_LIFE_MS = 120_000;

/** Another process holds the project. */
export class LockedError extends UserError {}

/**
 * Does something while this process holds the project; a holder that is dead is passed over.
 * @throws LockedError that names the holder, where a living process holds it.
 */
export async function withProjectLock<Result>(database: Database, action: () => Result | Promise<Result>): Promise<Result> {
  const holder = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    host: hostname(),
    takenAt: new Date().toISOString(),
  };
  const other = takeLock(database, holder, isHolderAlive);
  if (other !== null) {
    throw new LockedError(
      `another run measures this project (process ${other.pid} on ${other.host}, alive at ${other.takenAt}): wait for it, or end that process`,
    );
  }
  const heartbeat = every(FOREIGN_LIFE_MS / 4, () => renewLock(database, holder, new Date().toISOString()));
  try {
    return await action();
  } finally {
    heartbeat.stop();
    releaseLock(database, holder);
  }
}

/** Whether whoever holds a lock still lives. */
export function isHolderAlive({ host, pid, processStart: start, takenAt }: LockHolder): boolean {
  return host === hostname() ? processStart(pid) === start : Date.now() - Date.parse(takenAt) < FOREIGN_LIFE_MS;
}
