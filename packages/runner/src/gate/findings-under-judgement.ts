/** What was found about tests, as the gate judges it: of the whole project, or of the tests that a change has to do with. */
import { listSome } from '@killrate/shared/count';
import type { AssessedTest, Finding, GateLevel } from '@killrate/shared/document';
import type { FindingGroup, JudgedFindings } from '@killrate/shared/gate/judge-findings';
import type { FindingsConfig } from '../config/config.ts';
import { type Assessment, judgeMaterial, narrowMaterial, type TestMaterial } from '../findings/assess-tests.ts';
import { changedLines } from '../project/git.ts';
import type { ProjectChange } from './change.ts';

const COMMAND = 'killrate run --kill-matrix';

/** What each group does to the gate; null where the config has it off. */
export function levelsOf({ confirmed, suspect }: FindingsConfig): Record<FindingGroup, GateLevel | null> {
  const toLevel = (asked: FindingsConfig['confirmed']): GateLevel | null => (asked === 'off' ? null : asked);
  return { confirmed: toLevel(confirmed), suspect: toLevel(suspect) };
}

/** Whether the gate must look: something is asked for, and where it only warns there is evidence to warn by. */
export function isAsked(policy: FindingsConfig, hasAnyMatrix: () => boolean): boolean {
  const levels = Object.values(levelsOf(policy));
  return levels.includes('error') || (levels.includes('warn') && hasAnyMatrix());
}

/** Without a change, all findings; else those of the tests that the config asks about. */
export function findingsUnderJudgement(
  root: string,
  material: TestMaterial,
  whole: Assessment,
  change: ProjectChange | null,
  policy: FindingsConfig,
): JudgedFindings {
  const levels = levelsOf(policy);
  if (change === null) return { levels, findings: whole.findings, whyNotJudged: whole.whyNotJudged, scope: '' };
  const isConcerned = policy.newOnly ? touchedTest(root, change) : concernedTest(material, change);
  const scope = policy.newOnly ? ' in tests that the change touches' : ' in tests that run what the change touches';
  const tests = whole.tests.filter(isConcerned);
  if (tests.length === 0) return { levels, findings: [], whyNotJudged: null, scope };
  const sources = sourcesOf(tests, material);
  const why = whyNotJudged(sources, tests, material);
  // What these tests run is judged by itself: other sources may lack what it takes.
  const judged = why === null && whole.whyNotJudged !== null ? judgeMaterial(narrowMaterial(material, isIn(sources))) : whole;
  return { levels, findings: findingsOf(judged, tests), whyNotJudged: why, scope };
}

/** Whether a test's own lines are among those that the change touched. */
function touchedTest(root: string, { changed, mergeBase }: ProjectChange): (test: AssessedTest) => boolean {
  const files = new Map(changed.filter(({ isDeleted }) => !isDeleted).map((file) => [file.path, file]));
  const known = new Map<string, ReturnType<typeof changedLines>>();
  return ({ file, line, endLine }) => {
    const own = files.get(file);
    if (own === undefined) return false;
    const ranges = known.get(file) ?? changedLines(root, mergeBase, own);
    known.set(file, ranges);
    return ranges.some((range) => range.line <= (endLine ?? line) && line <= range.endLine);
  };
}

/** Whether a test stands in a file that changed, or runs a source that the change touches. */
function concernedTest({ measured }: TestMaterial, { changed, affected }: ProjectChange): (test: AssessedTest) => boolean {
  const files = new Set(changed.map(({ path }) => path));
  const runs = new Set(
    measured.tests
      .filter(({ covers }) => [...covers].some((key) => affected.has(measured.mutants.get(key)?.file ?? '')))
      .map(({ id }) => id),
  );
  return ({ file, cases }) => files.has(file) || cases.some((id) => runs.has(id));
}

/** The sources whose mutants these tests run. */
function sourcesOf(tests: readonly AssessedTest[], { measured }: TestMaterial): Set<string> {
  const ids = new Set(tests.flatMap(({ cases }) => cases));
  const keys = measured.tests.filter(({ id }) => ids.has(id)).flatMap(({ covers }) => [...covers]);
  return new Set(keys.flatMap((key) => measured.mutants.get(key)?.file ?? []));
}

function whyNotJudged(sources: ReadonlySet<string>, tests: readonly AssessedTest[], { measured }: TestMaterial): string | null {
  const lacking = measured.withoutMatrix.filter(isIn(sources));
  if (lacking.length > 0) return `there is no kill matrix of ${listSome(lacking)}: ${COMMAND}`;
  const fresh = tests.filter(({ cases }) => cases.length === 0);
  if (fresh.length > 0) return `no run had ${listSome(fresh.map(({ file, line }) => `${file}:${line}`))}: ${COMMAND}`;
  return measured.mutants.size === 0 ? `no results hold: ${COMMAND}` : null;
}

function isIn(sources: ReadonlySet<string>): (source: string) => boolean {
  return (source) => sources.has(source);
}

function findingsOf({ findings, tests }: Assessment, of: readonly AssessedTest[]): Finding[] {
  const wanted = new Set(of.map(({ file, line }) => `${file}:${line}`));
  const keys = new Set(tests.filter(({ file, line }) => wanted.has(`${file}:${line}`)).flatMap((test) => test.findings));
  return findings.filter(({ key }) => keys.has(key));
}
