/** What the static rules say of test files: every test, its flags, and what could not be judged. */
import type { Flag, StaticFile, StaticTest } from '../flag.ts';
import { saysExactly } from './exact-result.ts';
import { expectsNoCall, expectsNothing } from './expected-absence.ts';
import { guardedAssertions } from './guarded.ts';
import { assertingHelpersOf } from './helper-checks.ts';
import { type Ignore, isIgnored, readIgnores } from './ignore.ts';
import { canOnlyFailByWatched, placesThatMustRun } from './must-run.ts';
import { holdsUnchanged, looksAtOwnObjects } from './own-objects.ts';
import { createStaticProject, type StaticProject } from './project.ts';
import { reachOf } from './reach.ts';
import { readTestFile } from './read-test-file.ts';
import type { RuleFlag, StaticRule } from './rule.ts';
import { comparesOnPurpose, possibleTautologies, rule as tautology } from './rules/tautology.ts';
import { rules as allRules } from './rules.ts';
import type { TestFileModel, TestModel } from './test-file.ts';
import { unitsOf } from './units.ts';

/** Type tests are compiled and never run. */
const TYPE_TEST = /\.test-d\.[cm]?tsx?$/;

/** Judges test files of the project at `root`, which is absolute and real; `files` are relative to it. */
export function assessFiles(root: string, files: readonly string[], rules: readonly StaticRule[] = allRules): StaticFile[] {
  const project = createStaticProject(root, new Set(files));
  return files.map((file) => {
    const assessed = assessFile(project, file, rules);
    // Trees are large, and few tests import one another.
    project.release(file);
    return assessed;
  });
}

function assessFile(project: StaticProject, path: string, rules: readonly StaticRule[]): StaticFile {
  const file = TYPE_TEST.test(path) ? null : readTestFile(project, path);
  if (file === null) {
    const why = TYPE_TEST.test(path) ? 'holds type tests, which are compiled and never run' : 'could not be read';
    return { file: path, tests: [], flags: [], unknown: [`${path} ${why}.`] };
  }
  const { ignores, unknown } = readIgnores(file);
  // Half a tree would tell half the truth.
  const found = file.script.isWhole
    ? rules.flatMap((rule) => rule.check(file).map((flag) => ({ flag: toFlag(file, rule, flag), at: flag.node.start })))
    : [];
  const heard = found.filter(({ flag }) => !isIgnored(flag, ignores)).sort((one, other) => one.at - other.at);
  const owned = Map.groupBy(heard, ({ at }) => file.tests.findLast(({ node }) => node.start <= at && at < node.end) ?? null);
  const flagsOf = (test: TestModel | null): Flag[] => (owned.get(test) ?? []).map(({ flag }) => flag);
  const mayBe = (test: TestModel): Flag[] =>
    possibleTautologies(file, test)
      .map((flag) => toFlag(file, tautology, flag))
      .filter((flag) => !isIgnored(flag, ignores));
  return {
    file: path,
    tests: file.tests
      .filter(({ isSkipped }) => !isSkipped)
      .map((test) => ({
        ...toStaticTest(file, test, flagsOf(test), ignores),
        ...(file.script.isWhole && { mayCompareItself: mayBe(test) }),
      })),
    flags: flagsOf(null),
    unknown: [...file.unknown, ...unknown],
  };
}

function toStaticTest(file: TestFileModel, test: TestModel, flags: Flag[], ignores: readonly Ignore[]): StaticTest {
  const { line, endLine } = test.place;
  const ofTest = ignores.filter(({ from, to }) => from <= line && endLine <= to);
  return {
    file: file.script.path,
    ...{ line, endLine },
    name: test.name,
    isNamed: test.isNamed,
    assertion: file.script.isWhole ? reachOf(file, test) : 'unknown',
    units: unitsOf(file, test),
    flags,
    ...(file.script.isWhole && {
      assertions: placesThatMustRun(file, test),
      guarded: guardedAssertions(file, test),
      looksAtOwn: looksAtOwnObjects(file, test),
      holdsUnchanged: holdsUnchanged(file, test) || comparesOnPurpose(file, test),
      expectsNothing: expectsNothing(file, test),
      expectsNoCall: expectsNoCall(file, test),
      saysExactly: saysExactly(file, test),
      isExpectedToFail: test.isExpectedToFail,
      assertsAlone: canOnlyFailByWatched(file, test),
      helpers: assertingHelpersOf(file, test),
    }),
    silenced: ofTest.flatMap(({ rules }) => rules),
  };
}

function toFlag({ script }: TestFileModel, rule: StaticRule, { node, message, level, evidence }: RuleFlag): Flag {
  const { line, column } = script.placeOf(node);
  return {
    rule: rule.name,
    level: level ?? rule.level,
    file: script.path,
    line,
    column,
    message,
    evidence: { code: script.textOf(node), ...evidence },
  };
}
