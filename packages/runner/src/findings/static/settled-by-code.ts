/** Promises that only the code under test can settle: who waits for one fails, by its time limit, where the code never calls back. */
import type { CallExpression, NewExpression, Node } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { useOf } from './flow.ts';
import type { Script } from './script.ts';
import { bare, type FunctionNode, functionAround, isFunction, keyName, memberName, parentOf, wrapped } from './syntax.ts';

/** What settles a promise after some time, and what a server answers when it starts or stops. */
const NO_CALLBACK =
  /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|requestAnimationFrame|requestIdleCallback|listen|close)$/;

/**
 * Whether a call makes a promise that somebody waits for and that something else than time settles: its `resolve` or `reject` is handed
 * on, or is called by a function that is.
 */
export function isSettledByCode(script: Script, node: CallExpression | NewExpression): boolean {
  const settlers = node.type === 'NewExpression' ? settlersOfNew(script, node) : settlersOfCall(script, node);
  return settlers.some(({ declaration, references }) => {
    const home = isFunction(declaration) ? declaration : functionAround(declaration);
    return references.some((reference) => isCalledBack(reference, home));
  });
}

/** `resolve` and `reject` of `new Promise((resolve, reject) => ...)`. */
function settlersOfNew(script: Script, node: NewExpression): Binding[] {
  const [executor] = node.arguments;
  if (!isPromise(script, node.callee) || useOf(node) === 'dropped' || executor === undefined) return [];
  const body = bare(executor);
  const names = isFunction(body) ? body.params.filter(({ type }) => type === 'Identifier') : [];
  return names.flatMap((name) => script.bindingOf(name) ?? []);
}

/** `resolve` and `reject` of `const { promise, resolve } = Promise.withResolvers()`, where the promise is used. */
function settlersOfCall(script: Script, node: CallExpression): Binding[] {
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'withResolvers' || !isPromise(script, callee.object))
    return [];
  const holder = parentOf(wrapped(node));
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'ObjectPattern') return [];
  const bindings = new Map<string | null, Binding | null>(
    holder.id.properties.map((property) => {
      const isNamed = property.type === 'Property' && property.value.type === 'Identifier';
      return isNamed ? [keyName(property), script.bindingOf(property.value)] : [null, null];
    }),
  );
  const isUsed = (bindings.get('promise')?.references.length ?? 0) > 0;
  return isUsed ? ['resolve', 'reject'].flatMap((name) => bindings.get(name) ?? []) : [];
}

function isPromise(script: Script, node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Promise' && script.bindingOf(node) === null;
}

/** Whether one use of `resolve` or `reject` is left to whoever calls back; `home` is the function in which the promise is made or its executor. */
function isCalledBack(reference: Node, home: FunctionNode | null): boolean {
  const parent = parentOf(reference);
  if (parent?.type === 'Property' || parent?.type === 'AssignmentExpression') return true;
  if (parent !== null && isArgumentOf(reference, parent)) return !NO_CALLBACK.test(calleeName(parent) ?? '');
  for (let around = functionAround(reference); around !== null && around !== home; around = functionAround(around)) {
    const outer = wrapped(around);
    const holder = parentOf(outer);
    const isCalledAtOnce = holder?.type === 'CallExpression' && holder.callee === outer;
    if (isCalledAtOnce) continue;
    return holder === null || !isArgumentOf(outer, holder) || !NO_CALLBACK.test(calleeName(holder) ?? '');
  }
  return false;
}

function isArgumentOf(node: Node, parent: Node): parent is CallExpression | NewExpression {
  return (parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee !== node;
}

function calleeName({ callee }: CallExpression | NewExpression): string | null {
  const plain = bare(callee);
  if (plain.type === 'MemberExpression') return memberName(plain);
  return plain.type === 'Identifier' ? plain.name : null;
}
