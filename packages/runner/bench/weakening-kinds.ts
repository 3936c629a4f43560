/** The ways in which a test is weakened by its text alone, and the rules that should then speak. */
import type { CallExpression, Node } from 'oxc-parser';
import type { Script } from '../src/findings/static/script.ts';
import { bare, isFunction, parentOf, walk, wrapped } from '../src/findings/static/syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../src/findings/static/test-file.ts';
import type { Random } from './random.ts';

/** What the text between two offsets becomes. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

export interface WeakeningKind {
  name: string;
  /** Any of them finds it. */
  rules: readonly string[];
  /** The edits that weaken a test; null where this way does not fit it. */
  weaken(file: TestFileModel, test: TestModel, random: Random): TextEdit[] | null;
}

const EQUALITY = /^(?:toBe|toEqual|toStrictEqual)$/;
const WAITING = /^(?:resolves|rejects|poll|element)$/;

export const weakeningKinds: readonly WeakeningKind[] = [
  { name: 'assertions deleted', rules: ['no-assertion'], weaken: (file, test) => deleteAll(file, test, () => '') },
  {
    name: 'assertions deleted, calls kept',
    rules: ['no-assertion'],
    weaken: (file, test) => deleteAll(file, test, textOfActual),
  },
  { name: 'toBeDefined for equality', rules: ['existence-only'], weaken: weakenMatchers },
  { name: 'expected recomputed', rules: ['tautology', 'self-comparison'], weaken: onOne(recompute) },
  { name: 'expected is actual', rules: ['self-comparison', 'tautology', 'constant-assertion'], weaken: onOne(compareWithItself) },
  { name: 'matcher left out', rules: ['dangling-expect'], weaken: onOne(leaveMatcherOut) },
  { name: 'in a promise nobody awaits', rules: ['lost-promise-assertion'], weaken: onOne(loseInPromise) },
];

/** The text with all edits made. They must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
}

/** Weakens one assertion of those that it can be done to. */
function onOne(weaken: (file: TestFileModel, assertion: Assertion) => TextEdit | null): WeakeningKind['weaken'] {
  return (file, test, random) => {
    const edits = test.assertions.map((assertion) => (isPlain(assertion) ? weaken(file, assertion) : null));
    const chosen = random.pick(edits.filter((edit) => edit !== null));
    return chosen === null ? null : [chosen];
  };
}

/** `expect(actual)` with a called matcher, not negated and not waiting for anything. */
function isPlain({ api, isCalled, modifiers, actual }: Assertion): boolean {
  return api === 'expect' && isCalled && actual !== null && !modifiers.some((word) => word === 'not' || WAITING.test(word));
}

/** Each assertion's statement becomes what `textInstead` gives. Null where one cannot be taken out, or none is there. */
function deleteAll(
  { script }: TestFileModel,
  test: TestModel,
  textInstead: (script: Script, assertion: Assertion) => string,
): TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const assertion of test.assertions) {
    if (!/^(?:expect|chai|assert)$/.test(assertion.api)) return null;
    const place = placeOf(assertion.node);
    if (place === null) return null;
    const instead = textInstead(script, assertion);
    edits.push({ ...place, text: place.isStatement ? (instead === '' ? '' : `${instead};`) : instead || 'undefined' });
  }
  const outermost = edits.filter(
    (edit) => !edits.some((other) => other !== edit && other.start <= edit.start && edit.end <= other.end),
  );
  return outermost.length === 0 ? null : outermost;
}

/** The statement that is nothing but this expression, or the body of an arrow function that gives it. */
function placeOf(node: Node): { start: number; end: number; isStatement: boolean } | null {
  const outer = wrapped(node);
  const parent = parentOf(outer);
  switch (parent?.type) {
    case 'AwaitExpression':
      return placeOf(parent);
    case 'ExpressionStatement':
    case 'ReturnStatement':
      return { start: parent.start, end: parent.end, isStatement: true };
    case 'ArrowFunctionExpression':
      return parent.body === outer ? { start: outer.start, end: outer.end, isStatement: false } : null;
    default:
      return null;
  }
}

