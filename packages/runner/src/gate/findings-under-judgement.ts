/** What was found about tests, as the gate judges it: of the whole project, or of the tests that a change has to do with. */
import { listSome } from '@killrate/shared/count';
import type { AssessedTest, Finding, GateLevel } from '@killrate/shared/document';
import type { FindingGroup, JudgedFindings } from '@killrate/shared/gate/judge-findings';
import type { FindingsConfig } from '../config/config.ts';
import { type JudgedTests, judgeMaterial, narrowMaterial, type TestMaterial } from '../findings/assess-tests.ts';
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
  whole: JudgedTests,
  change: ProjectChange | null,
  policy: FindingsConfig,
): JudgedFindings {
  const levels = levelsOf(policy);
  if (change === null) return { levels, findings: whole.findings, whyNotJudged: whole.whyNotJudged, scope: '' };
  const scope = policy.newOnly ? ' in tests that the change touches' : ' in tests that run what the change touches';
  const tests = policy.newOnly ? touchedTests(root, whole.tests, change) : concernedTests(whole.tests, material, change);
  if (tests.length === 0) return { levels, findings: [], whyNotJudged: null, scope };
  const sources = sourcesOf(tests, material);
  const why = whyNotJudged(sources, tests, material);
  // What these tests run is judged by itself: other sources may lack what it takes.
  const judged = why === null && whole.whyNotJudged !== null ? judgeMaterial(narrowMaterial(material, isIn(sources))) : whole;
  return { levels, findings: findingsOf(judged, tests), whyNotJudged: why, scope };
}

/** The tests of whose own lines the change touched one. */
function touchedTests(root: string, tests: readonly AssessedTest[], { changed, mergeBase }: ProjectChange): AssessedTest[] {
  const byPath = new Map(changed.map((file) => [file.path, file]));
  return [...Map.groupBy(tests, ({ file }) => file)].flatMap(([path, own]) => {
    const file = byPath.get(path);
    if (file === undefined) return [];
    const ranges = changedLines(root, mergeBase, file);
    return own.filter(({ line, endLine }) => ranges.some((range) => range.line <= (endLine ?? line) && line <= range.endLine));
  });
}

/** The tests that stand in a file that changed, or run a source that the change touches. */
function concernedTests(
  tests: readonly AssessedTest[],
  { measured }: TestMaterial,
  { changed, affected }: ProjectChange,
): AssessedTest[] {
  const files = new Set(changed.map(({ path }) => path));
  const keys = new Set([...measured.mutants.values()].filter(({ file }) => affected.has(file)).map(({ key }) => key));
  const runs = new Set(measured.tests.filter(({ covers }) => !keys.isDisjointFrom(covers)).map(({ id }) => id));
  return tests.filter(({ file, cases }) => files.has(file) || cases.some((id) => runs.has(id)));
}

/** The sources whose mutants these tests run. */
function sourcesOf(tests: readonly AssessedTest[], { measured }: TestMaterial): Set<string> {
  const ids = new Set(tests.flatMap(({ cases }) => cases));
  const keys = new Set(measured.tests.filter(({ id }) => ids.has(id)).flatMap(({ covers }) => [...covers]));
  return new Set([...measured.mutants.values()].filter(({ key }) => keys.has(key)).map(({ file }) => file));
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

function findingsOf({ findings, tests }: JudgedTests, of: readonly AssessedTest[]): Finding[] {
  const wanted = new Set(of.map(({ file, line }) => `${file}:${line}`));
  const keys = new Set(tests.filter(({ file, line }) => wanted.has(`${file}:${line}`)).flatMap((test) => test.findings));
  return findings.filter(({ key }) => keys.has(key));
}
