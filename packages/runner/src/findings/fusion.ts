/** Judging tests: one verdict for each from its text and its kills, and every finding with what shows that it is right. */
import { listSome } from '@killrate/shared/count';
import type { Finding, FindingVerdict } from '@killrate/shared/document';
import { FEWEST_PROVABLE, type Killers } from './dynamic/evidence.ts';
import { findRedundant, findSmallestSet, type Redundancy, type Rival, type SmallestSet } from './dynamic/redundant.ts';
import type { StaticFile } from './flag.ts';
import { type Case, callOf, judgeCase, type Surroundings, surveyRuns } from './fusion-case.ts';
import { findingsOfFiles, findingsOfFunctions, findingsOfTest } from './fusion-findings.ts';
import { type MatchedTest, matchTests } from './fusion-match.ts';
import type { Measured } from './measured.ts';

/** One call of `test` with its verdict and what it does to the mutants. */
export interface JudgedTest {
  file: string;
  line: number;
  /** The full name, joined with ` > `. */
  name: string;
  /** Ids of the tests that it is in the runs: one, or its cases; none where no run knows it. */
  cases: readonly string[];
  /** Null where nothing speaks against it. */
  verdict: FindingVerdict | null;
  /** Rules of the findings about it. */
  rules: readonly string[];
  covers: number;
  kills: number;
  killsByAssertion: number;
  onlyItKills: number;
  durationMs: number;
  isRedundant: boolean;
}

export interface Judgement {
  findings: Finding[];
  tests: JudgedTest[];
  /** What could not be judged, why, and the command that would change that. */
  notes: string[];
  /** The cheapest tests that keep every kill, each by the id of its first case; null where no matrix of all sources holds. */
  smallestSet: SmallestSet | null;
}

/** Judges every test of these files and of the runs. The same input always gives the same findings, in order of place. */
export function judgeTests({ files, measured }: { files: readonly StaticFile[]; measured: Measured }): Judgement {
  const matched = matchTests(files, measured);
  const around = surveyRuns(measured, matched.tests);
  const cases = matched.tests.map((test) => judgeCase(test, around));
  const rivals = cases.flatMap((each) => toRival(each) ?? []);
  const isWhole = measured.hasMatrix && measured.unmeasured.length === 0;
  const redundant = new Map((isWhole ? findRedundant(rivals) : []).map((each) => [each.id, each]));
  const findings = findingsOfCases(cases, redundant, around, files);
  const ofTest = Map.groupBy(findings, ({ file, test }) => `${file}\0${test}`);
  return {
    findings,
    tests: cases.map((each) => {
      const own = ofTest.get(`${each.test.file}\0${each.test.name}`) ?? [];
      return describeTest(each, redundant.has(callOf(each.test)), own, around.killers);
    }),
    notes: [...matched.notes, ...files.flatMap(({ unknown }) => unknown), ...notesOn(measured)],
    smallestSet: isWhole ? findSmallestSet(rivals) : null,
  };
}

/** Null for what no run can tell enough of: such a test is neither named as redundant nor left out of a set. */
function toRival({ test, facts: { evidence }, verdict }: Case): Rival | null {
  if (evidence === null || (evidence.kills.size === 0 && evidence.provable.length < FEWEST_PROVABLE)) return null;
  return {
    id: callOf(test),
    ...{ file: test.file, line: test.line },
    durationMs: durationOf(test),
    kills: new Set(evidence.kills.keys()),
    killsByAssertion: new Set(evidence.killedByAssertion.map(({ key }) => key)),
    covers: new Set(evidence.covered.map(({ key }) => key)),
    isHollow: verdict === 'confirmed-hollow' || verdict === 'hollow-by-evidence',
    isDoubted: verdict !== null,
  };
}

function durationOf({ cases }: MatchedTest): number {
  return cases.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function findingsOfCases(
  cases: readonly Case[],
  redundant: ReadonlyMap<string, Redundancy>,
  around: Surroundings,
  files: readonly StaticFile[],
): Finding[] {
  const findings = [
    ...cases.flatMap((each) => findingsOfTest(each, redundant.get(callOf(each.test)) ?? null, around)),
    ...findingsOfFiles(files, around),
    ...findingsOfFunctions(cases, around),
  ];
  return findings.sort((one, other) => {
    if (one.file !== other.file) return one.file < other.file ? -1 : 1;
    return one.line - other.line || (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0);
  });
}

function describeTest(
  { test, facts: { evidence }, verdict }: Case,
  isRedundant: boolean,
  findings: readonly Finding[],
  killers: Killers,
): JudgedTest {
  const { file, line, name, cases } = test;
  const own = new Set(cases.map(({ id }) => id));
  const isOnlyItsOwn = (key: string) => killers.get(key)?.every((id) => own.has(id)) === true;
  return {
    ...{ file, line, name, verdict, isRedundant },
    cases: [...own],
    rules: [...new Set(findings.map(({ rule }) => rule))],
    covers: evidence?.covered.length ?? 0,
    kills: evidence?.kills.size ?? 0,
    killsByAssertion: evidence?.killedByAssertion.length ?? 0,
    onlyItKills: [...(evidence?.kills.keys() ?? [])].filter(isOnlyItsOwn).length,
    durationMs: durationOf(test),
  };
}

const COMMAND = 'killrate run --kill-matrix';

/** Which rules had to stay silent, once each, with what would let them speak. */
function notesOn({ hasMatrix, withoutMatrix, unmeasured, tests, assertions }: Measured): string[] {
  if (tests.length === 0) return [`no run holds, only the text of the tests was judged: ${COMMAND}`];
  const notes: string[] = [];
  if (!hasMatrix) {
    const where = withoutMatrix.length === 0 ? '' : ` (${listSome(withoutMatrix)})`;
    notes.push(
      `kills-nothing, weak-oracle and redundant were not judged, and nothing is confirmed, without a kill matrix${where}: ${COMMAND}`,
    );
  } else if (unmeasured.length > 0) {
    const where = listSome(unmeasured);
    notes.push(
      `redundant was not judged, nor tests of which it is not known that they look at measured code: nothing holds of ${where}: ${COMMAND}`,
    );
  }
  if (assertions === null) {
    const why = hasMatrix
      ? 'the run with the kill matrix could not watch the assertions, which takes the warm engine'
      : `no run watched the assertions: ${COMMAND}`;
    notes.push(`rotten-green, and tautologies by their values, were not judged: ${why}`);
  }
  return notes;
}
