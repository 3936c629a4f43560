/** Tests whose assertions only say that there is something. */
import type { ArrayExpression, Node } from 'oxc-parser';
import { helpersOf } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import type { Script } from '../script.ts';
import { bare, isFunction, memberName, staticText } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { saysNoThrow } from '../test-intent.ts';
import { constantOutcome } from '../values/constant-outcome.ts';
import { foldPrimitive } from '../values/fold.ts';

const EXISTENCE = /^(?:toBeDefined|toBeTruthy|toBeInstanceOf|exist|exists|ok|isDefined|instanceOf|instanceof)$/;
const NEGATED_EXISTENCE = /^(?:toBeNull|toBeUndefined|toBeNullable|toThrow|toThrowError|isNull|isUndefined)$/;
/** Names of what gives true or false, so that truth says all there is to say. */
const TRUTH = /\btru(?:e|thy)\b/i;
const BOOLEAN =
  /^(?:is|has|can|should|was|were|did|does|are|will|contains?|includes?|every|some|test|startsWith|endsWith|equals?|eq|match\w*|exists?\w*|valid\w*|supports?|allows?|ok|success|done|ready)(?:$|[A-Z_])|(?:ed|able|ing|Ok|Flag)$/;

export const rule: StaticRule = {
  name: 'existence-only',
  level: 'information',
  check: (file) =>
    file.tests.flatMap((test): RuleFlag[] => {
      const checks = test.assertions.filter(({ api }) => api !== 'type');
      if (test.isSkipped || test.isExpectedToFail || checks.length === 0 || saysNoThrow(test)) return [];
      if (!checks.every((check) => asksForExistence(file, test, check)) || helpersOf(file, test) !== 'none') return [];
      const matchers = [...new Set(checks.map(nameOf))].join(', ');
      const message = `This test only asks whether there is something (${matchers}): any value would do.`;
      return [{ node: test.node, message, evidence: { places: checks.map(({ place }) => `${file.script.path}:${place.line}`) } }];
    }),
};

function nameOf({ modifiers, matcher }: Assertion): string {
  return [...modifiers.filter((word) => word === 'not'), matcher].join('.');
}

function asksForExistence({ script }: TestFileModel, { title }: TestModel, assertion: Assertion): boolean {
  const { api, matcher, isCalled, modifiers, actual, expected } = assertion;
  if (matcher === null || !isCalled || actual === null || modifiers.includes('rejects')) return false;
  // What compares constants has a rule of its own.
  if (constantOutcome(assertion, script) !== null) return false;
  const isNegated = modifiers.includes('not');
  const isTruth = /^(?:toBeTruthy|ok|assert|isOk)$/.test(matcher);
  if (isTruth && (!isOpen(script, actual) || TRUTH.test(title.text ?? ''))) return false;
  // A test about what kind of thing it is has said it all with the class.
  const kind = /^(?:toBeInstanceOf|instanceof|instanceOf)$/i.test(matcher) ? expected[0] : undefined;
  if (kind !== undefined && !isMadeAs(script, actual, kind) && isAboutKind(title.text ?? '')) return false;
  if (api === 'assert') return /^(?:assert|ok|exists|isDefined|isNotNull|isOk)$/.test(matcher);
  if (/Throw/.test(matcher)) return isNegated && expected.length === 0;
  if (isNegated) return NEGATED_EXISTENCE.test(matcher);
  return EXISTENCE.test(matcher) || isVague(script, matcher, actual, expected[0]);
}

/** Whether a matcher asks for a kind of thing only, or for what is so of every such thing: `toEqual(expect.any(String))`, a length of 0 or more. */
function isVague(script: Script, matcher: string, actual: Node, expected: Node | undefined): boolean {
  if (expected === undefined) return false;
  if (matcher === 'toBeTypeOf') return true;
  const [looked, wanted] = [bare(actual), bare(expected)];
  if (/^(?:to(?:Be|Equal|StrictEqual)|equals?|eq|strictEqual)$/.test(matcher)) {
    if (isTypeof(looked)) return staticText(wanted) !== null;
    const isTrue = wanted.type === 'Literal' && wanted.value === true;
    if (isTrue && looked.type === 'BinaryExpression') return /^===?$/.test(looked.operator) && isTypeof(bare(looked.left));
  }
  if (/^to(?:Equal|StrictEqual|MatchObject)$/.test(matcher) && wanted.type === 'CallExpression')
    return /^expect\.any(?:thing)?$/.test(script.textOf(wanted.callee));
  if (matcher === 'toMatchObject') return wanted.type === 'ObjectExpression' && wanted.properties.length === 0;
  if (matcher === 'toContain') return staticText(wanted) === '' || (looked.type === 'ArrayExpression' && holdsBoth(looked));
  if (matcher === 'toMatch') return wanted.type === 'Literal' && 'regex' in wanted && /^\^?\.\*\$?$/.test(wanted.regex.pattern);
  const isCount = looked.type === 'MemberExpression' && /^(?:length|size)$/.test(memberName(looked) ?? '');
  const limit = foldPrimitive(wanted, script)?.value;
  return isCount && ((matcher === 'toBeGreaterThanOrEqual' && limit === 0) || (matcher === 'toBeGreaterThan' && limit === -1));
}

/** `[true, false]`: what gives either is in it. */
function holdsBoth({ elements }: ArrayExpression): boolean {
  const values = elements.map((element) => (element?.type === 'Literal' ? element.value : null));
  return values.includes(true) && values.includes(false);
}

function isTypeof(node: Node): boolean {
  return node.type === 'UnaryExpression' && node.operator === 'typeof';
}

/** Whether a value is of its class whatever the code does: `new Store()` is a `Store`. */
function isMadeAs(script: Script, actual: Node, kind: Node): boolean {
  const plain = bare(actual);
  const initial = plain.type === 'Identifier' ? (script.bindingOf(plain)?.initial ?? null) : null;
  const made = initial === null ? plain : bare(initial);
  return made.type === 'NewExpression' && script.textOf(made.callee) === script.textOf(kind);
}

function isAboutKind(title: string): boolean {
  return /\binstance|\bextends?\b|\bsubclass|\binherit/i.test(title);
}

/** Whether a value may be more than true or false. */
function isOpen(script: Script, actual: Node): boolean {
  const plain = bare(actual);
  switch (plain.type) {
    case 'AwaitExpression':
      return isOpen(script, plain.argument);
    case 'CallExpression':
      return isOpen(script, plain.callee);
    case 'Identifier': {
      const initial = script.bindingOf(plain)?.initial ?? null;
      return !BOOLEAN.test(plain.name) && (initial === null || isFunction(bare(initial)) || isOpen(script, initial));
    }
    case 'MemberExpression':
      // A method of the language that is known by a symbol is one, or is not there.
      return /^Symbol\./.test(script.textOf(plain.property)) || !BOOLEAN.test(memberName(plain) ?? 'is');
    case 'NewExpression':
    case 'ObjectExpression':
    case 'ArrayExpression':
      return true;
    default:
      return false;
  }
}
