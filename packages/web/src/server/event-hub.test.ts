/** What listeners of a real server are told, and when they are let go. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { ProjectView, ServerEvent } from '@killrate/shared/api';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { keyOf, measure, RUN, startProject } from './project.fixture.ts';

const KEY = keyOf('src/price.ts', 0);
const MOST_LISTENERS = 32;
/** The server looks ten times a second: enough of these for a busy machine. */
const SOON = { timeout: 5_000, interval: 20 };

interface Listener {
  status: number;
  /** What it was told so far. */
  events: ServerEvent[];
  comments: string[];
  stop(): void;
}

async function listen(url: string): Promise<Listener> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const reply = await fetch(`${url}/api/events`, { signal: abort.signal });
  const listener: Listener = { status: reply.status, events: [], comments: [], stop: () => abort.abort() };
  void hear(reply, listener).catch(() => undefined);
  return listener;
}

async function hear({ body }: Response, { events, comments }: Listener): Promise<void> {
  let text = '';
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const line of messages.flatMap((message) => message.split('\n'))) {
      if (line.startsWith('data: ')) events.push(ServerEvent.parse(JSON.parse(line.slice('data: '.length))));
      if (line.startsWith(':')) comments.push(line);
    }
  }
}

async function serveProject() {
  const project = startProject();
  const url = await project.app.listen({ port: 0, host: '127.0.0.1' });
  return { ...project, url };
}

