import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { aFolder } from '../folder.fixture.ts';
import { killGroup, runProcessGroup } from './process-group.ts';
import { processStart } from './process-identity.ts';

const MODULE = new URL('./process-group.ts', import.meta.url).href;
/** For scripts: writes a line to the parent. */
const SAY = `import { writeSync } from 'node:fs'; const say = (line) => writeSync(3, line + '\\n');\n`;
const FOREVER = 'setInterval(() => undefined, 1e6);\n';
/** For scripts: starts a process that sleeps, and says its number. */
const SLEEPER = `import { spawn } from 'node:child_process';
  const sleeper = (options) => say(String(spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)'], options).pid));\n`;

interface Group {
  code: Promise<number | null>;
  lines: string[];
  log: () => string;
  logPath: string;
  /** The line of this number, from 0, when it has come. */
  line: (index: number) => Promise<string>;
}

function start(
  script: string,
  more: { signal?: AbortSignal; args?: string[]; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Group {
  const folder = aFolder({ 'script.mjs': script });
  const logPath = join(folder, 'group.log');
  const lines: string[] = [];
  const code = runProcessGroup({
    script: join(folder, 'script.mjs'),
    cwd: folder,
    env: process.env,
    logPath,
    onLine: (line) => void lines.push(line),
    signal: new AbortController().signal,
    ...more,
  });
  const line = (index: number) =>
    vi.waitFor(() => (lines[index] === undefined ? Promise.reject(new Error('no such line')) : lines[index]), {
      timeout: 10_000,
      interval: 5,
    });
  return { code, lines, line, logPath, log: () => (existsSync(logPath) ? readFileSync(logPath, 'utf8') : '') };
}

/** What this process holds open; on Linux only. */
function openFiles(): string[] {
  const handles = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : [];
  return handles.flatMap((handle) => {
    try {
      return [readlinkSync(`/proc/self/fd/${handle}`)];
    } catch {
      return [];
    }
  });
}

const expectGone = (pid: number) => vi.waitFor(() => expect(processStart(pid)).toBeNull(), { timeout: 10_000, interval: 5 });

describe('a script in a group of its own', () => {
  test.each([0, 1, 70])('ends with code %i', async (code) => {
    expect(await start(`process.exit(${code});`).code).toBe(code);
  });

  test('has no code where a signal ended it', async () => {
    expect(await start("process.kill(process.pid, 'SIGTERM'); setInterval(() => undefined, 1e6);").code).toBeNull();
  });

  test('gets its arguments, folder and environment, and leads its group', async () => {
    const cwd = aFolder();
    const script = `${SAY} import { execFileSync } from 'node:child_process';
      say(JSON.stringify([process.argv.slice(2), process.cwd(), process.env.GREETING]));
      say(String(Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)])) === process.pid));`;
    const group = start(script, { args: ['a b', '--c'], cwd, env: { ...process.env, GREETING: 'größe' } });
    await group.code;
    expect(JSON.parse(group.lines[0] ?? '')).toEqual([['a b', '--c'], cwd, 'größe']);
    expect(group.lines[1]).toBe('true');
  });

  test('that cannot be started is an error', async () => {
    const group = start('', { cwd: '/nowhere/at/all' });
    await expect(group.code).rejects.toThrow('ENOENT');
    // Nothing comes into the folder behind the back of who removes it.
    expect(openFiles()).not.toContain(group.logPath);
    expect(existsSync(group.logPath)).toBe(true);
  });
});

describe('what it writes', () => {
  test('to descriptor 3 arrives line by line, while it runs', async () => {
    const stop = new AbortController();
    const group = start(`${SAY} say('one'); say(''); say('three'); ${FOREVER}`, { signal: stop.signal });
    expect(await group.line(2)).toBe('three');
    stop.abort();
    await group.code;
    expect(group.lines).toEqual(['one', '', 'three']);
  });

  test('in great amounts right before it ends is all there', async () => {
    const script = `${SAY} for (let i = 0; i < 3_000; i += 1) say(i + 'é'.repeat(500));`;
    const group = start(`${script} say('end');`);
    expect(await group.code).toBe(0);
    expect(group.lines).toHaveLength(3_001);
    expect(group.lines[2_999]).toBe(`2999${'é'.repeat(500)}`);
    expect(group.lines.at(-1)).toBe('end');
  });

  test('in one line of megabytes is one line', async () => {
    const group = start(`${SAY} import { writeFileSync } from 'node:fs'; writeFileSync(3, '😀'.repeat(1_000_000) + '\\n');`);
    await group.code;
    expect(group.lines.map((line) => line.length)).toEqual([2_000_000]);
  });

  test.each(['\u2028', '\u2029', '\r', '\u0085'])('is not broken at %j, which JSON may hold within a line', async (character) => {
    const group = start(`${SAY} say(${JSON.stringify(`a${character}b`)}); say('next');`);
    await group.code;
    expect(group.lines).toEqual([`a${character}b`, 'next']);
  });

  test('and was killed before the end of a line is no line', async () => {
    const stop = new AbortController();
    const group = start(`${SAY} writeSync(3, 'whole\\n{"half":'); say; ${FOREVER}`, { signal: stop.signal });
    await group.line(0);
    stop.abort();
    await group.code;
    expect(group.lines).toEqual(['whole']);
  });

  test('to stdout and stderr is in the log when it ended, all of it', async () => {
    const group = start(
      "process.stdout.write('o'.repeat(300_000)); process.stderr.write('e'.repeat(300_000)); process.exitCode = 3;",
    );
    expect(await group.code).toBe(3);
    expect(group.log().replaceAll('o', '')).toBe('e'.repeat(300_000));
    expect(group.log()).toHaveLength(600_000);
  });

  test('is waited for where the log is slow to write', async () => {
    const folder = aFolder({ 'script.mjs': "console.log('said');" });
    const logPath = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder });
    const reader = spawn('sh', ['-c', 'sleep 0.3; cat pipe > read'], { cwd: folder, stdio: 'ignore' });
    onTestFinished(() => void reader.kill('SIGKILL'));
    const { signal } = new AbortController();
    const script = join(folder, 'script.mjs');
    await runProcessGroup({ script, cwd: folder, env: process.env, logPath, onLine: () => undefined, signal });
    // Only since it is there somebody reads the pipe, and it could be written.
    expect(existsSync(join(folder, 'read'))).toBe(true);
  });

  test('goes to the end of a log that is there already', async () => {
    const folder = aFolder({ log: 'before\n', 'script.mjs': "console.log('after');" });
    const logPath = join(folder, 'log');
    const { signal } = new AbortController();
    const script = join(folder, 'script.mjs');
    await runProcessGroup({ script, cwd: folder, env: process.env, logPath, onLine: () => undefined, signal });
    expect(readFileSync(logPath, 'utf8')).toBe('before\nafter\n');
  });

  test('does not matter where the log cannot be written', async () => {
    const folder = aFolder({ 'script.mjs': `${SAY} console.log('lost'); say('heard');` });
    const lines: string[] = [];
    const code = await runProcessGroup({
      ...{ script: join(folder, 'script.mjs'), cwd: folder, env: process.env, logPath: join(folder, 'no/such/folder/log') },
      ...{ onLine: (line: string) => void lines.push(line), signal: new AbortController().signal },
    });
    expect({ code, lines }).toEqual({ code: 0, lines: ['heard'] });
  });
});

