/** Whether reading the members that an expression reads is certain to run no code. */
import type { CallExpression, MemberExpression, Node } from 'oxc-parser';
import { bare, type FunctionNode, isClass, isFunction, keyName, memberName, parentOf, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';
import { literalBehind } from './origin.ts';
import { resultsOf } from './primitive-function.ts';
import { type Defined, findSourceFunction, findUnit } from './source-definition.ts';
import { methodsOf } from './source-methods.ts';

/** False as soon as one of them may be a getter. */
export function readsPlainMembers(file: TestFileModel, node: Node): boolean {
  let isPlain = true;
  walk(node, (each) => {
    // What is called is looked at as a call.
    const isCallee = parentOf(each)?.type === 'CallExpression' && (parentOf(each) as CallExpression).callee === each;
    if (each.type === 'MemberExpression' && !isCallee) isPlain &&= isPlainMember(file, each);
    return isPlain && !isFunction(each);
  });
  return isPlain;
}

function isPlainMember(file: TestFileModel, member: MemberExpression): boolean {
  return memberName(member) === 'length' || isField(file, member) || isPlainObject(file, member.object);
}

function isPlainObject(file: TestFileModel, node: Node): boolean {
  const { script } = file;
  const object = bare(node);
  if (literalBehind(object, script) !== null) return true;
  switch (object.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
      return true;
    case 'MemberExpression':
      return isPlainObject(file, object.object);
    case 'AwaitExpression':
      return isPlainObject(file, object.argument);
    case 'CallExpression':
      return givesPlainObjects(file, object.callee);
    case 'Identifier': {
      const binding = script.bindingOf(object);
      // A namespace holds what its module exports.
      if (binding?.declaration.type === 'ImportNamespaceSpecifier') return true;
      const initial = binding === null ? null : initialOf(binding, script);
      return initial !== null && isPlainObject(file, initial);
    }
    default:
      return false;
  }
}

/** Whether a member of an object that is constructed here is a field of its class, and no accessor. */
function isField(file: TestFileModel, member: MemberExpression): boolean {
  const { project, script } = file;
  const object = bare(member.object);
  const binding = object.type === 'Identifier' ? script.bindingOf(object) : null;
  const initial = binding?.path?.length === 0 ? initialOf(binding, script) : null;
  const made = initial === null ? null : bare(initial);
  const name = memberName(member);
  if (made?.type !== 'NewExpression' || name === null) return false;
  const meaning = project.meaningOf(script, made.callee);
  const found = meaning.kind === 'unit' ? findUnit(project, meaning) : null;
  if (found === null || !isClass(found.node) || found.node.superClass !== null) return false;
  if (REDEFINING.test(found.script.textOf(found.node))) return false;
  return found.node.body.body.some(
    (each) =>
      each.type === 'PropertyDefinition' && !each.static && each.key.type !== 'PrivateIdentifier' && keyName(each) === name,
  );
}

/** A function whose script has no accessors, and that constructs nothing of its own, gives objects without them. */
function givesPlainObjects(file: TestFileModel, callee: Node): boolean {
  const plain = bare(callee);
  const found = findSourceFunction(file.project, file.script, plain);
  const defined = found === null ? methodsOf(file, plain) : [found];
  return defined.length > 0 && defined.every((each) => returnsLiterals(each) || makesNoAccessors(each));
}

/** Objects written out on the spot; what is spread into them is copied without its accessors. */
function returnsLiterals({ node }: Defined<FunctionNode>): boolean {
  const results = resultsOf(node).map((result) => (result === null ? null : bare(result)));
  const isLiteral = (result: Node | null): boolean =>
    result?.type === 'ObjectExpression' &&
    result.properties.every((each) => each.type === 'SpreadElement' || each.kind === 'init');
  return results.length > 0 && results.every(isLiteral);
}

function makesNoAccessors({ script, node }: Defined<FunctionNode>): boolean {
  return !GETTER.test(script.text) && !REDEFINING.test(script.text) && !MAKING.test(script.textOf(node));
}

/** Code that may make an accessor of a field. */
const REDEFINING = /defineProperty|defineProperties|\bProxy\b|__defineGetter__/;
const GETTER = /\bget\s+[\w$[#]+\s*\(/;
const MAKING =
  /\bnew (?!(?:\w*Error|Map|Set|Date|RegExp|Array|URL|URLSearchParams)\b)|\breturn this\b|\bclass\b|setPrototypeOf|Object\.create/;
