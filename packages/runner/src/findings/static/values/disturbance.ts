/** Whether anything between two evaluations could change what they depend on. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, functionAround, isFunction, isWithin, parentOf, rootOf, walk, wrapped } from '../syntax.ts';
import { isComparison, isOnlyRead } from './origin.ts';
import { isPure } from './purity.ts';
import type { NormalForm } from './same-value.ts';
import { findSourceFunction } from './source-definition.ts';

/** Whether the values of both sides, evaluated wherever they are, are still the same at the assertion. */
export function isUndisturbed(project: StaticProject, script: Script, assertion: Node, sides: readonly NormalForm[]): boolean {
  const sites = sides.flatMap((side) => [...side.sites]);
  const around = functionAround(assertion);
  if (sides.every((side) => isTimeless(project, script, side))) return true;
  if (around === null || sites.some((site) => functionAround(site) !== around)) return false;
  const from = Math.min(...sites.map(({ start }) => start));
  const held = new Set(sides.flatMap((side) => [...side.held, ...side.roots]));
  return findDisturbance(project, script, around, { start: from, end: assertion.start }, sites, held) === null;
}

/** Whether it does not matter when it is evaluated: pure functions of constants, held by nothing that changes them. */
function isTimeless(project: StaticProject, around: Script, side: NormalForm): boolean {
  // The platform's own things are what a call may set, replace or fill in.
  if (/\bglobal (?!undefined|NaN|Infinity)/.test(side.key)) return false;
  const callees = side.calls.map(({ node, script }) => script.bindingOf(rootOf(node.callee)));
  const arePure = side.calls.every(({ node, script }) => node.type === 'CallExpression' && isPureCall(project, script, node));
  if (!arePure || ![...side.held].every((binding) => isOnlyRead(binding, around))) return false;
  return [...side.roots].every((root) => root.kind === 'import' && callees.includes(root));
}

/** Whether a call is handed what is compared: that it leaves it alone today is just what a test may be there to hold. */
function isHanded(script: Script, call: Node & { type: 'CallExpression' }, held: ReadonlySet<Binding>): boolean {
  return call.arguments.some((argument) => {
    let isFound = false;
    walk(argument, (node) => {
      const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
      isFound ||= binding !== null && held.has(binding);
      return !isFound;
    });
    return isFound;
  });
}

function isPureCall(project: StaticProject, script: Script, call: Node & { type: 'CallExpression' }): boolean {
  const callee = findSourceFunction(project, script, bare(call.callee));
  return callee !== null && isPure(project, callee);
}

/** The first node in a stretch of a function that may change something; `except` takes no part. */
function findDisturbance(
  project: StaticProject,
  script: Script,
  around: Node,
  stretch: { start: number; end: number },
  except: readonly Node[],
  held: ReadonlySet<Binding> = new Set(),
): Node | null {
  let found: Node | null = null;
  walk(around, (node) => {
    if (found !== null || node.end <= stretch.start || node.start >= stretch.end) return false;
    if (except.some((site) => isWithin(node, site))) return false;
    if (node !== around && isStored(node)) return false;
    // What gives a variable the very value that is compared.
    if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier' && except.includes(node.right)) return false;
    if (node.start >= stretch.start && isDisturbing(project, script, node, held)) found = node;
    return true;
  });
  return found;
}

/** A function that is given a name runs when that is called; any other may run right there. */
function isStored(node: Node): boolean {
  return node.type === 'FunctionDeclaration' || (isFunction(node) && parentOf(wrapped(node))?.type === 'VariableDeclarator');
}

function isDisturbing(project: StaticProject, script: Script, node: Node, held: ReadonlySet<Binding>): boolean {
  switch (node.type) {
    case 'CallExpression':
      return !isComparison(node) && (isHanded(script, node, held) || !isPureCall(project, script, node));
    case 'AwaitExpression':
      return parentOf(node)?.type !== 'ExpressionStatement' || !isComparison(bare(node.argument));
    case 'NewExpression':
    case 'AssignmentExpression':
    case 'UpdateExpression':
    case 'YieldExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
      return true;
    case 'UnaryExpression':
      return node.operator === 'delete';
    default:
      return false;
  }
}
