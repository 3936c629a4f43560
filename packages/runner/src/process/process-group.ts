/** A child process that leads its own process group, and ends with everything below it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

export interface GroupOptions {
  /** A JavaScript file for this very Node. */
  script: string;
  args?: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where stdout and stderr go. */
  logPath: string;
  /** Called with each whole line that the child writes on descriptor 3; only LF ends a line. */
  onLine: (line: string) => void;
  /** Called once the child is there, with a way to write lines to its stdin. */
  onStarted?: (write: (line: string) => void) => void;
  signal: AbortSignal;
}

/** How long output is waited for that a process which left the group still holds open. */
const LAST_OUTPUT_MS = 1_000;

/**
 * Runs a script in a process group of its own. Its stdin stays open as long as this process lives, so that it can
 * notice its parent's death. When `signal` aborts, the whole group is killed at once; when the script ends, whatever
 * it left behind in its group is killed too. The log is complete when this resolves.
 * Resolves to the exit code, null where a signal ended it. What `onLine` throws ends the group, and is thrown here.
 */
export async function runProcessGroup(options: GroupOptions): Promise<number | null> {
  if (options.signal.aborted) return null;
  // A log that cannot be written, on a full disk, must not end the run.
  const log = createWriteStream(options.logPath, { flags: 'a' }).on('error', () => undefined);
  const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  if (pid === undefined) return await startFailure(child).finally(() => ended(log));
  const kill = () => killGroup(pid);
  options.signal.addEventListener('abort', kill, { once: true });
  child.stdin?.on('error', () => undefined);
  options.onStarted?.((line) => void child.stdin?.write(`${line}\n`));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  let failure: { error: unknown } | null = null;
  const areLinesRead = readLines(child.stdio[3] as Readable, (line) => {
    if (failure !== null) return;
    try {
      options.onLine(line);
    } catch (error) {
      // Thrown inside an event it would end this process: it is the caller's, once the group is gone.
      failure = { error };
      kill();
    }
  });
  const isOutputRead = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('exit', (exitCode) => resolve(exitCode));
      child.once('error', reject);
    });
    kill();
    await areLinesRead;
    if (failure !== null) throw (failure as { error: unknown }).error;
    await Promise.race([isOutputRead, delay(LAST_OUTPUT_MS, undefined, { ref: false })]);
    return code;
  } finally {
    options.signal.removeEventListener('abort', kill);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await ended(log);
  }
}

/** Resolves once nothing is written any more, and the file is closed or was never made. */
function ended(log: Writable): Promise<void> {
  if (log.closed) return Promise.resolve();
  return new Promise((resolve) => {
    log.once('close', () => resolve());
    log.end();
  });
}

/** Hands on whole lines up to the end of the stream: what a killed process began and did not end is no message. */
function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n');
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return new Promise((resolve) => stream.once('close', resolve));
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
