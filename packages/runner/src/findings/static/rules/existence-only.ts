/** Tests whose assertions only say that there is something. */
import type { Node } from 'oxc-parser';
import { helpersOf } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, memberName } from '../syntax.ts';
import type { Assertion } from '../test-file.ts';
import { saysNoThrow } from '../test-intent.ts';

const EXISTENCE = /^(?:toBeDefined|toBeTruthy|toBeInstanceOf|exist|exists|ok|isDefined|instanceOf|instanceof)$/;
const NEGATED_EXISTENCE = /^(?:toBeNull|toBeUndefined|toBeNullable|toThrow|toThrowError|isNull|isUndefined)$/;
/** Names of what gives true or false, so that truth says all there is to say. */
const BOOLEAN =
  /^(?:is|has|can|should|was|were|did|does|are|will|contains?|includes?|every|some|test|startsWith|endsWith|equals?|eq|match\w*|exists?\w*|valid\w*|supports?|allows?|ok|success|done|ready)(?:$|[A-Z_])|(?:ed|able|ing|Ok|Flag)$/;

export const rule: StaticRule = {
  name: 'existence-only',
  level: 'information',
  check: (file) =>
    file.tests.flatMap((test): RuleFlag[] => {
      const checks = test.assertions.filter(({ api }) => api !== 'type');
      if (test.isSkipped || test.isExpectedToFail || checks.length === 0 || saysNoThrow(test)) return [];
      if (!checks.every(asksForExistence) || helpersOf(file, test) !== 'none') return [];
      const matchers = [...new Set(checks.map(nameOf))].join(', ');
      const message = `This test only asks whether there is something (${matchers}): any value would do.`;
      return [{ node: test.node, message, evidence: { places: checks.map(({ place }) => `${file.script.path}:${place.line}`) } }];
    }),
};

function nameOf({ modifiers, matcher }: Assertion): string {
  return [...modifiers.filter((word) => word === 'not'), matcher].join('.');
}

function asksForExistence({ api, matcher, isCalled, modifiers, actual, expected }: Assertion): boolean {
  if (matcher === null || !isCalled || actual === null || modifiers.includes('rejects')) return false;
  const isNegated = modifiers.includes('not');
  if (api === 'assert')
    return /^(?:assert|ok|exists|isDefined|isNotNull|isOk)$/.test(matcher) && isOpen(actual) && matcher !== 'isTrue';
  if (/Throw/.test(matcher)) return isNegated && expected.length === 0;
  if (isNegated) return NEGATED_EXISTENCE.test(matcher);
  return EXISTENCE.test(matcher) && (!/^(?:toBeTruthy|ok)$/.test(matcher) || isOpen(actual));
}

/** Whether a value may be more than true or false. */
function isOpen(actual: Node): boolean {
  const plain = bare(actual);
  switch (plain.type) {
    case 'AwaitExpression':
      return isOpen(plain.argument);
    case 'CallExpression':
      return isOpen(plain.callee);
    case 'Identifier':
      return !BOOLEAN.test(plain.name);
    case 'MemberExpression':
      return !BOOLEAN.test(memberName(plain) ?? 'is');
    default:
      return false;
  }
}
