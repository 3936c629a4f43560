/** The rule `setup-restated`: a test asserts only what it wrote into an object itself, or reaches nothing of the project at all. */
import type { Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import { assertsAlone } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { bare, isFieldName, isFunction, isWithin, parentOf, rootOf, walk } from '../syntax.ts';
import type { Assertion, TestFileModel, TestModel } from '../test-file.ts';
import { saysNoThrow } from '../test-intent.ts';
import { isBuilding } from '../values/builder.ts';
import { mayChangeLanguage, saysWhatIsEqual } from '../values/changed-language.ts';
import { constantOutcome } from '../values/constant-outcome.ts';
import { fold } from '../values/fold.ts';
import { isOfSources } from '../values/initial.ts';
import { isAboutTypes, isJudged } from '../values/judged-tests.ts';
import { isComparison, isConstantObject, listedBy, literalField } from '../values/origin.ts';
import { runsOwnCodeOnly } from '../values/own-code.ts';
import { usesSources } from '../values/uses-sources.ts';

export const rule: StaticRule = {
  name: 'setup-restated',
  level: 'error',
  check: (file) =>
    file.tests.filter((test) => isJudged(file, test)).flatMap((test) => checkTest(file, test) ?? checkOwn(file, test) ?? []),
};

/** Matchers that read what they are given, and call nothing. */
const READING =
  /^(?:toBe|toEqual|toStrictEqual|toMatchObject|toHaveProperty|toHaveLength|toContain|toContainEqual|toMatch|toBeDefined|toBeUndefined|toBeNull|toBeTruthy|toBeFalsy|toBeNaN|toBeGreaterThan|toBeGreaterThanOrEqual|toBeLessThan|toBeLessThanOrEqual|toBeCloseTo|toBeTypeOf|equal|equals|eq|eql|deepEqual|strictEqual|deepStrictEqual|ok|true|false|property|lengthOf|include)$/;
/** Types around a value, which is read all the same. */
const WRAPPING = /^TS(?:As|Satisfies|NonNull|TypeAssertion)/;
const ASSERTING = /^(?:expect|assert)$/;
/** How many variables are followed back to where they come from. */
const DEPTH = 4;
const ASYMMETRIC = /^expect\.(?:any|anything|objectContaining|arrayContaining|stringContaining|stringMatching|closeTo)$/;

function checkTest(file: TestFileModel, test: TestModel): RuleFlag[] | null {
  const { body, assertions } = test;
  if (body?.body == null || body.params.length > 0 || assertions.length === 0 || isAboutTypes(file, test)) return null;
  if (saysWhatIsEqual(file)) return null;
  const roots = assertions.map((assertion) => objectOf(file, test, assertion));
  const objects = [...new Set(roots.filter((root) => root !== null && root !== 'constant'))] as Node[];
  const [first] = assertions;
  if (first === undefined || roots.includes(null) || objects.length === 0) return null;
  const pieces = untilAsserted(file, test, body.body);
  if (!pieces.every((piece) => isSelfContained(file, test, piece))) return null;
  const imports = pieces.flatMap((piece) => importsIn(file, test, piece));
  if (imports.some((name) => !isHeldAgainstItself(file, test, name))) return null;
  const at = assertions[roots.findIndex((root) => root !== 'constant')] ?? first;
  return [flagOf(file, at, objects)];
}

/** The statements of a test up to its last assertion, where what comes later can check nothing; else all of its body. */
function untilAsserted(file: TestFileModel, test: TestModel, body: Node): readonly Node[] {
  if (body.type !== 'BlockStatement') return [body];
  const last = body.body.findLastIndex((statement) => test.assertions.some(({ node }) => isWithin(node, statement)));
  const isDone = last === body.body.length - 1 || saysNoThrow(test) || !assertsAlone(file, test);
  return isDone ? [body] : body.body.slice(0, last + 1);
}

/** Flags a test that reaches nothing of the project, nor do its hooks: what it asserts are values of its own. */
function checkOwn(file: TestFileModel, test: TestModel): RuleFlag[] | null {
  const { project, script } = file;
  const { body, assertions, hooks, modifiers } = test;
  const [first] = assertions;
  if (body?.body == null || body.params.length > 0 || first === undefined || modifiers.includes('extend')) return null;
  if (isAboutTypes(file, test) || !usesSources(file) || mayChangeLanguage(file)) return null;
  // What compares constants only is told as that.
  if (assertions.every((assertion) => constantOutcome(assertion, script) !== null)) return null;
  const pieces = [body, ...hooks.map((hook) => hook.body)];
  if (!pieces.every((piece) => piece !== null && runsOwnCodeOnly(project, script, piece))) return null;
  const places = assertions.map(({ place }) => `${script.path}:${place.line}`);
  return [{ node: first.node, message: OWN_ONLY, evidence: { places } }];
}

const OWN_ONLY =
  'Nothing of the code under test runs here: all that is asserted the test makes itself, with what the language has.';

function isApi(api: Assertion['api']): boolean {
  return api === 'expect' || api === 'chai' || api === 'assert';
}

/** The declaration of the object that an assertion looks into; `constant` for a constant; null for anything else. */
function objectOf(file: TestFileModel, test: TestModel, assertion: Assertion): Node | 'constant' | null {
  const { api, matcher, actual, isCalled, modifiers } = assertion;
  if (!isApi(api)) return null;
  if (actual === null || matcher === null || !isCalled || !READING.test(matcher)) return null;
  if (modifiers.some((word) => /^(?:resolves|rejects|poll)$/.test(word))) return null;
  return originOf(file, test, actual);
}

/** The same of a value, or of all that a list of values takes. */
function originOf(file: TestFileModel, test: TestModel, value: Node): Node | 'constant' | null {
  const at = objectRead(file, value);
  if (at.type === 'ArrayExpression') {
    const origins = at.elements.map((each) =>
      each === null || each.type === 'SpreadElement' ? null : originOf(file, test, each),
    );
    return origins.includes(null) ? null : (origins.find((each) => each !== 'constant') ?? null);
  }
  if (fold(at, file.script) !== null && at.type !== 'ObjectExpression') return 'constant';
  return declarationOf(file, test, at, DEPTH);
}

/** Where the object or list is written that a name stands for, or that it was taken from, as in `const { name } = user`. */
function declarationOf(file: TestFileModel, test: TestModel, name: Node, depth: number): Node | null {
  const binding = name.type === 'Identifier' && depth > 0 ? file.script.bindingOf(name) : null;
  if (binding !== null && isWrittenByHook(file, test, binding)) return binding.declaration;
  if (binding === null || binding.kind !== 'variable' || binding.isReassigned || binding.initial === null) return null;
  const initial = frozen(file, bare(binding.initial));
  if (initial.type === 'ObjectExpression' || initial.type === 'ArrayExpression') return binding.declaration;
  const at = objectRead(file, initial);
  if (isBuilding(file.project, file.script, at)) return binding.declaration;
  return declarationOf(file, test, at, depth - 1);
}

/** Whether a variable holds an object of constants that a hook writes out before each test, and that nothing but tests looks at then. */
function isWrittenByHook(file: TestFileModel, test: TestModel, { initial, writes, references }: Binding): boolean {
  const [only, ...others] = writes;
  if (initial !== null || only == null || others.length > 0 || bare(only).type !== 'ObjectExpression') return false;
  const isBefore = test.hooks.some(({ name, body }) => name === 'beforeEach' && body !== null && isWithin(only, body));
  const isOfTest = (reference: Node) => file.tests.some(({ body }) => body !== null && isWithin(reference, body));
  const elsewhere = references.filter((reference) => !isOfTest(reference));
  if (!isBefore || elsewhere.length !== 1) return false;
  return isSelfContained(file, test, only) && importsIn(file, test, only).length === 0;
}

/** The object that is frozen where it is written. */
function frozen({ script }: TestFileModel, node: Node): Node {
  if (node.type !== 'CallExpression' || !/^Object\.(?:freeze|seal)$/.test(script.textOf(node.callee))) return node;
  const [object] = node.arguments;
  return object === undefined ? node : bare(object);
}

/** `user` of `user.name` and of `Object.keys(user.tags)`. */
function objectRead(file: TestFileModel, node: Node): Node {
  const root = rootOf(node);
  const listed = listedBy(root, file.script);
  return listed === null ? root : objectRead(file, listed);
}

/** Whether nothing runs in a piece of a test but assertions, and nothing is named that the test did not write itself. */
function isSelfContained(file: TestFileModel, test: TestModel, piece: Node): boolean {
  let isOwn = true;
  walk(piece, (node) => {
    if (!isOwn || node.type.startsWith('TS')) return isOwn && WRAPPING.test(node.type);
    isOwn = isHarmless(file, test, node);
    return isOwn;
  });
  return isOwn;
}

function isHarmless(file: TestFileModel, test: TestModel, node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      if (
        isComparison(node) ||
        isAssertion(test, node) ||
        frozen(file, node) !== node ||
        listedBy(node, file.script) !== null ||
        ASYMMETRIC.test(file.script.textOf(node.callee))
      )
        return true;
      return isBuilding(file.project, file.script, node) && usesSources(file);
    case 'NewExpression':
      return isValueOfLanguage(file, node.callee);
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
    case 'ThisExpression':
    case 'ClassExpression':
    case 'ClassDeclaration':
    case 'JSXElement':
    case 'JSXFragment':
    case 'ThrowStatement':
    case 'TryStatement':
    case 'UpdateExpression':
      return false;
    case 'UnaryExpression':
      return node.operator !== 'delete';
    case 'Property':
      return !('kind' in node) || node.kind === 'init';
    case 'Identifier':
      return isFieldName(node) || isOwnName(file, test, node);
    default:
      return !isFunction(node) || !node.generator;
  }
}

