import type { AssessedTest, NextTest } from '@killrate/shared/document';
import { describe, expect, test } from 'vitest';
import { aDocument, aFinding, aTerminal, aTest } from './document.fixture.ts';
import { renderTests, type TestsView } from './tests-view.ts';

function anAssessed(given: Partial<AssessedTest> = {}): AssessedTest {
  const { file = 'test/wallet.test.ts', name = 'wallet > prevents double booking' } = given;
  return {
    ...{ cases: [`${file} > ${name}`], file, line: 40, endLine: 44, name, verdict: 'confirmed-hollow', isRedundant: false },
    ...{ covers: 41, kills: 6, killsByAssertion: 0, uniqueKills: 0, durationMs: 1, findings: ['f1'] },
    ...given,
  };
}

const IN_WALLET = aFinding({
  file: 'test/wallet.test.ts',
  line: 42,
  evidence: { code: 'expect(true).toBe(true)', bite: 'Assert what reserve() gives back.' },
});

const NEXT: NextTest = {
  ...{ file: 'src/wallet.ts', line: 12, symbol: 'reserve', behaviour: 'boundary', mutants: ['a1b2c3d4e5f6', 'b'] },
  ...{ sentence: 'Call it where both sides are equal.', nearestTest: aTest().id },
};

function render(view: Partial<TestsView>, nextTests: NextTest[] = [], width = 100, notes: string[] = []): string {
  const document = aDocument({ nextTests, tests: [aTest()], notes });
  const whole = { tests: [anAssessed()], findings: [IN_WALLET], hidden: 0, hasMatrix: true, ...view };
  return renderTests(document, whole, aTerminal({ width, isUnicode: false }));
}

describe('the first line', () => {
  test('counts the tests by what is held against them, with the time that redundant ones take', () => {
    const tests = [
      anAssessed(),
      anAssessed({ verdict: 'confirmed-tautology' }),
      anAssessed({ verdict: 'hollow-by-evidence', kills: 0 }),
      anAssessed({ verdict: 'suspect' }),
      anAssessed({ verdict: 'suspect', findings: ['hidden'] }),
      anAssessed({ verdict: null, isRedundant: true, durationMs: 1_900, findings: [] }),
      anAssessed({ verdict: null, durationMs: 4_000, findings: [] }),
    ];
    expect(render({ tests, hidden: 3 }, [], 160).split('\n')[0]).toBe(
      '7 tests  1 kill nothing  1 confirmed hollow  1 tautology  1 hollow by evidence  1 suspect  1 redundant (1.9 s of 5.9 s)  --all shows 3 remarks more',
    );
  });

  test('counts every case of a test', () => {
    expect(render({ tests: [anAssessed({ cases: ['a', 'b', 'c'] })] }).split('\n')[0]).toBe(
      '3 tests  0 kill nothing  3 confirmed hollow',
    );
  });

  test('says nothing of kills where no matrix tells them', () => {
    expect(render({ hasMatrix: false }).split('\n')[0]).toBe('1 test  1 confirmed hollow');
  });
});

describe('a test', () => {
  test('comes with its numbers, the code, the reason and what would make it bite', () => {
    const lines = render({}).split('\n');
    const row = lines.findIndex((line) => line.startsWith('wallet > prevents double booking'));
    expect(lines[row]?.split(/ {2,}/)).toEqual([
      'wallet > prevents double booking',
      ...['confirmed hollow', '41', '0 (6 crashes)', '0', '1 ms'],
    ]);
    expect(lines.slice(row + 1, row + 5)).toEqual([
      '    :42  constant-assertion  f1',
      '    expect(true).toBe(true)',
      '    Both sides are constants.',
      '    Assert what reserve() gives back.',
    ]);
  });

  test('shows a dash for what is not known without a matrix, and what is known as the least', () => {
    const tests = [anAssessed(), anAssessed({ name: 'b', line: 50, killsByAssertion: 2, findings: ['f2'] })];
    const text = render({ tests, findings: [aFinding(), aFinding({ key: 'f2' })], hasMatrix: false });
    expect(text).toMatch(/^wallet > prevents double booking {2}confirmed hollow +41 +- +- +1 ms$/m);
    expect(text).toMatch(/^b +confirmed hollow +41 +2\+ +- +1 ms$/m);
  });

  test('says once what would make it bite', () => {
    const text = render({ tests: [anAssessed({ findings: ['f1', 'f2'] })], findings: [IN_WALLET, { ...IN_WALLET, key: 'f2' }] });
    expect(text.match(/Assert what reserve/g)).toHaveLength(1);
    expect(text).toContain('f2');
  });

  test('that takes less than a millisecond says so', () => {
    expect(render({ tests: [anAssessed({ durationMs: 0.4 })] })).toContain('< 1 ms');
  });

  test('that no run had shows no numbers', () => {
    const text = render({ tests: [anAssessed({ cases: [], covers: 0, kills: 0, durationMs: 0 })] });
    expect(text).toMatch(/^wallet > prevents double booking {2}confirmed hollow +- +- +- +-$/m);
  });

  test('of the heaviest verdict comes first', () => {
    const tests = [
      anAssessed({ name: 'a suspect', line: 1, verdict: 'suspect', findings: ['f2'] }),
      anAssessed({ name: 'a hollow one', line: 9 }),
    ];
    const text = render({ tests, findings: [aFinding(), aFinding({ key: 'f2', verdict: 'suspect' })] });
    expect(text.indexOf('a hollow one')).toBeLessThan(text.indexOf('a suspect'));
  });

  test('shows what an assertion compares', () => {
    const text = render({ findings: [aFinding({ evidence: { compared: ['sum(a)', 'sum(a)'] } })] });
    expect(text).toContain('    it compares sum(a) with sum(a)\n');
  });
});

