/** Conditions that only tell the compiler, or the reader, that there is the value which is asserted. */
import type { Node } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import type { Script } from './script.ts';
import { bare, isFieldName, isFunction, isWithin, parentOf, walk, wrapped } from './syntax.ts';
import type { Assertion, Condition, TestFileModel } from './test-file.ts';

/** What a condition asks for; null where it is none that asks. */
export function testOf(node: Node): Node | null {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return node.test;
    case 'LogicalExpression':
      return node.left;
    case 'SwitchCase': {
      const statement = parentOf(node);
      return statement?.type === 'SwitchStatement' ? statement.discriminant : null;
    }
    default:
      return null;
  }
}

/** Whether a condition only tells the compiler what the asserted value is: `if (result.ok) expect(result.value)`. */
export function isNarrowing(file: TestFileModel, { node }: Condition, { actual, node: check }: Assertion): boolean {
  const test = testOf(node);
  if (test === null || actual === null) return true;
  if (isWhereTrue(node, check) && isMadeOf(file, actual, test, node)) return true;
  const roots = rootsOf(test);
  // `if (header) expect(header)`
  if (isWhereTrue(node, check) && isSameName(bare(test), bare(actual))) return true;
  const isGuard = /^(?:BinaryExpression|CallExpression|MemberExpression|UnaryExpression|LogicalExpression)$/.test(
    bare(test).type,
  );
  let isFound = false;
  walk(actual, (each) => {
    if (each.type === 'Identifier' && roots.has(each.name)) {
      const parent = parentOf(wrapped(each));
      isFound ||= isGuard || (parent?.type === 'MemberExpression' && isWithin(each, parent.object));
      isFound ||= parent?.type === 'CallExpression' && parent.callee === wrapped(each);
    }
    return !isFound;
  });
  return isFound;
}

/**
 * Whether what is asserted is made, under the condition, of what it asks for: `if (reply) { const text = await reply.text(); ... }`. What is
 * to be true of the files, if there are any, is made of the same path.
 */
function isMadeOf({ script }: TestFileModel, actual: Node, test: Node, branch: Node): boolean {
  const asked = bindingsIn(script, test);
  const known = new Set<Binding>();
  // From name to name, as long as they are given their values under the condition.
  const leadsBack = (expression: Node): boolean =>
    bindingsIn(script, expression).some((binding) => {
      if (known.has(binding)) return false;
      known.add(binding);
      const { initial } = binding;
      if (initial === null || !isWithin(binding.identifier, branch)) return false;
      return bindingsIn(script, initial).some((each) => asked.includes(each)) || leadsBack(initial);
    });
  return leadsBack(beginningOf(actual));
}

/** The variables that an expression names, as they stand in a test. */
function bindingsIn(script: Script, expression: Node): Binding[] {
  const found: Binding[] = [];
  walk(expression, (node) => {
    const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
    if (binding?.kind === 'variable') found.push(binding);
    return !isFunction(node);
  });
  return found;
}

/** `reply` of `await reply.text()`. */
function beginningOf(expression: Node): Node {
  const plain = bare(expression);
  if (plain.type === 'AwaitExpression') return beginningOf(plain.argument);
  if (plain.type === 'CallExpression') return beginningOf(plain.callee);
  return plain.type === 'MemberExpression' ? beginningOf(plain.object) : plain;
}

/** Whether a check stands on the side of a condition that is taken where it holds. */
function isWhereTrue(condition: Node, check: Node): boolean {
  switch (condition.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return isWithin(check, condition.consequent);
    case 'LogicalExpression':
      return condition.operator === '&&';
    default:
      return false;
  }
}

function isSameName(one: Node, other: Node): boolean {
  return one.type === 'Identifier' && other.type === 'Identifier' && one.name === other.name;
}

function rootsOf(expression: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(expression, (node) => {
    if (node.type === 'Identifier' && !isFieldName(node)) names.add(node.name);
    return true;
  });
  return names;
}
