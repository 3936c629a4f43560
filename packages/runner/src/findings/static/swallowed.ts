/** Whether a test certainly asserts something, and what keeps its assertions from being executed. */
import type { Node } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { isBuiltinGlobal } from './builtins.ts';
import { testApi } from './meaning.ts';
import { isNarrowing, testOf } from './narrowing.ts';
import { bare, isFunction, isWithin, memberName, parentOf, rootOf, walk, wrapped } from './syntax.ts';
import type { Assertion, Condition, Enclosing, TestFileModel, TestModel } from './test-file.ts';

/** Where a callback is put that runs only when something happens. */
const LISTENING =
  /^(?:on|on[A-Z]\w*|once|addListener|addEventListener|subscribe|listen|watch|hook|fn|mockImplementation|mockImplementationOnce)$/;
/** Conditions on where the test runs. */
export const SURROUNDINGS =
  /process|import\.meta|\benv\b|platform|version|isCI|isNode|isBun|isDeno|isWin|typeof (?:window|globalThis|document|Bun|Deno)|support|node|browser|runtime/i;

/** Names of what says where the code runs, or how it was built. */
const FLAG =
  /^(?:is|has|can|use|should|supports?)[A-Z]|^[A-Z\d_]+$|[Mm]ac|[Ll]inux|[Ss]erver|[Cc]lient|[Dd]om|[Dd]ev|[Pp]rod|tty|[Rr]eact|[Ll]egacy|[Ii]ntl|ssr|[Dd]ebug/;

/** Whether some of these nodes are executed whenever a node is. Loops are taken to run, and callbacks to be called, unless they listen. */
export function isAlwaysAmong(file: TestFileModel, node: Node, checks: ReadonlySet<Node>): boolean {
  if (checks.has(node)) return true;
  const always = (other: Node | null): boolean => other !== null && isAlwaysAmong(file, other, checks);
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return always(node.test) || (always(node.consequent) && always(node.alternate));
    case 'LogicalExpression':
      return always(node.left);
    case 'SwitchStatement': {
      const cases = node.cases.filter(({ consequent }) => consequent.length > 0);
      const hasDefault = node.cases.some(({ test }) => test === null);
      return always(node.discriminant) || (hasDefault && cases.every(({ consequent }) => consequent.some(always)));
    }
    case 'TryStatement':
      return always(node.block) || always(node.finalizer);
    case 'CatchClause':
      return false;
    default:
  }
  if (isFunction(node) && mayNeverRun(file, node)) return false;
  let isFound = false;
  let isSelf = true;
  walk(node, (child) => {
    if (isSelf) {
      isSelf = false;
      return true;
    }
    isFound ||= isAlwaysAmong(file, child, checks);
    return false;
  });
  return isFound;
}

/** Whether a callback runs only when a promise fails, or something is heard of. */
function mayNeverRun(file: TestFileModel, node: Node): boolean {
  const outer = wrapped(node);
  const call = parentOf(outer);
  if (call?.type !== 'CallExpression' || call.callee === outer) return false;
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = memberName(callee) ?? '';
  if (name === 'catch' || (name === 'then' && call.arguments[1] === outer)) return true;
  if (!LISTENING.test(name)) return false;
  const meaning = file.project.meaningOf(file.script, callee);
  return meaning.kind === 'unit' || testApi(meaning)?.[0] === 'vi';
}

/** Whether nothing but a listener, a failure or a condition of the test's own making leads to this assertion. */
export function isSwallowed(file: TestFileModel, test: TestModel, assertion: Assertion): boolean {
  const { conditions, enclosing } = assertion.flow;
  // What a promise is made of settles it: without the call, the test would wait for ever.
  if (enclosing.some(({ call }) => call?.type === 'NewExpression')) return false;
  const branches = conditions.filter(
    ({ kind }) => kind === 'if' || kind === 'ternary' || kind === 'logical' || kind === 'switch',
  );
  if (branches.some((branch) => isOutside(file, test, branch))) return false;
  const isCaught = conditions.some(({ kind, node }) => kind === 'catch' && !mayGiveNothing(node));
  const isHeard = enclosing.some((around) => mayNeverRun(file, around.node) && !settles(file, around));
  return isCaught || isHeard || branches.some((branch) => !isNarrowing(file, branch, assertion));
}

/** Whether the `try` before a `catch` is itself a guard: `try { return JSON.parse(x) } catch { ... }`. */
function mayGiveNothing(clause: Node): boolean {
  const statement = parentOf(clause);
  return statement?.type === 'TryStatement' && statement.block.body.some(({ type }) => type === 'ThrowStatement');
}

