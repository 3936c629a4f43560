/** Functions of the tests' own that make an object, and run no code under test. */
import type { Node } from 'oxc-parser';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { isFunction } from '../syntax.ts';
import { runsOwnCodeOnly } from './own-code.ts';

/** Whether a call is of a function of the tests' own that gives back an object it writes, and in which nothing else of the project runs. */
export function isBuilding(project: StaticProject, script: Script, call: Node): boolean {
  if (call.type !== 'CallExpression') return false;
  const called = project.meaningOf(script, call.callee);
  if (called.kind !== 'code' || !isFunction(called.node) || !project.isTestNode(called.script, called.node)) return false;
  const given = project.meaningOf(script, call);
  const isObject = given.kind === 'code' && given.node.type === 'ObjectExpression';
  return isObject && !called.node.async && !called.node.generator && runsOwnCodeOnly(project, called.script, called.node);
}
