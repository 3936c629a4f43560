/** The two sides that an assertion holds against each other, whichever library it is of. */
import type { CallExpression, Node } from 'oxc-parser';
import { bare, memberName } from '../syntax.ts';
import type { Assertion } from '../test-file.ts';

export interface Comparison {
  assertion: Assertion;
  actual: Node;
  expected: Node;
  /** `identity` where two objects of the same content differ. */
  by: 'identity' | 'equality';
  /** What is compared of the actual side: itself, what its promise resolves to, or its length. */
  of: 'value' | 'resolved' | 'length';
}

const IDENTITY = /^(?:toBe|equals?|eq|strictEqual|toBeCloseTo|closeTo|approximately)$/;
const EQUALITY = /^(?:toEqual|toStrictEqual|toMatchObject|eqls?|deepEqual|deepStrictEqual)$/;
/** Words before the matcher that change nothing of what is compared. */
const PLAIN_WORDS = /^(?:soft|to|be|been|is|that|which|and|has|have|with|at|of|same|but|does|still|also|an?)$/;

/** The comparison that an assertion makes; null where it makes another kind of check, or a negated one. */
export function readComparison(assertion: Assertion): Comparison | null {
  const { api, matcher, actual, expected, modifiers, isCalled } = assertion;
  if (actual === null || matcher === null || !isCalled) return null;
  if (api !== 'expect' && api !== 'chai' && api !== 'assert') return null;
  const special = modifiers.filter((word) => !PLAIN_WORDS.test(word) && word !== 'resolves' && word !== 'deep');
  if (special.length > 0) return null;
  const of = modifiers.includes('resolves') ? 'resolved' : /^(?:toHaveLength|lengthOf)$/.test(matcher) ? 'length' : 'value';
  const [only] = expected;
  const inside = isTrueExpected(assertion) ? comparesInside(assertion, of) : null;
  if (inside !== null) return inside;
  if (only === undefined || only.type === 'SpreadElement') return null;
  const by = EQUALITY.test(matcher) || modifiers.includes('deep') ? 'equality' : IDENTITY.test(matcher) ? 'identity' : null;
  if (by === null && of !== 'length') return null;
  return { assertion, actual, expected: only, by: by ?? 'identity', of };
}

/** Whether it asks for `true`, or for something like it. */
function isTrueExpected({ api, matcher, expected }: Assertion): boolean {
  if (/^(?:toBeTruthy|ok|isOk|isTrue|true)$/.test(matcher ?? '') || (api === 'assert' && matcher === 'assert')) return true;
  const [only] = expected;
  return only?.type === 'Literal' && only.value === true;
}

/** `expect(a === b).toBe(true)`. */
function comparesInside(assertion: Assertion, of: Comparison['of']): Comparison | null {
  const inner = assertion.actual === null || of !== 'value' ? null : bare(assertion.actual);
  if (inner?.type === 'CallExpression') return comparesByCall(assertion, inner, of);
  if (inner?.type !== 'BinaryExpression' || !/^===?$/.test(inner.operator)) return null;
  return { assertion, actual: inner.left, expected: inner.right, by: 'identity', of };
}

/** `expect(Object.is(a, b)).toBe(true)`. */
function comparesByCall(
  assertion: Assertion,
  { callee, arguments: handed }: CallExpression,
  of: Comparison['of'],
): Comparison | null {
  const member = bare(callee);
  if (member.type !== 'MemberExpression' || memberName(member) !== 'is') return null;
  const [actual, expected, ...others] = handed;
  if (member.object.type !== 'Identifier' || member.object.name !== 'Object' || others.length > 0) return null;
  if (actual === undefined || expected === undefined || actual.type === 'SpreadElement') return null;
  return { assertion, actual, expected, by: 'identity', of };
}
