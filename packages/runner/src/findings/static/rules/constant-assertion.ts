/** The rule `constant-assertion`: an assertion between constants, or that nothing is an object made on the spot, passes whatever the code does. */
import type { Node } from 'oxc-parser';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, isFunction } from '../syntax.ts';
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
  const constant = new Set(test.assertions.filter((assertion) => isConstant(file, assertion)));
  const others = test.assertions.filter((assertion) => !constant.has(assertion));
  // Beside an assertion that can fail it is a weak one; alone, there is none.
  const same = others.every(isNeverTheSame) ? others : [];
  return [...[...constant].map((each) => flagOf(each, CONSTANTS)), ...same.map((each) => flagOf(each, NEVER_THE_SAME))];
}

const CONSTANTS = 'This compares constants with each other: it passes whatever the code does.';
const NEVER_THE_SAME =
  'Nothing is the very object that is written here: this passes whatever the code gives. toEqual compares what it holds.';

function isConstant(file: TestFileModel, assertion: Assertion): boolean {
  return isAlwaysReached(assertion.flow) && constantOutcome(assertion, file.script) === 'passes';
}

/** `expect(list()).not.toBe([])`, `assert.notStrictEqual(list(), [])`. */
function isNeverTheSame({ api, expected, flow, isCalled, matcher, modifiers }: Assertion): boolean {
  const isIdentity =
    (api === 'expect' && matcher === 'toBe' && modifiers.join() === 'not') ||
    (api === 'assert' && matcher === 'notStrictEqual' && modifiers.length === 0);
  const [only] = expected;
  return isIdentity && isCalled && isAlwaysReached(flow) && only !== undefined && isMadeHere(bare(only));
}

function isMadeHere(node: Node): boolean {
  return isFunction(node) || /^(?:Object|Array|Class)Expression$/.test(node.type) || (node.type === 'Literal' && 'regex' in node);
}

function flagOf({ node }: Assertion, message: string): RuleFlag {
  return { node, message };
}
