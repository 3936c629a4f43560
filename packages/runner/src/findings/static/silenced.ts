/** What takes the failure of an assertion, and says nothing of it. */
import type { CallExpression, CatchClause, Node, TryStatement } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { chainOf, endOfChain } from './chain.ts';
import { useOf } from './flow.ts';
import { isAsyncWord } from './read-assertion.ts';
import { bare, type FunctionNode, isFunction, isWithin, memberName, parentOf, walk, wrapped } from './syntax.ts';
import type { Assertion, Enclosing, TestFileModel } from './test-file.ts';

/** The `try`, the `catch` of a promise or the helper that takes the failure of an assertion and says nothing; null where none does. */
export function silencedBy(file: TestFileModel, assertion: Assertion): Node | null {
  // A soft one is told to the test, whoever catches; and where something is noted behind it, that may be looked at.
  if (assertion.modifiers.includes('soft') || isNotedAfter(file, assertion)) return null;
  return (
    silencingTry(file, assertion) ??
    silencingCatch(file, assertion) ??
    assertion.flow.enclosing.map((around) => silencingHelper(file, around)).find((call) => call !== null) ??
    null
  );
}

/** Whether anything but an assertion is done behind an assertion, in the function or the block that it ends early: `passed = true`. */
export function isNotedAfter(file: Pick<TestFileModel, 'assertions'>, { node, flow }: Assertion): boolean {
  const around = flow.conditions.find(({ kind }) => kind === 'try')?.node;
  const block = around?.type === 'TryStatement' ? around.block : null;
  const inner = flow.enclosing[0]?.node ?? null;
  const place = block !== null && (inner === null || isWithin(block, inner)) ? block : inner;
  let isFound = false;
  if (place !== null)
    walk(place, (each) => {
      if (each.start < node.end) return each.end > node.end;
      if (file.assertions.some((other) => other.node === each)) return false;
      isFound ||= /^(?:Assignment|Update|Call|Return)/.test(each.type);
      return !isFound;
    });
  return isFound;
}

function silencingTry(file: TestFileModel, { node, flow }: Assertion): Node | null {
  const guard = flow.conditions.find(({ kind }) => kind === 'try')?.node;
  if (guard?.type !== 'TryStatement' || guard.handler === null) return null;
  if (flow.enclosing.some((around) => isWithin(around.node, guard))) return null;
  // A loop that tries again until it holds.
  if (flow.conditions.some((condition) => condition.kind === 'loop' && isWithin(guard, condition.node))) return null;
  if (flow.enclosing.some(({ runs }) => runs === 'retried')) return null;
  return isSilent(file, guard.handler.body, { caught: caughtBy(file, guard.handler) }) && isWithin(node, guard.block)
    ? guard
    : null;
}

/** `load().then((value) => expect(value).toBe(1)).catch(() => {})`. */
function silencingCatch(file: TestFileModel, { node, modifiers, flow }: Assertion): Node | null {
  const own = modifiers.some(isAsyncWord) ? catchIn(file, node) : null;
  const promises: Node[] = [];
  for (const around of flow.enclosing) {
    if (around.call === null || !carriesFailure(around)) break;
    promises.push(around.call);
  }
  const found = own ?? promises.map((promise) => catchAfter(file, promise)).find((call) => call !== null) ?? null;
  return found !== null && isLetGo(found) ? found : null;
}

/** Whether nobody looks at what becomes of a promise. */
function isLetGo(promise: Node): boolean {
  const end = endOfChain(promise);
  const use = useOf(end);
  const waiting = parentOf(end);
  return use === 'awaited' && waiting !== null ? useOf(waiting) === 'dropped' : use === 'dropped' || use === 'returned';
}

