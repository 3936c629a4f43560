/** Promises that a test waits for and that only the code under test settles: where it does not, the test fails when its time is over. */
import type { AwaitExpression, CallExpression, NewExpression, Node } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { isBuiltinGlobal } from './builtins.ts';
import { useOf } from './flow.ts';
import { isHarmless } from './harmless.ts';
import { testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, functionAround, isFunction, keyName, memberName, parentOf, wrapped } from './syntax.ts';

/** Whether a call makes such a promise: `new Promise((resolve) => unit.on('done', resolve))`, or `Promise.withResolvers()`. */
export function awaitsTheUnit(project: StaticProject, script: Script, call: CallExpression | NewExpression): boolean {
  return settlersOf(script, call).some(({ references }) =>
    references.some((reference) => isLeftToTheUnit(project, script, reference)),
  );
}

/**
 * Whether a promise that the unit gave was kept while the test did something, and is waited for now: what was done between has to settle it.
 * `const closed = pool.close(); connection.end(); await closed;`
 */
export function awaitsPending(project: StaticProject, script: Script, { argument }: AwaitExpression): boolean {
  const name = bare(argument);
  const binding = name.type === 'Identifier' ? script.bindingOf(name) : null;
  if (binding?.initial == null || binding.isReassigned || binding.path?.length !== 0) return false;
  const made = bare(binding.initial);
  if (made.type !== 'CallExpression' || project.meaningOf(script, made.callee).kind !== 'unit') return false;
  const declaration = parentOf(binding.declaration);
  const block = declaration === null ? null : parentOf(declaration);
  if (block?.type !== 'BlockStatement') return false;
  return block.body.some(
    (each) =>
      each.start >= made.end && each.end <= argument.start && each.type === 'ExpressionStatement' && acts(each.expression),
  );
}

/** Whether a statement does something on the spot: what it waits for itself would let time pass. */
function acts(expression: Node): boolean {
  const plain = bare(expression.type === 'AwaitExpression' ? expression.argument : expression);
  return plain.type === 'CallExpression' || plain.type === 'AssignmentExpression';
}

/** The names by which a new promise is settled. */
function settlersOf(script: Script, call: CallExpression | NewExpression): Binding[] {
  const callee = bare(call.callee);
  if (call.type === 'NewExpression') {
    const executor = call.arguments[0] === undefined ? null : bare(call.arguments[0]);
    if (callee.type !== 'Identifier' || callee.name !== 'Promise' || !isFunction(executor)) return [];
    if (useOf(call) === 'dropped') return [];
    return bindingsOf(script, executor.params);
  }
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'withResolvers') return [];
  const holder = parentOf(wrapped(call));
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'ObjectPattern') return [];
  const promise = holder.id.properties.find((property) => property.type === 'Property' && keyName(property) === 'promise');
  const isUsed = promise?.type === 'Property' && (script.bindingOf(promise.value)?.references.length ?? 0) > 0;
  if (!isUsed) return [];
  const names = holder.id.properties.flatMap((property) =>
    property.type === 'Property' && /^(?:resolve|reject)$/.test(keyName(property) ?? '') ? [property.value] : [],
  );
  return bindingsOf(script, names);
}

function bindingsOf(script: Script, names: readonly Node[]): Binding[] {
  return names.flatMap((name) => script.bindingOf(name) ?? []);
}

/** Names of calls that prepare and clean up, which end whatever the code does. */
const SURROUNDING = /^(?:listen|close|stop|end|destroy|dispose|terminate|kill|shutdown|exit)$/i;

/** Whether settling is kept, or handed, as it is or within a function, to something else than the platform, its timers and the tests' tools. */
function isLeftToTheUnit(project: StaticProject, script: Script, reference: Node): boolean {
  for (let at: Node | null = reference; at !== null; at = functionAround(at)) {
    const call = callHandedTo(at);
    if (call !== null) return mayCallLater(project, script, call);
    const parent = parentOf(wrapped(at));
    // Called on the spot: it settles when the function around it runs.
    if (parent?.type === 'CallExpression' && parent.callee === wrapped(at)) continue;
    return true;
  }
  return false;
}

function mayCallLater(project: StaticProject, script: Script, call: CallExpression | NewExpression): boolean {
  const callee = bare(call.callee);
  if (callee.type === 'MemberExpression' && SURROUNDING.test(memberName(callee) ?? '')) return false;
  const meaning = project.meaningOf(script, callee);
  switch (meaning.kind) {
    case 'data':
      return false;
    case 'library':
      if (testApi(meaning) !== null) return /^(?:vi|vitest|jest)$/.test(meaning.path[0] ?? '');
      return !(isHarmless(meaning) || (meaning.library === null && isBuiltinGlobal(meaning.path[0] ?? '')));
    case 'context':
      return !isHarmless(meaning);
    case 'unit':
    case 'code':
    case 'instance':
    case 'module':
    case 'unknown':
      return true;
    default:
      return meaning satisfies never;
  }
}

/** The call whose argument, or a part of it, a node is. */
function callHandedTo(node: Node): CallExpression | NewExpression | null {
  let at = wrapped(node);
  for (let parent = parentOf(at); parent !== null; at = wrapped(parent), parent = parentOf(at)) {
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression')
      return parent.arguments.includes(at as never) ? parent : null;
    if (!/^(?:Property|ObjectExpression|ArrayExpression)$/.test(parent.type)) return null;
  }
  return null;
}
