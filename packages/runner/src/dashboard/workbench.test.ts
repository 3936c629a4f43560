/** What the dashboard does to a project: the real command, asked over HTTP as the page asks it. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MutantList, Overview, ProjectView, RunList, TestList, TestPage } from '@killrate/shared/api';
import { openDatabase } from '@killrate/shared/store/open';
import { lockHolder } from '@killrate/shared/store/run-progress';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Served, serveDashboard } from '../../test/dashboard/serve.fixture.ts';
import { copyTill, createMeasuredTill } from '../../test/dashboard/till.fixture.ts';
import { killrate, type TestProject } from '../../test/project.fixture.ts';

const LEDGER = 'killrate.accepted.json';
const CONFIG = 'stryker.conf.mjs';
/** A project is looked at about once a second, and a run takes some: enough of that for a busy machine. */
const SOON = { timeout: 60_000, interval: 50 };
const ACCEPT = { category: 'glue', reason: 'only the desk asks', expires: '2099-12-31' };

let till: TestProject;
beforeAll(() => {
  till = createMeasuredTill();
});
afterAll(() => till.remove());

interface Page {
  project: TestProject;
  served: Served;
  get<Parsed>(url: string, schema: { parse(value: unknown): Parsed }): Promise<Parsed>;
  send(method: 'POST' | 'DELETE', url: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

/** A copy of the measured project, served. */
async function openPage(project = copyTill(till)): Promise<Page> {
  onTestFinished(project.remove);
  const served = await serveDashboard(project.root);
  onTestFinished(() => served.end());
  return {
    ...{ project, served },
    get: async (url, schema) => schema.parse(await (await fetch(served.url + url)).json()),
    async send(method, url, body) {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const reply = await fetch(served.url + url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
      return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
    },
  };
}

async function survivorsOf({ get }: Page): Promise<string[]> {
  const { items } = await get('/api/mutants?status=Survived', MutantList);
  return items.map(({ key }) => key);
}

async function firstSurvivor(page: Page): Promise<string> {
  const [key = ''] = await survivorsOf(page);
  return key;
}

describe('an acceptance', () => {
  test('is written byte for byte as the command writes it, and moves the mutant at once', async () => {
    const page = await openPage();
    const key = await firstSurvivor(page);
    const other = copyTill(till);
    onTestFinished(other.remove);
    const { category, reason, expires } = ACCEPT;
    const args = ['--category', category, '--expires', expires, '--reason', reason];
    expect(killrate(other.root, 'accept', key, ...args)).toMatchObject({ code: 0 });

    const { status, body } = await page.send('POST', `/api/mutants/${key}/acceptance`, ACCEPT);

    expect([status, body]).toEqual([200, { acceptance: expect.objectContaining({ ...ACCEPT }) }]);
    expect(page.project.read(LEDGER)).toBe(other.read(LEDGER));
    expect(await survivorsOf(page)).not.toContain(key);
  });

  test('that is taken back leaves the ledger as it was, with what others wrote there', async () => {
    const page = await openPage();
    const [first = '', second = ''] = await survivorsOf(page);
    killrate(page.project.root, 'accept', first, '--reason', 'written at the desk');
    const before = page.project.read(LEDGER);
    await page.send('POST', `/api/mutants/${second}/acceptance`, ACCEPT);
    expect(page.project.read(LEDGER)).toContain(second);

    const { status, body } = await page.send('DELETE', `/api/mutants/${second}/acceptance`);

    expect([status, body]).toEqual([200, { acceptance: null }]);
    expect(page.project.read(LEDGER)).toBe(before);
    expect(await survivorsOf(page)).toContain(second);
    expect(await page.send('DELETE', `/api/mutants/${second}/acceptance`)).toEqual({
      status: 409,
      body: { error: expect.stringContaining('nothing to take back') },
    });
  });

  test('of what is detected, of a past day and of a part of a key is refused in one line, and writes nothing', async () => {
    const page = await openPage();
    const key = await firstSurvivor(page);
    const { items } = await page.get('/api/mutants?status=Killed', MutantList);
    const accept = async (of: string, body: object = ACCEPT) => {
      const reply = await page.send('POST', `/api/mutants/${of}/acceptance`, body);
      return [reply.status, reply.body.error];
    };

    expect(await accept(items[0]?.key ?? '')).toEqual([409, expect.stringContaining('only survivors can be accepted')]);
    expect(await accept(key, { ...ACCEPT, expires: '2020-01-01' })).toEqual([409, expect.stringContaining('is past')]);
    expect(await accept(key, { ...ACCEPT, expires: '2099-02-30' })).toEqual([409, expect.stringContaining('is no date')]);
    expect(await accept(key.slice(0, 6))).toEqual([404, expect.stringContaining('there is no mutant')]);
    expect(existsSync(join(page.project.root, LEDGER))).toBe(false);
  });

  test('beside many others loses none of them', async () => {
    const page = await openPage();
    const keys = await survivorsOf(page);

    const replies = await Promise.all(keys.map((key) => page.send('POST', `/api/mutants/${key}/acceptance`, ACCEPT)));

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(keys.filter((key) => !page.project.read(LEDGER).includes(key))).toEqual([]);
  });
});

test('feedback is counted by the command, and a later saying takes the place of the first', async () => {
  const page = await openPage();
  const key = await firstSurvivor(page);
  const said = () => killrate(page.project.root, 'feedback').stdout;

  await page.send('POST', `/api/mutants/${key}/feedback`, { verdict: 'useful' });
  expect(said()).toMatch(/ 1 useful, 0 not useful\n$/);
  await page.send('POST', `/api/mutants/${key}/feedback`, { verdict: 'not-useful' });
  expect(said()).toMatch(/ 0 useful, 1 not useful\n$/);
});

test('what is held of tests is worked out beside the server, follows their text, and takes what is said of it', async () => {
  const page = await openPage();
  const list = () => page.get('/api/tests', TestList);
  await vi.waitFor(async () => expect((await list()).standings).not.toBeNull(), SOON);
  const { items, standings } = await list();
  expect(items[0]).toMatchObject({ name: 'wallet > proves nothing', verdict: 'suspect', lead: { rule: 'dangling-expect' } });
  expect(standings?.whyNotJudged).toContain('killrate run --kill-matrix');
  expect((await page.get('/api/overview', Overview)).modules.map(({ name, findings }) => [name, findings])).toContainEqual([
    'wallet',
    2,
  ]);

  const { findings } = await page.get(`/api/test?id=${encodeURIComponent(items[0]?.id ?? '')}`, TestPage);
  const [finding] = findings;
  const say = (key: string) => page.send('POST', `/api/findings/${key}/feedback`, { verdict: 'not-useful' });
  expect(await say(finding?.key ?? '')).toMatchObject({ status: 200 });
  expect(await say('no-finding')).toMatchObject({ status: 404 });
  expect(killrate(page.project.root, 'feedback').stdout).toContain(`test/${finding?.rule}  0 useful, 1 not useful`);

  const path = 'test/wallet.test.ts';
  page.project.write(path, page.project.read(path).replace('expect(wallet !== null);', 'expect(wallet).not.toBe(null);'));
  await vi.waitFor(async () => {
    const { standings } = await list();
    expect(standings?.rules.map(({ rule }) => rule)).not.toContain('dangling-expect');
  }, SOON);
});

describe('a ledger', () => {
  test.each([
    ['that is no JSON', '[{', 'is not valid JSON'],
    ['in conflict', '[\n<<<<<<< ours\n]', 'marks of a merge conflict'],
    ['of a newer killrate', '[{"killrate":"accepted survivors","schemaVersion":9}]', 'newer killrate'],
    ['of another kind', '{"accepted":[]}', 'must hold a list'],
  ])('%s is told, left as it is, and good again once it is mended', async (_, text, problem) => {
    const page = await openPage();
    const key = await firstSurvivor(page);
    page.project.write(LEDGER, text);

    expect((await page.get('/api/project', ProjectView)).notes).toEqual([expect.stringContaining(problem)]);
    expect(await page.send('POST', `/api/mutants/${key}/acceptance`, ACCEPT)).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining(problem) },
    });
    expect(page.project.read(LEDGER)).toBe(text);
    expect(await survivorsOf(page)).toContain(key);

    rmSync(join(page.project.root, LEDGER));
    expect((await page.get('/api/project', ProjectView)).notes).toEqual([]);
    expect((await page.send('POST', `/api/mutants/${key}/acceptance`, ACCEPT)).status).toBe(200);
  });

  test('that is a folder is told once, and not any more when it is gone, however often the project was looked at', async () => {
    const page = await openPage();
    const view = () => page.get('/api/project', ProjectView);
    expect((await view()).notes).toEqual([]);
    mkdirSync(join(page.project.root, LEDGER));
    const { notes, revision } = await view();
    expect(notes).toEqual([expect.stringContaining('cannot be read')]);
    // A source that is written again makes the project be looked at, which fails for the same reason.
    const fees = page.project.read('src/fees/fees.ts');
    page.project.write('src/fees/fees.ts', fees);
    await vi.waitFor(async () => expect((await view()).revision).not.toBe(revision), SOON);
    expect((await view()).notes).toEqual(notes);

    rmSync(join(page.project.root, LEDGER), { recursive: true });

    await vi.waitFor(async () => expect((await view()).notes).toEqual([]), SOON);
  });
});

