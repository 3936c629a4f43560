/** Whether what a module of the sources holds is the same at any time. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import { bare, memberName, parentOf, wrapped } from '../syntax.ts';
import { READING } from './language-methods.ts';

/** A value of a module that nobody there changes. */
export function isConstant(initial: Node, binding: Binding): boolean {
  if (binding.isReassigned || binding.path?.length !== 0) return false;
  const plain = bare(initial);
  switch (plain.type) {
    case 'Literal':
      return (
        !('regex' in plain) ||
        !/[gy]/.test(plain.regex.flags) ||
        onlyInMethods(binding, /^(?:replace|replaceAll|split|matchAll|match)$/)
      );
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'ArrayExpression':
    case 'ObjectExpression':
      return isUnchanged(binding);
    case 'NewExpression':
      return plain.callee.type === 'Identifier' && /^(?:Set|Map|RegExp)$/.test(plain.callee.name) && isUnchanged(binding);
    case 'CallExpression': {
      const callee = bare(plain.callee);
      return callee.type === 'MemberExpression' && memberName(callee) === 'freeze';
    }
    default:
      return false;
  }
}

/** Only such methods reset where a global expression begins to search. */
function onlyInMethods(binding: Binding, methods: RegExp): boolean {
  return binding.references.every((reference) => {
    const call = parentOf(reference);
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
    return call.arguments[0] === reference && methods.test(memberName(call.callee) ?? '');
  });
}

function isUnchanged(binding: Binding): boolean {
  return binding.references.every((reference) => {
    let at = wrapped(reference);
    let parent = parentOf(at);
    while (parent?.type === 'MemberExpression' && parent.object === at) {
      const call = parentOf(wrapped(parent));
      if (call?.type === 'CallExpression' && call.callee === wrapped(parent)) return READING.has(memberName(parent) ?? '');
      at = wrapped(parent);
      parent = parentOf(at);
    }
    if (parent?.type === 'AssignmentExpression') return parent.left !== at;
    if (parent?.type === 'UnaryExpression') return parent.operator !== 'delete';
    // As a whole it may end up anywhere.
    return (
      at !== wrapped(reference) ||
      parent?.type === 'ForOfStatement' ||
      parent?.type === 'ForInStatement' ||
      parent?.type === 'SpreadElement' ||
      parent?.type === 'BinaryExpression'
    );
  });
}