/** `new Error('no')`, `new Date(0)`. */
function isValueOfLanguage({ script }: TestFileModel, callee: Node): boolean {
  return (
    callee.type === 'Identifier' &&
    script.bindingOf(callee) === null &&
    /^(?:\w*Error|Map|Set|Date|RegExp|URL)$/.test(callee.name)
  );
}

/** The imported names that are read in a test. */
function importsIn(file: TestFileModel, test: TestModel, piece: Node): Node[] {
  const { script } = file;
  const names: Node[] = [];
  walk(piece, (node) => {
    const isImport = node.type === 'Identifier' && !isFieldName(node) && script.bindingOf(node)?.kind === 'import';
    const isAsserting = isImport && (ASSERTING.test(node.name) || isAsserter(test, node));
    if (isImport && !isAsserting && !isBuilder(file, node)) names.push(node);
    return !node.type.startsWith('TS') || WRAPPING.test(node.type);
  });
  return names;
}

/** `deepStrictEqual` of `deepStrictEqual(...)`, however that name is imported. */
function isAsserter(test: TestModel, name: Node): boolean {
  const call = parentOf(name);
  return call?.type === 'CallExpression' && call.callee === name && isAssertion(test, call);
}

function isAssertion({ assertions }: TestModel, call: Node): boolean {
  return assertions.some(({ node }) => node === call);
}

