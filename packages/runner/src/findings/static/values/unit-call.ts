/** Whom a call goes to: the unit under test, the language, or nobody knows. */
import type { Node } from 'oxc-parser';
import { isBuiltinGlobal, isBuiltinMethod } from '../builtins.ts';
import { testApi } from '../meaning.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isClass, isFunction, isWithin, memberName, parentOf, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { isBuilding } from './builder.ts';
import type { TakenCall } from './same-value.ts';

/** Methods of an unknown object that are named as the language's own count as those. */
export function isUnit({ project }: TestFileModel, { node, script }: TakenCall): 'unit' | 'language' | 'unknown' {
  const callee = bare(node.callee);
  const meaning = project.meaningOf(script, callee);
  switch (meaning.kind) {
    case 'unit':
      return isMadeByCall(script, callee) ? 'unknown' : 'unit';
    case 'data':
      return 'language';
    case 'library':
      if (testApi(meaning) !== null) return 'unknown';
      if (meaning.library === null) return isBuiltinGlobal(meaning.path[0] ?? '') ? 'language' : 'unknown';
      return 'language';
    case 'code':
      if (isClass(meaning.node) || isBuilding(project, script, node)) return 'language';
      return isFunction(meaning.node) && callsUnit(project, meaning.script, meaning.node) ? 'unit' : 'unknown';
    default:
      if (isImportedBeside(project, script, callee)) return 'unit';
      return callee.type === 'MemberExpression' && isBuiltinMethod(memberName(callee) ?? '') ? 'language' : 'unknown';
  }
}

/** Whether a function of the tests calls the unit, keeps nothing itself, and no double has a part in it. */
function callsUnit(project: StaticProject, script: Script, definition: FunctionNode): boolean {
  let calls = false;
  let isPlain = !definition.generator;
  walk(definition, (node) => {
    if (node.type === 'CallExpression') {
      const meaning = project.meaningOf(script, node.callee);
      calls ||= meaning.kind === 'unit';
      if (testApi(meaning) !== null) isPlain = false;
    }
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') {
      const target = bare(node.type === 'AssignmentExpression' ? node.left : node.argument);
      const binding = target.type === 'Identifier' ? script.bindingOf(target) : null;
      isPlain &&= binding !== null && isWithin(binding.identifier, definition);
    }
    return isPlain;
  });
  return calls && isPlain;
}

/** A function that another call has made may remember things: `const load = memoize(read)`. */
function isMadeByCall(script: Script, callee: Node): boolean {
  if (callee.type === 'CallExpression') return true;
  const binding = callee.type === 'Identifier' ? script.bindingOf(callee) : null;
  return binding?.initial != null && bare(binding.initial).type === 'CallExpression' && binding.path?.length === 0;
}

/** A relative import that leads nowhere from here is of the project all the same. */
function isImportedBeside(project: StaticProject, script: Script, callee: Node): boolean {
  if (callee.type !== 'Identifier') return false;
  const binding = script.bindingOf(callee);
  const statement = binding?.kind === 'import' ? parentOf(binding.declaration) : null;
  if (statement?.type !== 'ImportDeclaration' || !statement.source.value.startsWith('.')) return false;
  return project.resolve(script.path, statement.source.value).kind === 'unknown';
}
