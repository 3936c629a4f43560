import { describe, expect, test } from 'vitest';
import { aCheck, aDocument, aGate, aMutant, aTest } from '../console/document.fixture.ts';
import { indexTests } from '../console/test-index.ts';
import { aChange } from './change.fixture.ts';
import { type Concern, concernsOf, describeConcern, describeFormer, failedChecks, otherReasons } from './concern.ts';

const acceptance = { category: 'equivalent', reason: 'same', author: null, date: '2026-10-01', expires: null };
const plain = (mutant: Concern['mutant'], former: Concern['former'] = null): Concern => ({
  mutant,
  isBlocking: false,
  isSurfaced: false,
  former,
});
const keysOf = (concerns: readonly Concern[]) => concerns.map(({ mutant }) => mutant.key);

describe('concernsOf', () => {
  test('all that no test notices is a concern, and nothing else', () => {
    const mutants = [
      aMutant({ key: 'uncovered', status: 'NoCoverage' }),
      aMutant({ key: 'survived' }),
      aMutant({ key: 'killed', status: 'Killed' }),
      aMutant({ key: 'accepted', acceptance }),
      aMutant({ key: 'unresolved', status: null }),
    ];
    expect(concernsOf(aDocument({ mutants }))).toEqual([
      { mutant: mutants[1], isBlocking: false, isSurfaced: false, former: null },
      { mutant: mutants[0], isBlocking: false, isSurfaced: false, former: null },
    ]);
  });

  test('without a change the failed checks put mutants forward, and only an error blocks', () => {
    const mutants = ['passed', 'warned', 'blocked', 'unjudged'].map((key) => aMutant({ key }));
    const checks = [
      aCheck({ mutants: ['blocked'] }),
      aCheck({ mutants: ['warned'], level: 'warn' }),
      aCheck({ mutants: ['passed'], outcome: 'passed', passed: true }),
      aCheck({ mutants: ['unjudged'], outcome: 'not-judged' }),
    ];
    const concerns = concernsOf(aDocument({ mutants, gate: aGate({ checks }) }));
    expect(concerns.map(({ mutant, isBlocking, isSurfaced }) => [mutant.key, isBlocking, isSurfaced])).toEqual([
      ['blocked', true, true],
      ['warned', false, true],
      ['passed', false, false],
      ['unjudged', false, false],
    ]);
  });

  test('with a change its own mutants are put forward, new survivors first, but not those of files left out', () => {
    const mutants = [
      aMutant({ key: 'old' }),
      aMutant({ key: 'on-line', symbol: 'a' }),
      aMutant({ key: 'fresh', symbol: 'b' }),
      aMutant({ key: 'generated', file: 'src/generated.ts' }),
    ];
    const fresh = { key: 'fresh', was: 'Killed', killedBy: [] };
    const change = aChange({
      mutants: ['on-line', 'generated'],
      newSurvivors: [fresh],
      notSurfaced: [{ file: 'src/generated.ts', reason: 'generated', mutants: 1 }],
    });
    const gate = aGate({ checks: [aCheck({ mutants: ['old'] })], change });
    const concerns = concernsOf(aDocument({ mutants, gate }));
    expect(keysOf(concerns)).toEqual(['old', 'fresh', 'on-line', 'generated']);
    expect(keysOf(concerns.filter(({ isSurfaced }) => isSurfaced))).toEqual(['fresh', 'on-line']);
    expect(concerns.map(({ former }) => former)).toEqual([null, fresh, null, null]);
  });
});

describe('describeConcern', () => {
  const near = aTest({ name: 'total > adds', line: 5 });
  const broad = aTest({ name: 'all', file: 'test/all.test.ts' });
  const covered = aMutant({ coveredBy: [broad.id, near.id] });
  const tests = indexTests(aDocument({ mutants: [covered, aMutant({ coveredBy: [broad.id] })], tests: [near, broad] }));

  test('names the change, how many tests run it, and the nearest', () => {
    expect(describeConcern(plain(covered), tests)).toBe(
      'No test notices this change: `a + b` became `a - b`. 2 tests run it, nearest: test/price.test.ts:5 total > adds.',
    );
    expect(describeConcern(plain(aMutant({ coveredBy: [near.id] })), tests)).toContain(
      ' 1 test runs it: test/price.test.ts:5 total > adds.',
    );
  });

  test('says where no test runs it, and says nothing where that is not known', () => {
    expect(describeConcern(plain(aMutant({ status: 'NoCoverage' })), tests)).toMatch(/`a - b`\. No test runs it\.$/);
    expect(describeConcern(plain(aMutant()), tests)).toMatch(/`a - b`\.$/);
  });

  test('stays on one line, however long the code is', () => {
    const long = aMutant({ original: `{\n  ${'x'.repeat(500)}\n}`, replacement: '' });
    const text = describeConcern(plain(long), tests);
    expect(text).toMatch(/^No test notices this change: `\{ x+\.\.\.` became nothing\.$/);
    expect(text.length).toBeLessThan(200);
  });

  test('ends with what a new survivor was', () => {
    expect(describeConcern(plain(aMutant(), { key: 'k', was: 'Killed', killedBy: ['t > a', 't > b'] }), tests)).toMatch(
      / It was killed by t > a and 1 more before\.$/,
    );
    const told = (was: string | null, killedBy: string[] = []) => describeFormer({ key: 'k', was, killedBy });
    expect(told('Killed', ['t > a'])).toBe('It was killed by t > a before');
    expect(told('Killed')).toBe('It was killed before');
    expect(told('Timeout')).toBe('It timed out before');
    expect(told('CompileError')).toBe('Its status was CompileError before');
    expect(told(null)).toBe('It did not exist at the base');
  });
});

describe('otherReasons', () => {
  const exit = { code: 6, reasons: [{ code: 6, message: 'nothing to measure' }] };

  test('are told where no failed check is the reason', () => {
    expect(otherReasons(aDocument({ exit, gate: aGate({ checks: [] }) }))).toEqual(['nothing to measure']);
    expect(otherReasons(aDocument({ exit, gate: aGate({ checks: [aCheck({ level: 'warn' })] }) }))).toEqual([
      'nothing to measure',
    ]);
    expect(otherReasons(aDocument({ exit }))).toEqual(['nothing to measure']);
    expect(otherReasons(aDocument({ exit, gate: aGate() }))).toEqual([]);
    expect(otherReasons(aDocument({ gate: aGate({ checks: [] }) }))).toEqual([]);
  });

  test('a check fails by its outcome', () => {
    const checks = [aCheck(), aCheck({ outcome: 'not-judged' }), aCheck({ outcome: 'passed', passed: true })];
    expect(failedChecks({ gate: aGate({ checks }) })).toEqual([checks[0]]);
    expect(failedChecks({ gate: null })).toEqual([]);
  });
});
