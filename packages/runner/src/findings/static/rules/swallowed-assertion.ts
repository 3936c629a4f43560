/** Assertions that a test can pass without: only in a catch, under a condition or in a callback that may never run. */
import { isCounted, saysHowMany } from '../counted.ts';
import { helpersOf } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { silencedBy } from '../silenced.ts';
import { isAlwaysAmong, isSwallowed } from '../swallowed.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';

export const rule: StaticRule = {
  name: 'swallowed-assertion',
  level: 'warning',
  check: (file) => file.tests.flatMap((test) => (isJudged(file, test) ? swallowedIn(file, test) : [])),
};

/** Not where the test says how often it asserts, or fails by itself where it must not get. */
function isJudged(file: TestFileModel, test: TestModel): boolean {
  if (test.isSkipped || test.isExpectedToFail || test.body === null || test.bodyScript !== file.script) return false;
  return !test.assertions.some((assertion) => assertion.api === 'fail' && silencedBy(file, assertion) === null);
}

function swallowedIn(file: TestFileModel, test: TestModel): RuleFlag[] {
  const checks = test.assertions.filter(({ api, isCalled }) => isCalled && api !== 'type');
  const silenced = checks.flatMap((check): RuleFlag[] => {
    const guard = silencedBy(file, check);
    if (guard === null) return [];
    const places = [`${file.script.path}:${file.script.placeOf(guard).line}`];
    return [
      {
        node: check.node,
        message:
          guard.type === 'TryStatement'
            ? 'The catch around this assertion swallows its failure.'
            : 'What this assertion finds is caught, and nobody hears of it.',
        evidence: { places },
      },
    ];
  });
  if (silenced.length > 0) return saysHowMany(file, test) ? [] : silenced;
  const [first] = checks;
  if (first === undefined || !areAllSwallowed(file, test, checks)) return [];
  const message = 'Every assertion of this test stands where it may never be executed: then the test passes without one.';
  return [{ node: first.node, message, evidence: { places: checks.map(({ place }) => `${file.script.path}:${place.line}`) } }];
}

function areAllSwallowed(file: TestFileModel, test: TestModel, checks: readonly Assertion[]): boolean {
  if (test.body === null || isAlwaysAmong(file, test.body, new Set(checks.map(({ node }) => node)))) return false;
  if (!checks.every((check) => isSwallowed(file, test, check))) return false;
  return helpersOf(file, test) === 'none' && !isCounted(file, test);
}
