/** Tests that look at nothing but what they built themselves, or took out before: what a call leaves of it may be what they are about. */
import type { Node } from 'oxc-parser';
import { isBuiltinGlobal, isBuiltinMethod } from './builtins.ts';
import type { Script } from './script.ts';
import { bare, memberName, rootOf, walk } from './syntax.ts';
import type { Assertion, TestFileModel, TestModel } from './test-file.ts';

const BUILT = new Set([
  ...['ObjectExpression', 'ArrayExpression', 'Literal', 'TemplateLiteral', 'FunctionExpression'],
  'ArrowFunctionExpression',
]);

/**
 * Whether every assertion looks at a variable that holds an object, a list or a value written in the test's file, or beside those at whether
 * something else was given than that very object.
 */
export function looksAtOwnObjects(file: TestFileModel, { assertions }: TestModel): boolean {
  const checks = assertions.filter(({ isCalled, api }) => isCalled && api !== 'type');
  const own = checks.filter(({ actual }) => actual !== null && isOwn(file, actual));
  return own.length > 0 && checks.every((check) => own.includes(check) || isOfCopy(file, check));
}

/** `expect(sorted(list)).not.toBe(list)`. */
function isOfCopy(file: TestFileModel, { matcher, modifiers, expected: [only] }: Assertion): boolean {
  return matcher === 'toBe' && modifiers.includes('not') && only !== undefined && isOwn(file, only);
}

function isOwn({ script }: TestFileModel, value: Node): boolean {
  const at = rootOf(value);
  const binding = at.type === 'Identifier' ? script.bindingOf(at) : null;
  if (binding?.kind !== 'variable' || binding.isReassigned || binding.initial === null) return false;
  const initial = bare(binding.initial);
  if (initial.type !== 'NewExpression') return BUILT.has(initial.type);
  // Of a class of the project, it is what the code makes of it.
  const { callee } = initial;
  return callee.type === 'Identifier' && script.bindingOf(callee) === null && isBuiltinGlobal(callee.name);
}

/** Whether every assertion holds something against what it was before: `const one = store.one; store.change(); expect(store.one).toBe(one)`. */
export function holdsUnchanged({ script }: TestFileModel, { assertions }: TestModel): boolean {
  const checks = assertions.filter(({ isCalled, api }) => isCalled && api !== 'type');
  return (
    checks.length > 0 &&
    checks.every(({ actual, expected: [kept], modifiers }) => {
      // What two calls give may be asked for just because it could differ.
      if (actual === null || kept === undefined || modifiers.includes('not')) return false;
      if (!isMember(bare(actual)) && !isReadOut(script, actual)) return false;
      const plain = bare(kept);
      const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
      const { initial = null, isReassigned = true, path = null } = binding ?? {};
      return (
        initial !== null && !isReassigned && path?.length === 0 && script.textOf(bare(initial)) === script.textOf(bare(actual))
      );
    })
  );
}

/** Whether an expression only writes down in another way what a variable holds: `users.map((user) => user.id)`. */
function isReadOut(script: Script, value: Node): boolean {
  if (bare(value).type !== 'CallExpression') return false;
  let isOnlyRead = true;
  walk(value, (node) => {
    if (node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression') isOnlyRead = false;
    if (node.type !== 'CallExpression') return isOnlyRead;
    const callee = bare(node.callee);
    const root = rootOf(callee);
    const isGlobal = root.type === 'Identifier' && script.bindingOf(root) === null && isBuiltinGlobal(root.name);
    isOnlyRead &&= isGlobal || (callee.type === 'MemberExpression' && isBuiltinMethod(memberName(callee) ?? ''));
    return isOnlyRead;
  });
  return isOnlyRead;
}

/** `store.actions.add`, without a call on the way. */
function isMember(node: Node): boolean {
  if (node.type !== 'MemberExpression' || node.computed) return false;
  const object = bare(node.object);
  return object.type === 'Identifier' || isMember(object);
}
