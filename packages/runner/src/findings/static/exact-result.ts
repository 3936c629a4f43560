/** Tests that hold what the code gives against a value that they write out. */
import type { Node } from 'oxc-parser';
import { isBuiltinGlobal } from './builtins.ts';
import type { Script } from './script.ts';
import { bare, memberName, rootOf } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';
import { readComparison } from './values/comparison.ts';
import { isComputed } from './values/computed.ts';
import { type Folded, fold } from './values/fold.ts';

/** Whether an assertion of a test says of something computed exactly what it is: no mere count, kind or yes and no. */
export function saysExactly({ script }: TestFileModel, { assertions }: TestModel): boolean {
  return assertions.some((assertion) => {
    const comparison = readComparison(assertion);
    if (comparison === null || comparison.of === 'length' || isOfKind(comparison.actual)) return false;
    return isTold(script, comparison.expected) && isComputed(script, comparison.actual);
  });
}

/** Whether a value is written out, if by means of the language, as in `Date.UTC(2026, 2, 2)`, and few other ones would do. */
function isTold(script: Script, expected: Node): boolean {
  const plain = bare(expected);
  const written = fold(plain, script);
  if (written !== null) return isTelling(written);
  if (plain.type !== 'CallExpression' && plain.type !== 'NewExpression') return false;
  const root = rootOf(plain.callee);
  const isOfLanguage = root.type === 'Identifier' && script.bindingOf(root) === null && isBuiltinGlobal(root.name);
  return isOfLanguage && plain.arguments.length > 0 && plain.arguments.every((each) => fold(each, script) !== null);
}

/** `typeof value`, `list.length`, `set.size`. */
function isOfKind(actual: Node): boolean {
  const plain = bare(actual);
  if (plain.type === 'MemberExpression') return /^(?:length|size|name|constructor)$/.test(memberName(plain) ?? '');
  return plain.type === 'UnaryExpression' && plain.operator === 'typeof';
}

/** Whether few other values would do. */
function isTelling(value: Folded): boolean {
  switch (value.kind) {
    case 'primitive':
      return (typeof value.value === 'string' && value.value !== '') || (typeof value.value === 'number' && value.value !== 0);
    case 'array':
      return value.items.some(isTelling);
    case 'object':
      return [...value.fields.values()].some(isTelling);
    default:
      return value satisfies never;
  }
}
