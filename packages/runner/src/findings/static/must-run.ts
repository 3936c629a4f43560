/** The assertions of a test that every passing run of it has to execute. */
import type { CallExpression } from 'oxc-parser';
import { assertsAlone } from './reach.ts';
import { isOutside } from './swallowed.ts';
import { bare, keyName, parentOf, staticText, wrapped } from './syntax.ts';
import type { Assertion, Condition, TestFileModel, TestModel } from './test-file.ts';
import { foldPrimitive } from './values/fold.ts';

/** What is watched while the suite runs; the others check in their own ways. */
export const WATCHED: ReadonlySet<Assertion['api']> = new Set<Assertion['api']>(['expect', 'assert', 'chai']);
const FAILURE = /err|fail|reject|abort|timeout|cancel/i;
/** Matchers that ask for the content of a value. */
const SAYING =
  /^(?:toBe|toEqual|toStrictEqual|toMatch|toContain|toMatchObject|toBeInstanceOf|toHaveProperty|equal|eql|deepEqual|strictEqual|match|include|instanceOf)$/;
const BRANCHES = new Set<Condition['kind']>(['if', 'ternary', 'logical', 'switch']);

/**
 * Where they stand; lines and columns count from 1. Left out is what only marks a place that must not be reached, and what
 * depends on the machine, or on the case of a test that stands for many.
 */
export function placesThatMustRun(file: TestFileModel, test: TestModel): { line: number; column: number }[] {
  if (test.isExpectedToFail || test.bodyScript !== file.script) return [];
  const checks = test.assertions.filter(({ api, isCalled }) => isCalled && WATCHED.has(api));
  const areForFailure = checks.every((assertion) => isOnFailure(assertion) && asksForFailure(file, assertion));
  return checks
    .filter((assertion) => areForFailure || !isOnFailure(assertion))
    .filter((assertion) => !isMark(assertion) && !dependsOnSurroundings(file, test, assertion))
    .map(({ place }) => ({ line: place.line, column: place.column }));
}

/** `expect(true).toBe(false)`, `assert(false)`: passes nowhere. */
export function isMark({ actual }: Pick<Assertion, 'actual'>): boolean {
  return actual !== null && bare(actual).type === 'Literal';
}

/** In what is only called when something goes wrong: `onError: (error) => expect(error).toBeNull()`, `on('error', ...)`. */
function isOnFailure({ flow }: Assertion): boolean {
  return flow.enclosing.some(({ node, call }) => {
    const holder = parentOf(wrapped(node));
    const name = holder?.type === 'Property' ? keyName(holder) : call?.type === 'CallExpression' ? eventOf(call) : null;
    return name !== null && FAILURE.test(name);
  });
}

/** Whether it says what an error is like: who wants that there is none asks for nothing of it. */
function asksForFailure({ script }: TestFileModel, { matcher, modifiers, expected: [only] }: Assertion): boolean {
  if (matcher === null || modifiers.includes('not') || !SAYING.test(matcher) || only === undefined) return false;
  const value = foldPrimitive(only, script);
  return value === null || Boolean(value.value);
}

function eventOf({ arguments: [event] }: CallExpression): string | null {
  return event === undefined ? null : staticText(event);
}

/** Whether all assertions in the text of a test can be watched, and nothing else but the code under test can make it fail. */
export function canOnlyFailByWatched(file: TestFileModel, test: TestModel): boolean {
  const isWatched = test.assertions.every(({ api, isCalled }) => !isCalled || WATCHED.has(api));
  return isWatched && assertsAlone(file, test);
}

function dependsOnSurroundings(file: TestFileModel, test: TestModel, { flow }: Assertion): boolean {
  return flow.conditions.some((condition) => BRANCHES.has(condition.kind) && isOutside(file, test, condition));
}
