import { describe, expect, test } from 'vitest';
import type { Finding } from '../document.ts';
import { checksOf, judged, newModule, whyRed } from './gate.fixture.ts';
import { groupOf, type JudgedFindings } from './judge-findings.ts';

function aFinding(given: Partial<Finding> = {}): Finding {
  return {
    ...{ key: 'f1', rule: 'no-assertion', verdict: 'confirmed-hollow', level: 'error', file: 'test/a.test.ts', line: 3 },
    ...{ test: 'a > works', message: 'nothing is asserted', evidence: {} },
    ...given,
  };
}

const SUSPECT = aFinding({ key: 'f2', verdict: 'suspect', level: 'warning' });

function asking(given: Partial<JudgedFindings> = {}): { findings: JudgedFindings } {
  return { findings: { levels: { confirmed: 'error', suspect: null }, findings: [], whyNotJudged: null, scope: '', ...given } };
}

describe('findings in the gate', () => {
  test('a confirmed finding fails the gate with its file, line, test and rule', () => {
    const verdict = judged(asking({ findings: [aFinding()] }));
    expect(whyRed(verdict)).toEqual(['failed']);
    expect(verdict.gate.passed).toBe(false);
    expect(checksOf(verdict, 'findings')).toMatchObject([
      {
        ...{ name: 'confirmed findings', level: 'error', outcome: 'failed', actual: '1 finding in 1 test', expected: 'none' },
        findings: [{ key: 'f1', rule: 'no-assertion', file: 'test/a.test.ts', line: 3, test: 'a > works' }],
        message: 'test/a.test.ts:3 no-assertion (a > works): killrate tests shows the evidence',
      },
    ]);
  });

  test('findings of one test count as one test, and those of no test by their lines', () => {
    const [check] = checksOf(
      judged(
        asking({
          findings: [...[3, 4].map((line) => aFinding({ line })), ...[3, 9, 12].map((line) => aFinding({ test: null, line }))],
        }),
      ),
      'findings',
    );
    expect(check?.actual).toBe('5 findings in 4 tests');
    expect(check?.message).toContain('test/a.test.ts:3 no-assertion and 2 more');
  });

  test('without findings the check passes, and says whose', () => {
    const verdict = judged(asking({ scope: ' in tests that the change touches' }));
    expect(whyRed(verdict)).toEqual([]);
    expect(checksOf(verdict, 'findings')).toMatchObject([
      { outcome: 'passed', actual: 'none', message: 'none', expected: 'none in tests that the change touches', findings: [] },
    ]);
  });

  test('what was asked for and could not be judged is never green', () => {
    const verdict = judged(asking({ whyNotJudged: 'no kill matrix: killrate run --kill-matrix' }));
    expect(verdict.gate.passed).toBe(false);
    expect(verdict.reasons).toEqual([
      {
        kind: 'incomplete',
        message: 'incomplete: confirmed findings were not judged: no kill matrix: killrate run --kill-matrix',
      },
    ]);
    expect(checksOf(verdict, 'findings')).toMatchObject([
      { outcome: 'not-judged', actual: 'not judged', message: 'no kill matrix: killrate run --kill-matrix' },
    ]);
  });

  test('what is found without a matrix fails all the same', () => {
    const verdict = judged(asking({ whyNotJudged: 'no kill matrix', findings: [aFinding()] }));
    expect(whyRed(verdict)).toEqual(['failed']);
  });

  test('a group that only warns fails nothing, and is silent where it could not be judged', () => {
    const levels = { confirmed: 'warn', suspect: 'warn' } as const;
    const found = judged(asking({ levels, findings: [aFinding(), SUSPECT] }));
    expect(whyRed(found)).toEqual([]);
    expect(checksOf(found, 'findings').map(({ name, outcome }) => [name, outcome])).toEqual([
      ['confirmed findings', 'failed'],
      ['suspect findings', 'failed'],
    ]);
    const unknown = judged(asking({ levels, whyNotJudged: 'no kill matrix' }));
    expect(whyRed(unknown)).toEqual([]);
    expect(checksOf(unknown, 'findings')).toEqual([]);
  });

  test('a group that is off has no check', () => {
    const verdict = judged(asking({ levels: { confirmed: null, suspect: null }, findings: [aFinding(), SUSPECT] }));
    expect(checksOf(verdict, 'findings')).toEqual([]);
    expect(whyRed(verdict)).toEqual([]);
  });

  test('a confirmed finding is not counted among the suspects, and the other way round', () => {
    const verdict = judged(asking({ levels: { confirmed: null, suspect: 'error' }, findings: [aFinding()] }));
    expect(checksOf(verdict, 'findings')).toMatchObject([{ name: 'suspect findings', outcome: 'passed' }]);
  });

  test('findings that were asked for are something to judge by where no module has a target', () => {
    const modules = [newModule('shop', [])];
    expect(whyRed(judged({ modules, ...asking() }))).toEqual([]);
    expect(whyRed(judged({ modules, ...asking({ levels: { confirmed: 'warn', suspect: null } }) }))).toEqual(['empty']);
  });

  test('only errors and warnings speak against a check', () => {
    expect(groupOf(SUSPECT)).toBe('suspect');
    expect(groupOf(aFinding({ verdict: 'confirmed-tautology' }))).toBe('confirmed');
    expect(groupOf(aFinding({ verdict: 'hollow-by-evidence', level: 'warning' }))).toBe('suspect');
    expect(groupOf(aFinding({ verdict: 'suspect', level: 'information' }))).toBeNull();
    for (const verdict of ['cleared', 'not-assessable', 'redundant-candidate'] as const)
      expect(groupOf(aFinding({ verdict }))).toBeNull();
  });
});
