/** `killrate serve` as a process: who it lets in, and what it says where it cannot start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProjectView } from '@killrate/shared/api';
import { openDatabase } from '@killrate/shared/store/open';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serveDashboard } from '../../test/dashboard/serve.fixture.ts';
import { createTestProject, killrate, type TestProject, until } from '../../test/project.fixture.ts';

const CLI = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const TOKEN = 'correct-horse-battery-staple';
const EVERYWHERE = ['serve', '--host', '0.0.0.0', '--port', '0'];

function newProject(): TestProject {
  const project = createTestProject({ 'src/price.ts': 'export const price = 1;\n' });
  onTestFinished(project.remove);
  return project;
}

async function serve(args: string[] = [], project = newProject()): Promise<string> {
  const served = await serveDashboard(project.root, { args });
  onTestFinished(() => served.end());
  return served.url;
}

async function projectAt(url: string): Promise<ProjectView> {
  return ProjectView.parse(await (await fetch(`${url}/api/project`)).json());
}

/** Runs it with variables of the environment that the other helpers keep away, until it says where it serves. */
async function serveWithEnvironment(env: Record<string, string>, ...args: string[]): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, [CLI, ...args], {
    cwd: newProject().root,
    env: { ...process.env, ...env },
  });
  onTestFinished(() => {
    child.kill();
  });
  let said = '';
  child.stdout?.on('data', (part) => {
    said += String(part);
  });
  const link = () => /serves (http:\S+),/.exec(said)?.[1] ?? null;
  await until(() => link() !== null || child.exitCode !== null);
  return link() ?? '';
}

describe('a server that others can reach', () => {
  test.each([['0.0.0.0'], ['::'], ['192.168.0.7']])('on %s does not start without a token, and says so in one line', (host) => {
    const { code, stdout, stderr } = killrate(newProject().root, 'serve', '--host', host, '--port', '0');

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^killrate: .*--token or in KILLRATE_TOKEN.*\n$/);
  });

  test.each(['short', 'with blanks in its middle', ''])('does not start with the token "%s"', (token) => {
    const { code, stderr } = killrate(newProject().root, ...EVERYWHERE, '--token', token);

    expect([code, stderr]).toEqual([1, expect.stringMatching(/^killrate: the token must have at least 16 characters.*\n$/)]);
  });

  test.each<[string, () => Promise<string>]>([
    ['by an option', () => serveWithEnvironment({}, ...EVERYWHERE, '--token', TOKEN)],
    ['by the environment', () => serveWithEnvironment({ KILLRATE_TOKEN: TOKEN }, ...EVERYWHERE)],
  ])('with a token %s lets in who knows it, and nobody else', async (_, start) => {
    const link = await start();
    const { origin } = new URL(link);
    const status = async (headers: Record<string, string>) => (await fetch(`${origin}/api/project`, { headers })).status;

    expect(link).toBe(`${origin}/?token=${TOKEN}`);
    expect([await status({}), await status({ authorization: 'Bearer another-token-of-some-length' })]).toEqual([401, 401]);
    expect(await status({ authorization: `Bearer ${TOKEN}` })).toBe(200);
    const opened = await fetch(link, { redirect: 'manual' });
    const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
    expect([await status({ cookie }), await status({ cookie: `${cookie}x` })]).toEqual([200, 401]);
  });
});

test('one that only shows says so, refuses every write, and leaves the project as it is', async () => {
  const project = newProject();
  const url = await serve(['--read-only'], project);
  const send = async (method: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url + path, { method, headers, body: JSON.stringify(body) })).status;
  };

  expect((await projectAt(url)).abilities).toEqual({ write: false, run: false, openEditor: false });
  expect(await send('POST', '/api/run', { scope: 'all' })).toBe(403);
  expect(await send('POST', '/api/mutants/abcd/acceptance', { category: 'glue', reason: 'fine' })).toBe(403);
  expect(await send('POST', '/api/mutants/abcd/feedback', { verdict: 'useful' })).toBe(403);
  expect(await send('POST', '/api/editor', { file: 'src/price.ts', line: 1 })).toBe(403);
  expect((await fetch(`${url}/api/run`, { method: 'DELETE' })).status).toBe(403);
});

test('a port that is taken is one line that says what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    other.close();
  });
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';

  const { code, stdout, stderr } = killrate(newProject().root, 'serve', '--port', port);

  expect([code, stdout, stderr]).toEqual([1, '', `killrate: port ${port} is taken: choose another with --port\n`]);
});

describe('a store', () => {
  const storeOf = (project: TestProject) => join(project.root, 'reports', 'killrate.db');

  test('that is missing is told, and shown as soon as it is there', async () => {
    const project = newProject();
    const url = await serve([], project);
    expect(await projectAt(url)).toMatchObject({ store: 'missing', storeMessage: expect.stringContaining('killrate run') });

    openDatabase(storeOf(project), 'create').close();

    expect(await projectAt(url)).toMatchObject({ store: 'empty', storeMessage: expect.stringContaining('killrate run') });
  });

  test.each<[string, string, (project: TestProject) => void]>([
    ['newer', 'update killrate', grow],
    ['broken', 'not a killrate store', (project) => project.write('reports/killrate.db', 'no database at all. '.repeat(300))],
    ['broken', 'is a folder', (project) => mkdirSync(storeOf(project), { recursive: true })],
  ])('that is %s (%s) is told in one line, and does not keep the server from starting', async (store, words, spoil) => {
    const project = newProject();
    spoil(project);

    const url = await serve([], project);

    const view = await projectAt(url);
    expect(view).toMatchObject({ store, storeMessage: expect.stringContaining(words) });
    expect(view.storeMessage).not.toContain('\n');
    expect((await fetch(`${url}/api/runs`)).status).toBe(503);
    expect((await fetch(url)).status).toBe(200);
  });

  function grow(project: TestProject): void {
    const database = openDatabase(storeOf(project), 'create');
    database.pragma('user_version = 99');
    database.close();
  }
});
