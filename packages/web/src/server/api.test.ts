/** The API over a measured project: every route keeps its contract, and says what is the case. */
import { rmSync } from 'node:fs';
import {
  Comparison,
  FileList,
  FilePage,
  MutantList,
  MutantPage,
  Overview,
  ProjectView,
  RunPage,
  SearchReply,
  TestList,
  TestPage,
} from '@killrate/shared/api';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { factsOf, heldOfTests, keyOf, measure, RUN, startProject, write } from './project.fixture.ts';

const LATER = { ...RUN, id: 'run-2', startedAt: '2026-11-21T10:00:00.000Z' };
const FILE = 'src/price.ts';

async function get<Schema extends z.ZodType>(app: FastifyInstance, url: string, schema: Schema): Promise<z.output<Schema>> {
  const reply = await app.inject(url);
  expect([reply.statusCode, url]).toEqual([200, url]);
  return schema.parse(reply.json());
}

const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key);

test('the project is what was measured last', async () => {
  const { app } = startProject([RUN, LATER]);

  const view = await get(app, '/api/project', ProjectView);

  expect(view).toMatchObject({
    store: 'ready',
    latestRun: { id: 'run-2' },
    modules: ['default'],
    mutators: ['ArithmeticOperator'],
  });
  expect(view).toMatchObject({
    counts: { survivors: 2, tests: 2, runs: 2 },
    abilities: { write: true, run: true, openEditor: true },
  });
});

test('without a store every list is empty, and the project says what to do', async () => {
  const { app } = startProject([]);

  expect(await get(app, '/api/project', ProjectView)).toMatchObject({
    store: 'missing',
    storeMessage: expect.stringContaining('killrate run'),
  });
  expect((await get(app, '/api/overview', Overview)).totals).toMatchObject({ mutants: 0, killRate: null });
  expect((await get(app, '/api/mutants', MutantList)).total).toBe(0);
  expect((await get(app, '/api/files', FileList)).items).toEqual([]);
  expect((await get(app, '/api/tests', TestList)).items).toEqual([]);
  expect((await get(app, '/api/search?q=a', SearchReply)).files).toEqual([]);
  expect((await app.inject('/api/runs/x')).statusCode).toBe(404);
});

test('the overview holds the rates against the targets, and what changed since the run before', async () => {
  const better = { ...LATER, files: [{ file: FILE, statuses: ['Killed', 'Killed', 'Survived', 'Survived', null] as const }] };
  const { app } = startProject([RUN, better]);

  const { totals, since, modules, trend } = await get(app, '/api/overview', Overview);

  expect(totals).toMatchObject({ killed: 2, survived: 2, unresolved: 1, killRate: 50 });
  expect(since).toEqual({
    ...{ runId: 'run-1', at: RUN.startedAt, toRunId: 'run-2', mutants: 4 },
    ...{ killRate: 25, killRateNow: 50, newSurvivors: 0, fixed: 1 },
  });
  expect(modules).toMatchObject([{ name: 'default', target: 80, files: 1, trend: [{ killRate: 25 }, { killRate: 50 }] }]);
  expect(trend.map(({ runId, killRate }) => [runId, killRate])).toEqual([
    ['run-1', 25],
    ['run-2', 50],
  ]);
});

test('mutants come a page at a time, each with the line it changes', async () => {
  const { app } = startProject();

  const first = await get(app, '/api/mutants?limit=2', MutantList);
  const second = await get(app, `/api/mutants?limit=2&cursor=${first.nextCursor}`, MutantList);

  expect(keysOf([...first.items, ...second.items])).toEqual([keyOf(FILE, 0), keyOf(FILE, 3), keyOf(FILE, 2)]);
  expect([first.total, second.nextCursor]).toEqual([3, null]);
  expect(first.items[0]).toMatchObject({ excerpt: 'export const x0 = a + b;', coveredBy: 2, module: 'default' });
});

test('a mutant comes with its code, its tests, its history and a brief', async () => {
  const { app } = startProject([RUN, LATER]);

  const page = await get(app, `/api/mutants/${keyOf(FILE, 1)}`, MutantPage);

  expect(page).toMatchObject({ mutant: { status: 'Killed' }, contextLine: 1, feedback: null });
  expect(page.tests.map(({ name, kill }) => [name, kill])).toEqual([
    ['adds', 'assertion'],
    ['subtracts', null],
  ]);
  expect(page.history.map(({ runId }) => runId)).toEqual(['run-2', 'run-1']);
  expect(page.brief).toContain('+ export const x1 = a - b;');
});

