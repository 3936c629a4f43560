/** Whether what an expression gives is certainly no object, so that `toBe` compares its content. */
import type { Node } from 'oxc-parser';
import { bare, isFunction, memberName } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { type Comparison, readComparison } from './comparison.ts';
import { foldPrimitive } from './fold.ts';
import { isPrimitiveShape, returnsPrimitive } from './primitive-function.ts';
import { findSourceFunction } from './source-definition.ts';
import { methodsOf, resolved } from './source-methods.ts';

/** By its shape, by the code that makes it, or since the file compares the same with a literal elsewhere. */
export function givesPrimitive(file: TestFileModel, test: TestModel, { actual, assertion }: Comparison): boolean {
  if (/^(?:toBeCloseTo|closeTo|approximately|toHaveLength|lengthOf)$/.test(assertion.matcher ?? '')) return true;
  const value = resolved(file, actual);
  if (isPrimitiveShape(value)) return true;
  const call = value.type === 'AwaitExpression' ? bare(value.argument) : value;
  if (call.type === 'CallExpression' && callGivesPrimitive(file, call.callee)) return true;
  return isComparedWithLiteral(file, test, value);
}

function callGivesPrimitive(file: TestFileModel, callee: Node): boolean {
  const plain = bare(callee);
  const found = findSourceFunction(file.project, file.script, plain);
  if (found !== null) return returnsPrimitive(file.project, found);
  const meaning = file.project.meaningOf(file.script, plain);
  if (meaning.kind === 'code' && isFunction(meaning.node))
    return returnsPrimitive(file.project, { script: meaning.script, node: meaning.node });
  if (plain.type !== 'MemberExpression') return false;
  const methods = methodsOf(file, plain);
  return methods.length > 0 && methods.every((method) => returnsPrimitive(file.project, method));
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
