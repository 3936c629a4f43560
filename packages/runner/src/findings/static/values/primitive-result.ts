/** Whether what an expression gives is certainly no object, so that `toBe` compares its content. */
import type { Node } from 'oxc-parser';
import { bare, type FunctionNode, isFunction, memberName, walk } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { type Comparison, readComparison } from './comparison.ts';
import { foldPrimitive } from './fold.ts';
import { initialOf } from './initial.ts';
import { plainFunction } from './inlined-function.ts';
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

const TEXT_METHODS =
  /^(?:toString|toFixed|toPrecision|join|toUpperCase|toLowerCase|trim|padStart|padEnd|replace|replaceAll|slice|substring|repeat|toISOString|toJSON|getTime|valueOf|stringify|includes|startsWith|endsWith|indexOf|charAt|test|every|some|localeCompare)$/;

function isPrimitiveShape(node: Node): boolean {
  const plain = bare(node);
  switch (plain.type) {
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'TemplateLiteral':
      return true;
    case 'Literal':
      return !('regex' in plain);
    case 'MemberExpression':
      return /^(?:length|size)$/.test(memberName(plain) ?? '');
    case 'CallExpression': {
      const callee = bare(plain.callee);
      if (callee.type === 'Identifier') return /^(?:String|Number|Boolean|parseInt|parseFloat)$/.test(callee.name);
      // A text has `slice` as a list has it.
      return callee.type === 'MemberExpression' && memberName(callee) !== 'slice' && TEXT_METHODS.test(memberName(callee) ?? '');
    }
    case 'ConditionalExpression':
      return isPrimitiveShape(plain.consequent) && isPrimitiveShape(plain.alternate);
    default:
      return false;
  }
}

function callGivesPrimitive(file: TestFileModel, callee: Node): boolean {
  const plain = bare(callee);
  const found = findSourceFunction(file.project, file.script, plain);
  if (found !== null) return returnsPrimitive(found);
  if (plain.type !== 'MemberExpression') return false;
  const methods = methodsOf(file, plain.object, memberName(plain) ?? '');
  return methods.length > 0 && methods.every(returnsPrimitive);
}

/** The methods of a name in the script that the class of an object comes from. */
function methodsOf(file: TestFileModel, object: Node, name: string): Defined<FunctionNode>[] {
  const plain = resolved(file, object);
  if (plain.type !== 'NewExpression') return [];
  const meaning = file.project.meaningOf(file.script, plain.callee);
  const script = meaning.kind === 'unit' && meaning.path !== null ? file.project.script(meaning.path) : null;
  return script === null ? [] : findMethods(script, name).map((node) => ({ script, node }));
}

/** By the type it declares, or by everything it returns. */
function returnsPrimitive({ node }: Defined<FunctionNode>): boolean {
  const declared = node.returnType?.typeAnnotation ?? null;
  if (declared !== null) return isPrimitiveType(declared);
  const results: (Node | null)[] = [];
  if (node.body !== null && node.body.type !== 'BlockStatement') results.push(node.body);
  else if (node.body !== null) {
    walk(node.body, (each) => {
      if (each.type === 'ReturnStatement') results.push(each.argument);
      return !isFunction(each);
    });
  }
  return results.length > 0 && !node.generator && results.every((result) => result !== null && isPrimitiveShape(result));
}

function isPrimitiveType(type: Node): boolean {
  switch (type.type) {
    case 'TSStringKeyword':
    case 'TSNumberKeyword':
    case 'TSBooleanKeyword':
    case 'TSBigIntKeyword':
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
    case 'TSLiteralType':
    case 'TSTemplateLiteralType':
    case 'TSTypePredicate':
      return true;
    case 'TSUnionType':
      return type.types.every(isPrimitiveType);
    case 'TSTypeReference': {
      const [only] = type.typeArguments?.params ?? [];
      const isPromise = type.typeName.type === 'Identifier' && type.typeName.name === 'Promise';
      return isPromise && only !== undefined && isPrimitiveType(only);
    }
    default:
      return false;
  }
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