describe('a config', () => {
  const notesOf = async (page: Page) => (await page.get('/api/project', ProjectView)).notes?.join('\n') ?? '';

  test('that changes is read anew', async () => {
    const page = await openPage();
    const targetOf = async (name: string) =>
      (await page.get('/api/overview', Overview)).modules.find((module) => module.name === name)?.target;
    expect(await targetOf('fees')).toBe(20);

    page.project.write(CONFIG, page.project.read(CONFIG).replace('target: 20', 'target: 77'));

    await vi.waitFor(async () => expect(await targetOf('fees')).toBe(77), SOON);
  });

  test.each([
    ['is no program', 'export default {', CONFIG],
    ['throws', 'throw new Error("not today")', 'not today'],
    ['ends the process', 'process.exit(3)', null],
    ['has a key that nobody knows', 'export const killrate = { modulez: [] }', 'modulez'],
  ])('that %s does not end the server, and is told where it can be; mended, it is read again', async (_, text, words) => {
    const page = await openPage();
    const good = page.project.read(CONFIG);
    expect(await notesOf(page)).toBe('');
    page.project.write(CONFIG, text);

    if (words !== null) await vi.waitFor(async () => expect(await notesOf(page)).toContain(words), SOON);
    // The side thread may still be at work with the config as it was.
    const path = `/api/mutants/${await firstSurvivor(page)}/acceptance`;
    await vi.waitFor(async () => {
      const { status } = await page.send('POST', path, ACCEPT);
      if (status === 200) await page.send('DELETE', path);
      expect(status).toBeGreaterThanOrEqual(400);
    }, SOON);
    expect((await fetch(`${page.served.url}/healthz`)).status).toBe(200);

    page.project.write(CONFIG, good);
    await vi.waitFor(async () => expect(await notesOf(page)).toBe(''), SOON);
    expect((await page.send('POST', `/api/mutants/${await firstSurvivor(page)}/acceptance`, ACCEPT)).status).toBe(200);
  });
});

