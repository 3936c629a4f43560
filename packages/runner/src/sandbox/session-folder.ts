/** The folder of a session: where its sandbox and the engine's files live, and how a later run sweeps what a dead one left. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { processesOfSession, processStart } from '../process/process-identity.ts';

export interface SessionFolder {
  id: string;
  path: string;
}

interface Owner {
  pid: number;
  processStart: string;
}

const OWNER_FILE = 'owner.json';

/** Makes the folder, outside the project, marked with this process as its owner. */
export function createSessionFolder(projectRoot: string): SessionFolder {
  const id = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const path = join(realpathSync(tmpdir()), `${prefixFor(projectRoot)}${id}`);
  mkdirSync(path, { mode: 0o700 });
  const owner: Owner = { pid: process.pid, processStart: processStart(process.pid) ?? '' };
  writeFileSync(join(path, OWNER_FILE), JSON.stringify(owner));
  return { id, path };
}

/** Ends what a session left running, as a browser that its tests started apart, and removes its folder. */
export function endSession(folder: SessionFolder): void {
  for (const pid of processesOfSession(folder.id)) end(pid);
  removeSessionFolder(folder);
}

/** Removes the folder and all below it. */
export function removeSessionFolder(folder: SessionFolder): void {
  rmSync(folder.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Ends the processes and removes the folders of this project's sessions whose owner is dead; gives back how many there were. */
export function sweepDeadSessions(projectRoot: string): number {
  const dead = sessionFoldersOf(projectRoot).filter((folder) => !isOwnerAlive(folder.path));
  for (const folder of dead) endSession(folder);
  return dead.length;
}

/** The folders of this project's sessions, of living and dead owners. */
export function sessionFoldersOf(projectRoot: string): SessionFolder[] {
  const temporary = realpathSync(tmpdir());
  const prefix = prefixFor(projectRoot);
  return readdirSync(temporary)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ id: name.slice(prefix.length), path: join(temporary, name) }));
}

function isOwnerAlive(folder: string): boolean {
  try {
    const owner = JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')) as Owner;
    return processStart(owner.pid) === owner.processStart;
  } catch {
    return false;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function prefixFor(projectRoot: string): string {
  const project = createHash('sha256').update(projectRoot).digest('hex').slice(0, 10);
  return `killrate-${userName()}-${project}-`;
}

/** The name of who runs this; the number where the system has no name for it, as in many a container. */
function userName(): string {
  try {
    return userInfo().username.replaceAll(/[^\w-]/g, '');
  } catch {
    return String(process.getuid?.() ?? 'user');
  }
}
