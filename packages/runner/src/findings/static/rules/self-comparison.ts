/** The rule `self-comparison`: both sides of an assertion are the same value, which it compares with itself. */
import type { MemberExpression, Node, ObjectProperty } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, keyName, memberName, parentOf, staticText } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { formsOf } from '../values/compared-forms.ts';
import { type Comparison, readComparison } from '../values/comparison.ts';
import { isUndisturbed } from '../values/disturbance.ts';
import { fold } from '../values/fold.ts';
import { fullTitle, isAboutTypes, isJudged } from '../values/judged-tests.ts';
import { variableBehind } from '../values/origin.ts';
import { readsPlainMembers } from '../values/plain-members.ts';
import { isPrimitiveShape } from '../values/primitive-function.ts';
import { isOneEvaluation, normalizeBoth, type TakenCall } from '../values/same-value.ts';

export const rule: StaticRule = {
  name: 'self-comparison',
  level: 'warning',
  check: (file) => file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test)),
};

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] {
  // A value under a declared type may be all that is asked, and the assertion only uses the name.
  if (isAboutTypes(file, test)) return [];
  return test.assertions.flatMap((assertion) => {
    const comparison = readComparison(assertion);
    if (comparison !== null && comparesItself(file, test, comparison)) return [flagOf(file, comparison)];
    const { actual, expected } = assertion;
    const last = expected.at(-1);
    if (actual === null || last === undefined || !comparesFieldByField(file, assertion)) return [];
    return [flagOf(file, { assertion, actual, expected: last })];
  });
}

function comparesItself(file: TestFileModel, test: TestModel, comparison: Comparison): boolean {
  const { script, project } = file;
  const { assertion, actual, expected, by, of } = comparison;
  if (of !== 'value') return false;
  const [left, right] = [variableBehind(actual, script), variableBehind(expected, script)];
  if (left !== null && left === right) return fold(actual, script) === null;
  if (areTwoImports(file, left, right)) return false;
  if (by === 'identity' && IDENTITY.test(fullTitle(file, test))) return false;
  const [one, other] = formsOf(file, comparison) ?? [null, null];
  if (one === null || one.key !== other.key) return false;
  // Constants are another rule's affair, and so is code that is called twice.
  if (fold(actual, script) !== null || !(isOneEvaluation(one, other) || isOfLanguage([...one.calls, ...other.calls])))
    return false;
  if (by === 'identity' && [actual, expected].some(makesNewObject)) return false;
  return (
    (readsAlike(file, comparison) || [...one.sites, ...other.sites].every((site) => readsPlainMembers(file, site))) &&
    isUndisturbed(project, script, assertion.node, [one, other])
  );
}

/** Two ways to one export: that they lead there is what is asked. */
function areTwoImports({ script }: TestFileModel, left: Binding | null, right: Binding | null): boolean {
  if (left?.kind !== 'import' || right?.kind !== 'import') return false;
  const [one, other] = [left, right].map(({ declaration }) => parentOf(declaration));
  const from = (node: Node | null | undefined): string => (node?.type === 'ImportDeclaration' ? script.textOf(node.source) : '');
  return from(one) !== from(other);
}

/** Titles of tests that what is read twice is one and the same. */
const IDENTITY =
  /\bidenti(?:cal|ty|ties)\b|\bstab(?:le|ly|ility)\b|\breferences?\b|\bcach(?:e[sd]?|ing)\b|\bmemoi[sz]|\bsame (?:instance|object)\b/i;
/** Properties that no one makes differ from one reading to the next. */
const SETTLED = /^(?:status|body|innerHTML|textContent|length|ok|message)$/;

/** Whether both sides are the very same text, which reads such a property of a name: `expect(res.status).toBe(res.status)`. */
function readsAlike({ script }: TestFileModel, { actual, expected }: Comparison): boolean {
  if (script.textOf(actual) !== script.textOf(expected)) return false;
  let at = bare(actual);
  if (at.type !== 'MemberExpression' || !SETTLED.test(memberName(at) ?? '')) return false;
  while (at.type === 'MemberExpression' && !at.computed) at = bare(at.object);
  return at.type === 'Identifier';
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

/** `expect(user).toEqual({ name: user.name })` and `toHaveProperty('name', user.name)`: each field is held against itself. */
function comparesFieldByField(
  file: TestFileModel,
  { api, matcher, actual, expected, isCalled, modifiers, node }: Assertion,
): boolean {
  if (api !== 'expect' || actual === null || !isCalled || modifiers.some((word) => word !== 'soft')) return false;
  const fields = fieldsOf(matcher, expected);
  if (fields.length === 0) return false;
  return fields.every(([name, value]) => {
    const member = { ...memberOf(actual, name), start: actual.start, end: actual.end } as MemberExpression;
    if (fold(value, file.script) !== null || !readsPlainMembers(file, value)) return false;
    const [one, other] = normalizeBoth(file, { actual: member, expected: value, by: 'identity' }) ?? [null, null];
    if (one === null || one.key !== other.key || !isOneEvaluation(one, other)) return false;
    return isUndisturbed(file.project, file.script, node, [
      { ...one, sites: one.sites.filter((site) => site !== member) },
      other,
    ]);
  });
}

/** The fields that an assertion names, each with what it expects there. */
function fieldsOf(matcher: string | null, expected: readonly Node[]): (readonly [string, Node])[] {
  const [first, second] = expected;
  if (matcher === 'toHaveProperty' && first !== undefined && second !== undefined) {
    const name = staticText(first);
    return name === null || name.includes('.') ? [] : [[name, second]];
  }
  const object = first === undefined || !/^(?:toEqual|toStrictEqual|toMatchObject)$/.test(matcher ?? '') ? null : bare(first);
  if (object?.type !== 'ObjectExpression') return [];
  const fields = object.properties.map((property) =>
    property.type === 'Property' && property.kind === 'init' ? keyName(property) : null,
  );
  if (fields.includes(null)) return [];
  return object.properties.map((property, index) => [fields[index] ?? '', (property as ObjectProperty).value] as const);
}

function memberOf(object: Node, name: string): object {
  return { type: 'MemberExpression', object, property: { type: 'Identifier', name }, computed: false, optional: false };
}

function makesNewObject(node: Node): boolean {
  const plain = bare(node);
  return (
    /^(?:Object|Array|ArrowFunction|Function)Expression$/.test(plain.type) ||
    (plain.type === 'CallExpression' && !isPrimitiveShape(plain))
  );
}

function flagOf(
  file: TestFileModel,
  { assertion, actual, expected }: Pick<Comparison, 'assertion' | 'actual' | 'expected'>,
): RuleFlag {
  const { script } = file;
  return {
    node: assertion.node,
    message: 'Both sides are the same value: this compares it with itself.',
    evidence: { compared: [script.textOf(actual), script.textOf(expected)] },
  };
}
