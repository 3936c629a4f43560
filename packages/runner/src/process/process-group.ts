/** A child process that leads its own process group, and ends with everything below it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface GroupOptions {
  /** A JavaScript file for this very Node. */
  script: string;
  args?: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where stdout and stderr go. */
  logPath: string;
  /** Called with each line that the child writes on descriptor 3. */
  onLine: (line: string) => void;
  signal: AbortSignal;
}

/**
 * Runs a script in a process group of its own. Its stdin stays open as long as this process lives, so that it can
 * notice its parent's death. When `signal` aborts, the whole group is killed at once; when the script ends, whatever
 * it left behind in its group is killed too.
 * Resolves to the exit code, null where a signal ended it.
 */
export async function runProcessGroup(options: GroupOptions): Promise<number | null> {
  if (options.signal.aborted) return null;
  const log = createWriteStream(options.logPath, { flags: 'a' });
  const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  if (pid === undefined) return await startFailure(child);
  const kill = () => killGroup(pid);
  options.signal.addEventListener('abort', kill, { once: true });
  child.stdin?.on('error', () => undefined);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const lines = createInterface({ input: child.stdio[3] as Readable, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', options.onLine);
  const areLinesRead = new Promise<void>((resolve) => lines.once('close', resolve));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('exit', (exitCode) => resolve(exitCode));
      child.once('error', reject);
    });
    kill();
    await areLinesRead;
    return code;
  } finally {
    options.signal.removeEventListener('abort', kill);
    log.end();
  }
}

/** Kills every process of a group; a group that is gone already is fine. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

function startFailure(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => child.once('error', reject));
}
