import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type ServeOptions, serve } from './app.ts';
import { ListenError } from './errors.ts';
import { temporaryFolder } from './store.fixture.ts';

async function start(options: Partial<ServeOptions> = {}): ReturnType<typeof serve> {
  const root = temporaryFolder();
  const server = await serve({ project: root, storePath: join(root, 'killrate.db'), port: 0, host: '127.0.0.1', ...options });
  onTestFinished(server.close);
  return server;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

test('the url it gives back is the one it answers at', async () => {
  const { url } = await start();

  const reply = await fetch(`${url}/healthz`);

  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await reply.json()).toEqual({ status: 'ok', store: 'missing' });
});

test('the host it listens on is the one it guards', async () => {
  const { url } = await start();

  const status = await new Promise((resolve, reject) => {
    httpRequest(`${url}/api/runs`, { headers: { host: 'evil.example' } }, (reply) => resolve(reply.resume().statusCode))
      .on('error', reject)
      .end();
  });

  expect(status).toBe(403);
});

test('all addresses are reached as localhost', async () => {
  const { url } = await start({ host: '0.0.0.0', token: 'a-token-of-some-length' });

  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
});

test('a taken port is one line that says what to do', async () => {
  const port = portOf((await start()).url);

  await expect(start({ port })).rejects.toThrow(new ListenError(`port ${port} is taken: choose another with --port`));
});

test('an address of another machine is one line that says what to do', async () => {
  await expect(start({ host: '192.0.2.1', token: 'a-token-of-some-length' })).rejects.toThrow(
    new ListenError('192.0.2.1 is no address of this machine: choose another with --host'),
  );
});

test('a number that is no port is one line that says what to do', async () => {
  await expect(start({ port: 70_000 })).rejects.toThrow(
    new ListenError('70000 is no port: choose one from 0 to 65535 with --port'),
  );
});

test('a closed server answers no more, and can be closed again', async () => {
  const { url, close } = await start();

  await close();

  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  await expect(close()).resolves.toBeUndefined();
});

test('a request that never ends does not keep it from closing', async () => {
  const { url, close } = await start();
  const socket = connect(portOf(url), '127.0.0.1');
  const ended = once(socket, 'close');
  await once(socket, 'connect');
  socket.write('GET /healthz HTTP/1.1\r\n');
  await fetch(`${url}/healthz`);

  await close();

  await ended;
});

test('a signal closes it', async () => {
  const abort = new AbortController();
  const { url } = await start({ signal: abort.signal });

  abort.abort();

  await vi.waitFor(() => expect(fetch(`${url}/healthz`)).rejects.toThrow());
});

test('a signal that is aborted already keeps it from listening', async () => {
  await expect(start({ signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
});
