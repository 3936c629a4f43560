/** Tests of one scope whose bodies are the same, token by token. */
import type { Node } from 'oxc-parser';
import { isSameTree } from '../../../impact/tokens.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { functionAround, isWithin, parentOf, walk } from '../syntax.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';

/** Titles of tests that run the same twice to see that nothing is left of the first time. */
const BETWEEN_TESTS =
  /\b(?:between|across) (?:\w+ )?tests?\b|\b(?:previous|earlier|other|another|next|prior) test\b|\bisolat\w*\b|\bleak\w*\b|\bre-?run\b|\bsecond (?:time|run|test)\b/i;

export const rule: StaticRule = {
  name: 'duplicate-body',
  level: 'warning',
  check: (file) => {
    const candidates = file.tests.filter((test) => isComparable(file, test));
    const alike = [...Map.groupBy(candidates, (test) => squeeze(file, test)).values()].filter(({ length }) => length > 1);
    const scopes = alike.flatMap((tests) => [...Map.groupBy(tests, (test) => scopeOf(test)).values()]);
    return scopes.flatMap((tests) =>
      tests.flatMap((test, index): RuleFlag[] => {
        const twin = tests.slice(0, index).find((earlier) => isTwin(earlier, test));
        if (twin === undefined) return [];
        const message = `This test has the same body as "${twin.title.text ?? 'an earlier one'}": it proves nothing that the other does not.`;
        return [{ node: test.node, message, evidence: { places: [`${file.script.path}:${twin.place.line}`] } }];
      }),
    );
  },
};

/** The text of a body without what may differ between the same code: a quick look before the trees are compared. */
function squeeze({ script }: TestFileModel, { body }: TestModel): string {
  if (body === null) return '';
  let text = '';
  let from = body.start;
  for (const comment of script.comments) {
    if (comment.start < from || comment.end > body.end) continue;
    text += script.text.slice(from, comment.start);
    from = comment.end;
  }
  return (text + script.text.slice(from, body.end)).replace(/[\s;,()]+/g, '');
}

function scopeOf({ node }: TestModel): Node | null {
  return parentOf(parentOf(node) ?? node);
}

/** Whether a test stands for itself and always does the same. */
function isComparable(file: TestFileModel, test: TestModel): boolean {
  const { body, assertions, modifiers } = test;
  if (test.isSkipped || body === null || test.bodyScript !== file.script || assertions.length === 0) return false;
  if (modifiers.includes('each') || modifiers.includes('for') || !isWithin(body, test.node)) return false;
  // Values that the context names after the test differ, and so do snapshots.
  if (body.params.some((parameter) => parameter.type === 'Identifier') || /currentTestName/.test(file.script.textOf(body)))
    return false;
  return !assertions.some(({ matcher }) => /Snapshot/.test(matcher ?? '')) && !dependsOnOrder(file, test, body);
}

/** Whether it reads what tests change: then the second one may well see another state. */
function dependsOnOrder({ script, hooks }: TestFileModel, { groups }: TestModel, body: Node): boolean {
  let isFound = false;
  const isInHook = (node: Node): boolean => hooks.some((hook) => hook.name === 'beforeEach' && isWithin(node, hook.node));
  walk(body, (node) => {
    if (node.type !== 'Identifier' || isFound) return !isFound;
    const binding = script.bindingOf(node);
    if (binding === null || isWithin(binding.identifier, body) || binding.kind !== 'variable' || !binding.isReassigned)
      return true;
    const writers = binding.references.filter((reference) => {
      const parent = parentOf(reference);
      const isWrite =
        parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === reference);
      return isWrite && !isInHook(reference);
    });
    isFound = writers.some(
      (writer) => functionAround(writer) !== null && !groups.some((group) => group.body === functionAround(writer)),
    );
    return !isFound;
  });
  return isFound;
}

function isTwin(one: TestModel, other: TestModel): boolean {
  if (one.body === null || other.body === null || one.modifiers.join() !== other.modifiers.join()) return false;
  if ([one, other].some(({ title }) => BETWEEN_TESTS.test(title.text ?? ''))) return false;
  if (!isSameTree(one.body, other.body)) return false;
  const [ones, others] = [one.node.arguments, other.node.arguments];
  // Options count, titles do not.
  return (
    ones.length === others.length && ones.slice(1).every((argument, index) => isSameTree(argument, others[index + 1] as Node))
  );
}
