/** What is held of the tests, as the dashboard is told of it. */
import type { TestAssessment } from '@killrate/shared/api';
import type { AssessedTest } from '@killrate/shared/document';
import type { Assessment } from '../findings/assess-tests.ts';
import type { ProjectState } from '../project-state.ts';

/** Only what is said of tests that runs know: a page shows no other. */
export function toAssessmentView(assessment: Assessment, state: Pick<ProjectState, 'files' | 'mutants'>): TestAssessment {
  const { findings, tests, nextTests, whyNotJudged, notes } = assessment;
  return {
    ...{ findings, nextTests, whyNotJudged, notes },
    tests: tests.flatMap(({ cases, verdict, findings }) =>
      verdict === null && findings.length === 0 ? [] : cases.map((id) => ({ id, verdict, findings })),
    ),
    findingsOfModule: countByModule(assessment, state),
  };
}

/** Findings beyond information by module: a test belongs to the one that it runs most mutants of, a function to that of its file. */
function countByModule(
  { findings, tests }: Assessment,
  { files, mutants }: Pick<ProjectState, 'files' | 'mutants'>,
): Record<string, number> {
  const moduleOf = new Map(files.map(({ file, module }) => [file, module]));
  const homes = homesOfTests(mutants, moduleOf);
  const testOf = new Map<string, AssessedTest>(tests.flatMap((test) => test.findings.map((key) => [key, test] as const)));
  const counts = new Map<string, number>();
  for (const { key, file, level } of findings) {
    if (level === 'information') continue;
    const home = testOf
      .get(key)
      ?.cases.map((id) => homes.get(id))
      .find((module) => module !== undefined);
    const module = home ?? moduleOf.get(file);
    if (module !== undefined) counts.set(module, (counts.get(module) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function homesOfTests(mutants: ProjectState['mutants'], moduleOf: ReadonlyMap<string, string>): Map<string, string> {
  const covered = new Map<string, Map<string, number>>();
  for (const { file, coveredBy } of mutants) {
    const module = moduleOf.get(file) ?? '';
    for (const id of coveredBy) {
      const own = covered.get(id) ?? new Map<string, number>();
      covered.set(id, own.set(module, (own.get(module) ?? 0) + 1));
    }
  }
  return new Map(
    [...covered].flatMap(([id, counts]) => {
      const [most] = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
      return most === undefined ? [] : [[id, most[0]] as const];
    }),
  );
}
