/** What is counted: the same on every page, never a part shown as the whole, and never rewritten. */
import { Comparison, FileList, FilePage, MutantList, Overview, ProjectView, RunList, RunPage } from '@killrate/shared/api';
import type { Gate } from '@killrate/shared/document';
import { addTotals } from '@killrate/shared/score';
import { keepGate } from '@killrate/shared/store/last-gate';
import { openDatabase } from '@killrate/shared/store/open';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { type FixtureProject, type FixtureRun, factsOf, keyOf, startProject } from './project.fixture.ts';
import type { SourceFile } from './workbench.ts';

const [PRICE, TAX, OLD, FRESH, EMPTY] = ['src/price.ts', 'src/tax.ts', 'src/old.ts', 'src/fresh.ts', 'src/empty.ts'];
const DAYS = ['2026-11-18T10:00:00.000Z', '2026-11-19T10:00:00.000Z', '2026-11-20T10:00:00.000Z'] as const;

async function get<Schema extends z.ZodType>({ app }: FixtureProject, url: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse((await app.inject(url)).json());
}

function run(id: string, startedAt: string, files: FixtureRun['files'], other: Partial<FixtureRun> = {}): FixtureRun {
  return { id, startedAt, files, ...other };
}

const WHOLE = run('run-1', DAYS[0], [
  { file: PRICE, module: 'price', statuses: ['Killed', 'Survived', 'NoCoverage'] },
  { file: TAX, module: 'tax', statuses: ['Survived', 'Killed'] },
  { file: OLD, module: 'price', statuses: ['Killed', 'Survived', null] },
  { file: EMPTY, module: 'empty', statuses: [] },
]);
const BROKEN_OFF = run('run-2', DAYS[1], [{ file: FRESH, statuses: ['NoCoverage', 'Pending'] }], { status: 'interrupted' });

/** A project in which every file holds in another way. */
function startMixedProject(): FixtureProject {
  const project = startProject([WHOLE, BROKEN_OFF]);
  const facts = factsOf(project.storePath);
  const holds: Record<string, Partial<SourceFile>> = {
    [TAX]: { kind: 'changed', contentHash: 'other', reason: 'it changed' },
    [OLD]: { kind: 'older', reason: 'a test changed' },
  };
  const fresh = {
    file: FRESH,
    module: 'price',
    contentHash: 'fresh',
    kind: 'unmeasured',
    reason: null,
    recalledFrom: null,
  } as const;
  project.workbench.show({ ...facts, files: [...facts.files.map((file) => ({ ...file, ...holds[file.file] })), fresh] });
  return project;
}

test('the overview, its modules, the files, a file and the lists count the same, however each file holds', async () => {
  const project = startMixedProject();

  const { totals, modules } = await get(project, '/api/overview', Overview);
  const { items: files } = await get(project, '/api/files', FileList);
  const { total } = await get(project, '/api/mutants', MutantList);
  const { counts } = await get(project, '/api/project', ProjectView);

  expect(totals).toMatchObject({ mutants: 6, killed: 2, survived: 2, noCoverage: 1, unresolved: 1, killRate: 40 });
  expect(addTotals(files.map((file) => file.totals))).toEqual(totals);
  expect(modules.map(({ name, totals }) => [name, totals])).toEqual(
    modules.map(({ name }) => [name, addTotals(files.filter(({ module }) => module === name).map((file) => file.totals))]),
  );
  expect([total, counts.survivors]).toEqual([totals.survived + totals.noCoverage, totals.survived]);
  for (const file of files) {
    const { source: _1, mutants: _2, isStale: _3, ...page } = await get(project, `/api/file?path=${file.file}`, FilePage);
    expect({ ...page, isStale: file.isStale }).toEqual(file);
  }
});

