/** Whether a function may hand out again what it gave before: caches, memoised functions, singletons. */
import type { Node } from 'oxc-parser';
import { bare, type FunctionNode, isFunction, isWithin, memberName, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import type { TakenCall } from './same-value.ts';
import { type Defined, findSourceFunction } from './source-definition.ts';
import { methodsOf } from './source-methods.ts';

const NAMES =
  /memo|cach|singleton|(?:get|default|shared?|global)instance|once|lazy|shared(?![a-z])|(?:^|\.)share(?:Replay)?$|registry|pool|intern(?![a-z])|throttle|debounce|reuse/i;

/** By its name, or since its body reaches for something that outlives the call and may change. */
export function mayKeepResults(file: TestFileModel, { node, script }: TakenCall): boolean {
  const { project } = file;
  const callee = bare(node.callee);
  if (NAMES.test(script.textOf(callee))) return true;
  const found = findSourceFunction(project, script, callee);
  if (found !== null) return reachesKeptState(found);
  return methodsOf(file, callee).some((method) => reachesKeptState(method) || keepsInField(method));
}

/** `return (this.id ??= create())` and `this.made.set(name, value)`: what a method gives first stays in its object. */
function keepsInField({ node }: Defined<FunctionNode>): boolean {
  let keeps = false;
  walk(node, (each) => {
    if (each.type === 'AssignmentExpression') keeps ||= isField(bare(each.left));
    if (each.type === 'CallExpression') {
      const callee = bare(each.callee);
      keeps ||=
        callee.type === 'MemberExpression' && /^(?:set|add|push)$/.test(memberName(callee) ?? '') && isField(bare(callee.object));
    }
    return !keeps;
  });
  return keeps;
}

function isField(node: Node): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'ThisExpression';
}

/** Variables of the module that the body assigns, or that hold a collection which the body writes to. */
function reachesKeptState({ script, node }: Defined<FunctionNode>): boolean {
  let reaches = false;
  walk(node, (each) => {
    if (each.type === 'Identifier') reaches ||= isKeptState(script, node, each);
    return !reaches;
  });
  return reaches;
}

function isKeptState(script: Defined<FunctionNode>['script'], around: FunctionNode, name: Node): boolean {
  const binding = script.bindingOf(name);
  if (binding?.kind !== 'variable' || isWithin(binding.identifier, around)) return false;
  if (binding.isReassigned) return binding.references.some((reference) => isWithin(reference, around) && isAssigned(reference));
  const initial = binding.initial === null ? null : bare(binding.initial);
  if (initial === null || isFunction(initial)) return false;
  if (initial.type === 'NewExpression' && /^(?:Weak)?(?:Map|Set|Ref)$/.test(script.textOf(initial.callee)))
    return isWritten(binding.references);
  if (initial.type === 'CallExpression') return NAMES.test(script.textOf(initial.callee));
  return initial.type === 'ObjectExpression' && isWritten(binding.references);
}

function isAssigned(reference: Node): boolean {
  const parent = reference.parent as Node | undefined;
  return parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === reference);
}

function isWritten(references: readonly Node[]): boolean {
  return references.some((reference) => {
    const member = reference.parent as Node | undefined;
    if (member?.type !== 'MemberExpression' || member.object !== reference) return false;
    const parent = member.parent as Node | undefined;
    if (parent?.type === 'AssignmentExpression') return parent.left === member;
    return (
      parent?.type === 'CallExpression' && parent.callee === member && /^(?:set|add|push|delete)$/.test(memberName(member) ?? '')
    );
  });
}
