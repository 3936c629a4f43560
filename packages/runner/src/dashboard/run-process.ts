/** A run as a process of its own, ended with whoever started it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { killGroup } from '../process/process-group.ts';

const SCRIPT = fileURLToPath(new URL('./run-child.js', import.meta.url));
const MOST_WORDS = 8_000;
/** How long a run that is asked to end may take to write what it knows. */
const PATIENCE_MS = 10_000;

export interface RunProcess {
  /** Resolves when it is over: its exit code (null where a signal ended it) and the last line that it said. */
  ended: Promise<{ code: number | null; lastLine: string }>;
  /** Asks it to end, and ends it if it does not. */
  stop(): Promise<void>;
}

/** Starts `killrate` with these arguments. It notices when this process is gone. */
export function startRunProcess(args: readonly string[], cwd: string): RunProcess {
  const child = spawn(process.execPath, [SCRIPT, ...args], { cwd, detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = endOf(child);
  return {
    ended,
    async stop() {
      const { pid } = child;
      if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const isOver = await Promise.race([ended.then(() => true), delay(PATIENCE_MS, false, { ref: false })]);
      if (!isOver) killGroup(pid);
      await ended;
    },
  };
}

function endOf(child: ChildProcess): RunProcess['ended'] {
  let words = '';
  child.stdin?.on('error', () => undefined);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-MOST_WORDS);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, lastLine: error.message }));
    child.once('close', (code) => resolve({ code, lastLine: words.trim().split('\n').at(-1) ?? '' }));
  });
}
