import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { aFolder } from '../folder.fixture.ts';
import { processesOfSession, processStart, SESSION_VARIABLE } from './process-identity.ts';

function aProcess(command: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const aSleeper = (env: Record<string, string> = {}) => aProcess(process.execPath, ['-e', 'process.stdin.resume()'], env);
const startOf = (child: ChildProcess) => processStart(child.pid ?? 0);

async function endOf(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('when a process started', () => {
  test('is the same each time, and another one for another process', async () => {
    const own = processStart(process.pid);
    expect(own).toMatch(/./);
    expect(processStart(process.pid)).toBe(own);
    expect(startOf(aSleeper())).not.toBe(own);
  });

  test('is null once it ended, and where there never was one', async () => {
    const child = aSleeper();
    expect(startOf(child)).not.toBeNull();
    await endOf(child);
    expect(startOf(child)).toBeNull();
    expect(processStart(2 ** 30)).toBeNull();
  });

  const hasProc = existsSync('/proc/self/stat');

  test.runIf(hasProc)('is null for one that ended, waited for or not', async () => {
    const parent = aProcess('sh', ['-c', 'true & echo $!; exec sleep 100']);
    const [line] = (await once(parent.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const pid = Number(String(line));
    await vi.waitFor(() => expect(processStart(pid)).toBeNull(), { timeout: 5_000, interval: 10 });
  });

  test.runIf(hasProc)('is read right where the name of the program has blanks and brackets', () => {
    const program = join(aFolder({ 'a) Z 1 (b': '#!/bin/sh\nread line\n' }), 'a) Z 1 (b');
    chmodSync(program, 0o755);
    expect(startOf(aProcess(program, []))).toMatch(/^\d{2,}$/);
  });
});

describe('the processes of a session', () => {
  test('are those with its mark, of whatever program', () => {
    const one = aSleeper({ [SESSION_VARIABLE]: 'unit-1-a' });
    const other = aProcess('sleep', ['100'], { [SESSION_VARIABLE]: 'unit-1-a' });
    aSleeper({ [SESSION_VARIABLE]: 'unit-1-ab' });
    aSleeper({ OTHER: `${SESSION_VARIABLE}=unit-1-a` });
    aSleeper();
    expect(processesOfSession('unit-1-a').sort()).toEqual([one.pid, other.pid].sort());
  });

  test('are gone when they ended', async () => {
    const child = aSleeper({ [SESSION_VARIABLE]: 'unit-2' });
    expect(processesOfSession('unit-2')).toEqual([child.pid]);
    await endOf(child);
    expect(processesOfSession('unit-2')).toEqual([]);
  });
});
