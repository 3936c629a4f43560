/** Findings about tests from end to end: a real suite measured with a kill matrix, the command, the reports, the gate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProject, killrate, killrateJson, type TestProject } from './project.fixture.ts';

const SOURCE = `export function fee(amount: number): number {
  if (amount < 0) throw new RangeError('negative');
  if (amount >= 100) return 5;
  return amount >= 10 ? 2 : 1;
}
`;

const TESTS = `import { describe, expect, it } from 'vitest';
import { fee } from '../src/fee';

describe('fee', () => {
  it('grows with the amount', () => {
    expect(fee(1)).toBe(1);
    expect(fee(10)).toBe(2);
    expect(fee(100)).toBe(5);
  });
  it('is never negative', () => {
    const result = fee(20);
    expect(result >= 0);
  });
  it.each([1, 2])('is known for %d', (amount) => {
    fee(amount);
  });
});
`;

let project: TestProject;
let ran: ReturnType<typeof killrateJson>;

beforeAll(() => {
  project = createTestProject({
    'src/fee.ts': SOURCE,
    'test/fee.test.ts': TESTS,
    'stryker.conf.mjs': "export const killrate = { target: 10, findings: { confirmed: 'error' } };\n",
  });
  ran = killrateJson(project.root, 'run', '--kill-matrix');
});
afterAll(() => project.remove());

describe('after a run with a kill matrix', () => {
  it('the document of the run holds what it found about the tests that it ran', () => {
    expect(ran.code).toBe(0);
    expect(ran.document.findings.filter(({ level }) => level === 'error').map(({ rule, line }) => [rule, line])).toEqual([
      ['dangling-expect', 12],
      ['no-assertion', 14],
    ]);
    expect(ran.stderr).toContain('tests: 2 confirmed hollow');
  });

  it('killrate tests names them, cases of each as one, and never a good test', () => {
    const { code, document, stderr } = killrateJson(project.root, 'tests');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^4 tests/);
    const judged = new Map(document.assessedTests?.map(({ name, verdict, cases }) => [name, [verdict, cases.length]]));
    expect(judged.get('fee > grows with the amount')).toEqual([null, 1]);
    expect(judged.get('fee > is never negative')).toEqual(['confirmed-hollow', 1]);
    expect([...judged.values()].filter(([verdict, cases]) => verdict === 'confirmed-hollow' && cases === 2)).toHaveLength(1);
  });

  it('an unknown rule is told with the nearest one', () => {
    const { code, stderr } = killrate(project.root, 'tests', '--rule', 'dangling-expct');
    expect([code, stderr]).toEqual([1, expect.stringContaining('(did you mean dangling-expect?)')]);
  });

  it('the gate fails by them, and every report has them on their lines', () => {
    const { code, stderr } = killrateJson(project.root, 'gate');
    expect([code, stderr]).toEqual([2, expect.stringContaining('confirmed findings')]);
    const report = (format: string) => killrate(project.root, 'report', '--format', format).stdout;
    expect(report('github')).toContain('::error file=test/fee.test.ts,line=12,');
    const { results } = JSON.parse(report('sarif')).runs[0];
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('test/dangling-expect');
    expect(JSON.parse(report('gitlab')).map(({ check_name }: { check_name: string }) => check_name)).toContain(
      'killrate/test/no-assertion',
    );
    expect(report('markdown')).toContain('about tests');
    expect(report('junit')).toContain('confirmed findings');
    expect(JSON.parse(report('json')).killrate.findings.length).toBeGreaterThanOrEqual(2);
    killrate(project.root, 'report', '--format', 'html');
    expect(project.read('reports/killrate.html')).toContain('dangling-expect');
  });
});

describe('a comment with a reason', () => {
  it('silences its rule in its test, and no other', () => {
    const comment = '// killrate ignore-finding no-assertion: only that the cases are known';
    project.write('test/fee.test.ts', TESTS.replace('    fee(amount);', `    ${comment}\n    fee(amount);`));
    const { document } = killrateJson(project.root, 'tests');
    expect(document.findings.filter(({ level }) => level !== 'information').map(({ rule }) => rule)).toEqual(['dangling-expect']);
    project.write('test/fee.test.ts', TESTS);
  });
});

describe('a test that runs no code of the project', () => {
  it('is named by a run of everything, and not by one of some sources', () => {
    const mocked = `import { expect, it, vi } from 'vitest';
import { fee } from '../src/fee';
vi.mock('../src/fee', () => ({ fee: vi.fn(() => 3) }));
it('charges three', () => { expect(fee(7)).toBe(3); });
`;
    project.write('test/mocked.test.ts', mocked);
    const named = (...args: string[]) =>
      killrateJson(project.root, 'run', '--kill-matrix', ...args).document.findings.filter(
        ({ test }) => test === 'charges three',
      );
    expect(named().map(({ rule }) => rule)).toContain('mocks-the-unit');
    expect(named('src/fee.ts')).toEqual([]);
  });
});
