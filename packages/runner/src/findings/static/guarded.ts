/** Tests all of whose assertions stand under a condition that the code decides: a run of a mutant may pass without any of them. */
import { isCounted } from './counted.ts';
import { WATCHED } from './must-run.ts';
import { assertsAlone } from './reach.ts';
import { isAlwaysAmong, isOutside } from './swallowed.ts';
import type { Assertion, Condition, TestFileModel, TestModel } from './test-file.ts';

const BRANCHES = new Set<Condition['kind']>(['if', 'ternary', 'logical', 'switch']);

/**
 * Where its assertions stand; lines and columns count from 1. None where one of them runs in any case, where something else can make the
 * test fail, and where it says how many have to run. That a condition only narrows a type does not matter: whether it swallows is seen.
 */
export function guardedAssertions(file: TestFileModel, test: TestModel): { line: number; column: number }[] {
  if (test.body === null || test.bodyScript !== file.script) return [];
  const checks = test.assertions.filter(({ isCalled, api }) => isCalled && api !== 'type');
  const isGuarded = (check: Assertion) => WATCHED.has(check.api) && isUnderCondition(file, test, check);
  if (checks.length === 0 || !checks.every(isGuarded) || isCounted(file, test) || !assertsAlone(file, test)) return [];
  if (isAlwaysAmong(file, test.body, new Set(checks.map(({ node }) => node)))) return [];
  return checks.map(({ place }) => ({ line: place.line, column: place.column }));
}

function isUnderCondition(file: TestFileModel, test: TestModel, { flow }: Assertion): boolean {
  const branches = flow.conditions.filter(({ kind }) => BRANCHES.has(kind));
  return branches.length > 0 && !branches.some((branch) => isOutside(file, test, branch));
}
