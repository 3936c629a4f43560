/** The rule `mocks-the-unit`: the test replaces the very function whose result it asserts. */
import type { CallExpression, MemberExpression, Node } from 'oxc-parser';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, isFunction, isWithin, memberName, rootOf } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { findAssertedCall } from '../values/asserted-call.ts';
import { type DoubleName, findSetups, nameOf } from '../values/double.ts';
import { fold } from '../values/fold.ts';
import { initialOf } from '../values/initial.ts';
import { plainFunction } from '../values/inlined-function.ts';
import { isJudged } from '../values/judged-tests.ts';
import { findModuleDoubles, isSelfContained, type ModuleDouble, replaces } from '../values/module-double.ts';
import { isWorkedWith } from '../values/origin.ts';
import { findUnit } from '../values/source-definition.ts';
import { type Mention, unitsMentioned } from '../values/units-mentioned.ts';

export const rule: StaticRule = {
  name: 'mocks-the-unit',
  level: 'error',
  check: (file) => {
    const doubles = findModuleDoubles(file);
    if (doubles.length === 0) return [];
    return file.tests
      .filter((test) => isJudged(file, test))
      .flatMap((test) => {
        const flags = checkTest(file, test, doubles);
        return flags.length > 0 ? flags : checkWhole(file, test, doubles);
      });
  },
};

/** What a double knows of its calls is asserted of doubles on purpose. */
const ABOUT_CALLS =
  /^(?:toHaveBeen|toHaveReturned|toHaveLastReturned|toHaveNthReturned|toHaveResolved|toBeCalled|lastCalled|nthCalled|called|callCount)/;

function checkTest(file: TestFileModel, test: TestModel, doubles: readonly ModuleDouble[]): RuleFlag[] {
  return test.assertions.flatMap((assertion) => {
    const { actual, matcher, api, isCalled } = assertion;
    if (actual === null || matcher === null || !isCalled || ABOUT_CALLS.test(matcher)) return [];
    if (api !== 'expect' && api !== 'chai' && api !== 'assert') return [];
    const asserted = findAssertedCall(file, attempted(file, actual));
    if (asserted === null || !isWithin(asserted.call, test.node) || isWorkedWith(actual, assertion.node, file.script)) return [];
    const call = mappedCall(file, asserted.call) ?? readCall(file, asserted.call) ?? asserted.call;
    const double = findReplacing(file, call, doubles);
    return double === null ? [] : [flagOf(file, assertion, call, double)];
  });
}

/** Flags a test that has to do with nothing of the code but what doubles stand for, whatever way it takes through components and loops. */
function checkWhole(file: TestFileModel, test: TestModel, doubles: readonly ModuleDouble[]): RuleFlag[] {
  const aboutValues = test.assertions.filter(
    ({ api, matcher, isCalled }) => isCalled && matcher !== null && !ABOUT_CALLS.test(matcher) && ABOUT_VALUES.has(api),
  );
  const [asserting] = aboutValues;
  // What a global holds may be the work of code that ran as it was loaded.
  const mentions = aboutValues.every((each) => isOfTest(file, each)) ? unitsMentioned(file, test) : null;
  const [first] = mentions ?? [];
  if (asserting === undefined || mentions === null || first === undefined) return [];
  const found = mentions.map((mention) => doubleOf(file, mention, doubles));
  const double = found[0];
  const areLeftAlone = mentions.every(({ binding }) => isSetUpAlone(file, { binding, member: null }));
  if (double == null || found.includes(null) || !areLeftAlone) return [];
  const message = 'All of the code that this test has to do with is replaced by doubles, so what it asserts is theirs.';
  const places = [`${file.script.path}:${file.script.placeOf(double.call).line}`];
  return [{ node: asserting.node, message, evidence: { places } }];
}

/** Whether what is looked at is found by a name of the test's file. */
function isOfTest({ script }: TestFileModel, { actual, node }: Assertion): boolean {
  const root = rootOf(actual ?? node);
  return root.type !== 'Identifier' || script.bindingOf(root) !== null;
}

const ABOUT_VALUES: ReadonlySet<string> = new Set(['expect', 'chai', 'assert', 'query']);

function doubleOf(file: TestFileModel, { meaning }: Mention, doubles: readonly ModuleDouble[]): ModuleDouble | null {
  const { path, name } = meaning;
  if (path === null || name === null || name === '*') return null;
  // What another module passes on may be asked for just because it does.
  return doubles.find((each) => each.path === path && !each.isLate && replaces(file, each, name)) ?? null;
}

/** The call of a function that only tries it: `expect(() => load()).toThrow()`. */
function attempted({ script }: TestFileModel, actual: Node): Node {
  return isFunction(bare(actual)) ? (plainFunction(actual, script, { isAsyncToo: true })?.result ?? actual) : actual;
}

/** Methods that only write a value of the language in another way. */
const READING = /^(?:to(?:ISOString|JSON|String|Fixed|LowerCase|UpperCase)|getTime|trim|valueOf)$/;

