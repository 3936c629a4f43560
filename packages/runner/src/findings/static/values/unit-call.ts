/** Whom a call goes to: the unit under test, the language, or nobody knows. */
import type { CallExpression, NewExpression, Node } from 'oxc-parser';
import { isBuiltinGlobal, isBuiltinMethod } from '../builtins.ts';
import { testApi } from '../meaning.ts';
import { bare, memberName, parentOf } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';

/** Methods of an unknown object that are named as the language's own count as those. */
export function isUnit(file: TestFileModel, call: CallExpression | NewExpression): 'unit' | 'language' | 'unknown' {
  const { project, script } = file;
  const callee = bare(call.callee);
  const meaning = project.meaningOf(script, callee);
  switch (meaning.kind) {
    case 'unit':
      return isMadeByCall(file, callee) ? 'unknown' : 'unit';
    case 'data':
      return 'language';
    case 'library':
      if (testApi(meaning) !== null) return 'unknown';
      if (meaning.library === null) return isBuiltinGlobal(meaning.path[0] ?? '') ? 'language' : 'unknown';
      return 'language';
    default:
      if (isImportedBeside(file, callee)) return 'unit';
      return callee.type === 'MemberExpression' && isBuiltinMethod(memberName(callee) ?? '') ? 'language' : 'unknown';
  }
}

/** A function that another call has made may remember things: `const load = memoize(read)`. */
function isMadeByCall(file: TestFileModel, callee: Node): boolean {
  if (callee.type === 'CallExpression') return true;
  const binding = callee.type === 'Identifier' ? file.script.bindingOf(callee) : null;
  return binding?.initial != null && bare(binding.initial).type === 'CallExpression' && binding.path?.length === 0;
}

/** A relative import that leads nowhere from here is of the project all the same. */
function isImportedBeside(file: TestFileModel, callee: Node): boolean {
  if (callee.type !== 'Identifier') return false;
  const binding = file.script.bindingOf(callee);
  const statement = binding?.kind === 'import' ? parentOf(binding.declaration) : null;
  if (statement?.type !== 'ImportDeclaration' || !statement.source.value.startsWith('.')) return false;
  return file.project.resolve(file.script.path, statement.source.value).kind === 'unknown';
}