/** What was looked at, as a statement of its own; nothing where it is a function or no call at all. */
function textOfActual(script: Script, { actual }: Assertion): string {
  if (actual === null || isFunction(bare(actual)) || !holdsCall(actual)) return '';
  const text = script.textOf(actual);
  return /^[\w$]/.test(text) ? text : `void (${text})`;
}

function holdsCall(node: Node): boolean {
  let isFound = false;
  walk(node, ({ type }) => {
    isFound ||= type === 'CallExpression' || type === 'NewExpression' || type === 'AwaitExpression';
    return !isFound;
  });
  return isFound;
}

/** Every assertion only asks whether something is there. */
function weakenMatchers(_file: TestFileModel, test: TestModel): TextEdit[] | null {
  const edits = test.assertions.map((assertion): TextEdit | null => {
    const matcher = equalityOf(assertion);
    return matcher === null ? null : { start: matcher.start, end: assertion.node.end, text: 'toBeDefined()' };
  });
  return edits.length === 0 || edits.includes(null) ? null : edits.filter((edit) => edit !== null);
}

/** The name of the matcher of a plain equality with one defined value. */
function equalityOf(assertion: Assertion): Node | null {
  const { node, matcher, expected } = assertion;
  if (!isPlain(assertion) || matcher === null || !EQUALITY.test(matcher) || expected.length !== 1) return null;
  const [value] = expected;
  if (value === undefined || (value.type === 'Identifier' && value.name === 'undefined')) return null;
  const call = bare(node);
  if (call.type !== 'CallExpression') return null;
  const callee = bare(call.callee);
  return callee.type === 'MemberExpression' ? callee.property : null;
}

/** The call of the project's own code whose result is looked at, also by way of a constant, stands on both sides. */
function recompute({ project, script }: TestFileModel, assertion: Assertion): TextEdit | null {
  const [expected] = assertion.expected;
  if (equalityOf(assertion) === null || assertion.actual === null || expected === undefined) return null;
  const call = callBehind(script, assertion.actual);
  if (call === null || project.meaningOf(script, call.callee).kind !== 'unit') return null;
  return { start: expected.start, end: expected.end, text: script.textOf(awaitAround(call)) };
}

function awaitAround(call: Node): Node {
  const parent = parentOf(wrapped(call));
  return parent?.type === 'AwaitExpression' ? parent : call;
}

function callBehind(script: Script, node: Node): CallExpression | null {
  const plain = bare(node);
  if (plain.type === 'CallExpression') return plain;
  if (plain.type === 'AwaitExpression')
    return bare(plain.argument).type === 'Identifier' ? null : callBehind(script, plain.argument);
  const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  if (binding === null || binding.isReassigned || binding.initial === null || binding.path?.length !== 0) return null;
  return bare(binding.initial).type === 'Identifier' ? null : callBehind(script, binding.initial);
}

function compareWithItself({ script }: TestFileModel, assertion: Assertion): TextEdit | null {
  const { actual, expected } = assertion;
  const [first] = expected;
  if (equalityOf(assertion) === null || actual === null || first === undefined) return null;
  const isValue = /^(?:Identifier|MemberExpression)$/.test(bare(actual).type) && !holdsCall(actual);
  return isValue ? { start: first.start, end: first.end, text: script.textOf(actual) } : null;
}

function leaveMatcherOut({ script }: TestFileModel, { node, actual }: Assertion): TextEdit | null {
  const call = actual === null ? null : parentOf(wrapped(actual));
  if (call?.type !== 'CallExpression' || call.end >= node.end) return null;
  return { start: node.start, end: node.end, text: script.text.slice(node.start, call.end) };
}

/** Only what the test's own function does itself: a callback may be awaited by whoever calls it. */
function loseInPromise({ script }: TestFileModel, { node, flow }: Assertion): TextEdit | null {
  const statement = parentOf(wrapped(node));
  if (statement?.type !== 'ExpressionStatement' || flow.enclosing.length > 0) return null;
  const text = script.textOf(statement);
  if (/\b(?:await|yield)\b/.test(text)) return null;
  return { start: statement.start, end: statement.end, text: `Promise.resolve().then(() => { ${text} });` };
}