/** The call whose result is read by such a method. */
function readCall(file: TestFileModel, call: CallExpression): CallExpression | null {
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression' || !READING.test(memberName(callee) ?? '')) return null;
  return findAssertedCall(file, callee.object)?.call ?? null;
}

/** The call that each element of a list is handed to: `['a', 'b'].map((name) => load(name))`. */
function mappedCall(file: TestFileModel, call: CallExpression): CallExpression | null {
  const callee = bare(call.callee);
  const [first] = call.arguments;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'map' || first === undefined) return null;
  // Elements that the code gives are what is tested then.
  if (fold(callee.object, file.script) === null) return null;
  const each = plainFunction(first, file.script, { isAsyncToo: true });
  return each === null ? null : (findAssertedCall(file, each.result)?.call ?? null);
}

/** The double that an asserted call ends up in; null where the code itself may be what runs. */
function findReplacing(file: TestFileModel, call: CallExpression, doubles: readonly ModuleDouble[]): ModuleDouble | null {
  const callee = importedCallee(file, call.callee);
  const meaning = callee === null ? null : file.project.meaningOf(file.script, callee.node);
  if (callee === null || meaning?.kind !== 'unit' || meaning.path === null || meaning.name === null) return null;
  const { name } = meaning;
  const paths = [meaning.path, findUnit(file.project, meaning)?.script.path];
  const double = doubles.find((each) => paths.includes(each.path) && each.isLate === callee.isLate && replaces(file, each, name));
  return double !== undefined && isLeftAlone(file, call.callee) ? double : null;
}

interface ImportedCallee {
  /** The imported function or class that is called, or whose object's method is. */
  node: Node;
  isLate: boolean;
}

function importedCallee(file: TestFileModel, node: Node): ImportedCallee | null {
  const plain = bare(node);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  if (binding?.kind === 'import') return { node: plain, isLate: false };
  if (plain.type === 'MemberExpression') {
    const object = importedCallee(file, plain.object);
    if (object === null) return null;
    return isNamespace(file, object.node) ? { node: plain, isLate: object.isLate } : object;
  }
  if (plain.type === 'NewExpression') return importedCallee(file, plain.callee);
  const initial = binding === null ? null : initialOf(binding, file.script);
  if (initial === null) return null;
  const value = bare(initial);
  if (value.type === 'AwaitExpression' && bare(value.argument).type === 'ImportExpression') return { node: plain, isLate: true };
  if (binding?.path?.length === 1) return isNamespace(file, initial) ? { node: plain, isLate: false } : null;
  return value.type === 'NewExpression' ? importedCallee(file, value) : null;
}

function isNamespace({ project, script }: TestFileModel, node: Node): boolean {
  const meaning = project.meaningOf(script, node);
  return meaning.kind === 'unit' && meaning.name === '*';
}

/** Whether no setup makes the double do more than give a constant. */
function isLeftAlone(file: TestFileModel, callee: Node): boolean {
  const plain = bare(callee);
  if (plain.type === 'MemberExpression' && bare(plain.object).type === 'NewExpression') return true;
  const name = nameOf(file, callee);
  return name !== null && isSetUpAlone(file, name);
}

function isSetUpAlone(file: TestFileModel, name: DoubleName): boolean {
  return findSetups(file, name).every((setup) => isGiving(setup) || isSelfContained(file, withoutRoot(setup)));
}

/** Whether a setup only says what the double gives, whatever that is made of. */
function isGiving(setup: Node): boolean {
  const callee = setup.type === 'CallExpression' ? bare(setup.callee) : null;
  if (callee?.type !== 'MemberExpression' || !/^mock(?:Return|Resolved|Rejected)Value(?:Once)?$/.test(memberName(callee) ?? ''))
    return false;
  const object = bare(callee.object);
  return (
    object.type === 'Identifier' ||
    isGiving(object) ||
    (object.type === 'CallExpression' &&
      bare(object.callee).type === 'MemberExpression' &&
      memberName(bare(object.callee) as MemberExpression) === 'mocked')
  );
}

/** The arguments of a setup's chain, without the double that it begins with. */
function withoutRoot(setup: Node): Node {
  return setup.type === 'CallExpression'
    ? ({ type: 'ArrayExpression', elements: setup.arguments, start: setup.start, end: setup.end } as never)
    : setup;
}

function flagOf(
  file: TestFileModel,
  { node, actual, expected }: Assertion,
  call: CallExpression,
  double: ModuleDouble,
): RuleFlag {
  const { script } = file;
  const unit = script.textOf(call.callee);
  const [only] = expected;
  return {
    node,
    message: `\`${unit}\` is replaced by a double here, so this asserts the double and never the code.`,
    evidence: {
      ...(actual !== null && only !== undefined ? { compared: [script.textOf(actual), script.textOf(only)] as const } : {}),
      places: [`${script.path}:${script.placeOf(double.call).line}`],
    },
  };
}
