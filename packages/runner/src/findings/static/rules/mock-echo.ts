/** The rule `mock-echo`: a double is called by the test itself, which then asserts what it told the double to give, or that it was called. */

import type { CallExpression, MemberExpression, Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, functionAround, isWithin, memberName, parentOf, wrapped } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { type AssertedCall, findAssertedCall } from '../values/asserted-call.ts';
import { type Comparison, readComparison } from '../values/comparison.ts';
import { type DoubleName, declaredWith, findSetups, type Given, isLookedAt, nameOf, readDouble } from '../values/double.ts';
import { initialOf } from '../values/initial.ts';
import { plainFunction } from '../values/inlined-function.ts';
import { isJudged } from '../values/judged-tests.ts';
import { isRead, isWorkedWith, literalField } from '../values/origin.ts';
import { callOfTest } from '../values/own-calls.ts';
import { runsOwnCodeOnly } from '../values/own-code.ts';
import { normalizeBoth } from '../values/same-value.ts';
import { usesSources } from '../values/uses-sources.ts';

/** How many functions that only pass a call on are seen through. */
const WRAPPERS = 3;

export const rule: StaticRule = {
  name: 'mock-echo',
  level: 'error',
  check: (file) => file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test)),
};

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] {
  return test.assertions.flatMap((assertion) => {
    const comparison = readComparison(assertion);
    return comparison === null ? checkCalled(file, test, assertion) : checkComparison(file, test, comparison);
  });
}

/** Flags the question whether a double was called, where it is the test that has called it. */
function checkCalled(file: TestFileModel, test: TestModel, assertion: Assertion): RuleFlag[] {
  const call = usesSources(file) ? callOfTest(file, test, assertion) : null;
  if (call === null) return [];
  const { script } = file;
  const message = 'The test calls the double itself, and then asserts that it was called: no code under test takes part.';
  return [{ node: assertion.node, message, evidence: { places: [`${script.path}:${script.placeOf(call).line}`] } }];
}

function checkComparison(file: TestFileModel, test: TestModel, comparison: Comparison): RuleFlag[] {
  const asserted = findAssertedCall(file, comparison.actual);
  if (asserted === null || !isWithin(asserted.call, test.node)) return [];
  if (isWorkedWith(comparison.actual, comparison.assertion.node, file.script)) return [];
  const { call, path } = behindWrappers(file, asserted, WRAPPERS);
  const name = nameOf(file, call.callee);
  if (name === null) return [];
  if (!isHeldByTest(file, test, name) && !isSpiedOnBefore(file, test, name, asserted.call)) return [];
  const isOwn = isCalledByTestOnly(file, test, name);
  const echoed = findGiven(file, test, name, asserted.call).find(
    (given) => isEchoed(file, given, path, comparison, isOwn) || (isOwn && isMadeByTest(file, given, comparison)),
  );
  return echoed === undefined ? [] : [flagOf(file, comparison, echoed)];
}

/** The call that functions of the test's own file pass on: `const user = (id) => api.user(id)`. */
function behindWrappers(file: TestFileModel, asserted: AssertedCall, depth: number): AssertedCall {
  const wrapper = depth === 0 ? null : plainFunction(asserted.call.callee, file.script, { isAsyncToo: true });
  const inner = wrapper === null ? null : findAssertedCall(file, wrapper.result, asserted.path);
  return inner === null ? asserted : behindWrappers(file, inner, depth - 1);
}

/** What the double may give at a call: what it was declared with, and what the test told it later. */
function findGiven(file: TestFileModel, test: TestModel, name: DoubleName, call: CallExpression): Given[] {
  const declared = declaredWith(file, name);
  const made = declared === null ? null : readDouble(file, declared);
  const hooks = test.hooks.filter((hook) => hook.name.startsWith('before'));
  const setups = findSetups(file, name).filter((setup) => {
    return hooks.some(({ node }) => isWithin(setup, node)) || (setup.end <= call.start && isWithin(setup, test.node));
  });
  const told = setups.flatMap((setup) => readDouble(file, setup)?.given ?? []);
  if (made === null && told.length === 0) return [];
  const isPassedOn = name.binding.references.some((reference) => reference.start < call.start && isArgument(file, reference));
  return [...(made?.given ?? []), ...told].filter(({ isOnce }) => !isOnce || !isPassedOn);
}

/** Whether something is handed on, to others than the tools of tests. */
function isArgument(file: TestFileModel, reference: Node): boolean {
  const at = wrapped(reference);
  const parent = parentOf(at);
  if (parent?.type === 'MemberExpression' || isLookedAt(file, at)) return false;
  return !(parent?.type === 'CallExpression' && parent.callee === at);
}

/** Whether nobody can have put another function in the place of the double. */
function isHeldByTest(file: TestFileModel, test: TestModel, { binding, member }: DoubleName): boolean {
  if (member === null) return binding.kind === 'import' || (binding.kind === 'variable' && !binding.isReassigned);
  if (binding.kind !== 'import' && (binding.kind !== 'variable' || !isGivenOnce(file, test, binding))) return false;
  const isOfHook = initialOf(binding, file.script) === null;
  const owners = [test.node, ...test.hooks.map(({ node }) => node)];
  // What a hook makes anew for each test, other tests cannot have changed.
  const references = binding.references.filter((each) => !isOfHook || owners.some((owner) => isWithin(each, owner)));
  return references.every((reference) => {
    const at = wrapped(reference);
    const parent = parentOf(at);
    if (parent?.type === 'MemberExpression' && parent.object === at)
      return parentOf(wrapped(parent))?.type !== 'AssignmentExpression';
    if (isOfHook && parent?.type === 'AssignmentExpression' && parent.left === at) return true;
    // Handed to the unit as what it depends on; any other function may be there to change it.
    const isPassedIn = parent?.type === 'NewExpression' || parent?.type === 'Property';
    return (isPassedIn && !isOfHook) || isLookedAt(file, at);
  });
}

