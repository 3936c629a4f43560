/** What others could try against the dashboard, each with the answer it gets. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, FilePage, MutantList, SearchReply, TestPage } from '@killrate/shared/api';
import type { InjectOptions } from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildApp, type ServeOptions, serve } from './app.ts';
import { createToken } from './guard.ts';
import { keyOf, RUN, SCRIPT, startProject, write } from './project.fixture.ts';

const KEY = keyOf('src/price.ts', 0);
const JSON_TYPE = { 'content-type': 'application/json' };
const ACCEPT = { category: 'glue', reason: 'it is fine' };
const TOKEN = 'correct-horse-battery';
const COOKIE = createToken(TOKEN).cookie.split(';')[0] ?? '';

type Attack = [name: string, request: InjectOptions, status: number];

function post(url: string, payload: unknown, headers: Record<string, string> = {}): InjectOptions {
  return { method: 'POST', url, headers: { ...JSON_TYPE, ...headers }, payload: JSON.stringify(payload) };
}

const LINK = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

const TRAVERSAL: Attack[] = [
  ['a path that climbs out of the project', { url: '/api/file?path=../../../../etc/passwd' }, 404],
  ['an absolute path', { url: '/api/file?path=/etc/passwd' }, 404],
  ['an encoded climb', { url: '/api/file?path=src%2F..%2F..%2F..%2Fetc%2Fpasswd' }, 404],
  ['a path with a zero byte', { url: '/api/file?path=src/price.ts%00.png' }, 404],
  ['a file of the project that is no source', { url: '/api/file?path=reports/killrate.db' }, 404],
  ['a test whose file climbs out', { url: '/api/test?id=../../etc/passwd%20%3E%20x' }, 404],
  ['an asset that climbs out', { url: '/assets/..%2f..%2freports%2fkillrate.db' }, 404],
  ['an asset that climbs out, encoded twice', { url: '/assets/%252e%252e%252f%252e%252e%252fpackage.json' }, 404],
  ['an editor for a file outside', post('/api/editor', { file: '../../../../etc/passwd', line: 1 }), 404],
  ['an editor for an absolute path', post('/api/editor', { file: '/etc/passwd', line: 1 }), 404],
  ['an editor for a link that leads outside', post('/api/editor', { file: 'src/outside.ts', line: 1 }), 404],
  ['an editor for the project itself', post('/api/editor', { file: '.', line: 1 }), 404],
  ['an editor for a folder', post('/api/editor', { file: 'src', line: 1 }), 404],
  ['an editor for a file that is an option', post('/api/editor', { file: '--help', line: 1 }), 404],
  ['a path with backslashes', { url: '/api/file?path=..%5c..%5cetc%5cpasswd' }, 404],
  ['a path encoded twice', { url: '/api/file?path=%252e%252e%252fetc%252fpasswd' }, 404],
  ['a path that only resolves to a source', { url: '/api/file?path=src/../src/price.ts' }, 404],
  ['an asset behind backslashes', { url: '/assets/..%5c..%5creports%5ckillrate.db' }, 403],
];

const FOREIGN: Attack[] = [
  ['a name that was made to resolve to this machine', { url: '/api/overview', headers: { host: 'evil.example:4400' } }, 403],
  ['such a name for the page', { url: '/', headers: { host: 'evil.example' } }, 403],
  ['a name that only begins like localhost', { url: '/api/overview', headers: { host: 'localhost.evil.example' } }, 403],
  ['a script of another site that reads', { url: '/api/overview', headers: { origin: 'https://evil.example' } }, 403],
  ['a page without an origin', { url: '/api/overview', headers: { origin: 'null' } }, 403],
  ['an image of another site', { url: '/api/overview', headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['another server on this machine that reads', { url: '/api/overview', headers: { 'sec-fetch-site': 'same-site' } }, 403],
  ['a write from another site', post(`/api/mutants/${KEY}/acceptance`, ACCEPT, { origin: 'https://evil.example' }), 403],
  ['a write from another port', post(`/api/mutants/${KEY}/acceptance`, ACCEPT, { origin: 'http://localhost:9999' }), 403],
  [
    'a write by a link',
    post('/api/run', { scope: 'all' }, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }),
    403,
  ],
  ['a link to the API', { url: '/api/overview', headers: LINK }, 403],
  ['a link to the API in other letters', { url: '/%61pi/overview', headers: LINK }, 403],
  ['a form that leads to a page', { method: 'POST', url: '/survivors', headers: LINK }, 403],
  ['a frame of another site', { url: '/', headers: { ...LINK, 'sec-fetch-dest': 'iframe' } }, 403],
  ['a script of another site', { url: '/', headers: { ...LINK, 'sec-fetch-mode': 'no-cors' } }, 403],
  ['a kind of site that nobody knows', { url: '/api/overview', headers: { 'sec-fetch-site': 'weird' } }, 403],
  [
    'an origin that only begins like this one',
    { url: '/api/overview', headers: { origin: 'http://localhost:80.evil.example' } },
    403,
  ],
  ['a change by another word for it', { url: '/api/run', headers: { 'x-http-method-override': 'DELETE' } }, 404],
  [
    'a write as a form of another site sends it',
    { method: 'POST', url: '/api/run', headers: { 'content-type': 'text/plain' }, payload: '{"scope":"all"}' },
    415,
  ],
  [
    'a write as an encoded form',
    { method: 'POST', url: '/api/run', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'scope=all' },
    415,
  ],
  ['a write without a body', { method: 'POST', url: '/api/run' }, 400],
  ['a change by a GET', { url: '/api/run' }, 404],
  [
    'the methods that are allowed, asked for by another site',
    { method: 'OPTIONS', url: '/api/run', headers: { origin: 'https://evil.example' } },
    403,
  ],
];

const INPUT: Attack[] = [
  ['a body beyond 64 KiB', post(`/api/mutants/${KEY}/acceptance`, { ...ACCEPT, reason: 'x'.repeat(70_000) }), 413],
  ['a reason beyond its length', post(`/api/mutants/${KEY}/acceptance`, { ...ACCEPT, reason: 'x'.repeat(3_000) }), 400],
  ['a reason of blanks', post(`/api/mutants/${KEY}/acceptance`, { ...ACCEPT, reason: '   ' }), 400],
  ['a category that there is not', post(`/api/mutants/${KEY}/acceptance`, { ...ACCEPT, category: 'constructor' }), 400],
  [
    'a body with a prototype',
    { method: 'POST', url: '/api/run', headers: JSON_TYPE, payload: '{"__proto__":{"scope":"all"}}' },
    400,
  ],
  ['an acceptance by the beginning of a key', post(`/api/mutants/${KEY.slice(0, 6)}/acceptance`, ACCEPT), 404],
  ['an acceptance of a mutant that there is not', post('/api/mutants/0123456789ab/acceptance', ACCEPT), 404],
  ['feedback by the beginning of a key', post(`/api/mutants/${KEY.slice(0, 6)}/feedback`, { verdict: 'useful' }), 404],
  ['a key that is an option', post('/api/mutants/--prune/acceptance', ACCEPT), 404],
  ['a day that is an option', post(`/api/mutants/${KEY}/acceptance`, { ...ACCEPT, expires: '--prune' }), 400],
  ['a module that is an option, as a list', post('/api/run', { scope: 'module', module: ['--gate'] }), 400],
  ['a body with a constructor', post('/api/run', { constructor: { prototype: { scope: 'all' } } }), 400],
  ['a body that is no JSON', { method: 'POST', url: '/api/run', headers: JSON_TYPE, payload: '{"scope":' }, 400],
  ['a body with a field too many', post('/api/run', { scope: 'all', env: { PATH: '/evil' } }), 400],
  ['a field whose name has no end', post('/api/run', { scope: 'all', ['x'.repeat(60_000)]: 1 }), 400],
  ['a key that is an option of the command', post('/api/run', { scope: 'mutants', keys: ['--cwd'] }), 400],
  ['a line that is none', post('/api/editor', { file: 'src/price.ts', line: -1 }), 400],
  ['a negative page', { url: '/api/mutants?limit=-1' }, 400],
  ['a page of everything', { url: '/api/mutants?limit=1000000' }, 400],
  ['a page of no number', { url: '/api/mutants?limit=NaN' }, 400],
  ['a cursor that is none', { url: '/api/mutants?cursor=%27%20OR%201=1' }, 400],
  ['a cursor made by hand', { url: `/api/mutants?cursor=${Buffer.from('{"rank":{}}').toString('base64url')}` }, 400],
  ['a cursor of another list', { url: `/api/runs?cursor=${Buffer.from('[1,"x"]').toString('base64url')}` }, 400],
  ['a status that is SQL', { url: "/api/mutants?status=Survived')%20OR%201=1--" }, 400],
  ['an order that is SQL', { url: '/api/mutants?order=worth;DROP%20TABLE%20run' }, 400],
  ['a filter given twice', { url: '/api/mutants?module=a&module=b' }, 400],
  ['a filter that there is not', { url: '/api/mutants?__proto__=1' }, 400],
  ['a run that is SQL', { url: "/api/runs/x'%20OR%20'1'='1" }, 404],
  ['a mutant that is SQL', { url: "/api/mutants/x'--" }, 404],
  ['an address without end', { url: `/api/mutants?file=${'x'.repeat(9_000)}` }, 414],
  ['a key without end', { url: `/api/mutants/${'x'.repeat(500)}` }, 404],
  ['a path that is no UTF-8', { url: '/api/%c0%ae' }, 400],
  ['a badge of a module that there is not', { url: `/badge.svg?module=${encodeURIComponent(SCRIPT)}` }, 404],
];

describe.each([
  ['paths', TRAVERSAL],
  ['other sites', FOREIGN],
  ['input', INPUT],
])('%s', (_, attacks) => {
  test.each(attacks)('%s', async (_name, request, status) => {
    const { app, root, workbench } = startProject();
    symlinkSync('/etc/hostname', join(root, 'src', 'outside.ts'));

    const reply = await app.inject(request);

    expect(reply.statusCode).toBe(status);
    expect(reply.body.length).toBeLessThan(600);
    expect(ApiError.parse(reply.json()).error).not.toMatch(/\n|\bat .*:\d+|root:|node_modules/);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect([workbench.asked, workbench.entries]).toEqual([[], []]);
  });
});

describe('filters', () => {
  test.each(["' OR 1=1 --", '%', '_', "x'; DROP TABLE run; --", 'default" OR "1"="1'])(
    '%s matches nothing but itself',
    async (text) => {
      const { app } = startProject();

      const filtered = await app.inject({ url: '/api/mutants', query: { module: text } });
      const found = await app.inject({ url: '/api/search', query: { q: text } });

      expect(MutantList.parse(filtered.json())).toEqual({ total: 0, items: [], nextCursor: null });
      expect(SearchReply.parse(found.json())).toEqual({ files: [], tests: [], mutants: [] });
      expect((await app.inject('/api/runs')).json()).toMatchObject({ total: 1 });
    },
  );
});

describe('scripts', () => {
  const evil = `src/${SCRIPT.replaceAll('/', '')}.ts`;

  test('in a source, a file name, a test name and a reason they are text, never a page', async () => {
    const text = `export const x0 = a + b; // ${SCRIPT}\n`;
    const { app } = startProject([{ ...RUN, files: [{ file: evil, text, statuses: ['Survived'] }], tests: [SCRIPT] }]);
    const key = keyOf(evil, 0);

    await app.inject(post(`/api/mutants/${key}/acceptance`, { category: 'glue', reason: SCRIPT }));
    const file = await app.inject({ url: '/api/file', query: { path: evil } });
    const page = await app.inject({ url: '/api/test', query: { id: `test/all.test.ts > ${SCRIPT}` } });

    expect(FilePage.parse(file.json())).toMatchObject({ source: text, mutants: [{ acceptance: { reason: SCRIPT } }] });
    expect(TestPage.parse(page.json()).test.name).toBe(SCRIPT);
    for (const reply of [file, page]) {
      expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(reply.headers['content-security-policy']).toContain("script-src 'self';");
    }
  });

  test('in the name of a module they are text in its badge', async () => {
    const { app } = startProject([{ ...RUN, files: [{ file: 'src/a.ts', module: SCRIPT, statuses: ['Killed'] }] }]);

    const { statusCode, body } = await app.inject({ url: '/badge.svg', query: { module: SCRIPT } });

    expect(statusCode).toBe(200);
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script');
  });

  test('in an address they do not come back in the page', async () => {
    const { app } = startProject();

    const { body } = await app.inject(`/survivors?module=${encodeURIComponent(SCRIPT)}`);

    expect(body).toBe('<title>the page</title>');
  });
});

describe('tokens', () => {
  const REFUSED: [string, InjectOptions][] = [
    ['none', { url: '/api/overview' }],
    ['a wrong one', { url: '/api/overview', headers: { authorization: 'Bearer wrong' } }],
    ['the beginning of it', { url: '/api/overview', headers: { authorization: `Bearer ${TOKEN.slice(0, -1)}` } }],
    ['it as a password', { url: '/api/overview', headers: { authorization: `Basic ${TOKEN}` } }],
    ['it as a cookie', { url: '/api/overview', headers: { cookie: `killrate=${TOKEN}` } }],
    ['a wrong one in the address', { url: '/?token=wrong' }],
    ['it in the address of a write', { ...post(`/api/run?token=${TOKEN}`, { scope: 'all' }) }],
    ['none, for what only begins like the state of the server', { url: '/healthz?all=1' }],
    ['the cookie by another name', { url: '/api/overview', headers: { cookie: `x${COOKIE}` } }],
    ['none, for the page', { url: '/' }],
    ['none, for the events', { url: '/api/events' }],
    ['none, for a write', post('/api/run', { scope: 'all' })],
  ];

  test.each(REFUSED)('%s is 401', async (_name, request) => {
    const { app, workbench } = startProject([RUN], { host: '0.0.0.0', token: TOKEN });

    const reply = await app.inject(request);

    expect(reply.statusCode).toBe(401);
    expect(reply.body).not.toContain(TOKEN);
    expect(workbench.asked).toEqual([]);
  });

  test('the link with the token gives a cookie that scripts and other sites do not get, and forgets the token', async () => {
    const { app } = startProject([RUN], { host: '0.0.0.0', token: TOKEN });

    const reply = await app.inject(`/survivors?token=${TOKEN}&module=a`);
    const cookie = String(reply.headers['set-cookie']);

    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/survivors?module=a']);
    expect(cookie).toMatch(/^killrate=\S+; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(cookie).not.toContain(TOKEN);
    const own = { url: '/api/overview', headers: { cookie: cookie.split(';')[0] ?? '' } };
    expect((await app.inject(own)).statusCode).toBe(200);
  });

  test.each([
    ['//evil.example/x', '/x'],
    ['/.//evil.example/x', '/evil.example/x'],
    ['/x/..//evil.example', '/evil.example'],
    ['/%5cevil.example', '/%5cevil.example'],
  ])('a link to %s with the token leads to no other server', async (path, location) => {
    const { app, root, storePath } = startProject();
    await app.close();
    const server = await serve({ project: root, storePath, port: 0, host: '127.0.0.1', token: TOKEN });
    onTestFinished(server.close);

    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ port: new URL(server.url).port, path: `${path}?token=${TOKEN}` }, resolve)
        .once('error', reject)
        .end();
    });

    expect([reply.resume().statusCode, reply.headers.location]).toEqual([303, location]);
  });

  test('a server that others can reach does not even start without one', () => {
    for (const host of ['0.0.0.0', '::', '192.168.0.7', 'ci.example'])
      expect(() => buildApp({ project: '/', storePath: '/none', host, token: null })).toThrow(
        `a server on ${host} needs a token`,
      );
  });
});

describe('force', () => {
  test('who asks too often is told to wait', async () => {
    const { app } = startProject([RUN], { rates: { all: { burst: 3, perSecond: 0.001 }, writes: { burst: 9, perSecond: 9 } } });
    const replies = [];
    for (let count = 0; count < 4; count += 1) replies.push(await app.inject('/healthz'));

    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect(replies[3]?.headers['retry-after']).toBe('1');
  });

  test('who writes too often is told to wait, and can still read', async () => {
    const { app } = startProject([RUN], { rates: { all: { burst: 9, perSecond: 9 }, writes: { burst: 1, perSecond: 0.001 } } });
    const write = () => app.inject(post('/api/run', { scope: 'all' }));

    expect([(await write()).statusCode, (await write()).statusCode]).toEqual([200, 429]);
    expect((await app.inject('/api/runs')).statusCode).toBe(200);
  });

  const HEAD = 'POST /api/run HTTP/1.1\r\nHost: localhost\r\n';
  test.each([
    ['whose headers', 'X-Slow: ', { headersMs: 100, requestMs: 60_000 }],
    ['whose body', 'Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{', { headersMs: 100, requestMs: 200 }],
  ])('a request %s never come to their end is ended', async (_, beginning, patience) => {
    const socket = await connectTo({ patience });
    socket.write(HEAD + beginning);

    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 408/);
  });

  test('there are not more connections than a server can bear', async () => {
    const first = await connectTo({});
    const others = await Promise.all(Array.from({ length: 255 }, () => connectAgain(first)));
    expect(others.every((socket) => !socket.destroyed)).toBe(true);

    // It is not even asked what it wants.
    expect(await textOf(await connectAgain(first))).toBe('');
  });

  test('a header without end is refused', async () => {
    const { app, root, storePath } = startProject();
    await app.close();
    const server = await serve({ project: root, storePath, port: 0, host: '127.0.0.1' });
    onTestFinished(server.close);

    const reply = await fetch(`${server.url}/healthz`, { headers: { 'x-long': 'x'.repeat(20_000) } });

    expect(reply.status).toBe(431);
  });
});

/** A connection to a server with these options. */
async function connectTo(options: Partial<ServeOptions>): Promise<Socket> {
  const { app, root, storePath } = startProject();
  await app.close();
  const server = await serve({ project: root, storePath, port: 0, host: '127.0.0.1', ...options });
  onTestFinished(server.close);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function connectAgain({ remotePort = 0 }: Socket): Promise<Socket> {
  const socket = connect(remotePort, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the other side ends it. */
async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  await once(socket, 'close');
  return text;
}

test('a server that knows nothing of the project beside its store changes nothing', async () => {
  const { app } = startProject([RUN], { workbench: null });

  expect((await app.inject(post('/api/run', { scope: 'all' }))).statusCode).toBe(403);
});

test.each<[string, (path: string) => void, string | null]>([
  ['a file', (path) => writeFileSync(path, 'a test'), 'a test'],
  ['a file of five megabytes', (path) => writeFileSync(path, 'x'.repeat(5_000_000)), 'x'.repeat(5_000_000)],
  ['more than that', (path) => writeFileSync(path, 'x'.repeat(5_000_001)), null],
  ['a folder', (path) => mkdirSync(path), null],
  // Whoever reads one waits until somebody writes to it.
  ['a pipe', (path) => execFileSync('mkfifo', [path]), null],
  ['nothing', () => undefined, null],
])('where the file of a test is %s, its text is that or none', async (_, make, text) => {
  const { app, root } = startProject();
  mkdirSync(join(root, 'test'));
  make(join(root, 'test', 'all.test.ts'));

  const { source } = TestPage.parse((await app.inject({ url: '/api/test', query: { id: 'test/all.test.ts > adds' } })).json());

  expect(source === text).toBe(true);
});

describe('a dashboard that only shows', () => {
  test.each<[string, InjectOptions]>([
    ['an acceptance', post(`/api/mutants/${KEY}/acceptance`, ACCEPT)],
    ['the end of one', { method: 'DELETE', url: `/api/mutants/${KEY}/acceptance` }],
    ['feedback', post(`/api/mutants/${KEY}/feedback`, { verdict: 'useful' })],
    ['a run', post('/api/run', { scope: 'all' })],
    ['the end of one', { method: 'DELETE', url: '/api/run' }],
    ['the editor', post('/api/editor', { file: 'src/price.ts', line: 1 })],
  ])('%s is 403', async (_name, request) => {
    const { app, workbench } = startProject([RUN], { isReadOnly: true });

    expect((await app.inject(request)).statusCode).toBe(403);
    expect([workbench.asked, workbench.entries]).toEqual([[], []]);
  });
});

test('a page may be opened by a link of another site', async () => {
  const { app } = startProject();

  expect((await app.inject({ url: '/survivors', headers: LINK })).statusCode).toBe(200);
});

test('headers of many blanks take no longer than others', async () => {
  const { app } = startProject();
  const blanks = ' '.repeat(100_000);
  const startedAt = performance.now();

  const reply = await app.inject({
    url: '/api/overview',
    headers: { 'accept-encoding': `gzip${blanks}x`, cookie: `;${blanks}x` },
  });

  expect(reply.statusCode).toBe(200);
  // Where each blank is looked at from each other one, it is a hundred times as long.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('a source that was replaced by a link that leads outside is not shown', async () => {
  const { app, root } = startProject();
  write(tmpdir(), 'killrate-outside.txt', 'a secret');
  rmSync(join(root, 'src', 'price.ts'));
  symlinkSync(join(tmpdir(), 'killrate-outside.txt'), join(root, 'src', 'price.ts'));
  onTestFinished(() => rmSync(join(tmpdir(), 'killrate-outside.txt')));

  const reply = await app.inject('/api/file?path=src/price.ts');

  expect(FilePage.parse(reply.json()).source).toBeNull();
});
