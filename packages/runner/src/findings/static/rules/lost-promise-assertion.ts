/** Assertions whose failure goes into a promise that nobody waits for. */
import { saysHowMany } from '../counted.ts';
import { lostHelperCalls } from '../lost-helper.ts';
import { isBesideAwaited, isSettledLater, type Loss, lossOf, lossOutside } from '../lost-promise.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import type { Script } from '../script.ts';
import { isNotedAfter } from '../silenced.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';

export const rule: StaticRule = {
  name: 'lost-promise-assertion',
  level: 'error',
  check: (file) => [
    ...file.tests.flatMap((test) => (test.isSkipped || test.isExpectedToFail ? [] : lossesOf(file, test))),
    ...lossesOutside(file),
  ],
};

function lossesOf(file: TestFileModel, test: TestModel): RuleFlag[] {
  if (test.bodyScript !== file.script) return [];
  const flags = new Map<number, RuleFlag>();
  for (const assertion of test.assertions) {
    const loss = mayFail(assertion) ? lossOf(file.script, test, assertion) : null;
    const isNoted =
      loss !== null && isNotedAfter(file, assertion) && (loss.isSettled || isBesideAwaited(file.script, test, loss));
    const flag = loss === null || isNoted ? null : flagOf(file.script, test, loss);
    if (flag !== null) flags.set(flag.node.start, flag);
  }
  for (const node of lostHelperCalls(file, test)) flags.set(node.start, { node, message: LOST_HELPER });
  return flags.size === 0 || saysHowMany(file, test) ? [] : [...flags.values()];
}

const LOST_HELPER = 'This helper asserts only after it has waited, and nobody waits for it: the test passes before it can fail.';

/** Vitest 3 and 4 wait for it at the end of the test, and warn; others forget it. */
const KEPT =
  'This assertion gives a promise that is neither awaited nor returned: it is checked after the rest of the test, if at all, and from Vitest 5 on it fails the test.';

function flagOf(script: Script, test: TestModel, loss: Loss): RuleFlag | null {
  if (!loss.isSettled && isSettledLater(script, test, loss)) return null;
  if (!isBesideAwaited(script, test, loss)) return flagOfLost(loss);
  if (loss.isKept) return null;
  const message = "The test waits for the promise, and not for what this chain makes of it: a failure here is no test's.";
  return { node: loss.node, level: 'warning', message };
}

/** Assertions that are evaluated with their module, or with a group. */
function lossesOutside({ script, groups, assertions }: TestFileModel): RuleFlag[] {
  const bodies = new Set<unknown>([null, ...groups.map(({ body }) => body)]);
  const outside = assertions.filter((assertion) => mayFail(assertion) && bodies.has(assertion.flow.owner));
  return outside.flatMap((assertion) => lossOutside(script, assertion) ?? []).map(flagOfLost);
}

function mayFail({ isCalled, api, givesPromise }: Assertion): boolean {
  return isCalled && api !== 'type' && (api !== 'query' || givesPromise);
}

function flagOfLost({ node, isKept, isLate, isTimed, isSettled }: Loss): RuleFlag {
  if (isSettled)
    return { node, message: '`Promise.allSettled` keeps what this assertion finds to itself: the test passes all the same.' };
  if (isTimed) return { node, message: 'A timer is to run this assertion, and the test is over before it does.' };
  if (isKept) return { node, level: 'warning', message: KEPT };
  const message =
    'The assertion runs in a promise that is neither awaited, returned nor collected: the test passes before it can fail.';
  return { node, level: isLate ? 'warning' : 'error', message };
}
