/** Tests that only assert what code that does nothing gives as well: that nothing comes back, or that nothing is called. */
import type { Script } from './script.ts';
import type { Assertion, TestFileModel, TestModel } from './test-file.ts';
import { foldPrimitive } from './values/fold.ts';

const EQUAL = /^(?:toBe|toEqual|toStrictEqual|equal|equals|eq|strictEqual|deepEqual|deepStrictEqual)$/;
const ABSENT = /^(?:toBeUndefined|toBeFalsy|isUndefined)$/;
const PRESENT = /^(?:toBeDefined|toBeTruthy|toThrow|toThrowError|toHaveBeenCalled\w*|toBeCalled\w*|toHaveReturned\w*)$/;
const CALLED = /^(?:toHaveBeenCalled|toBeCalled)/;
const COUNTED = /^(?:toHaveBeenCalledTimes|toBeCalledTimes)$/;

/** Whether every assertion of a test says that something is not called: no mutant adds a call, so that none can show what it holds. */
export function expectsNoCall({ script }: TestFileModel, { assertions }: TestModel): boolean {
  const checks = assertions.filter(({ isCalled, api }) => isCalled && api !== 'type');
  return checks.length > 0 && checks.every((check) => CALLED.test(check.matcher ?? '') && isOfAbsence(script, check));
}

/** Whether every assertion of a test holds of code that does nothing. */
export function expectsNothing({ script }: TestFileModel, { assertions }: TestModel): boolean {
  const checks = assertions.filter(({ isCalled, api }) => isCalled && api !== 'type');
  return checks.length > 0 && checks.every((check) => isOfAbsence(script, check));
}

function isOfAbsence(script: Script, { matcher, modifiers, expected }: Assertion): boolean {
  if (matcher === null) return false;
  if (modifiers.includes('not')) return PRESENT.test(matcher);
  const [only] = expected;
  const value = only === undefined ? null : foldPrimitive(only, script);
  if (COUNTED.test(matcher)) return value?.value === 0;
  return ABSENT.test(matcher) || (EQUAL.test(matcher) && value !== null && value.value === undefined);
}