/** The same as part of the assertion's own chain: `expect(load()).resolves.toBe(1).catch(() => {})`. */
function catchIn(file: TestFileModel, assertion: Node): Node | null {
  const { links } = chainOf(assertion);
  const caught = links.find((link, index) => {
    const member = links[index - 1];
    return link.kind === 'call' && member?.kind === 'member' && takesFailure(file, member.name, link.node) === true;
  });
  return caught?.node ?? null;
}

/** Whether a link of a promise takes its failure and says nothing of it; null where it takes none. */
function takesFailure(file: TestFileModel, name: string | null, call: CallExpression): boolean | null {
  const handler = name === 'catch' ? call.arguments[0] : name === 'then' ? call.arguments[1] : undefined;
  return handler === undefined ? null : isSilentHandler(file, bare(handler));
}

/** Whether a failure in a callback is that of the promise which the call around gives. */
function carriesFailure({ node, call, runs }: Enclosing): boolean {
  if (runs === 'resolved' || runs === 'rejected') return true;
  return runs === 'now' && node.async && call?.type === 'CallExpression' && bare(call.callee) === node;
}

/** The link behind a promise that takes its failure. */
function catchAfter(file: TestFileModel, promise: Node): Node | null {
  const member = parentOf(wrapped(promise));
  if (member?.type !== 'MemberExpression' || member.object !== wrapped(promise)) return null;
  const call = parentOf(wrapped(member));
  if (call?.type !== 'CallExpression' || call.callee !== wrapped(member)) return null;
  const isTaken = takesFailure(file, memberName(member), call);
  return isTaken === null ? catchAfter(file, call) : isTaken ? call : null;
}

function isSilentHandler(file: TestFileModel, handler: Node): boolean {
  if (handler.type === 'MemberExpression')
    return /^(?:console|logger?)\./.test(file.script.textOf(handler)) && !LISTENED.test(file.script.text);
  if (!isFunction(handler) || handler.body === null) return false;
  const { body } = handler;
  // What it gives instead may be looked at.
  return body.type === 'BlockStatement' ? isSilent(file, body) : isNothing(body) || isLogging(file, body);
}

function isNothing(value: Node): boolean {
  const plain = bare(value);
  return (plain.type === 'Literal' && plain.value === null) || (plain.type === 'Identifier' && plain.name === 'undefined');
}

/** A function of the tests' own that calls what it is handed, and swallows what that throws. */
function silencingHelper({ project, script }: TestFileModel, { node, call, runs }: Enclosing): Node | null {
  if (runs !== 'called' || call?.type !== 'CallExpression') return null;
  const helper = project.meaningOf(script, call.callee);
  if (helper.kind !== 'code' || !isFunction(helper.node) || !project.isTestNode(helper.script, helper.node)) return null;
  const body = helper.node;
  const parameter = body.params[call.arguments.indexOf(wrapped(node) as never)];
  const binding = parameter?.type === 'Identifier' ? helper.script.bindingOf(parameter) : null;
  if (binding === null || binding.isReassigned || binding.references.length === 0) return null;
  const isSwallowed = binding.references.every((reference) => {
    const made = parentOf(wrapped(reference));
    if (made?.type !== 'CallExpression' || made.callee !== wrapped(reference)) return false;
    const guard = tryAround(made, body);
    if (guard?.type !== 'TryStatement' || guard.handler === null || !isAllThatIsTried(made, guard, isUnread(call))) return false;
    return isSilent({ ...helper, assertions: [] }, guard.handler.body, { mayReturn: isUnread(call) });
  });
  return isSwallowed ? call : null;
}

/** Whether nobody looks at what a call gives. */
function isUnread(call: Node): boolean {
  return isLetGo(call) && useOf(call) !== 'returned';
}

/**
 * Whether a call is all that a `try` does, once: a helper that tries again, or notes that it passed, tells what it found. What it returns
 * tells nothing where nobody reads that.
 */
