/** Calls of the tests' own helpers that nobody waits for, and that assert only once they have waited themselves. */
import type { CallExpression, Node } from 'oxc-parser';
import { useOf } from './flow.ts';
import { checksIn } from './helper-checks.ts';
import { awaitedAfter, isSettledLater, usesCallback } from './lost-promise.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { isFunction, parentOf, walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

/** Such calls in a test that waits for nothing after them: what they find comes after the test. */
export function lostHelperCalls(file: TestFileModel, test: TestModel): CallExpression[] {
  const { project, script } = file;
  const { body } = test;
  if (body?.body == null || usesCallback(script, body)) return [];
  const calls: CallExpression[] = [];
  walk(body.body, (node) => {
    if (isFunction(node)) return false;
    // Let go as a statement, or by `void`.
    const isLetGo =
      node.type === 'CallExpression' && /^(?:ExpressionStatement|UnaryExpression)$/.test(parentOf(node)?.type ?? '');
    if (isLetGo && useOf(node) === 'dropped' && assertsOnlyLater(project, script, node)) calls.push(node);
    return true;
  });
  return calls.filter((call) => awaitedAfter(body, call).length === 0 && !isSettledLater(script, test, { node: call }));
}

/** Whether a call is one of an async function of the tests all of whose assertions follow its first wait. */
function assertsOnlyLater(project: StaticProject, script: Script, call: CallExpression): boolean {
  const helper = project.meaningOf(script, call.callee);
  if (helper.kind !== 'code' || !isFunction(helper.node) || !helper.node.async || helper.node.generator) return false;
  if (!project.isTestNode(helper.script, helper.node) || helper.node.body?.type !== 'BlockStatement') return false;
  const wait = helper.node.body.body.flatMap(firstWait)[0];
  const checks = checksIn(project, { script: helper.script, node: helper.node });
  // What an assertion waits for itself, it waits for first.
  return wait !== undefined && checks.length > 0 && checks.every(({ node }) => node.end > wait.end);
}

/** The first `await` of a statement that is executed whenever that is; of a loop that awaits, what it goes through. */
function firstWait(statement: Node): Node[] {
  if (statement.type === 'ForOfStatement' && statement.await) return [statement.right];
  if (!/^(?:Expression|Return)Statement$|^VariableDeclaration$/.test(statement.type)) return [];
  const waits: Node[] = [];
  walk(statement, (node) => {
    if (node.type === 'AwaitExpression') waits.push(node);
    return !isFunction(node) && !/^(?:Conditional|Logical)Expression$/.test(node.type);
  });
  return waits.slice(0, 1);
}