/** Whether a callback tells somebody that it ran: `() => { ...; resolve(); }`. */
function settles({ script }: TestFileModel, { node }: Enclosing): boolean {
  return /\b(?:resolve|reject|done|next)\b/.test(script.textOf(node));
}

function conditionText(file: TestFileModel, { node }: Condition): { expression: Node; text: string } | null {
  const expression = testOf(node);
  return expression === null ? null : { expression, text: file.script.textOf(expression) };
}

/** Whether a condition asks for where the test runs, or for a case that is chosen outside of it. */
export function isOutside(file: TestFileModel, test: TestModel, condition: Condition): boolean {
  const found = conditionText(file, condition);
  if (found === null || SURROUNDINGS.test(textWithoutOwn(file, test, found.expression)) || test.isRepeated) return true;
  let isFound = false;
  walk(found.expression, (node) => {
    if (node.type === 'Identifier') {
      const binding = file.script.bindingOf(node);
      // `if (Symbol)`: what the platform has, not what the code gives.
      if (binding === null && isOfMachine(node.name) && !isClassOrCallee(node)) isFound = true;
      const isOwn =
        binding === null ||
        (binding.kind === 'import' && !FLAG.test(node.name) && file.project.meaningOf(file.script, node).kind === 'unit') ||
        (test.body !== null && isWithin(binding.identifier, test.body) && !isOfPlatform(file, binding));
      const isCallee = parentOf(node)?.type === 'CallExpression';
      isFound ||= !isOwn && !isCallee && binding?.isReassigned !== true;
    }
    return !isFound;
  });
  // So are the elements of a loop, each of which may have its own case.
  return isFound || isInLoop(condition.node, test);
}

/** The text of a condition without the names that a test gave to what has nothing to do with where it runs: `node` of a tree. */
function textWithoutOwn({ script }: TestFileModel, { body }: TestModel, condition: Node): string {
  let text = script.textOf(condition);
  walk(condition, (node) => {
    const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
    const { initial = null } = binding ?? {};
    const isOwn = binding !== null && body !== null && isWithin(binding.identifier, body);
    if (isOwn && initial !== null && !SURROUNDINGS.test(script.textOf(initial)))
      text = replaceAt(text, node.start - condition.start, ' '.repeat(node.end - node.start));
    return true;
  });
  return text;
}

function replaceAt(text: string, at: number, part: string): string {
  return text.slice(0, at) + part + text.slice(at + part.length);
}

/** Whether a global is what one platform has and another has not. */
function isOfMachine(name: string): boolean {
  return isBuiltinGlobal(name) && !/^(?:undefined|NaN|Infinity)$/.test(name);
}

/** Whether a name holds what the platform has, or tells of it: `const { gc } = globalThis`, `const stats = await lstat(path)`. */
function isOfPlatform({ project, script }: TestFileModel, { initial, isReassigned, path }: Binding): boolean {
  if (initial === null || isReassigned) return false;
  let isFound = false;
  walk(initial, (node) => {
    if (node.type === 'Identifier') {
      const meaning = project.meaningOf(script, node);
      isFound ||= meaning.kind === 'library' && /^(?:node:)?(?:fs(?:\/promises)?|os|process)$/.test(meaning.library ?? '');
      isFound ||= script.bindingOf(node) === null && /^(?:process|globalThis)$/.test(node.name);
    }
    return !isFound && !isFunction(node);
  });
  const value: Node = bare(initial.type === 'AwaitExpression' ? initial.argument : initial);
  const at = rootOf(value);
  const isPart = at !== value || path?.length !== 0;
  return isFound || (isPart && at.type === 'Identifier' && script.bindingOf(at) === null && isBuiltinGlobal(at.name));
}

/** The right side of `instanceof`, and what a call is made of, as in `Array.isArray(x)`. */
function isClassOrCallee(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'BinaryExpression') return parent.operator === 'instanceof';
  if (parent?.type === 'MemberExpression') return isClassOrCallee(parent);
  return parent?.type === 'CallExpression';
}

function isInLoop(node: Node, test: TestModel): boolean {
  for (let at = parentOf(node); at !== null && at !== test.body; at = parentOf(at)) {
    if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
    const call = isFunction(at) ? parentOf(wrapped(at)) : null;
    if (
      call?.type === 'CallExpression' &&
      call.callee.type === 'MemberExpression' &&
      /^(?:forEach|map|each|times)$/.test(memberName(call.callee) ?? '')
    ) {
      return true;
    }
  }
  return false;
}
