/** A child process that is timed from wall to wall, and ended with its whole group. */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroup } from '../src/process/process-group.ts';
import { residentBytesOf } from './process-tree.ts';

export interface Watch {
  /** A script for this very Node, and its arguments. */
  argv: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** After this it is killed; null: never. */
  timeoutMs: number | null;
  /** Whether its memory is sampled. */
  isSampled: boolean;
  signal: AbortSignal;
}

export interface Watched {
  /** Null where a signal ended it. */
  code: number | null;
  isTimedOut: boolean;
  startedAt: number;
  wallMs: number;
  peakBytes: number | null;
  stdout: string;
  stderr: string;
}

const SAMPLE_EVERY_MS = 250;
const LAST_OUTPUT_MS = 1_000;

/** Runs it to its end; an abort kills it, and is thrown. */
export async function watchProcess({ argv, cwd, env, timeoutMs, isSampled, signal }: Watch): Promise<Watched> {
  signal.throwIfAborted();
  const startedAt = Date.now();
  const start = performance.now();
  const child = spawn(process.execPath, [...argv], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${argv[0]} could not be started`);
  let isTimedOut = false;
  const kill = (): void => killGroup(pid);
  const timer = setTimeout(
    () => {
      isTimedOut = true;
      kill();
    },
    timeoutMs ?? 2 ** 31 - 1,
  );
  signal.addEventListener('abort', kill, { once: true });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  let peakBytes: number | null = null;
  const sampler = setInterval(() => {
    if (isSampled) peakBytes = Math.max(peakBytes ?? 0, residentBytesOf(pid) ?? 0) || null;
  }, SAMPLE_EVERY_MS);
  const isClosed = new Promise((resolve) => child.once('close', resolve));
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
    const wallMs = performance.now() - start;
    kill();
    await Promise.race([isClosed, delay(LAST_OUTPUT_MS, undefined, { ref: false })]);
    signal.throwIfAborted();
    return { code, isTimedOut, startedAt, wallMs, peakBytes, stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    clearInterval(sampler);
    signal.removeEventListener('abort', kill);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: string[] = [];
  stream.setEncoding('utf8').on('data', (part: string) => parts.push(part));
  return () => parts.join('');
}

/** The environment of a user's shell: nothing in it of a test runner around us. */
export function userEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const isOurs = /^(?:VITEST|NODE_ENV$|TEST$|CI$|NODE_PATH$|FORCE_COLOR$|KILLRATE_|STRYKER_)/;
  const kept = Object.entries(process.env).filter(([name]) => !isOurs.test(name));
  return { ...Object.fromEntries(kept), ...more };
}
