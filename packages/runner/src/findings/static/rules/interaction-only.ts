/** Tests whose assertions only say that the double of a module was called. */
import type { Node } from 'oxc-parser';
import { isLocator } from '../asserting-code.ts';
import { testApi } from '../meaning.ts';
import { helpersOf } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, parentOf, staticText, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';

const INTERACTION =
  /^(?:toHaveBeenCalled\w*|toBeCalled\w*|toHaveBeenLastCalledWith|toHaveBeenNthCalledWith|lastCalledWith|nthCalledWith|toHaveBeenCalledExactlyOnceWith|called\w*)$/;

export const rule: StaticRule = {
  name: 'interaction-only',
  level: 'information',
  check: (file) => {
    const mocked = mockedModules(file);
    if (mocked.size === 0) return [];
    return file.tests.flatMap((test): RuleFlag[] => {
      const checks = test.assertions.filter(
        ({ api, node }) => api !== 'type' && !(api === 'query' && isLocator(file.project, test.bodyScript, node)),
      );
      if (test.isSkipped || checks.length === 0) return [];
      const areInteractions = checks.every(({ matcher, actual, isCalled }) => {
        return (
          isCalled && matcher !== null && INTERACTION.test(matcher) && actual !== null && isModuleDouble(file, actual, mocked)
        );
      });
      if (!areInteractions || helpersOf(file, test, { areLocatorsSeen: false }) !== 'none') return [];
      const message = 'This test only says that the double of a module was called: what the code makes of it is not looked at.';
      return [{ node: test.node, message, evidence: { places: checks.map(({ place }) => `${file.script.path}:${place.line}`) } }];
    });
  },
};

/** The specifiers that the file puts doubles in the place of. */
function mockedModules({ project, script }: TestFileModel): Set<string> {
  const found = new Set<string>();
  if (!/\b(?:vi|vitest|jest)\.(?:do)?[mM]ock\(/.test(script.text)) return found;
  walk(script.program, (node) => {
    if (node.type !== 'CallExpression') return true;
    const api = testApi(project.meaningOf(script, node.callee));
    if (api === null || !/^(?:vi|vitest|jest)$/.test(api[0] ?? '') || !/^(?:mock|doMock)$/.test(api[1] ?? '')) return true;
    const [first] = node.arguments;
    const specifier = first === undefined ? null : staticText(first.type === 'ImportExpression' ? first.source : first);
    if (specifier !== null) found.add(specifier);
    return true;
  });
  return found;
}

/** Whether an expression is, or is a member of, what was imported from such a module. */
function isModuleDouble(file: TestFileModel, actual: Node, mocked: ReadonlySet<string>): boolean {
  const plain = bare(actual);
  if (plain.type === 'MemberExpression') return isModuleDouble(file, plain.object, mocked);
  if (plain.type === 'CallExpression') {
    const api = testApi(file.project.meaningOf(file.script, plain.callee));
    const [first] = plain.arguments;
    return api?.[1] === 'mocked' && first !== undefined && isModuleDouble(file, first, mocked);
  }
  if (plain.type !== 'Identifier') return false;
  const binding = file.script.bindingOf(plain);
  if (binding === null) return false;
  if (binding.kind === 'variable')
    return binding.initial !== null && !binding.isReassigned && isModuleDouble(file, binding.initial, mocked);
  const statement = binding.kind === 'import' ? parentOf(binding.declaration) : null;
  return statement?.type === 'ImportDeclaration' && mocked.has(statement.source.value);
}
