/** The rule `tautology`: what is expected comes from the same call as what is asserted, so that the code is compared with itself. */
import type { Node } from 'oxc-parser';
import type { RuleFlag, StaticRule } from '../rule.ts';
import type { TestFileModel, TestModel } from '../test-file.ts';
import { type Forms, formsByRound, formsOf } from '../values/compared-forms.ts';
import { type Comparison, readComparison } from '../values/comparison.ts';
import { isComputed } from '../values/computed.ts';
import { isUndisturbed } from '../values/disturbance.ts';
import { fullTitle, isJudged, titleText } from '../values/judged-tests.ts';
import { mayKeepResults } from '../values/kept-results.ts';
import { givesPrimitive } from '../values/primitive-result.ts';
import { isOneEvaluation, type NormalForm, type TakenCall } from '../values/same-value.ts';
import { isSettledBeside } from '../values/settled-beside.ts';
import { isUnit } from '../values/unit-call.ts';

export const rule: StaticRule = {
  name: 'tautology',
  level: 'information',
  check: (file) => file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test)),
};

/** Titles of tests that call the code twice on purpose. */
const ON_PURPOSE =
  /\b(?:same(?:ness)?|equiv\w*|copy|copies|new (?:object|array|instance)|stab(?:le|ly|ility)|idempot\w*|determin\w*|cach\w*|memo\w*|equal\w*|consisten\w*|pure(?:ly)?|once|identi\w*|referen\w*|singleton|reproduc\w*|repeat\w*|twice|again|already|seed\w*|reus\w*|shar(?:ed|ing)|shares? (?:an?|the|one|its?|their)|dedup\w*|unchanged|mutat\w*|side.?effects?|independent\w*|isolat\w*|fresh|multiple times|every time|each time|second (?:time|call)|subsequent\w*|concurren\w*|re-?entran\w*|lazy|lazily|non-?random|always)\b/i;
const ON_PURPOSE_GROUPS = /\b(?:idempot\w*|determin\w*|cach\w*|memo\w*|singleton|stab(?:le|ility)|once)\b/i;

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] {
  const comparisons = test.assertions.flatMap((assertion) => readComparison(assertion) ?? []);
  const flags = comparisons
    .filter((comparison) => !isSettledBeside(file, test, comparison))
    .flatMap((comparison) => checkComparison(file, test, comparison));
  return flags.length > 0 && isOnPurpose(file, test) ? [] : flags;
}

/** Whether a test holds nothing but one call of the code against another of the same, and says that this is what it is for. */
export function comparesOnPurpose(file: TestFileModel, test: TestModel): boolean {
  if (test.assertions.length === 0 || !isJudged(file, test) || !isOnPurpose(file, test)) return false;
  const isOfCalls = (comparison: Comparison) => isOneText(file, comparison) || checkComparison(file, test, comparison).length > 0;
  return test.assertions.every((assertion) => {
    const comparison = readComparison(assertion);
    return comparison !== null && isOfCalls(comparison);
  });
}

function isOneText({ script }: TestFileModel, { of, actual, expected }: Comparison): boolean {
  return of === 'value' && script.textOf(actual) === script.textOf(expected) && isComputed(script, actual);
}

/**
 * The comparisons both of whose sides may come from the code, though not by calls that are seen to be the same: if one is a tautology, the
 * values under mutants show it.
 */
export function possibleTautologies(file: TestFileModel, test: TestModel): RuleFlag[] {
  if (!isJudged(file, test) || isOnPurpose(file, test)) return [];
  const comparisons = test.assertions.flatMap((assertion) => readComparison(assertion) ?? []);
  return comparisons
    .filter(({ of, actual, expected }) => of === 'value' && isComputed(file.script, expected) && isComputed(file.script, actual))
    .map(({ assertion, actual, expected }) => ({
      node: assertion.node,
      message:
        'Whatever mutants change of the actual value, they change of the expected one: this compares the code with itself.',
      evidence: { compared: [file.script.textOf(actual), file.script.textOf(expected)] },
    }));
}

function isOnPurpose(file: TestFileModel, test: TestModel): boolean {
  if (ON_PURPOSE.test(titleText(file, test)) || ON_PURPOSE_GROUPS.test(fullTitle(file, test))) return true;
  // Who counts calls is about how often, not about what.
  return test.assertions.some(({ matcher }) => /^toHaveBeenCalled|^toBeCalled|Calls?Count|^called/.test(matcher ?? ''));
}

function checkComparison(file: TestFileModel, test: TestModel, comparison: Comparison): RuleFlag[] {
  const forms = formsOf(file, comparison);
  if (forms === null) return [];
  const all = isSameBut(comparison, ...forms) ? [forms] : formsByRound(file, comparison, forms);
  const [first] = all;
  if (first === undefined || !all.every((each) => comparesWithItself(file, comparison, each))) return [];
  if (isSaidOnPurpose(file, comparison, first)) return [];
  if (comparison.by === 'identity' && !givesPrimitive(file, test, comparison)) return [];
  return [flagOf(file, comparison, ...first)];
}

/** Whether a comment between the first evaluation and the assertion says why the code is called again. */
function isSaidOnPurpose({ script }: TestFileModel, { assertion }: Comparison, forms: Forms): boolean {
  const from = Math.min(...forms.flatMap(({ sites }) => sites.map(({ start }) => start)));
  return script.comments.some(({ start, end, value }) => start >= from && end <= assertion.node.end && ON_PURPOSE.test(value));
}

function comparesWithItself(file: TestFileModel, comparison: Comparison, [actual, expected]: Forms): boolean {
  if (!isSameBut(comparison, actual, expected) || actual.calls.length === 0 || isOneEvaluation(actual, expected)) return false;
  const calls = [...actual.calls, ...expected.calls];
  if (!areUnits(file, calls) || calls.some((call) => mayKeepResults(file, call))) return false;
  return isUndisturbed(file.project, file.script, comparison.assertion.node, [actual, expected]);
}

/** Whether both sides are the same, once what the matcher does to the actual one is done. */
function isSameBut({ of }: Comparison, actual: NormalForm, expected: NormalForm): boolean {
  switch (of) {
    case 'value':
      return actual.key === expected.key;
    case 'resolved':
      return `(await ${actual.key})` === expected.key;
    case 'length':
      return `${actual.key}.length` === expected.key;
    default:
      return of satisfies never;
  }
}

/** At least one call ends up in the unit, and none in something nobody knows. */
function areUnits(file: TestFileModel, calls: readonly TakenCall[]): boolean {
  const kinds = calls.map((call) => isUnit(file, call));
  return kinds.includes('unit') && !kinds.includes('unknown');
}

function flagOf(file: TestFileModel, { assertion, actual, expected }: Comparison, one: NormalForm, other: NormalForm): RuleFlag {
  const { script } = file;
  const resolved = (side: Node, { calls }: NormalForm): string =>
    script.textOf(calls.length === 1 ? (calls[0]?.site ?? side) : side);
  const elsewhere = [...one.sites, ...other.sites].filter((site) => site !== actual && site !== expected);
  const places = [...new Set(elsewhere.map((site) => `${script.path}:${script.placeOf(site).line}`))];
  return {
    node: assertion.node,
    message: 'The expected value is computed by the same call as the actual one: this compares the code with itself.',
    evidence: { compared: [resolved(actual, one), resolved(expected, other)], ...(places.length > 0 ? { places } : {}) },
  };
}
