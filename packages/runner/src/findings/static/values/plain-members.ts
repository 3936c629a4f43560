/** Whether reading the members that an expression reads is certain to run no code. */
import type { MemberExpression, Node } from 'oxc-parser';
import { bare, isFunction, memberName, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';
import { literalBehind } from './origin.ts';
import { findSourceFunction } from './source-definition.ts';

/** False as soon as one of them may be a getter. */
export function readsPlainMembers(file: TestFileModel, node: Node): boolean {
  let isPlain = true;
  walk(node, (each) => {
    if (each.type === 'MemberExpression') isPlain &&= isPlainMember(file, each);
    return isPlain && !isFunction(each);
  });
  return isPlain;
}

function isPlainMember(file: TestFileModel, member: MemberExpression): boolean {
  return memberName(member) === 'length' || isPlainObject(file, member.object);
}

function isPlainObject(file: TestFileModel, node: Node): boolean {
  const { script } = file;
  const object = bare(node);
  if (literalBehind(object, script) !== null) return true;
  switch (object.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
      return true;
    case 'MemberExpression':
      return isPlainObject(file, object.object);
    case 'AwaitExpression':
      return isPlainObject(file, object.argument);
    case 'CallExpression':
      return givesPlainObjects(file, object.callee);
    case 'Identifier': {
      const binding = script.bindingOf(object);
      const initial = binding === null ? null : initialOf(binding, script);
      return initial !== null && isPlainObject(file, initial);
    }
    default:
      return false;
  }
}

/** A script without accessors, classes and proxies makes objects without them, as far as it makes them itself. */
function givesPlainObjects(file: TestFileModel, callee: Node): boolean {
  const found = findSourceFunction(file.project, file.script, bare(callee));
  return (
    found !== null &&
    !/\b(?:get|static get)\s+[\w$[]+\s*\(|defineProperty|\bProxy\b|\bclass\b|\bnew [A-Z]/.test(found.script.text)
  );
}
