/** Tests that say how many of their assertions must run, so that none can be lost in silence. */
import { testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import type { FunctionNode } from './syntax.ts';
import { walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';

const COUNTERS = /^(?:assertions|hasAssertions|plan)$/;
/** Those, and what says where the test must not get. */
const GUARDS = /^(?:assertions|hasAssertions|unreachable|plan)$/;

/** Whether `expect.assertions(n)` or its like, or `expect.unreachable()`, holds for a test, in its body or by a hook. */
export function isCounted(file: TestFileModel, test: TestModel): boolean {
  return hasOneOf(GUARDS, file, test);
}

/** The same of what counts alone. */
export function saysHowMany(file: TestFileModel, test: TestModel): boolean {
  return hasOneOf(COUNTERS, file, test);
}

function hasOneOf(names: RegExp, file: TestFileModel, test: TestModel): boolean {
  if (file.project.setup.requiresAssertions) return true;
  if (test.body !== null && calls(names, file.project, test.bodyScript, test.body)) return true;
  return test.hooks.some(({ body }) => body !== null && calls(names, file.project, file.script, body));
}

function calls(names: RegExp, project: StaticProject, script: Script, body: FunctionNode): boolean {
  if (!/assertions|hasAssertions|unreachable|plan/i.test(script.textOf(body))) return false;
  let isFound = false;
  walk(body, (node) => {
    if (node.type === 'CallExpression') {
      const api = testApi(project.meaningOf(script, node.callee));
      isFound ||= api?.includes('expect') === true && names.test(api.at(-1) ?? '');
    }
    return !isFound;
  });
  return isFound;
}
