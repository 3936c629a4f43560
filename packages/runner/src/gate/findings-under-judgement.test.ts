import type { AssessedTest, Finding } from '@killrate/shared/document';
import { describe, expect, test } from 'vitest';
import { FindingsConfig } from '../config/config.ts';
import type { JudgedTests, TestMaterial } from '../findings/assess-tests.ts';
import { aFlag, aMutant, aTest, aText, measuredOf, TESTS } from '../findings/findings.fixture.ts';
import type { ProjectChange } from './change.ts';
import { findingsUnderJudgement, isAsked, levelsOf } from './findings-under-judgement.ts';
import { aSituation } from './situation.fixture.ts';

const asking = (confirmed: string, suspect: string) => FindingsConfig.parse({ confirmed, suspect });
const noMatrix = () => false;
const aMatrix = () => true;

test('a group that is off has no level', () => {
  expect(levelsOf(asking('error', 'off'))).toEqual({ confirmed: 'error', suspect: null });
  expect(levelsOf(asking('off', 'warn'))).toEqual({ confirmed: null, suspect: 'warn' });
});

test('what is to fail the gate is looked at in any case, and what only warns where there is a matrix to warn by', () => {
  expect(isAsked(asking('error', 'off'), noMatrix)).toBe(true);
  expect(isAsked(asking('off', 'error'), noMatrix)).toBe(true);
  expect(isAsked(asking('warn', 'off'), noMatrix)).toBe(false);
  expect(isAsked(asking('warn', 'off'), aMatrix)).toBe(true);
  expect(isAsked(asking('off', 'off'), aMatrix)).toBe(false);
});

const NOT_JUDGED = 'there is no kill matrix of src/tax.ts: killrate run --kill-matrix';
const TAX_TESTS = 'test/tax.test.ts';

/** A test with one finding, of the same name. */
function assessed(name: string, given: Partial<AssessedTest> = {}): AssessedTest {
  return {
    ...{ file: TESTS, line: 4, endLine: 6, name, cases: [`${TESTS} > ${name}`], verdict: 'suspect', covers: 1, kills: 0 },
    ...{ killsByAssertion: 0, uniqueKills: 0, durationMs: 1, isRedundant: false, findings: [name] },
    ...given,
  };
}

function assessing(tests: AssessedTest[], whyNotJudged: string | null = null): JudgedTests {
  const findings = tests.map(
    ({ name, file, line }): Finding => ({
      ...{ key: name, rule: 'no-assertion', verdict: 'suspect', level: 'error', file, line, test: name },
      ...{ message: 'nothing is asserted', evidence: null },
    }),
  );
  return { ...{ findings, tests, smallestSet: null, files: [], notes: [] }, whyNotJudged };
}

/** Of `src/price.ts` there is a matrix, of `src/tax.ts` there is none; a test of either runs it. */
const MATERIAL: TestMaterial = {
  files: [],
  measured: measuredOf(
    [aMutant('p1'), aMutant('t1', { file: 'src/tax.ts' })],
    [aTest('of price', { covers: ['p1'] }), aTest('of tax', { covers: ['t1'], file: TAX_TESTS })],
    { hasMatrix: false, withoutMatrix: ['src/tax.ts'] },
  ),
  switches: { isOn: () => true, notes: [] },
};
const OF_PRICE = assessed('of price');
const OF_TAX = assessed('of tax', { file: TAX_TESTS, cases: [`${TAX_TESTS} > of tax`] });

function aChange(changed: string[], affected: string[] = []): ProjectChange {
  return {
    ...{ base: 'main', mergeBase: 'main', baseConfig: null, baseSources: [], measurements: null },
    changed: changed.map((path) => ({ path, formerPath: null, isDeleted: false })),
    affected: new Map(affected.map((file) => [file, 'it changed'])),
  };
}

const judgedOf = (
  whole: JudgedTests,
  change: ProjectChange | null,
  given: { newOnly?: boolean; material?: TestMaterial } = {},
) => {
  const policy = { ...asking('error', 'error'), newOnly: given.newOnly ?? false };
  const { findings, ...judged } = findingsUnderJudgement('.', given.material ?? MATERIAL, whole, change, policy);
  return { ...judged, found: findings.map(({ key }) => key) };
};

