/** Assertions whose failure goes into a promise that nobody waits for. */
import { isCounted } from '../counted.ts';
import { isSettledLater, type Loss, lossOf } from '../lost-promise.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';

export const rule: StaticRule = {
  name: 'lost-promise-assertion',
  level: 'error',
  check: (file) => file.tests.flatMap((test) => (test.isSkipped || test.isExpectedToFail ? [] : lossesOf(file, test))),
};

function lossesOf(file: TestFileModel, test: TestModel): RuleFlag[] {
  if (test.bodyScript !== file.script) return [];
  const losses = new Map<number, Loss>();
  for (const assertion of test.assertions) {
    if (!assertion.isCalled || assertion.api === 'type' || assertion.api === 'query') continue;
    const loss = lossOf(file.script, test, assertion);
    if (loss !== null && !isSettledLater(file.script, test, loss)) losses.set(loss.node.start, loss);
  }
  if (losses.size === 0 || isCounted(file, test)) return [];
  return [...losses.values()].map(flagOf);
}

function flagOf({ node, isKept, isLate, isTimed }: Loss): RuleFlag {
  if (isTimed) return { node, message: 'A timer is to run this assertion, and the test is over before it does.' };
  if (isKept) {
    const message = 'This assertion gives a promise that is neither awaited nor returned: what it finds comes after the test.';
    return { node, level: 'warning', message };
  }
  const message =
    'The assertion runs in a promise that is neither awaited, returned nor collected: the test passes before it can fail.';
  return { node, level: isLate ? 'warning' : 'error', message };
}
