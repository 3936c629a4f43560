/** What is held of the tests of a project: their text and what runs know of them, put together in one place. */
import type { AssessedTest, Finding, NextTest } from '@killrate/shared/document';
import { coveringTestFiles } from '@killrate/shared/store/covering-files';
import type { Database } from '@killrate/shared/store/open';
import type { LoadedConfig } from '../config/load-config.ts';
import { findTestFilesOf } from '../impact/project-impact.ts';
import type { Project } from '../project/project.ts';
import { findSources, matchInOrder } from '../project/sources.ts';
import type { ProjectState } from '../project-state.ts';
import type { Flag, StaticFile } from './flag.ts';
import { type JudgedTest, type Judgement, judgeTests } from './fusion.ts';
import type { Measured } from './measured.ts';
import { readMeasured } from './measured-state.ts';
import { type NextTest as Gap, nextTests } from './next-test.ts';
import { type RuleSwitches, readRuleSwitches } from './rule-switches.ts';
import { assessFiles } from './static/assess.ts';

/** All that tests are judged by. */
export interface TestMaterial {
  files: readonly StaticFile[];
  measured: Measured;
  switches: RuleSwitches;
}

/** What is held of the tests. */
export interface JudgedTests {
  findings: Finding[];
  tests: AssessedTest[];
  /** The cheapest tests that keep every kill, as the matrix has it; null without one of all sources. */
  smallestSet: Judgement['smallestSet'];
  /** The test files that were read. */
  files: readonly string[];
  /** Why the tests are not judged by evidence, with the command that mends it; null where they are. */
  whyNotJudged: string | null;
  /** What could not be judged, and what was left out, one line each. */
  notes: string[];
}

export interface Assessment extends JudgedTests {
  /** The most worth a test first. */
  nextTests: NextTest[];
}

/** Judges the tests as they are now; `database` and `state` are null where nothing was measured yet. Nothing is run. */
export function assessTests(
  database: Database | null,
  project: Project,
  loaded: LoadedConfig,
  state: ProjectState | null,
): Assessment {
  const material = gatherMaterial(database, project, loaded, state);
  const judged = judgeMaterial(material);
  const hollow = judged.tests.filter(({ verdict }) => verdict === 'confirmed-hollow' || verdict === 'hollow-by-evidence');
  const next = nextTests(material.measured, { hollow: new Set(hollow.flatMap(({ cases }) => cases)) });
  return { ...judged, nextTests: next.map(toNextTest) };
}

const NOTHING_MEASURED: Measured = {
  ...{ hasMatrix: false, withoutMatrix: [], unmeasured: [], tests: [], mutants: new Map() },
  ...{ assertions: null, compared: [], survivors: new Set(), skipped: new Map() },
};

/** Reads the test files, and what the store knows of their tests. */
export function gatherMaterial(
  database: Database | null,
  project: Project,
  loaded: LoadedConfig,
  state: ProjectState | null,
): TestMaterial {
  const { config, engineOptions } = loaded;
  const patterns = config.modules.flatMap((module) => module.files);
  const sources = findSources(project, engineOptions.mutate, patterns);
  const isLeftOut = matchInOrder(config.excludeTests, { dot: true });
  const coveredBy = database === null ? null : coveringTestFiles(database);
  const files = findTestFilesOf(project, loaded, sources, coveredBy).filter((file) => !isLeftOut(file));
  return {
    files: assessFiles(project.root, files),
    measured: database === null || state === null ? NOTHING_MEASURED : readMeasured(database, state, project.root),
    switches: readRuleSwitches(database, config.findings),
  };
}

/** The same material with the mutants of some sources only: of the others nothing is known any more. */
export function narrowMaterial(material: TestMaterial, isWanted: (source: string) => boolean): TestMaterial {
  const { mutants, tests, withoutMatrix, unmeasured, ...rest } = material.measured;
  const kept = new Map([...mutants].filter(([, { file }]) => isWanted(file)));
  const lacking = withoutMatrix.filter(isWanted);
  const leftOut = [...mutants.values()].map(({ file }) => file).filter((file) => !isWanted(file));
  return {
    ...material,
    measured: {
      ...rest,
      mutants: kept,
      withoutMatrix: lacking,
      unmeasured: [...new Set([...unmeasured, ...leftOut])],
      hasMatrix: kept.size > 0 && lacking.length === 0,
      tests: tests.map((test) => ({
        ...test,
        covers: new Set([...test.covers].filter((key) => kept.has(key))),
        kills: new Map([...test.kills].filter(([key]) => kept.has(key))),
      })),
    },
  };
}

/** Judges; rules that are off say nothing, and convict nobody. */
export function judgeMaterial({ files, measured, switches }: TestMaterial): JudgedTests {
  const heard = files.map((file) => hearOnly(file, switches));
  const judgement = judgeTests({ files: heard, measured });
  const findings = judgement.findings.filter(({ rule }) => switches.isOn(rule));
  const ofTest = Map.groupBy(findings, ({ file, test }) => `${file}\0${test}`);
  const endOf = new Map(files.flatMap(({ tests }) => tests.map(({ file, line, endLine }) => [`${file}:${line}`, endLine])));
  const tests = judgement.tests.map((test) =>
    toAssessed(test, ofTest.get(`${test.file}\0${test.name}`) ?? [], endOf.get(`${test.file}:${test.line}`) ?? null),
  );
  return {
    ...{ findings, tests },
    smallestSet: judgement.smallestSet,
    files: files.map(({ file }) => file),
    whyNotJudged: whyNotJudged(measured),
    notes: [...switches.notes, ...judgement.notes],
  };
}

function hearOnly(file: StaticFile, { isOn }: RuleSwitches): StaticFile {
  const isHeard = ({ rule }: Flag) => isOn(rule);
  return {
    ...file,
    flags: file.flags.filter(isHeard),
    tests: file.tests.map((test) => ({
      ...test,
      flags: test.flags.filter(isHeard),
      ...(test.mayCompareItself !== undefined && { mayCompareItself: test.mayCompareItself.filter(isHeard) }),
    })),
  };
}

function toAssessed(test: JudgedTest, findings: readonly Finding[], endLine: number | null): AssessedTest {
  const { file, line, name, cases, covers, kills, killsByAssertion, onlyItKills, durationMs, isRedundant } = test;
  // What only a rule spoke of that is off is not held against the test.
  const isHeld = findings.length > 0 || test.rules.length === 0;
  return {
    ...{ file, line, endLine, name, covers, kills, killsByAssertion, durationMs, isRedundant },
    cases: [...cases],
    verdict: isHeld ? test.verdict : null,
    uniqueKills: onlyItKills,
    findings: findings.map(({ key }) => key),
  };
}

function toNextTest({ file, line, symbol, missing, input, assert, nearest, mutants }: Gap): NextTest {
  const sentence = input === null ? assert : `Call it ${input}. ${assert}`;
  return { file, line, symbol, behaviour: missing, sentence, nearestTest: nearest?.id ?? null, mutants: [...mutants] };
}

const COMMAND = 'killrate run --kill-matrix';

function whyNotJudged({ hasMatrix, withoutMatrix, mutants }: Measured): string | null {
  if (hasMatrix) return null;
  if (mutants.size === 0) return `no results hold: ${COMMAND}`;
  const [first, ...others] = withoutMatrix;
  const where = first === undefined ? '' : ` of ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
  return `there is no kill matrix${where}: ${COMMAND}`;
}
