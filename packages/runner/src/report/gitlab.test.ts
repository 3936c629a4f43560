import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aCheck, aDocument, aFinding, aGate, aMutant } from '../console/document.fixture.ts';
import { toGitlab } from './gitlab.ts';

/** What GitLab's documentation asks of an entry. */
const Report = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.?\/)[^\\]+$/),
      lines: z.strictObject({ begin: z.int().positive() }),
    }),
  }),
);

describe('toGitlab', () => {
  const mutants = [
    aMutant({ key: 'rest', file: 'src\\a.ts' }),
    aMutant({ key: 'warned' }),
    aMutant({ key: 'blocking', line: 7 }),
    aMutant({ key: 'killed', status: 'Killed' }),
  ];
  const checks = [aCheck({ mutants: ['blocking'] }), aCheck({ level: 'warn', mutants: ['warned'] })];
  const report = Report.parse(JSON.parse(toGitlab(aDocument({ mutants, gate: aGate({ checks }) }), 'shop/')));

  test('each undetected mutant is an entry, named by its key, the graver the more the gate minds it', () => {
    expect(report.map(({ fingerprint, severity }) => [fingerprint, severity])).toEqual([
      ['blocking', 'major'],
      ['warned', 'minor'],
      ['rest', 'info'],
    ]);
  });

  test('an entry has its mutator, its words and its place in the repository', () => {
    expect(report[0]).toMatchObject({
      description: 'No test notices this change: `a + b` became `a - b`.',
      check_name: 'killrate/ArithmeticOperator',
      location: { path: 'shop/src/price.ts', lines: { begin: 7 } },
    });
    expect(report[2]?.location.path).toBe('shop/src/a.ts');
  });

  test('nothing undetected is an empty list', () => {
    expect(toGitlab(aDocument(), '')).toBe('[]\n');
  });

  test('a finding is an entry by its key, unless it is only information', () => {
    const findings = [aFinding(), aFinding({ key: 'f2', level: 'warning' }), aFinding({ key: 'f3', level: 'information' })];
    const checks = [aCheck({ kind: 'findings', findings: [aFinding()] })];
    const entries = Report.parse(JSON.parse(toGitlab(aDocument({ findings, gate: aGate({ checks }) }), 'shop/')));
    expect(entries.map(({ fingerprint, severity }) => [fingerprint, severity])).toEqual([
      ['f1', 'major'],
      ['f2', 'minor'],
    ]);
    expect(entries[0]).toMatchObject({
      check_name: 'killrate/test/constant-assertion',
      location: { path: 'shop/test/price.test.ts', lines: { begin: 9 } },
    });
  });
});
