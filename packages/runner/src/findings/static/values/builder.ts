/** Functions of the tests' own that make an object, and run no code under test. */
import type { Node } from 'oxc-parser';
import { isBuiltinMethod } from '../builtins.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isClass, isFieldName, isFunction, isWithin, memberName, parentOf, walk } from '../syntax.ts';
import { fold } from './fold.ts';
import { isConstantObject } from './origin.ts';

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
        isFound &&= isPlainName(project, script, builder, node, depth);
        break;
      default:
        if (isClass(node)) isFound = false;
    }
    return isFound;
  });
  return isFound;
}

/** What the language itself makes: `Object.assign`, `new Date(0)`, `list.map`. */
function isOfLanguage(project: StaticProject, script: Script, callee: Node): boolean {
  const plain = bare(callee);
  const root = plain.type === 'MemberExpression' ? bare(plain.object) : plain;
  if (root.type === 'Identifier' && script.bindingOf(root) === null) return MAKERS.test(root.name);
  if (plain.type !== 'MemberExpression') return false;
  return project.meaningOf(script, plain).kind !== 'unit' && isBuiltinMethod(memberName(plain) ?? '');
}

/** Globals that make values of what they are handed, and read nothing else. */
const MAKERS =
  /^(?:Object|Array|String|Number|Boolean|BigInt|Math|JSON|Date|Map|Set|Symbol|RegExp|URL|structuredClone|undefined|NaN|Infinity)$/;

/** Whether a name is a builder's own, a constant that nobody changes, another builder, or what the language has. */
function isPlainName(
  project: StaticProject,
  script: Script,
  builder: FunctionNode,
  name: Node & { type: 'Identifier' },
  depth: number,
): boolean {
  if (isFieldName(name)) return true;
  const binding = script.bindingOf(name);
  if (binding === null) return MAKERS.test(name.name);
  if (isWithin(binding.identifier, builder) || fold(name, script) !== null || isConstantObject(binding, script)) return true;
  const parent = parentOf(name);
  return parent?.type === 'CallExpression' && parent.callee === name && isBuilding(project, script, parent, depth);
}
