import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError, RunList } from '@killrate/shared/api';
import { openDatabase } from '@killrate/shared/store/open';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type AppOptions, buildApp } from './app.ts';
import { temporaryFolder, writeRun } from './store.fixture.ts';

function project(options: Partial<AppOptions> = {}): { app: FastifyInstance; storePath: string; clientDir: string } {
  const root = temporaryFolder();
  const storePath = join(root, 'reports', 'killrate.db');
  const clientDir = join(root, 'client');
  mkdirSync(join(clientDir, 'assets'), { recursive: true });
  writeFileSync(join(clientDir, 'index.html'), '<title>the page</title>');
  writeFileSync(join(clientDir, 'assets', 'index-1a2b3c.js'), 'export {};');
  const app = buildApp({ project: '/home/ada/ufo', storePath, clientDir, ...options });
  onTestFinished(() => app.close());
  return { app, storePath, clientDir };
}

/** A reply whose body is one line of error and nothing else. */
async function errorOf(app: FastifyInstance, request: InjectOptions | string): Promise<{ code: number; error: string }> {
  const reply = await app.inject(request);
  return { code: reply.statusCode, ...ApiError.parse(reply.json()) };
}

/** Runs SQL on the store, as a newer or a broken killrate would. */
function tamper(storePath: string, sql: string): void {
  const database = openDatabase(storePath, 'create');
  database.exec(sql);
  database.close();
}

describe('GET /api/runs', () => {
  async function runsOf(app: FastifyInstance): Promise<RunList> {
    const reply = await app.inject('/api/runs');
    expect(reply.statusCode).toBe(200);
    return RunList.parse(reply.json());
  }

  test('runs are listed newest first, whatever order they were written in', async () => {
    const { app, storePath } = project();
    writeRun(storePath, { id: 'middle', startedAt: '2026-11-20T10:00:00.000Z' }, []);
    writeRun(storePath, { id: 'newest', startedAt: '2026-11-21T10:00:00.000Z' }, []);
    writeRun(storePath, { id: 'oldest', startedAt: '2026-11-19T10:00:00.000Z' }, []);

    const { items: runs } = await runsOf(app);

    expect(runs.map((run) => run.id)).toEqual(['newest', 'middle', 'oldest']);
  });

  test('a run is listed with what it was, and every mutant in one bucket', async () => {
    const { app, storePath } = project();
    writeRun(storePath, { status: 'incomplete', reason: 'one job timed out', scope: 'since' }, [
      'Killed',
      'Killed',
      'Timeout',
      'Survived',
      'NoCoverage',
      'Ignored',
      null,
    ]);

    const { items: runs } = await runsOf(app);

    expect(runs[0]).toMatchObject({ status: 'incomplete', reason: 'one job timed out', scope: 'since', branch: 'main' });
    expect(runs[0]?.totals).toMatchObject({ mutants: 7, killed: 2, timeout: 1, survived: 1, noCoverage: 1, unresolved: 1 });
    expect(runs[0]?.totals.killRate).toBe(60);
  });

  test('a run that measured nothing has no kill rate', async () => {
    const { app, storePath } = project();
    writeRun(storePath, { status: 'baseline-failed' }, []);

    const { items: runs } = await runsOf(app);

    expect(runs[0]?.totals.killRate).toBeNull();
  });

  test('runs come a page at a time, each of them once', async () => {
    const { app, storePath } = project();
    for (const day of ['17', '18', '19']) writeRun(storePath, { id: `of-${day}`, startedAt: `2026-11-${day}T10:00:00.000Z` }, []);

    const first = RunList.parse((await app.inject('/api/runs?limit=2')).json());
    const second = RunList.parse((await app.inject(`/api/runs?limit=2&cursor=${first.nextCursor}`)).json());

    expect([first.total, first.items.map(({ id }) => id)]).toEqual([3, ['of-19', 'of-18']]);
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([['of-17'], null]);
  });

  test('a project without a store has no runs, and gets no store from being looked at', async () => {
    const { app, storePath } = project();

    expect((await runsOf(app)).items).toEqual([]);
    expect(existsSync(storePath)).toBe(false);
  });

  test('a store without runs has no runs', async () => {
    const { app, storePath } = project();
    openDatabase(storePath, 'create').close();

    expect((await runsOf(app)).items).toEqual([]);
  });

  test('a store whose tables are not written yet has no runs', async () => {
    const { app, clientDir } = project();
    const storePath = join(clientDir, 'empty.db');
    writeFileSync(storePath, '');
    const early = project({ storePath }).app;

    expect((await runsOf(early)).items).toEqual([]);
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok', store: 'missing' });
  });

  test('a run that begins after the server is listed by it', async () => {
    const { app, storePath } = project();
    expect((await runsOf(app)).items).toEqual([]);

    writeRun(storePath, { id: 'later' }, ['Killed']);

    expect((await runsOf(app)).items.map((run) => run.id)).toEqual(['later']);
  });

  test('a run that is still being written is listed with what it measured so far', async () => {
    const { app, storePath } = project();
    writeRun(storePath, { status: 'running' }, ['Killed', 'Pending']);
    const writer = openDatabase(storePath, 'existing');
    onTestFinished(() => {
      writer.close();
    });
    writer.exec(`BEGIN IMMEDIATE; UPDATE result SET status = 'Survived'`);

    const { items: runs } = await runsOf(app);

    expect(runs[0]).toMatchObject({ status: 'running', totals: { killed: 1, pending: 1, survived: 0 } });
  });

  test('a store of a newer killrate is 503, and says to update', async () => {
    const { app, storePath } = project();
    writeRun(storePath, {}, ['Killed']);
    tamper(storePath, 'PRAGMA user_version = 99');

    expect(await errorOf(app, '/api/runs')).toEqual({ code: 503, error: expect.stringContaining('update killrate') });
  });

  test('a file that is no store is 503, and says so', async () => {
    const { app, storePath } = project();
    mkdirSync(join(storePath, '..'));
    writeFileSync(storePath, 'not a database, but longer than the header of one '.repeat(100));

    expect(await errorOf(app, '/api/runs')).toEqual({ code: 503, error: expect.stringContaining('is not a killrate store') });
  });

  test('a run that breaks the contract is 500 with one line, and its stack goes to stderr only', async () => {
    const { app, storePath } = project();
    writeRun(storePath, {}, ['Killed']);
    tamper(storePath, `UPDATE run SET scope = 'sideways'`);
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => printed.mockRestore());

    const { code, error } = await errorOf(app, '/api/runs');

    expect(code).toBe(500);
    expect(error).not.toMatch(/sideways|\n|\bat /);
    expect(printed).toHaveBeenCalledWith(expect.objectContaining({ message: expect.stringContaining('scope') }));
  });
});

