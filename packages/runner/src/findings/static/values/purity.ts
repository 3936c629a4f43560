/** Whether a function of the sources is certainly pure: the same arguments always give the same result, and nothing else changes. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isFieldName, isFunction, isWithin, memberName, parentOf, walk, wrapped } from '../syntax.ts';
import { CHANGING, COPYING, READING } from './language-methods.ts';
import { isConstant } from './module-constant.ts';
import { type Defined, findSourceFunction, findUnit } from './source-definition.ts';

const known = new WeakMap<Node, boolean>();

/** Unknown counts as impure. Who calls one another in a circle is as pure as the rest of the circle. */
export function isPure(project: StaticProject, { script, node }: Defined<FunctionNode>): boolean {
  const found = known.get(node);
  if (found !== undefined) return found;
  known.set(node, true);
  const pure = !node.generator && !hasImpurePart(project, script, node);
  known.set(node, pure);
  return pure;
}

function hasImpurePart(project: StaticProject, script: Script, definition: FunctionNode): boolean {
  let isImpure = false;
  const enter = (node: Node): boolean => {
    if (isImpure || node.type.startsWith('TS')) return !isImpure && WRAPPERS.has(node.type);
    isImpure = !isPurePart(project, script, definition, node);
    return !isImpure;
  };
  for (const parameter of definition.params) walk(parameter, enter);
  if (definition.body !== null) walk(definition.body, enter);
  return isImpure;
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
]);

function isPurePart(project: StaticProject, script: Script, definition: FunctionNode, node: Node): boolean {
  switch (node.type) {
    case 'ThisExpression':
    case 'Super':
    case 'YieldExpression':
    case 'ImportExpression':
    case 'TaggedTemplateExpression':
    case 'MetaProperty':
    case 'JSXElement':
    case 'JSXFragment':
    case 'ClassExpression':
    case 'ClassDeclaration':
      return false;
    case 'AssignmentExpression':
      return isOwnTarget(script, definition, node.left);
    case 'UpdateExpression':
      return isOwnTarget(script, definition, node.argument);
    case 'UnaryExpression':
      return node.operator !== 'delete' || isOwnTarget(script, definition, node.argument);
    case 'CallExpression':
      return isPureCallee(script, definition, bare(node.callee));
    case 'NewExpression':
      return isPureConstruction(script, node.callee, node.arguments.length);
    case 'Identifier':
      return isName(node) || isPureName(project, script, definition, node);
    default:
      return true;
  }
}

/** Names that stand for no value: of members, fields and labels. */
function isName(node: Node): boolean {
  const parent = parentOf(node);
  return (
    isFieldName(node) ||
    parent?.type === 'LabeledStatement' ||
    parent?.type === 'BreakStatement' ||
    parent?.type === 'ContinueStatement'
  );
}

/** Only what the function itself has made may be changed: its variables, and objects that it built. */
function isOwnTarget(script: Script, definition: FunctionNode, target: Node): boolean {
  const plain = bare(target);
  if (plain.type === 'Identifier') {
    const binding = script.bindingOf(plain);
    return binding !== null && isWithin(binding.identifier, definition);
  }
  if (plain.type === 'MemberExpression') return isOwnObject(script, definition, plain.object);
  return plain.type === 'ArrayPattern' || plain.type === 'ObjectPattern';
}

function isOwnObject(script: Script, definition: FunctionNode, object: Node): boolean {
  const plain = bare(object);
  const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  if (
    binding?.kind !== 'variable' ||
    !isWithin(binding.identifier, definition) ||
    binding.initial === null ||
    binding.isReassigned
  )
    return false;
  if (binding.path?.length !== 0) return false;
  const initial = bare(binding.initial);
  if (initial.type === 'ArrayExpression' || initial.type === 'ObjectExpression' || initial.type === 'NewExpression') return true;
  const isCopying = initial.type === 'CallExpression' && bare(initial.callee).type === 'MemberExpression';
  return isCopying && COPYING.has(memberName(bare(initial.callee) as never) ?? '');
}

function isPureCallee(script: Script, definition: FunctionNode, callee: Node): boolean {
  if (callee.type === 'Identifier') {
    // What a parameter does when it is called is its own affair.
    const kind = script.bindingOf(callee)?.kind;
    return kind !== 'parameter' && kind !== 'caught';
  }
  if (isFunction(callee)) return true;
  if (callee.type !== 'MemberExpression') return false;
  const name = memberName(callee) ?? '';
  if (isGlobal(script, callee.object, 'Math')) return name !== 'random';
  if (READING.has(name)) return true;
  return CHANGING.has(name) && isOwnObject(script, definition, callee.object);
}

function isGlobal(script: Script, node: Node, name: string): boolean {
  const plain = bare(node);
  return plain.type === 'Identifier' && plain.name === name && script.bindingOf(plain) === null;
}

const CONSTRUCTORS =
  /^(?:Error|TypeError|RangeError|SyntaxError|RegExp|Map|Set|WeakMap|WeakSet|Array|Object|URL|URLSearchParams|Uint8Array)$/;

function isPureConstruction(script: Script, callee: Node, count: number): boolean {
  const plain = bare(callee);
  if (plain.type !== 'Identifier' || script.bindingOf(plain) !== null) return false;
  return CONSTRUCTORS.test(plain.name) || (plain.name === 'Date' && count > 0);
}

const PURE_GLOBALS =
  /^(?:undefined|NaN|Infinity|Math|JSON|Object|Array|String|Number|Boolean|BigInt|Symbol|RegExp|Map|Set|WeakMap|WeakSet|URL|URLSearchParams|Uint8Array|Error|TypeError|RangeError|SyntaxError|Date|isNaN|isFinite|parseInt|parseFloat|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|Reflect)$/;

function isPureName(
  project: StaticProject,
  script: Script,
  definition: FunctionNode,
  name: Node & { type: 'Identifier' },
): boolean {
  const binding = script.bindingOf(name);
  if (binding === null)
    return PURE_GLOBALS.test(name.name) && !(name.name === 'Date' && parentOf(name)?.type === 'MemberExpression');
  if (isWithin(binding.identifier, definition)) return true;
  const found = findSourceFunction(project, script, name);
  if (found !== null) return isPure(project, found);
  if (binding.kind === 'import') {
    const constant = findUnit(project, project.meaningOf(script, name));
    const owner = constant === null ? null : bindingAround(constant);
    return constant !== null && owner !== null && isConstant(constant.node, owner);
  }
  if (binding.declaration.type === 'TSEnumDeclaration') return true;
  return binding.kind === 'variable' && binding.initial !== null && isConstant(binding.initial, binding);
}

function bindingAround({ script, node }: Defined<Node>): Binding | null {
  const declarator = parentOf(wrapped(node));
  return declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
    ? script.bindingOf(declarator.id)
    : null;
}