/** Changes the store from another process, as a run does. */
function writeElsewhere(storePath: string, sql: string): void {
  const script = `import { openDatabase } from '@killrate/shared/store/open';
    const database = openDatabase(process.argv[1], 'existing');
    database.exec(process.argv[2]);
    database.close();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, storePath, sql], { cwd: import.meta.dirname });
}

describe('a listener', () => {
  test('is told at once that no run is at work, and later that another process stored a result', async () => {
    const { url, storePath, app } = await serveProject();
    const { events, status } = await listen(url);
    await vi.waitFor(() => expect(events).toEqual([{ type: 'progress', progress: null }]), SOON);

    writeElsewhere(
      storePath,
      `UPDATE result SET status = 'Killed' WHERE mutant_id = (SELECT id FROM mutant WHERE key = '${KEY}')`,
    );

    await vi.waitFor(() => expect(events).toHaveLength(2), SOON);
    const { revision } = (await app.inject('/api/project')).json();
    expect([status, events[1]]).toEqual([200, { type: 'changed', revision }]);
    expect((await app.inject(`/api/mutants/${KEY}`)).json()).toMatchObject({ mutant: { status: 'Killed' } });
  });

  test('is told how far the run at work is, and that it is over', async () => {
    const { url, storePath } = await serveProject();
    const { events } = await listen(url);
    writeElsewhere(
      storePath,
      `INSERT INTO lock (name, pid, process_start, host, taken_at) VALUES ('run', 1, 'then', 'here', '${RUN.startedAt}');
       UPDATE run SET status = 'running'; UPDATE result SET measured_at = NULL, status = 'Pending' WHERE status = 'NoCoverage'`,
    );
    const progress = { runId: 'run-1', startedAt: RUN.startedAt, done: 4, total: 5, killed: 1, survived: 2, file: null };
    await vi.waitFor(() => expect(events.at(-1)).toEqual({ type: 'progress', progress }), SOON);

    writeElsewhere(storePath, `UPDATE run SET status = 'completed'; DELETE FROM lock`);

    await vi.waitFor(() => expect(events.at(-1)).toEqual({ type: 'progress', progress: null }), SOON);
  });

  test('is told once, though nothing more happens', async () => {
    const { url, storePath } = await serveProject();
    const first = await listen(url);
    writeElsewhere(storePath, `UPDATE run SET branch = 'other'`);
    await vi.waitFor(() => expect(first.events).toHaveLength(2), SOON);

    // Several looks later: who comes now makes the server look too.
    for (let count = 0; count < 5; count += 1) await fetch(`${url}/api/project`);
    const second = await listen(url);
    await vi.waitFor(() => expect(second.events).toHaveLength(1), SOON);

    expect(first.events).toHaveLength(2);
  });

  test('is told why a run that was started here failed', async () => {
    const { url, workbench } = await serveProject();
    const { events } = await listen(url);
    await vi.waitFor(() => expect(events).toHaveLength(1), SOON);

    workbench.fail('the tests fail');

    await vi.waitFor(() => expect(events.at(-1)).toEqual({ type: 'run-failed', message: 'the tests fail' }), SOON);
  });

  test('is told that the store cannot be used, as it grew beyond this killrate, and that it can be again', async () => {
    const { url, storePath } = await serveProject();
    const { events } = await listen(url);
    await vi.waitFor(() => expect(events).toHaveLength(1), SOON);
    const stateOfStore = async () => ProjectView.parse(await (await fetch(`${url}/api/project`)).json()).store;

    writeElsewhere(storePath, 'PRAGMA user_version = 99');
    await vi.waitFor(() => expect(events.at(-1)?.type).toBe('changed'), SOON);
    expect(await stateOfStore()).toBe('newer');

    renameSync(storePath, `${storePath}.newer`);
    measure(dirname(dirname(storePath)), storePath, RUN);
    await vi.waitFor(async () => expect(await stateOfStore()).toBe('ready'), SOON);
    await vi.waitFor(() => expect(events.length).toBeGreaterThan(2), SOON);
  });
});

describe('the server', () => {
  test(`has ${MOST_LISTENERS} listeners at most, and room for another once one is gone`, async () => {
    const { url } = await serveProject();
    const listeners = await Promise.all(Array.from({ length: MOST_LISTENERS }, () => listen(url)));
    expect(new Set(listeners.map(({ status }) => status))).toEqual(new Set([200]));

    const refused = await fetch(`${url}/api/events`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await refused.json()).toEqual({ error: expect.stringContaining('too many pages') });
    expect((await fetch(`${url}/api/project`)).status).toBe(200);

    listeners[0]?.stop();
    await vi.waitFor(async () => expect((await listen(url)).status).toBe(200), SOON);
  });

  test('lets a listener go that does not read, and goes on with the others', async () => {
    const { url, workbench } = await serveProject();
    const reader = await listen(url);
    const slow = await connectWithoutReading(url);
    await vi.waitFor(() => expect(reader.events).toHaveLength(1), SOON);
    const message = 'x'.repeat(100_000);

    for (let count = 5; count <= 200; count += 5) {
      for (let each = 0; each < 5; each += 1) workbench.fail(message);
      // The other one reads in the meantime.
      await vi.waitFor(() => expect(reader.events).toHaveLength(count + 1), SOON);
    }

    const heard = await restOf(slow);
    expect(heard).toBeLessThan(200 * message.length);
    workbench.fail('still here');
    await vi.waitFor(() => expect(reader.events.at(-1)).toEqual({ type: 'run-failed', message: 'still here' }), SOON);
  });

  describe('that nobody says anything to', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    test('says every quarter of a minute that it is still there', async () => {
      const { url, workbench } = await serveProject();
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      const { events, comments, stop } = await listen(url);
      while (events.length === 0) await new Promise((resolve) => setImmediate(resolve));

      vi.advanceTimersByTime(14_999);
      workbench.fail('what is said now comes after what was said before');
      while (events.length === 1) await new Promise((resolve) => setImmediate(resolve));
      expect(comments).toEqual([]);
      vi.advanceTimersByTime(1);

      while (comments.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(comments).toEqual([': still here']);
      // Where nobody listens any more, it does not even look.
      stop();
      while (vi.getTimerCount() > 0) await new Promise((resolve) => setImmediate(resolve));
    });
  });
});

async function connectWithoutReading(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  socket.write('GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'readable');
  return socket;
}

/** How much comes before the other side ends it. */
async function restOf(socket: Socket): Promise<number> {
  let length = 0;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket
    .on('error', () => undefined)
    .on('data', (part) => {
      length += part.length;
    })
    .resume();
  await closed;
  return length;
}