test('a file says how it holds: what changed counted something before, what has no mutants was measured', async () => {
  const project = startMixedProject();
  const { items } = await get(project, '/api/files', FileList);
  const { staleFiles, changedFiles, modules } = await get(project, '/api/overview', Overview);

  expect({ staleFiles, changedFiles }).toEqual({ staleFiles: [OLD, TAX], changedFiles: [TAX] });
  expect(
    modules.map(({ name, files, staleFiles, unmeasuredFiles }) => [name, files, staleFiles, unmeasuredFiles]).sort(),
  ).toEqual([
    ['empty', 1, 0, 0],
    ['price', 3, 1, 1],
    ['tax', 1, 1, 0],
  ]);

  expect(
    items.map(({ file, measurement, totals, formerTotals, lastMeasuredAt }) => [
      file,
      measurement,
      totals.mutants,
      formerTotals?.mutants ?? null,
      lastMeasuredAt,
    ]),
  ).toEqual([
    [EMPTY, 'current', 0, null, DAYS[0]],
    [OLD, 'older', 3, null, DAYS[0]],
    [PRICE, 'current', 3, null, DAYS[0]],
    [TAX, 'changed', 0, 2, DAYS[0]],
    [FRESH, 'unmeasured', 0, null, null],
  ]);
});

test('all pages are of one revision, before and after the project changes', async () => {
  const project = startProject([WHOLE]);
  const tags = async () =>
    Promise.all(
      ['/api/overview', '/api/files', '/api/mutants', '/api/runs'].map(
        async (url) => (await project.app.inject(url)).headers.etag,
      ),
    );
  const before = await tags();

  project.workbench.show({ ...factsOf(project.storePath), files: [] });
  await expect.poll(async () => (await get(project, '/api/overview', Overview)).totals.mutants).toBe(0);
  const after = await tags();

  expect([new Set(before).size, new Set(after).size]).toEqual([1, 1]);
  expect(after[0]).not.toBe(before[0]);
  expect((await get(project, '/api/files', FileList)).total).toBe(0);
});

const BOTH = [
  { file: PRICE, statuses: ['Killed', 'Survived', 'Survived', 'Killed'] },
  { file: TAX, statuses: ['Survived'] },
] as const;
const FIRST = run('run-1', DAYS[0], BOTH);
const since = async (...runs: FixtureRun[]) => (await get(startProject(runs), '/api/overview', Overview)).since;

test('what changed since a run adds up: over the mutants of the state that it knows, not over the last run alone', async () => {
  const one = run('run-2', DAYS[1], [{ file: PRICE, statuses: ['Survived', 'Killed', 'Killed', null, 'Survived'] }], {
    scope: 'files',
  });

  expect(await since(FIRST, one)).toEqual({
    ...{ runId: 'run-1', at: DAYS[0], toRunId: null, mutants: 4, killRate: 25, killRateNow: 50 },
    ...{ newSurvivors: 1, fixed: 2 },
  });
});

test('neither a retry, nor a run of a part, nor one that did not end, nor one without a baseline is what a state is held against', async () => {
  const again = [{ file: PRICE, statuses: ['Survived', 'Killed', 'Survived', 'Killed'] }] as const;
  const retry = run('run-2', DAYS[1], again, { scope: 'retry' });
  const part = run('run-3', DAYS[1], again, { scope: 'files' });
  const broken = run('run-4', DAYS[1], BOTH, { status: 'interrupted' });
  const last = run('run-5', DAYS[2], BOTH);

  expect(await since(FIRST, retry, part, broken, last)).toMatchObject({ runId: 'run-1', toRunId: 'run-5' });
  expect(await since(FIRST, run('run-6', DAYS[2], [], { status: 'baseline-failed' }))).toBeNull();
  expect(await since(part, last)).toBeNull();
  expect(await since(FIRST)).toBeNull();
});

test('results of a former run that hold again are held against the run before it, not against itself', async () => {
  const better = [{ file: PRICE, statuses: ['Killed', 'Killed', 'Survived', 'Killed'] }, BOTH[1]] as const;
  const project = startProject([FIRST, run('run-2', DAYS[1], better), run('run-3', DAYS[2], BOTH)]);
  const facts = factsOf(project.storePath);

  project.workbench.show({ ...facts, files: facts.files.map((file) => ({ ...file, recalledFrom: 'run-2' })) });

  expect((await get(project, '/api/overview', Overview)).since).toMatchObject({ runId: 'run-1', toRunId: 'run-2', fixed: 1 });
});

