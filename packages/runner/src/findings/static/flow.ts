/** How a node is reached: the conditions, loops and functions between it and the test that it stands in. */
import type { BlockStatement, Node } from 'oxc-parser';
import { testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, isFunction, memberName, parentOf, wrapped } from './syntax.ts';
import type { Condition, Enclosing, Flow } from './test-file.ts';

const EACH_METHODS =
  /^(?:forEach|map|flatMap|filter|every|some|find|findIndex|findLast|findLastIndex|reduce|reduceRight|sort|toSorted)$/;
const TIMERS =
  /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame|requestIdleCallback|process\.nextTick)$/;
const RETRYING = /^(?:waitFor|waitUntil|waitForElementToBeRemoved)$/;

/** The way to a node from `owner`, or from the outermost function around it. */
export function readFlow(project: StaticProject, script: Script, node: Node, owners: ReadonlySet<Node>): Flow {
  const conditions: Condition[] = [];
  const enclosing: Enclosing[] = [];
  let owner: FunctionNode | null = null;
  for (let at = node, parent = parentOf(at); parent !== null; at = parent, parent = parentOf(at)) {
    const condition = conditionOf(parent, at);
    if (condition !== null) conditions.push(condition);
    if (!isFunction(parent)) continue;
    if (owners.has(parent)) {
      owner = parent;
      break;
    }
    enclosing.push(readEnclosing(project, script, parent));
  }
  if (owner === null) owner = enclosing.pop()?.node ?? null;
  return { owner, conditions, enclosing, use: useOf(node) };
}

function conditionOf(parent: Node, child: Node): Condition | null {
  switch (parent.type) {
    case 'IfStatement':
      return child === parent.test ? null : { kind: 'if', node: parent };
    case 'ConditionalExpression':
      return child === parent.test ? null : { kind: 'ternary', node: parent };
    case 'LogicalExpression':
      return child === parent.left ? null : { kind: 'logical', node: parent };
    case 'SwitchCase':
      return child === parent.test ? null : { kind: 'switch', node: parent };
    case 'CatchClause':
      return { kind: 'catch', node: parent };
    case 'TryStatement':
      return child === parent.block && parent.handler !== null ? { kind: 'try', node: parent } : null;
    case 'ForStatement':
    case 'WhileStatement':
      return child === parent.body ? { kind: 'loop', node: parent } : null;
    case 'ForOfStatement':
    case 'ForInStatement':
      return child === parent.body ? { kind: 'loop', node: parent } : null;
    case 'BlockStatement':
      return mayLeaveBefore(parent, child) ? { kind: 'after-return', node: parent } : null;
    default:
      return null;
  }
}

/** Whether a statement before `child` may leave the block: `if (!ready) return;`. */
function mayLeaveBefore(block: BlockStatement, child: Node): boolean {
  for (const statement of block.body) {
    if (statement === child) return false;
    if (leaves(statement)) return true;
  }
  return false;
}

function leaves(statement: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'IfStatement':
      return leaves(statement.consequent) || (statement.alternate !== null && leaves(statement.alternate));
    case 'BlockStatement':
      return statement.body.some(leaves);
    default:
      return false;
  }
}

function readEnclosing(project: StaticProject, script: Script, node: FunctionNode): Enclosing {
  const outer = wrapped(node);
  const call = parentOf(outer);
  if (call?.type === 'CallExpression' && call.callee === outer) return { node, call, runs: 'now' };
  const isArgument =
    (call?.type === 'CallExpression' || call?.type === 'NewExpression') && call.arguments.includes(outer as never);
  return isArgument ? { node, call, runs: runsOf(project, script, call, node) } : { node, call: null, runs: 'called' };
}

function runsOf(project: StaticProject, script: Script, call: Node, node: FunctionNode): Enclosing['runs'] {
  if (call.type === 'NewExpression')
    return call.callee.type === 'Identifier' && call.callee.name === 'Promise' ? 'now' : 'called';
  if (call.type !== 'CallExpression') return 'called';
  const callee = bare(call.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (name === null) return 'called';
  const meaning = project.meaningOf(script, callee);
  const path = meaning.kind === 'library' ? meaning.path.join('.') : name;
  if (TIMERS.test(path)) return 'later';
  if (testApi(meaning)?.[0] === 'expect') return 'now';
  if (RETRYING.test(name)) return 'retried';
  if (name === 'act' || name === 'step') return 'now';
  if (callee.type !== 'MemberExpression') return 'called';
  if (name === 'then') return call.arguments[1] === node ? 'rejected' : 'resolved';
  if (name === 'finally') return 'resolved';
  if (name === 'catch') return 'rejected';
  if (EACH_METHODS.test(name)) return isFilled(script, callee.object) ? 'now' : 'each';
  return 'called';
}

/** Whether a list certainly has an element: a literal one, here or in a constant. */
function isFilled(script: Script, list: Node): boolean {
  const plain = bare(list);
  if (plain.type === 'ArrayExpression') return plain.elements.some((element) => element?.type !== 'SpreadElement');
  if (plain.type === 'CallExpression') {
    const callee = bare(plain.callee);
    if (callee.type !== 'MemberExpression') return false;
    const [first] = plain.arguments;
    const isOfObject = callee.object.type === 'Identifier' && callee.object.name === 'Object' && first !== undefined;
    if (isOfObject) return isFilledObject(script, first);
    return (
      /^(?:entries|keys|values|map|sort|reverse|toSorted|toReversed)$/.test(memberName(callee) ?? '') &&
      isFilled(script, callee.object)
    );
  }
  if (plain.type !== 'Identifier') return false;
  const binding = script.bindingOf(plain);
  if (binding === null || binding.isReassigned || binding.initial === null || binding.path?.length !== 0) return false;
  return isFilled(script, binding.initial);
}

function isFilledObject(script: Script, object: Node): boolean {
  const plain = bare(object);
  if (plain.type === 'ObjectExpression') return plain.properties.some(({ type }) => type === 'Property');
  if (plain.type !== 'Identifier') return false;
  const binding = script.bindingOf(plain);
  return binding !== null && !binding.isReassigned && binding.initial !== null && isFilledObject(script, binding.initial);
}

/** What becomes of the value of an expression. */
export function useOf(node: Node): Flow['use'] {
  const outer = wrapped(node);
  const parent = parentOf(outer);
  switch (parent?.type) {
    case 'AwaitExpression':
      return 'awaited';
    case 'ReturnStatement':
    case 'YieldExpression':
      return 'returned';
    case 'ArrowFunctionExpression':
      return parent.body === outer ? 'returned' : 'passed';
    case 'VariableDeclarator':
    case 'AssignmentExpression':
    case 'PropertyDefinition':
      return 'stored';
    case 'CallExpression':
    case 'NewExpression':
    case 'ArrayExpression':
    case 'Property':
    case 'SpreadElement':
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return 'passed';
    case 'ConditionalExpression':
      return parent.test === outer ? 'passed' : useOf(parent);
    case 'LogicalExpression':
      return useOf(parent);
    case 'SequenceExpression':
      return parent.expressions.at(-1) === outer ? useOf(parent) : 'dropped';
    case 'ExpressionStatement':
    case 'UnaryExpression':
      return 'dropped';
    default:
      return 'passed';
  }
}
