import { schema } from 'mutation-testing-report-schema';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aDocument, aFinding, aJob, aMutant, aTest } from '../console/document.fixture.ts';
import { toMutationReport } from './elements-json.ts';

/** The official JSON schema, as a Zod schema. */
const OfficialSchema = z.fromJSONSchema(z.record(z.string(), z.json()).parse(schema));
const acceptance = { category: 'equivalent', reason: 'same for all numbers', author: 'mk', date: '2026-10-01', expires: null };
const adds = aTest({ name: 'total > adds', line: 3 });
const unplaced = aTest({ name: 'total > each', line: null });
const document = aDocument({
  mutants: [
    aMutant({ key: 'survived', coveredBy: [adds.id, unplaced.id] }),
    aMutant({
      key: 'killed',
      status: 'Killed',
      reason: 'expected 3',
      killedBy: [{ test: adds.id, kind: 'assertion' }],
      isStatic: true,
    }),
    aMutant({ key: 'unresolved', status: null, reason: 'two verdicts', durationMs: null }),
    aMutant({ key: 'accepted', acceptance }),
    aMutant({ key: 'windows', file: 'src\\win\\path.tsx', status: 'Timeout' }),
    aMutant({ key: 'hostile', file: '__proto__', status: 'NoCoverage' }),
  ],
  jobs: [aJob(), aJob({ file: 'src/types.ts' })],
  tests: [adds, unplaced],
  targets: { default: 87.5, strict: 90 },
});
const report = toMutationReport(
  document,
  new Map([
    ['src/price.ts', 'a + b'],
    [adds.file, 'test source'],
  ]),
  '1.2.3',
);
const mutantOf = (key: string) => report.files['src/price.ts']?.mutants.find(({ id }) => id === key);

describe('toMutationReport', () => {
  test('is valid by the official schema, with and without anything in it', () => {
    expect(OfficialSchema.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined();
    expect(OfficialSchema.safeParse(toMutationReport(aDocument(), new Map())).error).toBeUndefined();
    expect(OfficialSchema.safeParse({ ...report, thresholds: { high: 87.5, low: 60 } }).success).toBe(false);
  });

  test('a mutant keeps its key, place, tests and time', () => {
    expect(mutantOf('killed')).toEqual({
      id: 'killed',
      mutatorName: 'ArithmeticOperator',
      replacement: 'a - b',
      location: { start: { line: 2, column: 10 }, end: { line: 2, column: 15 } },
      status: 'Killed',
      statusReason: 'expected 3',
      static: true,
      coveredBy: [],
      killedBy: [adds.id],
      duration: 12,
    });
    expect(mutantOf('survived')?.coveredBy).toEqual([adds.id, unplaced.id]);
  });

  test('an unresolved mutant is neither killed nor survived, and says why', () => {
    expect(mutantOf('unresolved')).toMatchObject({ status: 'Pending', statusReason: 'unresolved: two verdicts' });
    expect(mutantOf('unresolved')).not.toHaveProperty('duration');
  });

  test('an accepted survivor is outside the score, as it is in killrate', () => {
    expect(mutantOf('accepted')).toMatchObject({
      status: 'Ignored',
      statusReason: 'Survived, accepted 2026-10-01 by mk (equivalent): same for all numbers',
    });
  });

  test('paths have slashes, languages follow from them, and no file gets lost', () => {
    expect(Object.keys(report.files)).toEqual(['src/price.ts', 'src/types.ts', 'src/win/path.tsx', '__proto__']);
    expect(Object.values(report.files).map(({ language }) => language)).toEqual([
      'typescript',
      'typescript',
      'typescript',
      'javascript',
    ]);
    expect(report.files['src/types.ts']).toEqual({ language: 'typescript', source: '', mutants: [] });
  });

  test('tests stand in their files, with their place where it is known', () => {
    expect(report.testFiles).toEqual({
      'test/price.test.ts': {
        source: 'test source',
        tests: [
          { id: adds.id, name: 'total > adds', location: { start: { line: 3, column: 1 } } },
          { id: unplaced.id, name: 'total > each' },
        ],
      },
    });
  });

  test('thresholds are the highest and the lowest target, rounded up', () => {
    expect(report.thresholds).toEqual({ high: 90, low: 88 });
    expect(toMutationReport(aDocument(), new Map()).thresholds).toEqual({ high: 80, low: 60 });
  });

  test('the framework is killrate, in its own version unless told otherwise', () => {
    expect(report.framework).toEqual({ name: 'killrate', version: '1.2.3' });
    expect(toMutationReport(aDocument(), new Map()).framework?.version).toMatch(/^\d+\.\d+\.\d+/);
  });
});

test('findings stand beside what the schema knows, and only where there are any', () => {
  const withFindings = toMutationReport(aDocument({ findings: [aFinding()] }), new Map());
  expect(withFindings.killrate?.findings).toEqual([aFinding()]);
  expect(OfficialSchema.safeParse(JSON.parse(JSON.stringify(withFindings))).success).toBe(true);
  expect(report).not.toHaveProperty('killrate');
});
