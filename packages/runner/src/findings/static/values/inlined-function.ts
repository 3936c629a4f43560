/** Functions of a test file that do no more than return an expression of their parameters, with names for its parts. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isFunction } from '../syntax.ts';
import { isOfSources } from './initial.ts';

export interface PlainFunction {
  parameters: readonly Binding[];
  result: Node;
}

/** The function that a callee, or an expression, stands for; null unless it is one of the file that only returns something. */
export function plainFunction(node: Node, script: Script, { isAsyncToo = false } = {}): PlainFunction | null {
  const definition = definitionOf(bare(node), script);
  if (definition === null || (definition.async && !isAsyncToo) || definition.generator) return null;
  const result = resultOf(definition);
  const parameters = definition.params.map((parameter) => (parameter.type === 'Identifier' ? script.bindingOf(parameter) : null));
  const known = parameters.filter((parameter) => parameter !== null && !parameter.isReassigned);
  return result === null || known.length < parameters.length ? null : { parameters: known as Binding[], result };
}

function definitionOf(node: Node, script: Script): FunctionNode | null {
  if (isFunction(node)) return node;
  const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
  if (binding === null || binding.isReassigned || isOfSources(binding, script)) return null;
  if (binding.kind === 'function' && isFunction(binding.declaration)) return binding.declaration;
  const initial = binding.initial === null || binding.path?.length !== 0 ? null : bare(binding.initial);
  return isFunction(initial) ? initial : null;
}

/** Constants on the way to the result are seen through as anywhere else. */
function resultOf({ body }: FunctionNode): Node | null {
  if (body === null) return null;
  if (body.type !== 'BlockStatement') return body;
  const last = body.body.at(-1);
  const before = body.body.slice(0, -1);
  const areConstants = before.every((each) => each.type === 'VariableDeclaration' && each.kind === 'const');
  return last?.type === 'ReturnStatement' && areConstants ? last.argument : null;
}