test('a source that changed since is stale and not shown, at once', async () => {
  const { app, root } = startProject();
  expect(await get(app, `/api/file?path=${FILE}`, FilePage)).toMatchObject({
    isStale: false,
    source: expect.stringContaining('x0'),
  });

  write(root, FILE, 'export const other = 1;\n');

  expect(await get(app, `/api/file?path=${FILE}`, FilePage)).toMatchObject({ isStale: true, source: null });
});

test('a file that is known to have changed counts nowhere, and still shows its mutants', async () => {
  const { app, storePath, workbench } = startProject();
  const facts = factsOf(storePath);
  workbench.show({
    ...facts,
    files: facts.files.map((file) => ({ ...file, contentHash: 'other', kind: 'changed', reason: 'it changed' })),
  });

  expect((await get(app, '/api/overview', Overview)).staleFiles).toEqual([FILE]);
  expect((await get(app, '/api/mutants', MutantList)).total).toBe(0);
  expect((await get(app, `/api/file?path=${FILE}`, FilePage)).mutants).toHaveLength(5);
});

test('what is accepted leaves the survivors, and comes back when that is taken back', async () => {
  const { app } = startProject();
  const url = `/api/mutants/${keyOf(FILE, 0)}/acceptance`;

  await app.inject({ method: 'POST', url, payload: { category: 'glue', reason: 'it is fine' } });
  const accepted = await get(app, '/api/mutants?status=Accepted', MutantList);
  await app.inject({ method: 'DELETE', url });

  expect(accepted.items).toMatchObject([{ key: keyOf(FILE, 0), acceptance: { reason: 'it is fine', author: 'Ada' } }]);
  expect((await get(app, '/api/mutants?status=Accepted', MutantList)).total).toBe(0);
});

test('tests come with what they kill, and one with its mutants and its source', async () => {
  const { app, root } = startProject();
  write(root, 'test/all.test.ts', 'test("adds")');

  const { items, killsNothing, isMatrix } = await get(app, '/api/tests?order=kills', TestList);
  const page = await get(app, `/api/test?id=${encodeURIComponent(items[0]?.id ?? '')}`, TestPage);

  expect([killsNothing, isMatrix]).toEqual([1, false]);
  expect(page).toMatchObject({
    test: { name: 'adds', kills: 1, covers: 4 },
    source: 'test("adds")',
    killed: [{ status: 'Killed' }],
  });
  expect(page.notKilled).toHaveLength(3);
});