function isAllThatIsTried(call: Node, guard: TryStatement, isUnread: boolean): boolean {
  const [first, ...others] = guard.block.body;
  const isReturned = isUnread && first?.type === 'ReturnStatement';
  const tried = isReturned ? first.argument : first?.type === 'ExpressionStatement' ? first.expression : null;
  if (tried === null || !others.every(({ type }) => isUnread && type === 'ReturnStatement')) return false;
  const done = bare(tried);
  if (done !== call && !(done.type === 'AwaitExpression' && bare(done.argument) === call)) return false;
  for (let at = parentOf(guard); at !== null && !isFunction(at); at = parentOf(at))
    if (/^(?:For|While|DoWhile)/.test(at.type)) return false;
  return true;
}

/** The `try` of a function whose block a node stands in, without another function between. */
function tryAround(node: Node, outer: FunctionNode): Node | null {
  for (let at = node, parent = parentOf(at); parent !== null && at !== outer; at = parent, parent = parentOf(at)) {
    if (parent.type === 'TryStatement' && parent.block === at) return parent;
    if (isFunction(parent)) return null;
  }
  return null;
}

/** The name that a `catch` gives to what it caught; null where it gives none. */
function caughtBy({ script }: TestFileModel, { param }: CatchClause): Binding | null {
  return param?.type === 'Identifier' ? script.bindingOf(param) : null;
}

/** Whether an assertion about what was caught holds for the failure of any assertion: `expect(error).toBeInstanceOf(Error)`. */
function holdsForFailure({ script }: Pick<TestFileModel, 'script'>, assertion: Assertion, caught: Binding): boolean {
  const { api, actual, expected, isCalled, matcher, modifiers } = assertion;
  if (api !== 'expect' || !isCalled || actual === null || caught.isReassigned) return false;
  const at = bare(actual);
  const value = at.type === 'MemberExpression' && /^(?:message|name|stack)$/.test(memberName(at) ?? '') ? bare(at.object) : at;
  if (value.type !== 'Identifier' || script.bindingOf(value) !== caught) return false;
  if (modifiers.length > 0) return modifiers.join() === 'not' && /^(?:toBeNull|toBeUndefined)$/.test(matcher ?? '');
  if (matcher === 'toBeInstanceOf')
    return value === at && expected.length === 1 && script.textOf(expected[0] as Node) === 'Error';
  return matcher === 'toBeDefined' || matcher === 'toBeTruthy';
}

interface Silence {
  /** What was caught, where an assertion may hold for whatever that is. */
  caught?: Binding | null;
  /** Whether nobody reads what is returned. */
  mayReturn?: boolean;
}

/** Whether nothing in here tells anybody: only what is logged, or nothing at all, or what holds for whatever is `caught`. */
function isSilent(
  file: Pick<TestFileModel, 'script' | 'assertions'>,
  body: Node,
  { caught = null, mayReturn = false }: Silence = {},
): boolean {
  let isFound = true;
  walk(body, (each) => {
    const assertion = file.assertions.find((other) => other.node === each);
    if (assertion !== undefined && caught !== null && holdsForFailure(file, assertion, caught)) return false;
    const isCall = each.type === 'CallExpression' || each.type === 'NewExpression';
    const isTelling = TELLING.test(each.type) && !(mayReturn && each.type === 'ReturnStatement');
    if ((isCall && !isLogging(file, each)) || assertion !== undefined || isTelling) isFound = false;
    return isFound;
  });
  return isFound;
}

const TELLING = /^(?:Throw|Return|Assignment|Update|If|Continue|Break)/;

/** Where a test listens to the console, it may hear of a failure by that. */
const LISTENED = /spyOn\(\s*(?:console|logger?)\b|console\.\w+\s*=[^=]/;

function isLogging({ script }: Pick<TestFileModel, 'script'>, node: Node): boolean {
  return (
    (node.type === 'CallExpression' || node.type === 'NewExpression') &&
    /^(?:console\.|logger?\.)/.test(script.textOf(node.callee)) &&
    !LISTENED.test(script.text)
  );
}
