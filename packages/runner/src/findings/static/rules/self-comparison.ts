/** The rule `self-comparison`: both sides of an assertion are the same value, which it compares with itself. */
import type { Node } from 'oxc-parser';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { type Comparison, readComparison } from '../values/comparison.ts';
import { isUndisturbed } from '../values/disturbance.ts';
import { fold } from '../values/fold.ts';
import { isJudged } from '../values/judged-tests.ts';
import { variableBehind } from '../values/origin.ts';
import { readsPlainMembers } from '../values/plain-members.ts';
import { isOneEvaluation, normalizeBoth } from '../values/same-value.ts';

export const selfComparison: StaticRule = {
  name: 'self-comparison',
  level: 'warning',
  check: (file) => file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test)),
};

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] {
  return test.assertions.flatMap((assertion) => {
    const comparison = readComparison(assertion);
    return comparison !== null && comparesItself(file, comparison) ? [flagOf(file, comparison)] : [];
  });
}

function comparesItself(file: TestFileModel, { assertion, actual, expected, by, of }: Comparison): boolean {
  const { script, project } = file;
  if (of !== 'value') return false;
  const [left, right] = [variableBehind(actual, script), variableBehind(expected, script)];
  if (left !== null && left === right) return fold(actual, script) === null;
  const [one, other] = normalizeBoth(actual, expected, script) ?? [null, null];
  if (one === null || one.key !== other.key) return false;
  // Constants are another rule's affair, and so is code that is called twice.
  if (fold(actual, script) !== null || !isOneEvaluation(one, other)) return false;
  if (by === 'identity' && [actual, expected].some(makesNewObject)) return false;
  return (
    readsPlainMembers(file, actual) &&
    readsPlainMembers(file, expected) &&
    isUndisturbed(project, script, assertion.node, [one, other])
  );
}

function makesNewObject(node: Node): boolean {
  return /^(?:Object|Array|ArrowFunction|Function)Expression$/.test(bare(node).type);
}

function flagOf(file: TestFileModel, { assertion, actual, expected }: Comparison): RuleFlag {
  const { script } = file;
  return {
    node: assertion.node,
    message: 'Both sides are the same value: this compares it with itself.',
    evidence: { compared: [script.textOf(actual), script.textOf(expected)] },
  };
}