describe('the gate', () => {
  const saidOf = async ({ get }: Page) => {
    const { gate } = await get('/api/overview', Overview);
    return gate === null ? null : { outcome: gate.outcome, isOutdated: gate.isOutdated };
  };

  test('is told as it ended at the desk, and as out of date once a source, a decision or the store is another', async () => {
    const page = await openPage();
    const { root } = page.project;
    const fees = page.project.read('src/fees/fees.ts');
    expect(await saidOf(page)).toBeNull();

    expect(killrate(root, 'gate')).toMatchObject({ code: 2 });
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: false }), SOON);

    page.project.write('src/fees/fees.ts', `${fees}\nexport const free = () => 1 + 1;\n`);
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: true }), SOON);
    expect(killrate(root, 'gate')).toMatchObject({ code: 5, stderr: expect.stringContaining('incomplete: src/fees/fees.ts') });
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'incomplete', isOutdated: false }), SOON);
    expect((await page.get('/api/overview', Overview)).gate?.reason).toMatch(/^src\/fees\/fees.ts/);

    page.project.write('src/fees/fees.ts', fees);
    killrate(root, 'gate');
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: false }), SOON);
    killrate(root, 'accept', await firstSurvivor(page), '--reason', 'only the desk asks');
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: true }), SOON);
    killrate(root, 'gate');
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: false }), SOON);
    killrate(root, 'retry');
    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: true }), SOON);
  });

  test('that judges in the command of a run speaks of what the run measured', async () => {
    const page = await openPage();

    killrate(page.project.root, 'run', 'src/fees/fees.ts', '--gate');

    await vi.waitFor(async () => expect(await saidOf(page)).toEqual({ outcome: 'failed', isOutdated: false }), SOON);
  });
});

test('a project that is gone is told as one, and shown again when it is back', async () => {
  const page = await openPage();
  const elsewhere = `${page.project.root} elsewhere`;
  const storeOf = async () => (await page.get('/api/project', ProjectView)).store;
  expect(await storeOf()).toBe('ready');

  renameSync(page.project.root, elsewhere);
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  expect(await storeOf()).toBe('missing');
  expect((await page.send('POST', '/api/run', { scope: 'all' })).status).toBeGreaterThanOrEqual(400);

  renameSync(elsewhere, page.project.root);
  expect(await storeOf()).toBe('ready');
});

