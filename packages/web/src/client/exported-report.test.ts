import {
  Comparison,
  FileList,
  FilePage,
  MutantList,
  MutantPage,
  RunList,
  RunPage,
  SearchReply,
  TestList,
  TestPage,
} from '@killrate/shared/api';
import { expect, test } from 'vitest';
import { exportedMutant, exportedReport, receiptOf, testOf } from './exported-report.fixture.ts';
import { createAnswers, matchesFile, pageOf } from './exported-report.ts';

const MUTANTS = [
  exportedMutant({ key: 'worst111', line: 9, column: 1 }),
  exportedMutant({ key: 'bbbb2222', line: 2, module: 'tax', file: 'src/tax.ts' }),
  exportedMutant({ key: 'cccc3333', line: 2, status: 'NoCoverage', mutator: 'BlockStatement', coveredBy: [] }),
  exportedMutant({ key: 'dddd4444', line: 3, status: 'Killed', killedBy: [{ test: 't1', kind: 'assertion' }] }),
  exportedMutant({
    key: 'eeee5555',
    line: 4,
    acceptance: { category: 'glue', reason: 'why', author: null, date: '2026-11-01', expires: null },
  }),
  exportedMutant({ key: 'ffff6666', line: 5, status: null }),
];
const answer = createAnswers(exportedReport({ mutants: MUTANTS }));

function keysOf(url: string): string[] {
  return MutantList.parse(answer(url)).items.map(({ key }) => key);
}

test('undetected mutants come in the order of the report, which is that of worth', () => {
  expect(keysOf('/api/mutants')).toEqual(['worst111', 'bbbb2222', 'cccc3333']);
});

test('by place, files come by name and mutants by line', () => {
  expect(keysOf('/api/mutants?order=place')).toEqual(['cccc3333', 'worst111', 'bbbb2222']);
});

test.each([
  ['status=Accepted', ['eeee5555']],
  ['status=unresolved,Killed', ['dddd4444', 'ffff6666']],
  ['module=tax', ['bbbb2222']],
  ['mutator=BlockStatement', ['cccc3333']],
  ['file=src/tax.ts', ['bbbb2222']],
  ['file=*TAX*', ['bbbb2222']],
  ['file=*tax*', ['bbbb2222']],
])('filtered by %s', (query, keys) => {
  expect(keysOf(`/api/mutants?${query}`)).toEqual(keys);
});

test('parts follow each other by their cursor, and the total is that of all', () => {
  const first = MutantList.parse(answer('/api/mutants?limit=2'));
  const second = MutantList.parse(answer(`/api/mutants?limit=2&cursor=${first.nextCursor}`));

  expect(first.items.map(({ key }) => key)).toEqual(['worst111', 'bbbb2222']);
  expect(first.total).toBe(3);
  expect(second.items.map(({ key }) => key)).toEqual(['cccc3333']);
  expect(second.nextCursor).toBeNull();
});

test('a list says the line a mutant begins on, without what is before and behind it', () => {
  const [, , item] = MutantList.parse(answer('/api/mutants')).items;

  expect(item).toMatchObject({ excerpt: 'return   a + b;', coveredBy: 0 });
});

test('a mutant comes with its context, its tests with what they do to it, and a brief', () => {
  const page = MutantPage.parse(answer('/api/mutants/dddd4444'));

  expect(page.context?.[1]).toBe('  return   a + b;');
  expect(page.contextLine).toBe(1);
  expect(page.tests).toEqual([{ ...testOf('t1'), kill: 'assertion', verdict: null }]);
  expect(page.brief).toContain('dddd4444');
});

test('a mutant whose source did not come with the report has no context', () => {
  expect(MutantPage.parse(answer('/api/mutants/bbbb2222')).context).toBeNull();
});

test('a file has its source and all of its mutants by place', () => {
  const page = FilePage.parse(answer('/api/file?path=src/price.ts'));

  expect(page.source).toMatch(/^function price/);
  expect(page.mutants.map(({ line }) => line)).toEqual([2, 3, 4, 5, 9]);
});

test('files of one module are listed alone', () => {
  expect(FileList.parse(answer('/api/files?module=tax')).items.map(({ file }) => file)).toEqual(['src/tax.ts']);
});

test('a test has what it kills, and what it runs and does not kill', () => {
  const page = TestPage.parse(answer('/api/test?id=t1'));

  expect(page.test).toMatchObject({ covers: 5, kills: 1, killsByAssertion: 1, uniqueKills: 1 });
  expect(page.killed.map(({ key }) => key)).toEqual(['dddd4444']);
  expect(page.notKilled.map(({ key }) => key)).toEqual(['eeee5555', 'ffff6666', 'worst111', 'bbbb2222']);
});

