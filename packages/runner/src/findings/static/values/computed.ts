/** Whether a value is worked out as the test runs, rather than written in it. */
import type { Node } from 'oxc-parser';
import type { Script } from '../script.ts';
import { isFunction, walk } from '../syntax.ts';

/** How many variables lie between a side and the call that it comes from, at the most. */
const FAR = 4;

/** Whether a value comes from a call, by variables too. */
export function isComputed(script: Script, side: Node, far = FAR): boolean {
  let isFound = false;
  walk(side, (node) => {
    if (isFound || isFunction(node)) return false;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') isFound = true;
    const binding = node.type === 'Identifier' && far > 0 ? script.bindingOf(node) : null;
    const given = binding === null ? [] : [binding.initial, ...binding.writes];
    isFound ||= given.some((value) => value !== null && isComputed(script, value, far - 1));
    return !isFound;
  });
  return isFound;
}
