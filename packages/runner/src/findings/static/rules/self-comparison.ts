/** The rule `self-comparison`: both sides of an assertion are the same value, which it compares with itself. */
import type { Node } from 'oxc-parser';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { formsOf } from '../values/compared-forms.ts';
import { type Comparison, readComparison } from '../values/comparison.ts';
import { isUndisturbed } from '../values/disturbance.ts';
import { fold } from '../values/fold.ts';
import { isJudged } from '../values/judged-tests.ts';
import { variableBehind } from '../values/origin.ts';
import { readsPlainMembers } from '../values/plain-members.ts';
import { isPrimitiveShape } from '../values/primitive-function.ts';
import { isOneEvaluation, type TakenCall } from '../values/same-value.ts';

export const rule: StaticRule = {
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

function comparesItself(file: TestFileModel, comparison: Comparison): boolean {
  const { script, project } = file;
  const { assertion, actual, expected, by, of } = comparison;
  if (of !== 'value') return false;
  const [left, right] = [variableBehind(actual, script), variableBehind(expected, script)];
  if (left !== null && left === right) return fold(actual, script) === null;
  const [one, other] = formsOf(file, comparison) ?? [null, null];
  if (one === null || one.key !== other.key) return false;
  // Constants are another rule's affair, and so is code that is called twice.
  if (fold(actual, script) !== null || !(isOneEvaluation(one, other) || isOfLanguage([...one.calls, ...other.calls])))
    return false;
  if (by === 'identity' && [actual, expected].some(makesNewObject)) return false;
  return (
    readsPlainMembers(file, actual) &&
    readsPlainMembers(file, expected) &&
    isUndisturbed(project, script, assertion.node, [one, other])
  );
}

/** Functions of the language that only look at what they are given. */
const LOOKING =
  /^(?:Object\.(?:keys|values|entries)|JSON\.stringify|String|Number|Boolean|Array\.(?:from|isArray)|Math\.(?!random)\w+)$/;

function isOfLanguage(calls: readonly TakenCall[]): boolean {
  return calls.every(({ node, script }) => {
    const callee = bare(node.callee);
    const root = callee.type === 'MemberExpression' ? callee.object : callee;
    return LOOKING.test(script.textOf(callee)) && script.bindingOf(root) === null;
  });
}

function makesNewObject(node: Node): boolean {
  const plain = bare(node);
  return (
    /^(?:Object|Array|ArrowFunction|Function)Expression$/.test(plain.type) ||
    (plain.type === 'CallExpression' && !isPrimitiveShape(plain))
  );
}

function flagOf(file: TestFileModel, { assertion, actual, expected }: Comparison): RuleFlag {
  const { script } = file;
  return {
    node: assertion.node,
    message: 'Both sides are the same value: this compares it with itself.',
    evidence: { compared: [script.textOf(actual), script.textOf(expected)] },
  };
}
