/** An exported report answers as the server does, over the same store. */
import { Comparison, type ExportedReport, TestList } from '@killrate/shared/api';
import { PackedReport, packReport, unpackReport } from '@killrate/shared/packed-report';
import { openDatabase } from '@killrate/shared/store/open';
import { expect, test } from 'vitest';
import { createAnswers } from '../client/exported-report.ts';
import { readReport } from './export-report.ts';
import {
  type FixtureProject,
  type FixtureRun,
  factsOf,
  heldOfTests,
  keyOf,
  RUN,
  startProject,
  write,
} from './project.fixture.ts';
import type { ProjectFacts } from './workbench.ts';

const PRICE = 'src/price.ts';
const TAX = 'src/tax.ts';
const RUNS: FixtureRun[] = [
  {
    ...RUN,
    files: [
      { file: PRICE, statuses: ['Survived', 'Killed', 'NoCoverage', 'Survived', null, 'Survived', 'Killed'] },
      { file: TAX, module: 'tax', statuses: ['Survived', 'Killed', 'Ignored'] },
      { file: 'src/changed.ts', module: 'changed', statuses: ['Survived', 'Killed'] },
    ],
    tests: ['adds', 'subtracts', 'looks idle'],
  },
  {
    id: 'run-2',
    startedAt: '2026-11-21T10:00:00.000Z',
    files: [
      { file: PRICE, statuses: ['Killed', 'Survived', 'NoCoverage', 'Killed', 'Survived'] },
      { file: TAX, module: 'tax', statuses: ['Survived', 'Timeout', 'Killed'] },
    ],
    tests: ['adds', 'subtracts'],
  },
];

/** What holds where `src/changed.ts` is another file now. */
function changedFacts({ storePath }: FixtureProject): ProjectFacts {
  const facts = factsOf(storePath);
  const files = facts.files.map((each) =>
    each.file === 'src/changed.ts'
      ? { ...each, kind: 'changed' as const, contentHash: 'other', reason: 'it changed since it was measured' }
      : each,
  );
  return { ...facts, files };
}

function exportProject(project: FixtureProject, facts: ProjectFacts): ExportedReport {
  const database = openDatabase(project.storePath, 'existing');
  const ledger = project.workbench.entries;
  try {
    return readReport({
      project: project.root,
      name: 'shop',
      version: '1.0.0',
      database,
      facts,
      ledger,
      assessment: project.workbench.held,
    });
  } finally {
    database.close();
  }
}

async function prepare(): Promise<{ project: FixtureProject; report: ExportedReport }> {
  const project = startProject(RUNS, { name: 'shop', version: '1.0.0', isReadOnly: true });
  write(project.root, 'src/changed.ts', 'export const other = 1;\n');
  write(project.root, 'test/all.test.ts', "test('adds', () => {});\n");
  project.workbench.held = heldOfTests();
  project.workbench.show(changedFacts(project));
  await project.workbench.accept(keyOf(TAX, 0), { category: 'glue', reason: 'why not', expires: null });
  return { project, report: exportProject(project, changedFacts(project)) };
}

const ADDRESSES = [
  '/api/overview',
  '/api/files',
  '/api/files?module=tax',
  ...[PRICE, TAX, 'src/changed.ts'].map((file) => `/api/file?path=${file}`),
  '/api/mutants',
  '/api/mutants?order=place&status=Killed,Survived,NoCoverage,Timeout,unresolved,Accepted,Ignored',
  '/api/mutants?status=Accepted',
  '/api/mutants?module=tax&status=Killed',
  '/api/mutants?file=*PRICE*',
  ...[0, 1, 2, 3, 4, 6].map((index) => `/api/mutants/${keyOf(PRICE, index)}`),
  ...[0, 1, 2].map((index) => `/api/mutants/${keyOf(TAX, index)}`),
  `/api/mutants/${keyOf('src/changed.ts', 0)}`,
  '/api/tests',
  '/api/tests?order=kills',
  '/api/tests?verdict=kills-nothing',
  '/api/tests?verdict=covers-nothing',
  '/api/tests?verdict=confirmed-hollow',
  '/api/tests?verdict=suspect',
  '/api/tests?rule=redundant&order=place',
  '/api/tests?order=time',
  ...['adds', 'subtracts', 'looks idle'].map((name) => `/api/test?id=${encodeURIComponent(`test/all.test.ts > ${name}`)}`),
  '/api/runs',
  '/api/runs/run-1',
  '/api/runs/run-2',
  ...['new', 'fixed', 'persistent'].map((fate) => `/api/compare?from=run-1&to=run-2&fate=${fate}`),
  '/api/search?q=PRICE',
  '/api/search?q=adds',
  `/api/search?q=${keyOf(PRICE, 1).slice(0, 4)}`,
];

test.each(ADDRESSES)('the report answers %s as the server does', async (url) => {
  const { project, report } = await prepare();
  const served = (await project.app.inject(url)).json();

  const answered = createAnswers(report)(url) as Record<string, unknown>;

  // Each puts the place where a list goes on in its own way; whether it goes on is the same.
  const comparable = (body: Record<string, unknown>) =>
    'nextCursor' in body ? { ...body, nextCursor: body.nextCursor !== null } : body;
  expect(comparable(JSON.parse(JSON.stringify(answered)))).toEqual(comparable(served));
});

test('mutants that are gone are known, and have no line in a source that is another one now', async () => {
  const { report } = await prepare();

  const { counts, items } = Comparison.parse(createAnswers(report)('/api/compare?from=run-1&to=run-2&fate=gone'));

  expect(counts).toEqual({ new: 1, fixed: 2, persistent: 2, gone: 1 });
  expect(items).toMatchObject([{ mutant: { key: keyOf(PRICE, 5), status: 'Survived', excerpt: null }, to: null }]);
});

test('what the report says of the project is what the server says, but for what it cannot do', async () => {
  const { project, report } = await prepare();
  const { revision: _, notes, ...served } = (await project.app.inject('/api/project')).json();

  expect(report.project).toMatchObject({ ...served, abilities: { write: false, run: false, openEditor: false } });
  expect(report.project.notes).toEqual([expect.stringMatching(/^Exported on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/), ...notes]);
});

test('a packed report is what its schema says, and comes out as it went in', async () => {
  const { report } = await prepare();
  const written = JSON.stringify(packReport(report));

  expect(unpackReport(PackedReport.parse(JSON.parse(written)))).toEqual(report);
});

test('tests that many mutants share are written once', async () => {
  const { report } = await prepare();

  expect(packReport(report).coverages.length).toBeLessThan(5);
});

test('a file that changed after the look has no source, and is told as changed', () => {
  const project = startProject([RUN]);
  const facts = factsOf(project.storePath);
  write(project.root, PRICE, 'export {};\n');

  const report = exportProject(project, facts);

  expect(report.sources).not.toHaveProperty(PRICE);
  expect(report.files).toMatchObject([{ file: PRICE, isStale: true }]);
});

test('a store without a run is told as empty', () => {
  const project = startProject([]);
  openDatabase(project.storePath, 'create').close();

  const report = exportProject(project, { files: [], modules: [], notes: [], stateMark: null });

  expect(report.project).toMatchObject({ store: 'empty', latestRun: null });
  expect(TestList.parse(createAnswers(report)('/api/tests')).total).toBe(0);
});