describe('what is held of tests', () => {
  const held = () => {
    const project = startProject();
    project.workbench.held = heldOfTests();
    project.workbench.show(factsOf(project.storePath));
    return project;
  };

  test('is not known before they were looked into', async () => {
    const { app } = startProject();
    expect((await get(app, '/api/tests', TestList)).standings).toBeNull();
    expect((await get(app, '/api/overview', Overview)).modules[0]?.findings).toBeNull();
  });

  test('puts the list in order, is counted, and narrows it', async () => {
    const { app } = held();
    const { items, standings, isMatrix } = await get(app, '/api/tests', TestList);
    expect(items).toMatchObject([
      {
        ...{ name: 'adds', verdict: 'confirmed-hollow' },
        lead: { rule: 'constant-assertion', message: 'both sides are constants', code: 'expect(1).toBe(1)' },
      },
      { name: 'subtracts', verdict: null, lead: { rule: 'redundant', code: null } },
    ]);
    expect(standings).toMatchObject({
      ...{ verdicts: { 'confirmed-hollow': 1 }, redundantMs: 1, totalMs: 1, whyNotJudged: null },
      notes: ['test/bad.test.ts does not parse'],
    });
    expect(isMatrix).toBe(true);
    expect((await get(app, '/api/tests?verdict=confirmed-hollow', TestList)).total).toBe(1);
    expect((await get(app, '/api/tests?rule=redundant', TestList)).items).toMatchObject([{ name: 'subtracts' }]);
  });

  test('is shown with a test, its evidence whole, and the tests to write beside it', async () => {
    const { app } = held();
    const page = await get(app, `/api/test?id=${encodeURIComponent('test/all.test.ts > adds')}`, TestPage);
    expect(page.findings).toMatchObject([{ key: 'f1', feedback: null, evidence: { mutants: { covered: 4 } } }]);
    expect(page.nextTests).toHaveLength(1);
    expect(page.isMatrix).toBe(true);
  });

  test('stands beside the survivors: the test to write, and which of their tests are doubted', async () => {
    const { app } = held();
    const page = await get(app, `/api/mutants/${keyOf(FILE, 3)}`, MutantPage);
    expect(page.next).toMatchObject({ sentence: 'Assert the exact result.', nearestTest: 'test/all.test.ts > adds' });
    expect(new Map(page.tests.map(({ name, verdict }) => [name, verdict]))).toEqual(
      new Map([
        ['adds', 'confirmed-hollow'],
        ['subtracts', null],
      ]),
    );
    expect((await get(app, `/api/mutants/${keyOf(FILE, 1)}`, MutantPage)).next).toBeNull();
  });

  test('is counted by module', async () => {
    const { app } = held();
    expect((await get(app, '/api/overview', Overview)).modules).toMatchObject([{ name: 'default', findings: 1 }]);
  });

  test('can be called useful or no problem, one finding at a time, and only one that there is', async () => {
    const { app, workbench } = held();
    const say = (key: string) =>
      app.inject({ method: 'POST', url: `/api/findings/${key}/feedback`, payload: { verdict: 'not-useful' } });
    expect((await say('f1')).statusCode).toBe(200);
    expect((await say('f9')).statusCode).toBe(404);
    expect(workbench.asked).toEqual(['feedback on finding f1 not-useful']);
  });
});

test('a run is a receipt, and two runs are compared', async () => {
  const worse = { ...LATER, files: [{ file: FILE, statuses: ['Survived', 'Survived', 'Killed'] as const }] };
  const { app } = startProject([RUN, worse]);

  const page = await get(app, '/api/runs/run-1', RunPage);
  const compared = await get(app, '/api/compare?from=run-1&to=run-2&fate=gone', Comparison);

  expect(page).toMatchObject({ planned: 5, reused: 0, jobs: [{ file: FILE }], modules: [{ name: 'default', target: 80 }] });
  expect(compared.counts).toEqual({ new: 1, fixed: 1, persistent: 1, gone: 1 });
  expect(compared.items).toMatchObject([{ mutant: { key: keyOf(FILE, 3) }, from: 'Survived', to: null }]);
});

test('a reply that did not change is not sent again; one that did is', async () => {
  const { app, root, storePath } = startProject();
  const ask = (tag: string) => app.inject({ url: '/api/overview', headers: { 'if-none-match': tag } });
  const tag = String((await ask('')).headers.etag);
  expect((await ask(tag)).statusCode).toBe(304);

  measure(root, storePath, LATER);
  await expect.poll(async () => (await ask(tag)).statusCode).toBe(200);
});

test('a store that was replaced by another is read anew', async () => {
  const { app, root, storePath } = startProject([RUN]);
  expect((await get(app, '/api/project', ProjectView)).latestRun?.id).toBe('run-1');

  for (const end of ['', '-wal', '-shm']) rmSync(`${storePath}${end}`, { force: true });
  measure(root, storePath, LATER);

  expect((await get(app, '/api/project', ProjectView)).latestRun?.id).toBe('run-2');
});

test('a badge says the rate in words', async () => {
  const { app } = startProject();

  expect((await app.inject('/badge.svg?module=default')).body).toContain('<title>kill rate of default: 25.0 % below 80</title>');
  expect((await startProject([]).app.inject('/badge.svg')).body).toContain('not measured');
});

test('the API is described by the schemas that hold it', async () => {
  const { app } = startProject();

  const { paths } = (await app.inject('/openapi.json')).json() as { paths: Record<string, Record<string, unknown>> };

  expect(Object.keys(paths['/api/mutants/{key}/acceptance'] ?? {})).toEqual(['post', 'delete']);
  expect(Object.keys(paths)).toContain('/api/events');
});

test('what is large comes compressed to who can read it so', async () => {
  const { app } = startProject();

  const reply = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'gzip' } });

  expect(reply.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
});