function isBuilder({ project, script }: TestFileModel, name: Node): boolean {
  const call = parentOf(name);
  return call?.type === 'CallExpression' && call.callee === name && isBuilding(project, script, call);
}

/** Whether an imported name takes part in nothing but a field and what that field is held against, written in the same words. */
function isHeldAgainstItself(file: TestFileModel, { assertions }: TestModel, name: Node): boolean {
  const { script } = file;
  const pairs = assertions.flatMap(({ actual, expected, modifiers }) => {
    const member = actual === null ? null : bare(actual);
    const field = member?.type === 'MemberExpression' ? literalField(member, script) : null;
    const [only] = expected;
    return field === null || only === undefined || modifiers.length > 0 ? [] : [[field, only] as const];
  });
  const own = pairs.filter(([field, only]) => isWithin(name, field) || isWithin(name, only));
  return own.length > 0 && own.every(([field, only]) => script.textOf(field) === script.textOf(only));
}

/** Names of the test itself, constants of its file, imported values, and the assertions' own. */
function isOwnName(file: TestFileModel, test: TestModel, name: Node & { type: 'Identifier' }): boolean {
  const binding = file.script.bindingOf(name);
  if (binding !== null && isOfSources(binding, file.script)) return false;
  if (ASSERTING.test(name.name) || /^(?:undefined|NaN|Infinity)$/.test(name.name)) return true;
  // What asymmetric matchers are asked for.
  if (binding === null)
    return /^(?:String|Number|Boolean|Object|Array|Function)$/.test(name.name) || isValueOfLanguage(file, name);
  // Reading what is imported is no call.
  if (binding.kind === 'import' || isBuilder(file, name)) return true;
  return (
    (test.body !== null && isWithin(binding.identifier, test.body)) ||
    fold(name, file.script) !== null ||
    isConstantObject(binding, file.script) ||
    isWrittenByHook(file, test, binding)
  );
}

function flagOf(file: TestFileModel, { node }: Assertion, objects: readonly Node[]): RuleFlag {
  const { script } = file;
  return {
    node,
    message: 'Everything this test asserts it has written itself, before any code under test runs.',
    evidence: { places: objects.map((object) => `${script.path}:${script.placeOf(object).line}`) },
  };
}
