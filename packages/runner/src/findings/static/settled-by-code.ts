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
 * Whether a call makes a promise that somebody waits for and that something else than time settles: its `resolve` is handed on, or is called
 * by a function that is.
 */
export function isSettledByCode(script: Script, node: CallExpression | NewExpression): boolean {
  const settler = node.type === 'NewExpression' ? settlerOfNew(script, node) : settlerOfCall(script, node);
  if (settler === null) return false;
  const home = isFunction(settler.declaration) ? settler.declaration : functionAround(settler.declaration);
  return settler.references.some((reference) => isCalledBack(reference, home));
}

/** `resolve` of `new Promise((resolve) => ...)`. */
function settlerOfNew(script: Script, node: NewExpression): Binding | null {
  const [executor] = node.arguments;
  if (!isPromise(script, node.callee) || useOf(node) === 'dropped' || executor === undefined) return null;
  const body = bare(executor);
  const resolve = isFunction(body) ? body.params[0] : undefined;
  return resolve?.type === 'Identifier' ? script.bindingOf(resolve) : null;
}

/** `resolve` of `const { promise, resolve } = Promise.withResolvers()`, where the promise is used. */
function settlerOfCall(script: Script, node: CallExpression): Binding | null {
  const callee = bare(node.callee);
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'withResolvers' || !isPromise(script, callee.object))
    return null;
  const holder = parentOf(wrapped(node));
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'ObjectPattern') return null;
  const bindings = new Map(
    holder.id.properties.map((property) => {
      const isNamed = property.type === 'Property' && property.value.type === 'Identifier';
      return isNamed ? [keyName(property), script.bindingOf(property.value)] : [null, null];
    }),
  );
  const isUsed = (bindings.get('promise')?.references.length ?? 0) > 0;
  return isUsed ? (bindings.get('resolve') ?? null) : null;
}

function isPromise(script: Script, node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Promise' && script.bindingOf(node) === null;
}

/** Whether one use of `resolve` is left to whoever calls back; `home` is the function in which the promise is made or its executor. */
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