describe('an abort', () => {
  test('ends the script and what it started', async () => {
    const stop = new AbortController();
    const group = start(`${SAY} ${SLEEPER} say(String(process.pid)); sleeper(); ${FOREVER}`, { signal: stop.signal });
    const pids = [Number(await group.line(0)), Number(await group.line(1))];
    for (const pid of pids) expect(processStart(pid)).not.toBeNull();
    stop.abort();
    expect(await group.code).toBeNull();
    for (const pid of pids) await expectGone(pid);
  });

  test('ends a script that ignores every signal it can', async () => {
    const stop = new AbortController();
    const deaf = "for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => undefined);";
    const group = start(`${SAY} ${deaf} say('ready'); ${FOREVER}`, { signal: stop.signal });
    await group.line(0);
    stop.abort();
    expect(await group.code).toBeNull();
  });

  test('ends a script in an endless loop', async () => {
    const stop = new AbortController();
    const group = start(`${SAY} say('ready'); while (true);`, { signal: stop.signal });
    await group.line(0);
    stop.abort();
    expect(await group.code).toBeNull();
  });

  test('that came before starts nothing', async () => {
    const group = start("console.log('started');", { signal: AbortSignal.abort() });
    expect(await group.code).toBeNull();
    expect(group.log()).toBe('');
  });

  test('that comes after the end does nothing', async () => {
    const stop = new AbortController();
    expect(await start('', { signal: stop.signal }).code).toBe(0);
    stop.abort();
  });
});

describe('what a script leaves behind', () => {
  test('is ended with it', async () => {
    const group = start(`${SAY} ${SLEEPER} sleeper({ stdio: 'inherit' }); process.exit(0);`);
    expect(await group.code).toBe(0);
    await expectGone(Number(group.lines[0]));
  });

  test('in another group, holding the output open, does not keep anybody waiting', async () => {
    const group = start(`${SAY} ${SLEEPER} sleeper({ stdio: 'inherit', detached: true }); console.log('done'); process.exit(0);`);
    const pid = Number(await group.line(0));
    onTestFinished(() => killGroup(pid));
    expect(await group.code).toBe(0);
    expect(group.log()).toBe('done\n');
    expect(processStart(pid)).not.toBeNull();
  });
});

test('a script notices the death of its parent by the end of its stdin', async () => {
  const folder = aFolder({
    'host.mjs': `${SAY} process.stdin.on('end', () => process.exit(0)).resume(); say(String(process.pid)); ${FOREVER}`,
    'parent.mjs': `import { runProcessGroup } from ${JSON.stringify(MODULE)};
      await runProcessGroup({ script: './host.mjs', cwd: '.', env: process.env, logPath: './log',
        onLine: (line) => console.log(line), signal: new AbortController().signal });`,
  });
  const parent = spawn(process.execPath, ['parent.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const host = Number(String(line));
  expect(processStart(host)).not.toBeNull();
  parent.kill('SIGKILL');
  await expectGone(host);
});

test('a group that is gone already is killed without complaint', async () => {
  const child = spawn(process.execPath, ['-e', ''], { detached: true, stdio: 'ignore' });
  await once(child, 'exit');
  expect(() => killGroup(child.pid ?? 0)).not.toThrow();
});

test('what taking a line throws ends the group and comes to the caller, and no later line is taken', async () => {
  const folder = aFolder({ 'script.mjs': `${SAY}say(String(process.pid)); say('two'); ${FOREVER}` });
  const taken: string[] = [];
  const group = runProcessGroup({
    script: join(folder, 'script.mjs'),
    cwd: folder,
    env: process.env,
    logPath: join(folder, 'group.log'),
    onLine: (line) => {
      taken.push(line);
      throw new Error('the store is full');
    },
    signal: new AbortController().signal,
  });
  await expect(group).rejects.toThrow('the store is full');
  expect(taken).toHaveLength(1);
  await expectGone(Number(taken[0]));
});
