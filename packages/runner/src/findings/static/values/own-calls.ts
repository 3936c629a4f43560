/** Doubles of which a test asserts that they were called, where it has called them itself. */
import type { CallExpression, Node } from 'oxc-parser';
import { readFlow } from '../flow.ts';
import { testApi } from '../meaning.ts';
import type { Script } from '../script.ts';
import { bare, functionAround, isWithin, parentOf, walk, wrapped } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { type DoubleName, declaredWith, doubleAt, isLookedAt, makerOf, nameOf, readDouble } from './double.ts';
import { foldPrimitive } from './fold.ts';
import { initialOf } from './initial.ts';

/** Matchers that one call is enough for, whatever else calls the double. */
const EVER_CALLED = new Set(['toHaveBeenCalled', 'toBeCalled', 'toHaveBeenCalledWith', 'toBeCalledWith']);
/** Those that count calls, or look at one of them. */
const COUNTED = new Set([
  ...['toHaveBeenCalledTimes', 'toBeCalledTimes', 'toHaveBeenCalledOnce', 'toHaveBeenCalledExactlyOnceWith'],
  ...['toHaveBeenLastCalledWith', 'lastCalledWith', 'toHaveBeenNthCalledWith', 'nthCalledWith'],
]);

/** An assertion with a value that it looks at. */
type Looking = Assertion & { actual: Node };

/**
 * The call by which the test itself makes an assertion hold that asks whether a double was called: `load(1); expect(load).toHaveBeenCalled()`.
 * Null where anything else may have called the double, or may be what the test calls.
 */
export function callOfTest(file: TestFileModel, test: TestModel, assertion: Assertion): CallExpression | null {
  const { actual, matcher, modifiers, isCalled } = assertion;
  if (actual === null || matcher === null || !isCalled || modifiers.includes('not')) return null;
  const looking = { ...assertion, actual };
  if (COUNTED.has(matcher)) return ownCall(file, test, looking);
  return EVER_CALLED.has(matcher) ? (ownCall(file, test, looking) ?? spiedCall(file, test, looking)) : null;
}

/** A call of a double that the test has made, and that nobody else knows. */
function ownCall(file: TestFileModel, test: TestModel, assertion: Looking): CallExpression | null {
  const name = nameOf(file, withoutMocked(file, assertion.actual));
  const declared = name === null ? null : declaredWith(file, name);
  const double = declared === null ? null : readDouble(file, declared);
  if (name === null || double?.root.type !== 'CallExpression' || makerOf(file, double.root) !== 'fn') return null;
  if (!name.binding.references.every((each) => isKept(file, test, each))) return null;
  const calls = directCalls(test, name);
  // How often the test goes there may be what the code decides.
  if (!calls.every((call) => isCertain(file, test, call))) return null;
  return calls.find((call) => satisfies(file, call, assertion)) ?? null;
}

/** Whether a call of the test comes before an assertion, and with what that asks for. */
function satisfies({ script }: TestFileModel, call: CallExpression, { node, matcher, expected }: Looking): boolean {
  const values = (nodes: readonly Node[]): string => nodes.map((each) => textOfValue(script, each)).join();
  const wanted = /^nth|Nth/.test(matcher ?? '') ? expected.slice(1) : expected;
  return call.end <= node.start && (!matcher?.endsWith('With') || values(call.arguments) === values(wanted));
}

/** What is written for a value, or what that certainly is. */
function textOfValue(script: Script, value: Node): string {
  const folded = foldPrimitive(value, script);
  return folded === null ? script.textOf(value) : `${typeof folded.value} ${String(folded.value)}`;
}

/** Whether a test comes by whatever the code gives. */
function isCertain({ project, script }: TestFileModel, { body }: TestModel, node: Node): boolean {
  return readFlow(project, script, node, new Set(body === null ? [] : [body])).conditions.length === 0;
}