describe('tests that run nothing that was measured', () => {
  const unknown = (count: number) => {
    const tests = Array.from({ length: count }, (_, at) =>
      anAssessed({ name: `test ${at}`, covers: 0, verdict: 'not-assessable', findings: [`n${at}`] }),
    );
    const findings = tests.map(({ name, findings: [key = ''] }) =>
      aFinding({ key, test: name, rule: 'not-assessable', verdict: 'not-assessable', level: 'information' }),
    );
    return { tests: [...tests, anAssessed()], findings: [...findings, IN_WALLET] };
  };

  test('are counted where there are many, and the others are listed', () => {
    const text = render(unknown(6));
    expect(text).not.toContain('test 0');
    expect(text).toContain('prevents double booking');
    expect(text).toContain('\n6 tests more run nothing that was measured\n');
    const alone = unknown(6);
    expect(render({ ...alone, findings: alone.findings.slice(0, 6) })).not.toContain('verdict  ');
  });

  test('are listed where there are few', () => {
    const text = render(unknown(5));
    expect(text).toContain('test 4');
    expect(text).not.toContain('more run nothing');
  });
});

test('what belongs to no test is listed with its place', () => {
  const text = render({ findings: [aFinding({ key: 'f9', file: 'src/wallet.ts', line: 3, test: null, rule: 'pseudo-tested' })] });
  expect(text).toContain('1 finding beside the tests\n    src/wallet.ts:3  pseudo-tested  f9\n');
});

test('without findings it says that nothing is held against the tests', () => {
  expect(render({ findings: [] })).toContain('nothing is held against them');
});

test('a next test has its place, its sentence and the test that is nearest', () => {
  expect(render({ findings: [] }, [NEXT])).toContain(
    [
      'next test to write',
      '  src/wallet.ts:12  in reserve  boundary  2 survivors  a1b2c3d4e5f6',
      '    Call it where both sides are equal.',
      '    nearest: test/price.test.ts:3 total > adds',
    ].join('\n'),
  );
});

describe('the last line', () => {
  test('asks for the matrix where there is none', () => {
    expect(render({ hasMatrix: false }, [NEXT]).split('\n').at(-1)).toBe(
      'next: killrate run --kill-matrix  (shows which tests prove nothing)',
    );
  });

  test('judges again once the tests are mended, else leads to the survivor of the next test', () => {
    expect(render({}, [NEXT]).split('\n').at(-1)).toContain('next: killrate run --kill-matrix');
    expect(render({ findings: [] }, [NEXT]).split('\n').at(-1)).toContain('next: killrate show a1b2c3d4e5f6');
  });
});

test('nothing is wider than the terminal, and no name can move the cursor', () => {
  const long = `a very long name ${'of a test '.repeat(20)}\u001b[2J`;
  const findings = [aFinding({ message: long, evidence: { code: long, compared: [long, long], bite: long } })];
  const text = render({ tests: [anAssessed({ name: long })], findings }, [{ ...NEXT, sentence: long }], 60, [long]);
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(60);
  expect(text).not.toContain('\u001b');
});
