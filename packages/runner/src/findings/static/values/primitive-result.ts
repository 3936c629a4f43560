/** Whether what an expression gives is certainly no object, so that `toBe` compares its content. */
import type { Node } from 'oxc-parser';
import { bare, type FunctionNode, memberName } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { type Comparison, readComparison } from './comparison.ts';
import { foldPrimitive } from './fold.ts';
import { initialOf } from './initial.ts';
import { plainFunction } from './inlined-function.ts';
import { isPrimitiveShape, returnsPrimitive } from './primitive-function.ts';
import { type Defined, findMethods, findSourceFunction } from './source-definition.ts';

/** By its shape, by the code that makes it, or since the file compares the same with a literal elsewhere. */
export function givesPrimitive(file: TestFileModel, test: TestModel, { actual, assertion }: Comparison): boolean {
  if (/^(?:toBeCloseTo|closeTo|approximately|toHaveLength|lengthOf)$/.test(assertion.matcher ?? '')) return true;
  const value = resolved(file, actual);
  if (isPrimitiveShape(value)) return true;
  const call = value.type === 'AwaitExpression' ? bare(value.argument) : value;
  if (call.type === 'CallExpression' && callGivesPrimitive(file, call.callee)) return true;
  return isComparedWithLiteral(file, test, value);
}

/** Through the names that stand for it, and functions of the test that only return it. */
function resolved(file: TestFileModel, node: Node): Node {
  const plain = bare(node);
  const inlined = plain.type === 'CallExpression' ? plainFunction(plain.callee, file.script) : null;
  if (inlined !== null) return resolved(file, inlined.result);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  const initial = binding === null || binding.path?.length !== 0 ? null : initialOf(binding, file.script);
  return initial === null ? plain : resolved(file, initial);
}

function callGivesPrimitive(file: TestFileModel, callee: Node): boolean {
  const plain = bare(callee);
  const found = findSourceFunction(file.project, file.script, plain);
  if (found !== null) return returnsPrimitive(file.project, found);
  if (plain.type !== 'MemberExpression') return false;
  const methods = methodsOf(file, plain.object, memberName(plain) ?? '');
  return methods.length > 0 && methods.every((method) => returnsPrimitive(file.project, method));
}

/** The methods of a name in the script that the class of an object comes from. */
function methodsOf(file: TestFileModel, object: Node, name: string): Defined<FunctionNode>[] {
  const plain = resolved(file, object);
  if (plain.type !== 'NewExpression') return [];
  const meaning = file.project.meaningOf(file.script, plain.callee);
  const script = meaning.kind === 'unit' && meaning.path !== null ? file.project.script(meaning.path) : null;
  return script === null ? [] : findMethods(script, name).map((node) => ({ script, node }));
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
