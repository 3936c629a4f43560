/** The lock that keeps two runs of one project apart, held for as long as an action lasts. */
import { hostname } from 'node:os';
import { releaseLock, takeLock } from '@killrate/shared/store/lock';
import type { Database } from '@killrate/shared/store/open';
import { UserError } from './errors.ts';
import { processStart } from './process/process-identity.ts';

/**
 * Does something while this process holds the project; a holder that is dead is passed over.
 * @throws UserError that names the holder, where a living process holds it.
 */
export async function withProjectLock<Result>(database: Database, action: () => Promise<Result>): Promise<Result> {
  const holder = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    host: hostname(),
    takenAt: new Date().toISOString(),
  };
  const other = takeLock(database, holder, (held) => held.host !== holder.host || processStart(held.pid) === held.processStart);
  if (other !== null) {
    throw new UserError(
      `another run measures this project since ${other.takenAt} (process ${other.pid} on ${other.host}): wait for it, or end that process`,
    );
  }
  try {
    return await action();
  } finally {
    releaseLock(database, holder);
  }
}