test('a run of files that are all there is serves as well as one over everything', async () => {
  const files = { ...FIRST, scope: 'files' } as const;

  expect(await since(files, run('run-2', DAYS[1], BOTH, { scope: 'files' }))).toMatchObject({ runId: 'run-1', mutants: 5 });
});

test('what leads to the comparison of two runs shows the same there', async () => {
  const project = startProject([
    FIRST,
    run('run-2', DAYS[1], [{ file: PRICE, statuses: ['Killed', 'Killed', 'Survived'] }, BOTH[1]]),
  ]);

  const { since } = await get(project, '/api/overview', Overview);
  const compared = await get(project, `/api/compare?from=${since?.runId}&to=${since?.toRunId}`, Comparison);

  expect(compared).toMatchObject({
    commonRates: {
      mutants: since?.mutants,
      from: { detected: 1, killRate: since?.killRate },
      to: { detected: 2, killRate: since?.killRateNow },
    },
    counts: { new: since?.newSurvivors, fixed: since?.fixed },
  });
  expect(since).toMatchObject({ mutants: 4, killRate: 25, killRateNow: 50, newSurvivors: 0, fixed: 1 });
});

test.each(['running', 'interrupted', 'failed'] as const)('a run that is %s has counts, no rate, and no point', async (status) => {
  const part = run('run-2', DAYS[1], [{ file: PRICE, statuses: ['NoCoverage', 'Pending'] }, BOTH[1]], { status });
  const project = startProject([FIRST, part]);

  const { items } = await get(project, '/api/runs', RunList);
  const page = await get(project, '/api/runs/run-2', RunPage);
  const { trend } = await get(project, '/api/overview', Overview);

  const nothing = { killRate: null, testStrength: null, coverage: null, oracleGap: null };
  expect(items[0]?.totals).toMatchObject({ mutants: 3, pending: 1, noCoverage: 1, ...nothing });
  expect(page.modules).toMatchObject([{ name: 'default', totals: nothing }]);
  expect(trend.map(({ runId }) => runId)).toEqual(['run-1']);
});

test('an acceptance counts for the runs of the days after it, until it expires, and rewrites no other', async () => {
  const runs = DAYS.map((day, index) => run(`run-${index + 1}`, day, BOTH));
  const project = startProject(runs);
  const decide = (date: string, expires: string | null) => {
    project.workbench.entries = [
      {
        ...{ key: keyOf(PRICE, 1), file: PRICE, mutator: 'ArithmeticOperator', original: 'a + b', replacement: 'a - b' },
        ...{ category: 'glue' as const, reason: 'it is fine', author: null, date, expires },
      },
    ];
  };
  const accepted = async () => {
    const { items } = await get(project, '/api/runs', RunList);
    return items.map(({ totals }) => totals.accepted).reverse();
  };

  decide('2026-11-18', null);
  await expect.poll(accepted).toEqual([0, 1, 1]);
  decide('2026-11-17', '2026-11-19');
  await expect.poll(accepted).toEqual([1, 1, 0]);
  decide('2026-11-20', null);
  await expect.poll(accepted).toEqual([0, 0, 0]);
  expect((await get(project, '/api/overview', Overview)).trend.map(({ killRate }) => killRate)).toEqual([40, 40, 40]);
});

test('what the gate said is out of date once the state is another one than it judged', async () => {
  const project = startProject([FIRST]);
  const gate: Gate = {
    ...{ passed: false, checks: [], change: null },
    receipt: { planHash: 'plan', files: 1, mutants: 1, buckets: {}, missing: [] },
  };
  const database = openDatabase(project.storePath, 'existing');
  keepGate(database, { gate, outcome: 'incomplete', reason: 'not measured', stateMark: 'judged' }, DAYS[1]);
  database.close();
  const said = async () => (await get(project, '/api/overview', Overview)).gate;
  const common = { at: DAYS[1], gate, outcome: 'incomplete', reason: 'not measured' };

  expect(await said()).toEqual({ ...common, isOutdated: true });
  project.workbench.show({ ...factsOf(project.storePath), stateMark: 'judged' });
  await expect.poll(said).toEqual({ ...common, isOutdated: false });
  project.workbench.show({ ...factsOf(project.storePath), stateMark: 'another' });
  await expect.poll(said).toEqual({ ...common, isOutdated: true });
});
