/** Where a value comes from: a literal of the test, a call, a double, or somewhere else. */
import type { ArrayExpression, MemberExpression, Node, ObjectExpression } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import { chainOf } from '../chain.ts';
import type { Script } from '../script.ts';
import { bare, keyName, memberName, parentOf, rootOf, wrapped } from '../syntax.ts';
import { fold, foldPrimitive } from './fold.ts';
import { initialOf } from './initial.ts';

export type Literal = ObjectExpression | ArrayExpression;

/** The variable that an expression is but another name of; null for any other expression. */
export function variableBehind(node: Node, script: Script): Binding | null {
  let binding: Binding | null = null;
  for (let at: Node | null = bare(node); at?.type === 'Identifier'; ) {
    const next = script.bindingOf(at);
    if (next === null || next === binding) return binding;
    binding = next;
    const initial: Node | null = next.isReassigned || next.path?.length !== 0 ? null : initialOf(next, script);
    at = initial === null ? null : bare(initial);
    // Another name of what may be assigned anew is a name of what it was then.
    if (at?.type === 'Identifier' && script.bindingOf(at)?.isReassigned !== false) return binding;
  }
  return binding;
}

/** The object or array that an expression is: written there, or held by a binding through which nothing can have changed it. */
export function literalBehind(node: Node, script: Script): Literal | null {
  const expression = bare(node);
  if (expression.type === 'ObjectExpression' || expression.type === 'ArrayExpression') return expression;
  if (expression.type === 'MemberExpression') {
    const field = literalField(expression, script);
    return field === null ? null : literalBehind(field, script);
  }
  const binding = expression.type === 'Identifier' ? script.bindingOf(expression) : null;
  const initial = binding === null || binding.path?.length !== 0 ? null : initialOf(binding, script);
  if (binding === null || initial === null || bare(initial) === expression) return null;
  return isOnlyRead(binding, script) ? literalBehind(initial, script) : null;
}

/** The value that a literal gives to the member that is read of it; null where that is not certain. */
export function literalField(member: MemberExpression, script: Script): Node | null {
  const folded = member.computed ? foldPrimitive(member.property, script) : null;
  const name = folded === null ? memberName(member) : String(folded.value);
  const literal = name === null ? null : literalBehind(member.object, script);
  if (literal === null || name === null) return null;
  if (literal.type === 'ArrayExpression') {
    const hasSpread = literal.elements.some((element) => element === null || element.type === 'SpreadElement');
    return hasSpread ? null : (literal.elements[Number(name)] ?? null);
  }
  const properties = literal.properties.map((property) => (property.type === 'SpreadElement' ? null : property));
  const named = properties.findLast((property) => property === null || keyName(property) === null || keyName(property) === name);
  return named !== null && named !== undefined && named.kind === 'init' && keyName(named) === name ? named.value : null;
}

/** Whether a binding is used for nothing but reading its members and comparing it. */
export function isOnlyRead(binding: Binding, script: Script): boolean {
  return binding.references.every((reference) => isRead(wrapped(reference), script));
}

/** Whether a binding holds an object or a list of constants that nobody in its file can have changed. */
export function isConstantObject({ kind, initial, isReassigned, path, references }: Binding, script: Script): boolean {
  if (kind !== 'variable' || isReassigned || initial === null || path?.length !== 0) return false;
  const literal = bare(initial);
  if ((literal.type !== 'ObjectExpression' && literal.type !== 'ArrayExpression') || fold(literal, script) === null) return false;
  const leaves = isFlat(literal) ? leavesValues : leavesObjects;
  return references.every((reference) => leaves(wrapped(reference), script));
}

/** Of primitive values whoever reads them has a copy. */
function leavesValues(node: Node, script: Script): boolean {
  return isRead(node, script) || isListed(node, script) || isOfMember(node);
}

/** Objects get out where what holds them is spread, listed or looped over; their names alone change nothing. */
function leavesObjects(node: Node, script: Script): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'CallExpression' && isListed(node, script)) return /keys$/.test(script.textOf(parent.callee));
  return isRead(node, script) && !/^(?:Spread|ForOf|TemplateLiteral)/.test(parent?.type ?? '');
}

/** Whether a node is what `Object.keys` and its like are asked about. */
function isListed(node: Node, script: Script): boolean {
  const call = parentOf(node);
  return call !== null && listedBy(call, script) === node;
}

/** Whether all that an object or a list holds are primitive values, which nobody can change who reads them. */
function isFlat(literal: Literal): boolean {
  const values =
    literal.type === 'ArrayExpression'
      ? literal.elements
      : literal.properties.map((property) => (property.type === 'Property' ? property.value : null));
  return values.every((value) => value !== null && /^(?:Literal|TemplateLiteral|UnaryExpression)$/.test(bare(value).type));
}

/** Whether a node is what a member is read of, and neither set, deleted nor called. */
function isOfMember(node: Node): boolean {
  const member = parentOf(node);
  if (member?.type !== 'MemberExpression' || member.object !== node) return false;
  const outer = wrapped(member);
  const parent = parentOf(outer);
  switch (parent?.type) {
    case 'AssignmentExpression':
      return parent.left !== outer;
    case 'CallExpression':
      return parent.callee !== outer;
    case 'Property':
      return parentOf(parent)?.type !== 'ObjectPattern';
    case 'UpdateExpression':
      return false;
    case 'UnaryExpression':
      return parent.operator !== 'delete';
    default:
      return !/Pattern$|^For|^RestElement$/.test(parent?.type ?? '');
  }
}

/** What `Object.keys(user)` and its like read; null for any other node. */
export function listedBy(node: Node, script: Script): Node | null {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return null;
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression' || !/^Object\.(?:keys|values|entries)$/.test(script.textOf(callee))) return null;
  const [listed] = node.arguments;
  return listed === undefined || listed.type === 'SpreadElement' || script.bindingOf(callee.object) !== null ? null : listed;
}

/** Whether a place only reads members of what stands there, or compares it. */
export function isRead(node: Node, script: Script): boolean {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object !== node || isRead(wrapped(parent), script);
    case 'CallExpression':
      return parent.callee !== node && isComparison(parent);
    case 'SpreadElement':
    case 'BinaryExpression':
      return true;
    case 'TemplateLiteral':
      return parentOf(parent)?.type !== 'TaggedTemplateExpression';
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.right === node;
    case 'ConditionalExpression':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator !== 'delete';
    case 'VariableDeclarator': {
      const other = parent.id.type === 'Identifier' ? script.bindingOf(parent.id) : null;
      return other !== null && isOnlyRead(other, script);
    }
    default:
      return false;
  }
}

/**
 * Whether something is done with an asserted value between where it is named and a place: it is handed to a call, or a method of it is
 * called. What it is then is not what it was given as.
 */
export function isWorkedWith(actual: Node, place: Node, script: Script): boolean {
  const at = rootOf(actual);
  const binding = at.type === 'Identifier' ? script.bindingOf(at) : null;
  return (
    binding?.kind === 'variable' && binding.references.some((each) => each.start < place.start && isHandedOver(wrapped(each)))
  );
}

function isHandedOver(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const outer = wrapped(parent);
    const call = parentOf(outer);
    return (call?.type === 'CallExpression' && call.callee === outer) || isHandedOver(outer);
  }
  return (
    (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee !== node && !isComparison(parent)
  );
}

/** Whether a call is `expect(...)`, or a matcher on what that gives. */
export function isComparison(call: Node): boolean {
  const { root } = chainOf(call);
  return call.type === 'CallExpression' && root.type === 'Identifier' && /^(?:expect|assert)$/.test(root.name);
}
