import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { aFolder, writeEntries } from '../folder.fixture.ts';
import { SESSION_VARIABLE } from '../process/process-identity.ts';
import {
  createSessionFolder,
  removeSessionFolder,
  type SessionFolder,
  sessionFoldersOf,
  sweepDeadSessions,
} from './session-folder.ts';

const MODULE = new URL('./session-folder.ts', import.meta.url).href;

beforeEach(() => {
  vi.stubEnv('TMPDIR', aFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** The folder of a process that made it and ended without removing it. */
function deadSession(projectRoot: string): SessionFolder {
  const script = `
    import { createSessionFolder } from ${JSON.stringify(MODULE)};
    console.log(JSON.stringify(createSessionFolder(${JSON.stringify(projectRoot)})));`;
  const args = ['--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** A process that sleeps, with the mark of a session. */
function aSleeper(sessionId: string) {
  const env = { ...process.env, [SESSION_VARIABLE]: sessionId };
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)'], { env, stdio: 'ignore', detached: true });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('a session folder', () => {
  test('lies in the temporary folder, outside the project, for this user alone', () => {
    const folder = createSessionFolder('/some/project');
    expect(dirname(folder.path)).toBe(process.env.TMPDIR);
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  });

  test('is another one each time', () => {
    const [one, other] = [createSessionFolder('/some/project'), createSessionFolder('/some/project')];
    expect(one.path).not.toBe(other.path);
    expect(one.id).not.toBe(other.id);
  });

  test('goes with all that is in it, and may be gone already', () => {
    const folder = createSessionFolder('/some/project');
    writeEntries(folder.path, { 'project/src/a.ts': '', link: { link: '/nowhere' } });
    removeSessionFolder(folder);
    expect(existsSync(folder.path)).toBe(false);
    removeSessionFolder(folder);
  });

  test('is listed for its project, and for no other', () => {
    const folder = createSessionFolder('/some/project');
    createSessionFolder('/some/project2');
    expect(sessionFoldersOf('/some/project')).toEqual([folder]);
  });

  test('can be made by a user without a name, as in a container', ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can become another user');
    const script = `
      import { createSessionFolder, sessionFoldersOf } from ${JSON.stringify(MODULE)};
      process.setuid(54321);
      createSessionFolder('/x');
      console.log(sessionFoldersOf('/x').length);`;
    chmodSync(process.env.TMPDIR ?? '', 0o777);
    const args = ['--input-type=module', '-e', script];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()).toBe('1');
  });
});

describe('the sweep', () => {
  test("removes a dead process's folder and ends the processes that carry its mark", async () => {
    const dead = deadSession('/some/project');
    writeEntries(dead.path, { 'project/src/a.ts': '' });
    const sleeper = aSleeper(dead.id);
    const ended = once(sleeper, 'exit');
    expect(sweepDeadSessions('/some/project')).toBe(1);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(existsSync(dead.path)).toBe(false);
    expect(sweepDeadSessions('/some/project')).toBe(0);
  });

  test('leaves a living session and its processes alone', async () => {
    const living = createSessionFolder('/some/project');
    const sleeper = aSleeper(living.id);
    expect(sweepDeadSessions('/some/project')).toBe(0);
    expect(existsSync(living.path)).toBe(true);
    await expectAlive(sleeper);
  });

  test("leaves another project's folder and processes alone, dead as their owner may be", async () => {
    const other = deadSession('/some/other');
    const sleeper = aSleeper(other.id);
    expect(sweepDeadSessions('/some/project')).toBe(0);
    expect(existsSync(other.path)).toBe(true);
    await expectAlive(sleeper);
  });

  test('leaves processes without the mark alone', async () => {
    deadSession('/some/project');
    const sleeper = aSleeper('99999-abcdef01');
    expect(sweepDeadSessions('/some/project')).toBe(1);
    await expectAlive(sleeper);
  });

  test('tells a dead owner from a later process with its number', () => {
    const folder = createSessionFolder('/some/project');
    writeFileSync(join(folder.path, 'owner.json'), JSON.stringify({ pid: process.pid, processStart: 'some other time' }));
    expect(sweepDeadSessions('/some/project')).toBe(1);
    expect(existsSync(folder.path)).toBe(false);
  });

  test.each(['', '{"pid":', 'null', '{}'])('takes a folder whose owner cannot be read for dead: %j', (content) => {
    const folder = createSessionFolder('/some/project');
    writeFileSync(join(folder.path, 'owner.json'), content);
    expect(sweepDeadSessions('/some/project')).toBe(1);
  });

  test('takes what is not a session for nothing', () => {
    writeEntries(process.env.TMPDIR ?? '', { 'killrate-note.txt': '', 'other/x': '' });
    expect(sweepDeadSessions('/some/project')).toBe(0);
    expect(existsSync(join(process.env.TMPDIR ?? '', 'killrate-note.txt'))).toBe(true);
  });
});

/** Alive: a signal reaches the process, and it ends of that signal and not of one before. */
async function expectAlive(child: ReturnType<typeof spawn>): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
}
