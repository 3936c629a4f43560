/** The rule `constant-assertion`: an assertion between constants passes whatever the code does. */
import type { RuleFlag, StaticRule } from '../rule.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { saysWhatIsEqual } from '../values/changed-language.ts';
import { constantOutcome } from '../values/constant-outcome.ts';
import { isAboutTypes, isJudged } from '../values/judged-tests.ts';
import { isAlwaysReached } from '../values/reach.ts';

export const rule: StaticRule = {
  name: 'constant-assertion',
  level: 'error',
  check: (file) => file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test)),
};

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] {
  // Counted assertions mark what has to be reached, types may be all that a test is about, and what is equal may be the code's to say.
  if (/\.(?:assertions|hasAssertions)\(/.test(file.script.textOf(test.node)) || isAboutTypes(file, test)) return [];
  if (saysWhatIsEqual(file)) return [];
  return test.assertions.filter((assertion) => isConstant(file, assertion)).map(flagOf);
}

function isConstant(file: TestFileModel, assertion: Assertion): boolean {
  return isAlwaysReached(assertion.flow) && constantOutcome(assertion, file.script) === 'passes';
}

function flagOf({ node }: Assertion): RuleFlag {
  return { node, message: 'This compares constants with each other: it passes whatever the code does.' };
}
