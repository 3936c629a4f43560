/** Following a failed assertion outwards, to the promise that carries it and that nobody waits for. */
import type { Node } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { chainOf, endOfChain } from './chain.ts';
import { useOf } from './flow.ts';
import { isAsyncWord } from './read-assertion.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, functionAround, isFunction, isWithin, memberName, parentOf, walk, wrapped } from './syntax.ts';
import type { Assertion, Enclosing, TestModel } from './test-file.ts';

/** A promise that is let go, or the call that has a timer run the assertion. */
export interface Loss {
  node: Node;
  /** Whether Vitest waits for it by itself: `resolves`, `rejects`, `poll`. */
  isKept: boolean;
  /** Whether the test waits for something else afterwards, so that the assertion may have run. */
  isLate: boolean;
  /** Whether a timer is to run it, and nothing in the test or its hooks lets time pass after that. */
  isTimed: boolean;
  /** Whether the test waits for it by `Promise.allSettled`, which fails with nothing. */
  isSettled: boolean;
}

/** What is awaited lets time pass: with it, what was begun before has run. */
const SETTLING = /timer|flush|tick|sleep|delay|(?<!a)wait|timeout|new Promise|settle|drain|immediate|advance|act\(/i;

/** A text moves fake timers, or waits: to set, fake or clear timers lets no time pass. */
const TIME_PASSES = /advance|run(?:All|Only|To)|tick|flush|elapse|sleep|delay|wait|settle|drain/i;
/** Timers that run what they are given only when the test is over, unless it waits; what follows at once runs before it is. */
const GLOBAL_TIMER = /^(?:setTimeout|setInterval|setImmediate)$/;

/** The promise that is lost with a failure of this assertion; null where somebody waits, or may. */
export function lossOf(script: Script, { body, hooks }: Pick<TestModel, 'body' | 'hooks'>, assertion: Assertion): Loss | null {
  return body === null || usesCallback(script, body) ? null : lossIn(script, { body, hooks }, assertion);
}

/** The same of an assertion that stands outside of any test, as the module is evaluated. */
export function lossOutside(script: Script, assertion: Assertion): Loss | null {
  return lossIn(script, { body: script.program, hooks: [] }, assertion);
}

/** Where a promise may be waited for: in the body of a test, and in what its hooks do. */
interface Waiting extends Pick<TestModel, 'hooks'> {
  body: Node;
}

function lossIn(script: Script, test: Waiting, assertion: Assertion): Loss | null {
  const { body } = test;
  let carrier: Node | null = assertion.givesPromise ? assertion.node : null;
  let isKept = [...assertion.modifiers, assertion.matcher].some(isAsyncWord);
  let isTimed = false;
  for (let index = 0; ; index++) {
    const outer = assertion.flow.enclosing.slice(index);
    if (carrier !== null) {
      const fate = fateOf(script, carrier, body);
      if (fate === 'kept') return null;
      if (fate === 'settled')
        return isToldOtherwise(assertion, carrier)
          ? null
          : { node: carrier, isKept: false, isLate: false, isTimed: false, isSettled: true };
      if (fate === 'lost') {
        const isLate = awaitedAfter(body, carrier).length > 0;
        if (isTimed && (isLate || letsTimePass(script, test, carrier))) return null;
        return outer.every(passesOn) ? { node: carrier, isKept, isLate, isTimed, isSettled: false } : null;
      }
    }
    const [around] = outer;
    if (around === undefined) return null;
    const isPromise = carrier !== null ? useOf(carrier) === 'returned' || around.node.async : around.node.async;
    const next = carrierOf(around, isPromise);
    if (next === 'none') return null;
    carrier = next;
    isTimed ||= around.runs === 'later';
    if (next !== null) isKept = false;
  }
}

/** Whether the failure of an assertion is told by something else than the promise: a soft one, one that is caught on the way. */
function isToldOtherwise({ modifiers, flow, node }: Assertion, carrier: Node): boolean {
  if (modifiers.includes('soft') || flow.conditions.some(({ kind }) => kind === 'try')) return true;
  return [carrier, ...flow.enclosing.flatMap(({ call }) => call ?? []), node].some((each) =>
    chainOf(endOfChain(each)).links.some((link) => link.kind === 'member' && link.name === 'catch'),
  );
}

/** The promise by which the failure of a callback goes on; null where it is thrown at the statement around, `none` where nobody knows. */
function carrierOf({ node, call, runs }: Enclosing, isPromise: boolean): Node | null | 'none' {
  if (call?.type !== 'CallExpression') return 'none';
  const callee = bare(call.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : null;
  switch (runs) {
    case 'resolved':
    case 'rejected':
      return endOfChain(call);
    case 'retried':
      return call;
    case 'later':
      return GLOBAL_TIMER.test(name ?? '') && callee.type === 'Identifier' ? call : 'none';
    case 'now':
    case 'each':
      if (!isPromise) return name === 'expect' || name === 'act' ? 'none' : null;
      if (callee === node) return call;
      return name === 'forEach' || name === 'map' || name === 'flatMap' ? call : 'none';
    case 'called':
      return 'none';
    default:
      return runs satisfies never;
  }
}

/** Whether what a function lets go is lost for the test: not where it may settle a promise that the test waits for. */
function passesOn({ call, runs }: Enclosing): boolean {
  return call?.type === 'CallExpression' && (runs === 'resolved' || runs === 'rejected' || runs === 'now' || runs === 'each');
}

/** Whether a promise is kept, lost, waited for whatever becomes of it (`settled`), or handed to the function around (`on`). */
type Fate = 'kept' | 'lost' | 'settled' | 'on';

function fateOf(script: Script, carrier: Node, body: Node): Fate {
  if (isLetGoBySettling(script, carrier, body)) return 'settled';
  const callee = carrier.type === 'CallExpression' ? bare(carrier.callee) : null;
  if (callee?.type === 'MemberExpression' && memberName(callee) === 'forEach') return 'lost';
  switch (useOf(carrier)) {
    case 'dropped':
      return isHandled(carrier) ? 'kept' : 'lost';
    case 'awaited':
    case 'returned':
      return 'on';
    case 'stored':
      return fateOfStored(script, carrier, body);
    case 'passed': {
      const collector = collectorOf(carrier);
      return collector === null ? 'kept' : fateOf(script, collector, body);
    }
  }
}

/** The list that a promise is put in, or the `Promise.all` that it is handed to; null for anything else. */
function collectorOf(carrier: Node): Node | null {
  const outer = wrapped(carrier);
  const parent = parentOf(outer);
  if (parent?.type === 'ArrayExpression') return parent;
  if (parent?.type !== 'CallExpression' || !parent.arguments.includes(outer as never)) return null;
  const callee = bare(parent.callee);
  const isPromise = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise';
  return isPromise ? endOfChain(parent) : null;
}

/** Whether a chain ends by handing failures to somebody, as `.catch(done)` does. */
function isHandled(carrier: Node): boolean {
  const { root, links } = chainOf(carrier);
  if (root.type === 'Identifier' && root.name === 'cy') return true;
  return links.some((link, index) => {
    const next = links[index + 1];
    if (link.kind !== 'member' || next?.kind !== 'call') return false;
    const handler = link.name === 'catch' ? next.arguments[0] : link.name === 'then' ? next.arguments[1] : undefined;
    return handler !== undefined && !isFunction(bare(handler));
  });
}

/** Whether this is `Promise.allSettled(...)` of which nobody looks at what it tells. */
function isLetGoBySettling(script: Script, node: Node, body: Node): boolean {
  const callee = node.type === 'CallExpression' ? bare(node.callee) : null;
  if (callee?.type !== 'MemberExpression' || memberName(callee) !== 'allSettled') return false;
  if (callee.object.type !== 'Identifier' || callee.object.name !== 'Promise') return false;
  const use = useOf(node);
  const waiting = parentOf(wrapped(node));
  if (use === 'awaited' && waiting !== null)
    return useOf(waiting) === 'dropped' || (useOf(waiting) === 'stored' && isOnlyLogged(script, waiting));
  return use === 'returned' && functionAround(node) === body;
}

/** Whether a value is put in a variable that is read for nothing but the console. */
function isOnlyLogged(script: Script, value: Node): boolean {
  const holder = parentOf(wrapped(value));
  const binding = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? script.bindingOf(holder.id) : null;
  return (
    binding?.references.every((reference) => {
      for (let at: Node | null = reference; at !== null && !isFunction(at); at = parentOf(at))
        if (at.type === 'CallExpression') return /^console\./.test(script.textOf(at.callee));
      return false;
    }) ?? false
  );
}

/** Of a promise that is put in a variable of the test: lost where that is never read before it is overwritten. */
function fateOfStored(script: Script, carrier: Node, body: Node): Fate {
  const holder = parentOf(wrapped(carrier));
  const target = holder?.type === 'VariableDeclarator' ? holder.id : holder?.type === 'AssignmentExpression' ? holder.left : null;
  if (target !== null && isTakenApart(carrier, target)) return 'lost';
  const binding = target?.type === 'Identifier' ? script.bindingOf(target) : null;
  if (binding === null || !isWithin(binding.identifier, body)) return 'kept';
  const end = endOf(body, carrier);
  const later = binding.references.filter(({ start }) => carrier.end <= start && start < end);
  const settling = later.filter((reference) => {
    const call = parentOf(wrapped(reference));
    return call !== null && isLetGoBySettling(script, call, body);
  });
  const others = later.filter((reference) => !settling.includes(reference));
  if (isRead(binding, others)) return 'kept';
  return settling.length > 0 ? 'settled' : 'lost';
}

/** Whether a pattern asks the promise of a chain for values: `const { status } = load().then(...)` keeps no promise. */
function isTakenApart(carrier: Node, target: Node): boolean {
  const { links } = chainOf(carrier);
  const isThen = links.some((link) => link.kind === 'member' && link.name === 'then');
  return isThen && (target.type === 'ArrayPattern' || target.type === 'ObjectPattern');
}

/** Where a body is left for certain after a place: nothing behind its `return` is executed. */
function endOf(body: Node, place: Node): number {
  const statements = isFunction(body) && body.body?.type === 'BlockStatement' ? body.body.body : [];
  return statements.find(({ type, start }) => type === 'ReturnStatement' && start >= place.end)?.end ?? body.end;
}

/** Whether one of these mentions of a variable reads it, before another gives it a new value. */
function isRead(binding: Binding, mentions: readonly Node[]): boolean {
  for (const reference of mentions) {
    const parent = parentOf(reference);
    if (parent?.type === 'ExpressionStatement' || isOnlyLookedAt(reference) || isInPattern(reference)) continue;
    if (parent?.type !== 'AssignmentExpression' || parent.left !== reference) return true;
    return binding.references.some((other) => other !== reference && isWithin(other, parent.right));
  }
  return false;
}

/** Whether a promise is handed to what does not wait for it: `expect(promise).toBeDefined()`, `console.log(promise)`. */
function isOnlyLookedAt(reference: Node): boolean {
  const outer = wrapped(reference);
  const call = parentOf(outer);
  if (call?.type !== 'CallExpression' || !call.arguments.includes(outer as never)) return false;
  const { root, links } = chainOf(endOfChain(call));
  if (root.type !== 'Identifier') return false;
  if (root.name === 'console') return true;
  const isWaitedFor = useOf(endOfChain(call)) !== 'dropped';
  return root.name === 'expect' && !isWaitedFor && !links.some((link) => link.kind === 'member' && isAsyncWord(link.name));
}

/** Whether a name is given a value by a pattern: `({ promise } = other)`. */
function isInPattern(reference: Node): boolean {
  for (let at = reference, parent = parentOf(at); parent !== null; at = parent, parent = parentOf(at)) {
    if (parent.type === 'AssignmentExpression') return at !== reference && parent.left === at;
    if (parent.type !== 'Property' && parent.type !== 'ObjectPattern' && parent.type !== 'ArrayPattern') return false;
  }
  return false;
}

/** What the test waits for, or gives back, after a place. */
export function awaitedAfter(body: Node, place: Node): Node[] {
  const found: Node[] = [];
  const end = endOf(body, place);
  walk(body, (node) => {
    if (node.start < place.end || node.start >= end) return true;
    if ((node.type === 'AwaitExpression' || node.type === 'ReturnStatement') && node.argument !== null) found.push(node.argument);
    return true;
  });
  return found.filter(({ type }) => type !== 'Literal' && type !== 'ArrayExpression' && type !== 'ObjectExpression');
}

/** Whether a timer that is set at a place may be let run before the test is over, or a hook may do so. */
function letsTimePass(script: Script, { body, hooks }: Waiting, place: Node): boolean {
  const texts = [script.text.slice(place.end, body.end), ...hooks.map(({ node }) => script.textOf(node))];
  return texts.some((text) => TIME_PASSES.test(text));
}

/** Whether the test waits for time afterwards: then the assertion has run. */
export function isSettledLater(script: Script, { body }: TestModel, { node }: Pick<Loss, 'node'>): boolean {
  return body === null || awaitedAfter(body, node).some((awaited) => SETTLING.test(script.textOf(awaited)));
}

/** Whether what the test waits for afterwards is the very promise that the chain hangs on: the assertion has run, and fails beside the test. */
export function isBesideAwaited(script: Script, { body }: TestModel, { node }: Loss): boolean {
  const name = promiseOf(node)?.replaceAll('$', '\\$') ?? null;
  if (body === null || name === null) return false;
  const promise = new RegExp(`(?<![\\w$.])${name}(?![\\w$])`);
  return awaitedAfter(body, node).some((awaited) => promise.test(script.textOf(awaited)));
}

/** The name of the promise that a chain hangs on: `loading.then(...)`, `expect(loading).resolves`. Of `load().then(...)` it has none. */
function promiseOf(node: Node): string | null {
  const { root, links } = chainOf(node);
  const [first] = links;
  if (root.type !== 'Identifier') return null;
  if (first?.kind === 'member') return root.name;
  const [looked] = root.name === 'expect' && first?.kind === 'call' ? first.arguments : [];
  const plain = looked === undefined ? null : bare(looked);
  return plain?.type === 'Identifier' ? plain.name : null;
}

/** Tests of an older kind, which say by a call when they are done: `test('x', (done) => ...)`. */
export function usesCallback(script: Script, body: FunctionNode): boolean {
  const [first] = body.params;
  if (first?.type !== 'Identifier') return false;
  const binding = script.bindingOf(first);
  return binding?.references.some((reference) => parentOf(reference)?.type !== 'MemberExpression') ?? false;
}