test('tests are filtered by what they prove, and put in order', () => {
  const tests = [testOf('t1'), testOf('slow', { durationMs: 9 }), testOf('crash'), testOf('idle')];
  const mutants = [
    exportedMutant({ coveredBy: ['t1', 'slow', 'crash'], killedBy: [{ test: 'crash', kind: 'crash' }], status: 'Killed' }),
  ];
  const other = createAnswers(exportedReport({ tests, mutants }));
  const idsOf = (query: string) => TestList.parse(other(`/api/tests?${query}`)).items.map(({ id }) => id);

  expect(idsOf('verdict=kills-nothing')).toEqual(['t1', 'slow']);
  expect(idsOf('verdict=crash-only')).toEqual(['crash']);
  expect(idsOf('verdict=covers-nothing')).toEqual(['idle']);
  expect(idsOf('order=time')[0]).toBe('slow');
  expect(idsOf('order=kills')[0]).toBe('crash');
  expect(TestList.parse(other('/api/tests')).killsNothing).toBe(2);
});

test('runs are listed, and each has its receipt', () => {
  expect(RunList.parse(answer('/api/runs')).items.map(({ id }) => id)).toEqual(['run-1']);
  expect(RunPage.parse(answer('/api/runs/run-1')).run.id).toBe('run-1');
});

test('two runs are compared over what both measured', () => {
  const entry = (runId: string, status: 'Killed' | 'Survived') => ({
    runId,
    status,
    startedAt: '2026-11-20T00:00:00.000Z',
    reason: null,
  });
  const history = (before: 'Killed' | 'Survived', after: 'Killed' | 'Survived') => [entry('b', after), entry('a', before)];
  const runs = [receiptOf('b', { modules: [moduleOf(90)] }), receiptOf('a', { modules: [moduleOf(80)] })];
  const mutants = [
    exportedMutant({ key: 'new00000', history: history('Killed', 'Survived') }),
    exportedMutant({ key: 'fixed000', history: history('Survived', 'Killed') }),
    exportedMutant({ key: 'stays000', history: history('Survived', 'Survived') }),
    exportedMutant({ key: 'killed00', history: history('Killed', 'Killed') }),
    exportedMutant({ key: 'once0000', history: [entry('b', 'Survived')] }),
  ];
  const comparison = Comparison.parse(createAnswers(exportedReport({ mutants, runs }))('/api/compare?from=a&to=b'));

  expect(comparison.common).toBe(4);
  expect(comparison.counts).toEqual({ new: 1, fixed: 1, persistent: 1, gone: 0 });
  expect(comparison.items.map(({ mutant }) => mutant.key)).toEqual(['new00000']);
  expect(comparison.targets).toEqual([{ module: 'price', from: 80, to: 90 }]);
});

function moduleOf(target: number) {
  return { name: 'price', target, totals: exportedReport().overview.totals };
}

test('the search finds files, tests, and mutants by how their key begins', () => {
  expect(SearchReply.parse(answer('/api/search?q=PRICE'))).toMatchObject({
    files: ['src/price.ts'],
    tests: [{ id: 't1' }],
    mutants: [],
  });
  expect(SearchReply.parse(answer('/api/search?q=dddd')).mutants.map(({ key }) => key)).toEqual(['dddd4444']);
});

test.each([
  '/api/mutants/nothing0',
  '/api/runs/none',
  '/api/file?path=none',
  '/api/test?id=none',
  '/api/elsewhere',
  '/api/compare?from=a&to=b',
])('nothing is at %s', (url) => {
  expect(answer(url)).toBeNull();
});

test('a bad query is refused as the server would', () => {
  expect(() => answer('/api/mutants?limit=-1')).toThrow();
  expect(() => answer('/api/mutants?status=Dead')).toThrow();
});

test('a cursor that is no number begins at the beginning', () => {
  expect(pageOf([1, 2, 3], { cursor: '-2', limit: 2 })).toEqual({ items: [1, 2], nextCursor: '2' });
});

test('a star stands for anything, and nothing else is special', () => {
  expect(matchesFile('src/a.ts', '*a.ts')).toBe(true);
  expect(matchesFile('src/axts', '*a.ts')).toBe(false);
  expect(matchesFile('src/a.ts', 'a.ts')).toBe(false);
});

test('a part that ends where the list does is the last one', () => {
  expect(pageOf([1, 2], { cursor: '0', limit: 2 }).nextCursor).toBeNull();
});