describe('the findings that are judged', () => {
  const LEVELS = { confirmed: 'error', suspect: 'error' };

  test('are all where no change is, as far as the whole could be judged', () => {
    expect(judgedOf(assessing([OF_PRICE, OF_TAX], NOT_JUDGED), null)).toEqual({
      ...{ levels: LEVELS, found: ['of price', 'of tax'], whyNotJudged: NOT_JUDGED, scope: '' },
    });
  });

  test('are those of tests that run what the change touches, and of those in a file that changed', () => {
    const whole = assessing([OF_PRICE, OF_TAX]);
    expect(judgedOf(whole, aChange(['src/price.ts'], ['src/price.ts']))).toEqual({
      ...{ levels: LEVELS, found: ['of price'], whyNotJudged: null, scope: ' in tests that run what the change touches' },
    });
    expect(judgedOf(whole, aChange([TAX_TESTS])).found).toEqual(['of tax']);
    const several = assessed('several', { cases: [`${TESTS} > with 0`, `${TESTS} > of price`] });
    expect(judgedOf(assessing([several]), aChange([], ['src/price.ts'])).found).toEqual(['several']);
  });

  test('are those of new tests where only these are asked about', () => {
    expect(judgedOf(assessing([OF_PRICE, OF_TAX]), aChange([TESTS], ['src/tax.ts']), { newOnly: true })).toEqual({
      ...{ levels: LEVELS, found: ['of price'], whyNotJudged: null, scope: ' in tests that the change touches' },
    });
  });

  test('are none, for no lack of evidence, where no test has to do with the change', () => {
    const material = { ...MATERIAL, measured: measuredOf([], []) };
    const judged = judgedOf(assessing([OF_PRICE], NOT_JUDGED), aChange(['src/other.ts'], ['src/other.ts']), { material });
    expect(judged).toMatchObject({ found: [], whyNotJudged: null });
  });
});

describe('what the tests of a change cannot be judged by', () => {
  test('is a matrix that what they run has not, whatever else has one', () => {
    const change = aChange(['src/tax.ts'], ['src/tax.ts']);
    expect(judgedOf(assessing([OF_PRICE, OF_TAX], NOT_JUDGED), change)).toMatchObject({
      ...{ found: ['of tax'], whyNotJudged: NOT_JUDGED },
    });
  });

  test('is a run, of a test that none had', () => {
    const fresh = assessed('never run', { line: 8, cases: [] });
    expect(judgedOf(assessing([OF_PRICE, fresh], NOT_JUDGED), aChange([TESTS]))).toMatchObject({
      whyNotJudged: `no run had ${TESTS}:8: killrate run --kill-matrix`,
    });
  });

  test('is any result that holds', () => {
    const material = { ...MATERIAL, measured: measuredOf([], []) };
    expect(judgedOf(assessing([OF_PRICE], NOT_JUDGED), aChange([TESTS]), { material })).toMatchObject({
      whyNotJudged: 'no results hold: killrate run --kill-matrix',
    });
  });
});

test('tests of which all is known are judged by what they run alone, where the whole is not', () => {
  const keys = Array.from({ length: 12 }, (_, index) => `p${index + 1}`);
  const material: TestMaterial = {
    ...MATERIAL,
    files: [
      {
        ...{ file: TESTS, flags: [], unknown: [] },
        tests: [aText('hollow', { assertion: 'none', flags: [aFlag('no-assertion')] }), aText('good', { line: 20 })],
      },
    ],
    measured: measuredOf(
      [...keys.map((key) => aMutant(key)), aMutant('t1', { file: 'src/tax.ts' })],
      [aTest('hollow', { covers: keys }), aTest('good', { kills: keys })],
      { hasMatrix: false, withoutMatrix: ['src/tax.ts'] },
    ),
  };
  const tests = [assessed('hollow', { line: 1 }), assessed('good', { line: 20, findings: [] })];
  const policy = asking('error', 'off');
  const judge = (whyNotJudged: string | null) =>
    findingsUnderJudgement('.', material, assessing(tests, whyNotJudged), aChange([], ['src/price.ts']), policy).findings;

  expect(judge(NOT_JUDGED).map(({ verdict }) => verdict)).toContain('confirmed-hollow');
  expect(judge(null).map(({ verdict }) => verdict)).toEqual(['suspect']);
});

test('a test is touched where a changed line is one of its own, from its first to its last', () => {
  const lines = Array.from({ length: 12 }, (_, index) => `// ${index + 1}`);
  const edited = (...numbers: number[]) => lines.map((line, index) => (numbers.includes(index + 1) ? `${line}!` : line));
  const touchedBy = (numbers: number[], endLine: number | null = 6) => {
    const situation = aSituation({ [TESTS]: lines.join('\n') });
    situation.change({ [TESTS]: edited(...numbers).join('\n') });
    const change = { ...aChange([]), changed: [{ path: TESTS, formerPath: TESTS, isDeleted: false }] };
    const policy = { ...asking('error', 'error'), newOnly: true };
    const whole = assessing([assessed('of price', { endLine })]);
    return findingsUnderJudgement(situation.root, MATERIAL, whole, change, policy).findings.length > 0;
  };

  expect([3, 4, 5, 6, 7].map((line) => touchedBy([line]))).toEqual([false, true, true, true, false]);
  expect([touchedBy([2, 5]), touchedBy([2, 9])]).toEqual([true, false]);
  expect([touchedBy([4], null), touchedBy([5], null)]).toEqual([true, false]);
});