describe('GET /healthz', () => {
  test('the server is ok without a store, and says that it is missing', async () => {
    const reply = await project().app.inject('/healthz');

    expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'ok', store: 'missing' }]);
  });

  test('a store that can be read is ready', async () => {
    const { app, storePath } = project();
    writeRun(storePath, {}, []);

    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok', store: 'ready' });
  });
});

describe('other paths', () => {
  test.each(['/api', '/api/', '/api/nothing', '/api/nothing?page=2'])('%s is an unknown path of the API', async (url) => {
    const { code, error } = await errorOf(project().app, url);

    expect(code).toBe(404);
    expect(error).toBe(`nothing is at GET ${url.replace('?page=2', '')}`);
  });

  test.each(['/', '/runs', '/runs/17?tab=jobs', '/apis'])('%s is the page of the client', async (url) => {
    const reply = await project().app.inject(url);

    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toMatch(/^text\/html/);
    expect(reply.body).toContain('the page');
  });

  test('a file with a hash in its name is kept for good, the page is asked for anew', async () => {
    const { app } = project();

    expect((await app.inject('/assets/index-1a2b3c.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await app.inject('/')).headers['cache-control']).toBe('no-cache');
    expect((await app.inject('/runs')).headers['cache-control']).toBe('no-cache');
  });

  test('an asset of a former build is 404, not the page', async () => {
    expect((await errorOf(project().app, '/assets/index-000000.js')).code).toBe(404);
  });

  test('nothing outside the client is served', async () => {
    const { app, storePath } = project();
    writeRun(storePath, {}, []);

    const reply = await app.inject('/assets/..%2f..%2freports%2fkillrate.db');

    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.body).not.toContain('SQLite');
  });

  test('writing to a page is 404', async () => {
    expect(await errorOf(project().app, { method: 'POST', url: '/runs' })).toEqual({
      code: 404,
      error: 'nothing is at POST /runs',
    });
  });

  test('a client that is not built is 404, and says how to build it', async () => {
    const { app } = project({ clientDir: '/nowhere' });

    expect(await errorOf(app, '/')).toEqual({ code: 404, error: expect.stringContaining('pnpm build') });
  });

  test('a path that is no path is 400 with one line and the headers', async () => {
    const { app } = project();

    expect((await errorOf(app, '/%c0')).code).toBe(400);
    expect((await app.inject('/%c0')).headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('protection', () => {
  test.each(['/', '/api/runs', '/healthz', '/api/nothing', '/assets/index-1a2b3c.js'])(
    '%s lets nothing but its own files run',
    async (url) => {
      const { headers } = await project().app.inject(url);
      const policy = String(headers['content-security-policy']);

      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("style-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  test('what the store holds stays out of caches', async () => {
    expect((await project().app.inject('/api/runs')).headers['cache-control']).toBe('no-store');
  });

  test.each([
    'evil.example',
    'evil.example:4400',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '192.168.0.7:4400',
    '[::2]:4400',
    '[::1',
    'localhost:4400:1',
    'ada@localhost',
  ])('a request to the host "%s" is refused on loopback', async (host) => {
    const { app } = project({ host: '127.0.0.1' });

    for (const url of ['/', '/api/runs', '/healthz']) {
      const { code, error } = await errorOf(app, { url, headers: { host } });
      expect(code).toBe(403);
      expect(error).toContain('localhost');
    }
  });

  test.each(['localhost', 'LOCALHOST:4400', '127.0.0.1', '127.0.0.1:4400', '127.1.2.3:80', '[::1]', '[::1]:4400'])(
    'a request to the host "%s" is answered on loopback',
    async (host) => {
      for (const address of ['127.0.0.1', '::1', 'localhost']) {
        const { app } = project({ host: address });
        expect((await app.inject({ url: '/api/runs', headers: { host } })).statusCode).toBe(200);
      }
    },
  );

  test('a request to a foreign host is refused unless told otherwise, with the headers', async () => {
    const reply = await project().app.inject({ url: '/api/runs', headers: { host: 'evil.example' } });

    expect(reply.statusCode).toBe(403);
    expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
  });

  test('a server on all addresses answers to any host', async () => {
    const token = 'a-token-of-some-length';
    const { app } = project({ host: '0.0.0.0', token });
    const headers = { host: 'ci.example', authorization: `Bearer ${token}` };

    expect((await app.inject({ url: '/api/runs', headers })).statusCode).toBe(200);
  });
});
