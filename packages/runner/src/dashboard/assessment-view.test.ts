import { expect, test } from 'vitest';
import { aFinding, aMutant } from '../console/document.fixture.ts';
import type { Assessment } from '../findings/assess-tests.ts';
import type { ProjectState } from '../project-state.ts';
import { toAssessmentView } from './assessment-view.ts';

const file = (path: string, module: string) => ({ file: path, module }) as ProjectState['files'][number];
const STATE = {
  files: [file('src/wallet.ts', 'wallet'), file('src/fees.ts', 'fees')],
  mutants: [
    aMutant({ key: 'a', file: 'src/fees.ts', coveredBy: ['t > one'] }),
    aMutant({ key: 'b', file: 'src/wallet.ts', coveredBy: ['t > one', 't > two'] }),
    aMutant({ key: 'c', file: 'src/wallet.ts', coveredBy: ['t > one'] }),
  ],
};

function assessmentOf(findings: Assessment['findings']): Assessment {
  const assessed = (name: string, keys: string[]) => ({
    ...{ file: 't', line: 1, endLine: 2, name, cases: [`t > ${name}`], covers: 1, kills: 0, killsByAssertion: 0 },
    ...{ uniqueKills: 0, durationMs: 1, isRedundant: false, findings: keys },
  });
  return {
    findings,
    tests: [
      { ...assessed('one', ['f1', 'f2']), verdict: 'confirmed-hollow' },
      { ...assessed('two', []), verdict: null },
    ],
    ...{ nextTests: [], smallestSet: null, files: ['t'], whyNotJudged: null, notes: ['a note'] },
  };
}

test('a finding counts for the module that its test runs most of, information for none', () => {
  const findings = [aFinding({ key: 'f1', file: 't' }), aFinding({ key: 'f2', file: 't', level: 'information' })];
  expect(toAssessmentView(assessmentOf(findings), STATE).findingsOfModule).toEqual({ wallet: 1 });
});

test('a finding about a function counts for the module of its file, and one about neither for none', () => {
  const findings = [aFinding({ key: 'f8', file: 'src/fees.ts' }), aFinding({ key: 'f9', file: 'test/gone.test.ts' })];
  expect(toAssessmentView(assessmentOf(findings), STATE).findingsOfModule).toEqual({ fees: 1 });
});

test('only tests of which something is said are told, each by its id', () => {
  const view = toAssessmentView(assessmentOf([aFinding({ key: 'f1', file: 't' })]), STATE);
  expect(view.tests).toEqual([{ id: 't > one', verdict: 'confirmed-hollow', findings: ['f1', 'f2'] }]);
  expect(view).toMatchObject({ whyNotJudged: null, notes: ['a note'] });
});
