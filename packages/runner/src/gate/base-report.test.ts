import { expect, test } from 'vitest';
import { aDocument, aJob, aMutant, aTest } from '../console/document.fixture.ts';
import { aFolder } from '../folder.fixture.ts';
import { toMutationReport } from '../report/elements-json.ts';
import { readBaseReport } from './base-report.ts';
import { aSituation, unit } from './situation.fixture.ts';

const FILE = 'src/price.ts';
const read = (content: object, path = 'base.json') =>
  readBaseReport(aFolder({ [path]: `\uFEFF${JSON.stringify(content)}` }), path);

test('a document of killrate has the mutants of each file whose job ended, and none of a file that has none', () => {
  const document = aDocument({
    mutants: [
      aMutant({ killedBy: [{ test: 't', kind: 'assertion' }], status: 'Killed' }),
      aMutant({ key: 'b', file: 'src/half.ts' }),
    ],
    jobs: [aJob(), aJob({ file: 'src/half.ts', status: 'timed-out' }), aJob({ file: 'src/types.ts', status: 'reused' })],
  });
  const report = read(document, 'some folder/base.json');
  expect([...report.keys()]).toEqual([FILE, 'src/types.ts']);
  expect(report.get(FILE)).toMatchObject([{ key: 'a1b2c3d4e5f6', status: 'Killed', killedBy: [{ test: 't' }] }]);
  expect(report.get('src/types.ts')).toEqual([]);
});

test("killrate's own mutation testing report says what its document does", async () => {
  const situation = aSituation(unit('src/pay', 5));
  await situation.measure({ 'src/pay.ts': 'KSNUI' });
  const { document } = await situation.gate();
  if (document === null) throw new Error('the gate gave no document');
  const acceptance = { category: 'glue', reason: 'so', author: null, date: '2026-01-02', expires: null };
  const mutants = document.mutants.map((mutant, index) => (index === 1 ? { ...mutant, acceptance } : mutant));
  const sources = new Map([['src/pay.ts', situation.read('src/pay.ts')]]);
  const own = read({ ...document, mutants }).get('src/pay.ts') ?? [];
  const standard = read(toMutationReport({ ...document, mutants }, sources)).get('src/pay.ts') ?? [];
  const essence = (given: typeof own) =>
    given.map(({ key, status, killedBy }) => ({ key, status, killedBy: killedBy.map(({ test }) => test) }));
  expect(essence(standard)).toEqual(essence(own));
  expect(essence(own).map(({ status }) => status)).toEqual(['Killed', 'Survived', 'NoCoverage', null, 'Ignored']);
});

test('a report of another tool names mutants by their source, and tests by file and name', () => {
  const source = 'export const total = (a, b) =>\r\n  a + b;\r\n';
  const location = { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } };
  const mutant = { id: '0', mutatorName: 'ArithmeticOperator', replacement: 'a - b', location };
  const tests = { 'a.test.ts': { tests: [{ id: '1', name: 'adds' }] }, '': { tests: [{ id: '2', name: 'takes' }] } };
  const report = read({
    schemaVersion: '1.7',
    files: {
      [FILE]: { source, mutants: [{ ...mutant, status: 'Killed', killedBy: ['1', '2', '3'] }] },
      'src/none.ts': { source: '', mutants: [] },
    },
    testFiles: tests,
  });
  expect(report.get(FILE)).toMatchObject([
    { original: 'a + b', killedBy: [{ test: 'a.test.ts > adds' }, { test: 'takes' }, { test: '3' }] },
  ]);
  expect(report.get('src/none.ts')).toEqual([]);
  expect(aTest().id).toBe('test/price.test.ts > total > adds');
});
