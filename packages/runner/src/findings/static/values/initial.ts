/** What a test gave to a variable, where it is certain that nothing else did. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { Script } from '../script.ts';
import { functionAround, parentOf, wrapped } from '../syntax.ts';

/** A source that holds tests of itself: what stands at its top is the unit. */
export function isOfSources(binding: Binding, script: Script): boolean {
  return script.topLevel(binding.name) === binding && script.text.includes('import.meta.vitest');
}

/** What a binding is worth from its declaration on: its initial value, or the only one it is ever given, right in the same block. */
export function initialOf(binding: Binding, script: Script): Node | null {
  if (binding.kind !== 'variable' || isOfSources(binding, script)) return null;
  if (!binding.isReassigned) return binding.initial;
  const [only, ...others] = binding.writes;
  if (only === undefined || only === null || others.length > 0 || isReadBefore(binding, only)) return null;
  const statement = parentOf(wrapped(only));
  const declared = parentOf(binding.declaration);
  const isBeside = statement !== null && declared !== null && blockOf(statement) === parentOf(declared);
  return isBeside && functionAround(only) === functionAround(declared) ? only : null;
}

/** Whether what a variable is declared with may be read before it is given another value: `let text = ''`. */
function isReadBefore({ initial, references }: Binding, write: Node): boolean {
  return initial !== null && references.some(({ start, end }) => end < write.start && parentOf(write)?.start !== start);
}

/** The block that an assignment, as a statement of its own, stands in. */
function blockOf(assignment: Node): Node | null {
  const statement = parentOf(assignment);
  return statement?.type === 'ExpressionStatement' ? parentOf(statement) : null;
}
