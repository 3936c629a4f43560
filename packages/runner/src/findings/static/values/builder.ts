/** Functions of the tests' own that make an object, and run no code under test. */
import type { Node } from 'oxc-parser';
import { isBuiltinGlobal, isBuiltinMethod } from '../builtins.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isClass, isFunction, memberName, parentOf, walk } from '../syntax.ts';

/** How many builders that call each other are followed. */
const DEPTH = 4;

/** Whether a call is of a function of the tests' own that gives back an object it writes, and in which nothing else of the project runs. */
export function isBuilding(project: StaticProject, script: Script, call: Node, depth = DEPTH): boolean {
  if (call.type !== 'CallExpression' || depth === 0) return false;
  const meaning = project.meaningOf(script, call.callee);
  if (meaning.kind !== 'code' || !isFunction(meaning.node) || !project.isTestNode(meaning.script, meaning.node)) return false;
  const given = project.meaningOf(script, call);
  const isObject = given.kind === 'code' && given.node.type === 'ObjectExpression';
  return isObject && !meaning.node.async && !meaning.node.generator && isOwn(project, meaning.script, meaning.node, depth - 1);
}

function isOwn(project: StaticProject, script: Script, builder: FunctionNode, depth: number): boolean {
  let isFound = true;
  walk(builder, (node) => {
    if (node.type.startsWith('TS')) return /^TS(?:As|Satisfies|NonNull)/.test(node.type);
    switch (node.type) {
      case 'CallExpression':
        isFound &&= isOfLanguage(project, script, node.callee) || isBuilding(project, script, node, depth);
        break;
      case 'NewExpression':
        isFound &&= isOfLanguage(project, script, node.callee);
        break;
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'TaggedTemplateExpression':
      case 'ImportExpression':
      case 'ThisExpression':
      case 'ThrowStatement':
        isFound = false;
        break;
      case 'Identifier':
        isFound &&= !isOfSources(project, script, node);
        break;
      default:
        if (isClass(node)) isFound = false;
    }
    return isFound;
  });
  return isFound;
}

/** What the language itself gives: `Object.assign`, `new Date(0)`, `list.map`. */
function isOfLanguage(project: StaticProject, script: Script, callee: Node): boolean {
  const plain = bare(callee);
  const meaning = project.meaningOf(script, plain);
  if (meaning.kind === 'library') return meaning.library === null && isBuiltinGlobal(meaning.path[0] ?? '');
  if (plain.type !== 'MemberExpression') return false;
  return meaning.kind !== 'unit' && isBuiltinMethod(memberName(plain) ?? '');
}

/** Whether a name stands for something of the sources. */
function isOfSources(project: StaticProject, script: Script, name: Node): boolean {
  const parent = parentOf(name);
  const isName =
    (parent?.type === 'MemberExpression' && parent.property === name && !parent.computed) ||
    (parent?.type === 'Property' && parent.key === name && !parent.computed && parent.value !== name);
  return !isName && script.bindingOf(name)?.kind === 'import' && project.meaningOf(script, name).kind !== 'code';
}
