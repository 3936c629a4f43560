/** Expectations that end before their matcher is called: `expect(a > b);`, `expect(x).toBe;`. */
import type { Node } from 'oxc-parser';
import { isChecking } from '../asserting-code.ts';
import { isPassedOver } from '../passed-over.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, functionAround, parentOf, wrapped } from '../syntax.ts';
import type { Assertion, TestFileModel } from '../test-file.ts';

/** Matchers that check by being called. Any other name may be a property of a plugin that checks by being read. */
const METHODS =
  /^(?:to[A-Z]\w*|throws?|Throw|equals?|eqls?|eq|includes?|contains?|matchs?|match|property|lengthOf|length|above|below|least|most|within|instanceof|instanceOf|respondTo|satisfys?|satisfy|closeTo|members|keys|oneOf|string|greaterThan|lessThan|gte?|lte?)$/;

export const rule: StaticRule = {
  name: 'dangling-expect',
  level: 'error',
  check: (file) =>
    file.assertions
      .filter((assertion) => isDangling(file, assertion))
      .map(({ node, matcher }): RuleFlag => {
        const what = matcher === null ? 'No matcher follows' : `The matcher ${matcher} is never called`;
        return { node, message: `${what}: this compares nothing, whatever the value is.` };
      }),
};

function isDangling(file: TestFileModel, { node, api, isCalled, matcher, flow, modifiers, actual }: Assertion): boolean {
  if (isCalled || (api !== 'expect' && api !== 'chai') || modifiers.includes('should')) return false;
  if (matcher !== null && !METHODS.test(matcher)) return false;
  // A chain that is kept or handed on may get its matcher elsewhere.
  const endsATest = flow.use === 'returned' && flow.enclosing.length === 0 && file.tests.some(({ body }) => body === flow.owner);
  if (flow.use !== 'dropped' && flow.use !== 'awaited' && !endsATest && !isKeptForNobody(file, node)) return false;
  // `expect<Option<string>>(value);` asks the compiler.
  if (matcher === null && modifiers.length === 0 && hasTypes(bare(node))) return false;
  if (actual !== null && isChecking(file.project, file.script, actual)) return false;
  return !isPassedOver(file, node);
}

/** `const matcher = expect(value).toBe;` of a name that nobody reads, or `void matcher` only. */
function isKeptForNobody({ script }: TestFileModel, node: Node): boolean {
  const declared = parentOf(wrapped(node));
  if (declared?.type !== 'VariableDeclarator' || functionAround(declared) === null) return false;
  const binding = declared.id.type === 'Identifier' ? script.bindingOf(declared.id) : null;
  if (binding === null || binding.isReassigned) return false;
  return binding.references.every((each) => {
    const use = parentOf(wrapped(each));
    return each === declared.id || (use?.type === 'UnaryExpression' && use.operator === 'void');
  });
}

function hasTypes(node: Node): boolean {
  return node.type === 'CallExpression' && node.typeArguments != null;
}