describe('a run', () => {
  const latestOf = async ({ get }: Page) => (await get('/api/runs?limit=1', RunList)).items[0];
  const progressOf = async ({ get }: Page) => (await get('/api/project', ProjectView)).progress;

  /** The project with tests that take their time, so that a run can be met at work. */
  async function openSlowPage(): Promise<Page> {
    const project = copyTill(till);
    project.write('test/slow.test.ts', SLOW_TEST);
    return openPage(project);
  }

  test('of files measures these, and is over when it says so', async () => {
    const page = await openPage();
    page.project.write('src/fees/fees.ts', `${page.project.read('src/fees/fees.ts')}\nexport const free = () => 1 + 1;\n`);
    const before = (await latestOf(page))?.id;

    expect(await page.send('POST', '/api/run', { scope: 'files', files: ['src/fees/fees.ts'] })).toMatchObject({ status: 200 });

    await vi.waitFor(async () => expect((await latestOf(page))?.id).not.toBe(before), SOON);
    await vi.waitFor(async () => expect(await latestOf(page)).toMatchObject({ scope: 'files', status: 'completed' }), SOON);
  });

  test('beside another is refused, whoever started that; ended, it is interrupted, and another can begin', async () => {
    const page = await openSlowPage();
    expect(await page.send('DELETE', '/api/run')).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('no run was started from here') },
    });

    expect((await page.send('POST', '/api/run', { scope: 'all' })).status).toBe(200);
    await vi.waitFor(async () => expect(await progressOf(page)).not.toBeNull(), SOON);
    expect(await page.send('POST', '/api/run', { scope: 'survivors' })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('measures this project already') },
    });
    expect(killrate(page.project.root, 'run')).toMatchObject({ code: 1, stderr: expect.stringContaining('another run') });

    expect(await page.send('DELETE', '/api/run')).toEqual({ status: 200, body: { done: true } });
    expect(await latestOf(page)).toMatchObject({ status: 'interrupted' });
    expect(await progressOf(page)).toBeNull();
    expect((await page.send('POST', '/api/run', { scope: 'all' })).status).toBe(200);
  });

  test.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM'])(
    'ends with the server that started it, though that ends by %s',
    async (signal) => {
      const page = await openSlowPage();
      await page.send('POST', '/api/run', { scope: 'all' });
      await vi.waitFor(async () => expect(await progressOf(page)).not.toBeNull(), SOON);
      const pid = pidOfRun(page.project.root);
      expect(isAlive(pid)).toBe(true);

      await page.served.end(signal);

      await vi.waitFor(() => expect(isAlive(pid)).toBe(false), SOON);
      const database = openDatabase(storeOf(page.project.root), 'read');
      expect(database.prepare('SELECT status FROM run ORDER BY started_at DESC LIMIT 1').pluck().get()).toBe('interrupted');
      database.close();
    },
  );

  test('of what there is not is refused, and starts nothing', async () => {
    const page = await openPage();
    const before = await latestOf(page);
    const run = async (body: object) => (await page.send('POST', '/api/run', body)).status;

    expect(await run({ scope: 'files', files: ['src/fees/*.ts'] })).toBe(404);
    expect(await run({ scope: 'files', files: ['--help'] })).toBe(404);
    expect(await run({ scope: 'module', module: '--gate' })).toBe(404);
    expect(await run({ scope: 'mutants', keys: ['0000000000'] })).toBe(409);
    expect(await latestOf(page)).toEqual(before);
  });

  test('that cannot measure anything says why', async () => {
    const page = await openPage();
    page.project.write('test/red.test.ts', `import { expect, it } from 'vitest';\nit('is red', () => expect(1).toBe(2));\n`);
    const told = listenTo(page.served.url);

    const { status, body } = await page.send('POST', '/api/run', { scope: 'all' });

    // It says so at once where it knows soon enough, and to every page where it does not.
    if (status === 409) expect(body.error).toContain('test');
    else await vi.waitFor(() => expect(told()).toContain('run-failed'), SOON);
    expect(await page.send('DELETE', '/api/run')).toMatchObject({ status: 409 });
  });
});

const SLOW_TEST = `import { expect, it } from 'vitest';
import { fee } from '../src/fees/fees';
import { hold } from '../src/wallet/wallet';

it('takes its time', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(fee(1)).toBe(1);
  expect(hold({ chips: 50, held: 20 }, 10)).not.toBeNull();
});
`;

function storeOf(root: string): string {
  return join(root, 'reports', 'killrate.db');
}

function pidOfRun(root: string): number {
  const database = openDatabase(storeOf(root), 'read');
  const holder = lockHolder(database);
  database.close();
  return holder?.pid ?? 0;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What the pages that listen are told so far. */
function listenTo(url: string): () => string {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  let text = '';
  const hear = async () => {
    const { body } = await fetch(`${url}/api/events`, { signal: abort.signal });
    for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) text += part;
  };
  void hear().catch(() => undefined);
  return () => text;
}
