/** Whether what an expression gives is certainly no object, so that `toBe` compares its content. */
import type { CallExpression, Node } from 'oxc-parser';
import { bare, type FunctionNode, isFunction, memberName } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { findAssertedCall } from './asserted-call.ts';
import { type Comparison, readComparison } from './comparison.ts';
import { foldPrimitive } from './fold.ts';
import { isPrimitiveShape, returnsPrimitive, returnsPrimitiveField } from './primitive-function.ts';
import { type Defined, findSourceFunction } from './source-definition.ts';
import { methodsOf, resolved } from './source-methods.ts';

/** By its shape, by the code that makes it, or since the file compares the same with a literal elsewhere. */
export function givesPrimitive(file: TestFileModel, test: TestModel, { actual, assertion }: Comparison): boolean {
  if (/^(?:toBeCloseTo|closeTo|approximately|toHaveLength|lengthOf)$/.test(assertion.matcher ?? '')) return true;
  const value = resolved(file, actual);
  if (isPrimitiveShape(value)) return true;
  const call = value.type === 'AwaitExpression' ? bare(value.argument) : value;
  if (call.type === 'CallExpression' && callGivesPrimitive(file, call.callee)) return true;
  const field = fieldOf(file, actual);
  if (
    field !== null &&
    definitionsOf(file, field.call.callee).some((defined) => returnsPrimitiveField(file.project, defined, field.name))
  )
    return true;
  return isComparedWithLiteral(file, test, value);
}

function callGivesPrimitive(file: TestFileModel, callee: Node): boolean {
  const definitions = definitionsOf(file, callee);
  return definitions.length > 0 && definitions.every((defined) => returnsPrimitive(file.project, defined));
}

/** The function that a callee is, of the sources or of the tests, or the methods that it may be. */
function definitionsOf(file: TestFileModel, callee: Node): Defined<FunctionNode>[] {
  const plain = bare(callee);
  const found = findSourceFunction(file.project, file.script, plain);
  if (found !== null) return [found];
  const meaning = file.project.meaningOf(file.script, plain);
  if (meaning.kind === 'code' && isFunction(meaning.node)) return [{ script: meaning.script, node: meaning.node }];
  return methodsOf(file, plain);
}

/** One field of what a call gives. */
function fieldOf(file: TestFileModel, actual: Node): { call: CallExpression; name: string } | null {
  const asserted = findAssertedCall(file, actual);
  const [name, ...deeper] = asserted?.path ?? [];
  return asserted === null || name === undefined || deeper.length > 0 ? null : { call: asserted.call, name };
}

/** `expect(total(cart)).toBe(12)`, anywhere in the file, says what `total` gives. */
function isComparedWithLiteral(file: TestFileModel, test: TestModel, value: Node): boolean {
  const name = calledName(file, value);
  if (name === null) return false;
  return [test, ...file.tests].some(({ assertions }) =>
    assertions.some((assertion) => {
      const other = readComparison(assertion);
      if (other === null || calledName(file, resolved(file, other.actual)) !== name) return false;
      const folded = foldPrimitive(other.expected, file.script)?.value;
      return folded !== null && folded !== undefined;
    }),
  );
}

/** What is called, and the members that are read of what it gives. */
function calledName(file: TestFileModel, node: Node): string | null {
  const plain = bare(node);
  if (plain.type === 'AwaitExpression') return calledName(file, plain.argument);
  if (plain.type === 'CallExpression') return `${file.script.textOf(plain.callee)}()`;
  if (plain.type !== 'MemberExpression') return null;
  const object = calledName(file, resolved(file, plain.object));
  return object === null ? null : `${object}.${memberName(plain) ?? '?'}`;
}