/** Whether a reference calls a double, sets it up, takes a member of the object that holds it, or has it looked at. */
function isKept(file: TestFileModel, { body }: TestModel, reference: Node): boolean {
  const at = wrapped(reference);
  const parent = parentOf(at);
  if (functionAround(reference) !== body) return false;
  const used = parent?.type === 'MemberExpression' && parent.object === at ? wrapped(parent) : at;
  const user = parentOf(used);
  // A member of the double itself is what it is set up by.
  const isSetUp = user?.type === 'MemberExpression' && user.object === used;
  return isSetUp || isCalled(used) || isLookedAt(file, used);
}

function isCalled(value: Node): boolean {
  const call = parentOf(value);
  return call?.type === 'CallExpression' && call.callee === value;
}

/** A call of what was spied on right before, so that the spy is certainly what the test calls. */
function spiedCall(file: TestFileModel, test: TestModel, assertion: Looking): CallExpression | null {
  const { body } = test;
  const spy = body === null ? null : findSpy(file, body, assertion.actual, assertion.node);
  if (body === null || spy === null || !isPlainObject(file, spy.name)) return null;
  const call = directCalls(test, spy.name).find(
    (each) => spy.node.end <= each.start && isCertain(file, test, each) && satisfies(file, each, assertion),
  );
  return call !== undefined && isQuietBetween(file, body, spy.node, call) ? call : null;
}

interface Spy {
  node: CallExpression;
  name: DoubleName;
}

/** The call of `spyOn` behind what is asserted: kept under a name, or of the member that is named. */
function findSpy(file: TestFileModel, body: Node, actual: Node, before: Node): Spy | null {
  const plain = withoutMocked(file, actual);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  const kept = binding === null ? null : initialOf(binding, file.script);
  const asserted = plain.type === 'MemberExpression' ? nameOf(file, plain) : null;
  const spies: Spy[] = [];
  walk(kept ?? body, (each) => {
    const spy = each.type === 'CallExpression' && each.end <= before.start ? readSpy(file, each) : null;
    const isMeant = kept !== null || (asserted?.binding === spy?.name.binding && asserted?.member === spy?.name.member);
    if (spy !== null && isMeant) spies.push(spy);
    return true;
  });
  const [only, ...others] = spies;
  return only !== undefined && others.length === 0 && isWithin(only.node, body) && functionAround(only.node) === body
    ? only
    : null;
}

function readSpy(file: TestFileModel, call: CallExpression): Spy | null {
  const [object, member] = call.arguments;
  if (makerOf(file, call) !== 'spyOn' || object?.type !== 'Identifier' || member?.type !== 'Literal') return null;
  const binding = file.script.bindingOf(object);
  return binding === null || typeof member.value !== 'string' ? null : { node: call, name: { binding, member: member.value } };
}

/** Whether an object is no stand-in that decides itself what a member of it is. */
function isPlainObject({ script }: TestFileModel, { binding }: DoubleName): boolean {
  if (binding.kind === 'import') return true;
  const initial = initialOf(binding, script);
  return initial !== null && /^(?:New|Object)Expression$/.test(bare(initial).type);
}

/** Whether nothing but the tools of tests is called between two calls: the code may put something else in the spy's place. */
function isQuietBetween(file: TestFileModel, body: Node, from: CallExpression, to: CallExpression): boolean {
  let isQuiet = true;
  walk(body, (each) => {
    const isCall = each.type === 'CallExpression' || each.type === 'NewExpression';
    const isBetween = each.start >= from.end && each.end <= to.end && each !== to;
    if (isCall && isBetween && testApi(file.project.meaningOf(file.script, each.callee)) === null) isQuiet = false;
    return isQuiet;
  });
  return isQuiet;
}

/** Where the test itself calls a double. */
function directCalls({ body }: TestModel, name: DoubleName): CallExpression[] {
  return name.binding.references.flatMap((reference) => {
    const double = functionAround(reference) === body ? doubleAt(reference, name) : null;
    const call = double === null ? null : parentOf(double);
    return call?.type === 'CallExpression' && call.callee === double ? [call] : [];
  });
}

/** `load` of `vi.mocked(load)`. */
function withoutMocked(file: TestFileModel, node: Node): Node {
  const plain = bare(node);
  const [only] = plain.type === 'CallExpression' && makerOf(file, plain) === 'mocked' ? plain.arguments : [];
  return only === undefined ? plain : bare(only);
}
