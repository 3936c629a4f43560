/** What the other assertions of a test say of two results that one of them holds against each other. */
import type { CallExpression, Node } from 'oxc-parser';
import type { Script } from '../script.ts';
import { bare } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { type Comparison, readComparison } from './comparison.ts';

/**
 * Whether another assertion says what one of the two results is, so that the other is held to that as well, or that they are not one object:
 * equality is half of what is asked of a copy.
 */
export function isSettledBeside(
  { script }: TestFileModel,
  test: TestModel,
  { assertion, actual, expected }: Comparison,
): boolean {
  const ours = [actual, expected].map((side) => callOf(script, side));
  const results = [actual, expected].flatMap((side) => {
    const binding = bare(side).type === 'Identifier' ? script.bindingOf(bare(side)) : null;
    return binding === null ? [] : [binding];
  });
  const isResult = (node: Node | null | undefined): boolean => {
    const binding = node == null || bare(node).type !== 'Identifier' ? null : script.bindingOf(bare(node));
    return binding !== null && results.includes(binding);
  };
  return test.assertions.some((other) => {
    const [only] = other.expected;
    if (other === assertion || !other.isCalled || other.actual === null) return false;
    if (other.modifiers.includes('not') && only !== undefined) {
      const theirs = [callOf(script, other.actual), callOf(script, only)];
      return (other.matcher === 'toBe' && isResult(other.actual) && isResult(only)) || areOfOneCallee(script, ours, theirs);
    }
    // The same again, after something was done: then this one is the state before.
    if (isSameText(script, other, assertion)) return true;
    if (!isResult(other.actual) && !ours.some((call) => isSameCall(script, call, other.actual))) return false;
    return readComparison(other) !== null && only !== undefined && isWritten(only);
  });
}

function isSameText(script: Script, one: Assertion, other: Assertion): boolean {
  return script.textOf(one.node) === script.textOf(other.node);
}

function isSameCall(script: Script, call: CallExpression | null, actual: Node | null): boolean {
  return (
    call !== null && actual !== null && bare(actual).type === 'CallExpression' && script.textOf(actual) === script.textOf(call)
  );
}

/** The call that an expression is, or is a name of. */
function callOf(script: Script, node: Node): CallExpression | null {
  const plain = bare(node);
  if (plain.type === 'AwaitExpression') return callOf(script, plain.argument);
  if (plain.type === 'CallExpression') return plain;
  const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  return binding?.initial == null || binding.path?.length !== 0 ? null : callOf(script, binding.initial);
}

/** Whether results for other arguments are told apart: `expect(key('a')).not.toBe(key('b'))` beside `expect(key('a')).toBe(key('a'))`. */
function areOfOneCallee(
  script: Script,
  ours: readonly (CallExpression | null)[],
  [one, other]: readonly (CallExpression | null)[],
): boolean {
  if (one == null || other == null) return false;
  const given = (call: CallExpression): string => call.arguments.map((argument) => script.textOf(argument)).join();
  const callees = [one, other, ...ours].map((call) => (call === null ? null : script.textOf(call.callee)));
  return given(one) !== given(other) && callees.every((callee) => callee !== null && callee === callees[0]);
}

/** Whether a value is written out: a literal, or an object of them. */
function isWritten(node: Node): boolean {
  return /^(?:Literal|TemplateLiteral|ObjectExpression|ArrayExpression|UnaryExpression)$/.test(bare(node).type);
}