/** Whether a variable has one value in a test: that of its declaration, or an object that a hook gives it before. */
function isGivenOnce({ script }: TestFileModel, { hooks }: TestModel, binding: Binding): boolean {
  if (initialOf(binding, script) !== null) return true;
  const [only, ...others] = binding.writes;
  if (binding.initial !== null || only == null || others.length > 0 || bare(only).type !== 'ObjectExpression') return false;
  return hooks.some(({ name, node }) => name.startsWith('before') && isWithin(only, node));
}

/** Whether the test itself puts the double into an object, whoever made that, and nobody takes it out again before it is called. */
function isSpiedOnBefore(file: TestFileModel, test: TestModel, name: DoubleName, call: CallExpression): boolean {
  const { binding, member } = name;
  if (member === null || (binding.kind !== 'variable' && binding.kind !== 'parameter')) return false;
  const written = binding.writes.some((value) => value === null || isWithin(value, test.node));
  const spy = findSetups(file, name).find((setup) => isWithin(setup, test.node) && setup.end <= call.start);
  if (written || spy === undefined || !/\bspyOn\b|\.mock[A-Z]\w*\($/.test(headOf(file, spy))) return false;
  // Whoever is handed the object may wrap the double.
  if (binding.references.some((each) => each.start > spy.end && each.start < call.start && isArgument(file, each))) return false;
  const between = file.script.text.slice(spy.end, call.start);
  return !/(?:[Rr]estore|[Rr]eset|unmock)\w*\(/.test(between) && !new RegExp(`\\.${member}\\s*=[^=]`).test(between);
}

/** A setup up to what it is given last: `vi.spyOn(store, 'load').mockReturnValue(`. */
function headOf({ script }: TestFileModel, setup: Node): string {
  const [first] = setup.type === 'CallExpression' ? setup.arguments : [];
  return script.text.slice(setup.start, first?.start ?? setup.end);
}

function lastName(callee: Node): string {
  const plain = bare(callee);
  if (plain.type === 'Identifier') return plain.name;
  return plain.type === 'MemberExpression' ? (memberName(plain) ?? '') : '';
}

/** Whether nobody but the test itself can have got what a double gives: it is neither handed over nor called in another function. */
function isCalledByTestOnly(file: TestFileModel, { body }: TestModel, { binding }: DoubleName): boolean {
  return binding.references.every((reference) => functionAround(reference) === body && !isArgument(file, reference));
}

function isEchoed(
  file: TestFileModel,
  { value }: Given,
  path: readonly string[],
  { expected }: Comparison,
  isOwn: boolean,
): boolean {
  const told = isOwn && path.length > 0 ? objectTold(file, value) : value;
  return (told === value ? [value] : [value, told]).some((object) => {
    const both = normalizeBoth(file, { actual: fieldAt(file, object, path), expected, by: 'identity' });
    // Where the value is computed, something else is asserted than what the double was told.
    return both !== null && both[0].key === both[1].key && both[0].calls.every(({ site }) => site !== object);
  });
}

/** Whether what a double gives is made by a call of the tests' own, as is what it is held against: nothing of the sources is in either. */
function isMadeByTest({ project, script }: TestFileModel, { value }: Given, { expected }: Comparison): boolean {
  return bare(value).type === 'CallExpression' && [value, expected].every((each) => runsOwnCodeOnly(project, script, each));
}

/** The object that a double is told to give by a name, where that is used for nothing else but to read it. */
function objectTold({ script }: TestFileModel, value: Node): Node {
  const plain = bare(value);
  const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  const initial = binding === null || binding.path?.length !== 0 ? null : initialOf(binding, script);
  if (binding === null || initial === null || bare(initial).type !== 'ObjectExpression') return value;
  const isOnlyTold = binding.references.every(
    (each) =>
      isToldToDouble(wrapped(each)) || (isRead(wrapped(each), script) && parentOf(wrapped(each))?.type === 'MemberExpression'),
  );
  return isOnlyTold ? initial : value;
}

function isToldToDouble(node: Node): boolean {
  const call = parentOf(node);
  return (
    call?.type === 'CallExpression' &&
    call.callee !== node &&
    /^mock(?:Return|Resolved)Value(?:Once)?$/.test(lastName(call.callee))
  );
}

/** The part of a value that a path leads to: what a literal has there, or the member as such. */
function fieldAt(file: TestFileModel, value: Node, path: readonly string[]): Node {
  return path.reduce((object: Node, name) => {
    const member = {
      type: 'MemberExpression',
      object,
      property: { type: 'Identifier', name },
      computed: false,
    } as never as MemberExpression;
    return literalField(member, file.script) ?? member;
  }, value);
}

function flagOf(file: TestFileModel, { assertion, actual, expected }: Comparison, { value }: Given): RuleFlag {
  const { script } = file;
  return {
    node: assertion.node,
    message: 'The test calls its own double and asserts what it told it to give: no code under test takes part.',
    evidence: {
      compared: [script.textOf(actual), script.textOf(expected)],
      places: [`${script.path}:${script.placeOf(value).line}`],
    },
  };
}
