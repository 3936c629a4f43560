/** Whether an assertion passes whatever the code does, since everything it looks at is a constant. */
import type { Node } from 'oxc-parser';
import type { Script } from '../script.ts';
import { bare, memberName } from '../syntax.ts';
import type { Assertion } from '../test-file.ts';
import { type Folded, fold, isEqualFolded, isTruthy } from './fold.ts';

type Outcome = (actual: Folded, expected: Folded) => boolean | null;

const isPrimitive = (folded: Folded, value: unknown): boolean => folded.kind === 'primitive' && Object.is(folded.value, value);
const isNullish = (folded: Folded): boolean => isPrimitive(folded, null) || isPrimitive(folded, undefined);
const compare =
  (holds: (left: number, right: number) => boolean): Outcome =>
  (actual, expected) => {
    if (actual.kind !== 'primitive' || expected.kind !== 'primitive') return null;
    const [left, right] = [actual.value, expected.value];
    return typeof left === 'number' && typeof right === 'number' ? holds(left, right) : null;
  };
/** Two literals are never one object. */
const isSame: Outcome = (actual, expected) => {
  return actual.kind === 'primitive' && expected.kind === 'primitive' ? isEqualFolded(actual, expected) : null;
};
const isLooselyEqual: Outcome = (actual, expected) => isEqualFolded(actual, expected, true);
const contains: Outcome = (actual, expected) => {
  if (actual.kind === 'array') return actual.items.some((item) => isEqualFolded(item, expected));
  if (actual.kind !== 'primitive' || expected.kind !== 'primitive') return null;
  return typeof actual.value === 'string' && typeof expected.value === 'string' ? actual.value.includes(expected.value) : null;
};
const hasLength: Outcome = (actual, expected) => {
  const length = actual.kind === 'array' ? actual.items.length : actual.kind === 'primitive' ? textLength(actual.value) : null;
  return length === null ? null : isPrimitive(expected, length);
};

function typeOf(folded: Folded): string {
  return folded.kind === 'primitive' ? typeof folded.value : 'object';
}

function textLength(value: unknown): number | null {
  return typeof value === 'string' ? value.length : null;
}

/** By the matchers' names, those of chai and of assert too. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  toBe: isSame,
  toEqual: isLooselyEqual,
  toStrictEqual: (actual, expected) => isEqualFolded(actual, expected),
  equal: isSame,
  equals: isSame,
  eq: isSame,
  eql: (actual, expected) => isEqualFolded(actual, expected),
  strictEqual: isSame,
  deepEqual: isLooselyEqual,
  deepStrictEqual: (actual, expected) => isEqualFolded(actual, expected),
  toBeGreaterThan: compare((left, right) => left > right),
  toBeGreaterThanOrEqual: compare((left, right) => left >= right),
  toBeLessThan: compare((left, right) => left < right),
  toBeLessThanOrEqual: compare((left, right) => left <= right),
  toBeCloseTo: compare((left, right) => left === right),
  toContain: contains,
  toMatch: contains,
  include: contains,
  toHaveLength: hasLength,
  toBeTypeOf: (actual, expected) => isPrimitive(expected, typeOf(actual)),
};
const ALONE: Readonly<Record<string, (actual: Folded) => boolean>> = {
  toBeTruthy: isTruthy,
  toBeFalsy: (actual) => !isTruthy(actual),
  toBeDefined: (actual) => !isPrimitive(actual, undefined),
  toBeUndefined: (actual) => isPrimitive(actual, undefined),
  toBeNull: (actual) => isPrimitive(actual, null),
  toBeNullable: isNullish,
  toBeNaN: (actual) => isPrimitive(actual, Number.NaN),
  ok: isTruthy,
  isOk: isTruthy,
  assert: isTruthy,
  true: (actual) => isPrimitive(actual, true),
  isTrue: (actual) => isPrimitive(actual, true),
  false: (actual) => isPrimitive(actual, false),
  isFalse: (actual) => isPrimitive(actual, false),
  null: (actual) => isPrimitive(actual, null),
  isNull: (actual) => isPrimitive(actual, null),
  undefined: (actual) => isPrimitive(actual, undefined),
  exist: (actual) => !isNullish(actual),
};
const WORDS = /^(?:not|soft|resolves|to|be|been|is|that|deep|an?)$/;

/** `passes` or `fails`, certainly; null where something decides that is no constant. */
export function constantOutcome(assertion: Assertion, script: Script): 'passes' | 'fails' | null {
  const { actual, expected, modifiers, matcher, isCalled, api } = assertion;
  if (actual === null || matcher === null || !isCalled || !modifiers.every((word) => WORDS.test(word))) return null;
  if (api !== 'expect' && api !== 'chai' && api !== 'assert') return null;
  const looked = fold(modifiers.includes('resolves') ? resolvedBy(actual, script) : actual, script);
  if (looked === null) return null;
  const holds = outcomeOf(matcher, looked, expected, script, modifiers.includes('deep'));
  return holds === null ? null : holds !== modifiers.includes('not') ? 'passes' : 'fails';
}

function outcomeOf(matcher: string, actual: Folded, expected: readonly Node[], script: Script, isDeep: boolean): boolean | null {
  if (Object.hasOwn(ALONE, matcher)) return ALONE[matcher]?.(actual) ?? null;
  const [only] = expected;
  const other = only === undefined ? null : fold(only, script);
  const outcome = Object.hasOwn(OUTCOMES, matcher) ? OUTCOMES[isDeep ? 'eql' : matcher] : undefined;
  return other === null || outcome === undefined ? null : outcome(actual, other);
}

/** What `Promise.resolve(...)` holds; otherwise the expression itself. */
function resolvedBy(node: Node, script: Script): Node {
  const call = bare(node);
  if (call.type !== 'CallExpression' || call.arguments.length !== 1) return node;
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'resolve') return node;
  const isPromise =
    callee.object.type === 'Identifier' && callee.object.name === 'Promise' && script.bindingOf(callee.object) === null;
  return isPromise ? (call.arguments[0] ?? node) : node;
}
