/** Whether an assertion can be reached from a test, through helpers, page objects and callbacks, in whichever file they are. */
import type { CallExpression, NewExpression, Node, ThrowStatement } from 'oxc-parser';
import type { StaticTest } from '../flag.ts';
import { isBuiltinGlobal, isBuiltinMethod } from './builtins.ts';
import { isChainEnd } from './chain.ts';
import { readFlow } from './flow.ts';
import { isHarmless, isWaiting } from './harmless.ts';
import { type Meaning, testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import { readCheck } from './read-assertion.ts';
import { readTestFile } from './read-test-file.ts';
import type { Script } from './script.ts';
import { isSettledByCode } from './settled-by-code.ts';
import { bare, type FunctionNode, isClass, isFunction, keyName, memberName, walk } from './syntax.ts';
import type { TestFileModel, TestModel } from './test-file.ts';
import { checksTypes } from './type-checks.ts';

export type Reach = StaticTest['assertion'];

/** What a body holds: the strongest evidence found, and a callee that could not be resolved. */
interface Evidence {
  isReached: boolean;
  isCompileTime: boolean;
  /** As written. */
  unresolved: string | null;
}

const NOTHING: Evidence = { isReached: false, isCompileTime: false, unresolved: null };
/** What an error says that stands for a failed check. */
const FAILURE = /should|must|never|unexpected|unreachable|expected|fail|did ?n[o']t|not (?:be|have|get|reach)|impossible/i;
const known = new WeakMap<FunctionNode, Evidence>();

/** What can be reached from a test, its hooks included. */
export function reachOf(file: TestFileModel, test: TestModel): Reach {
  if (test.isExpectedToFail) return 'reached';
  if (test.assertions.some(({ api, isCalled }) => isCalled && api !== 'type')) return 'reached';
  if (test.body === null) return 'unknown';
  const own = evidenceIn(file.project, test.bodyScript, test.body);
  const hooks = test.hooks.flatMap(({ body, name }) =>
    body === null ? [] : [{ name, ...evidenceIn(file.project, file.script, body) }],
  );
  if (own.isReached || hooks.some(({ isReached }) => isReached) || isCheckedBySetup(file.project)) return 'reached';
  if (own.isCompileTime || checksTypes(file, test)) return 'compile-time';
  // Fixtures may assert around the test.
  const isUnknown = own.unresolved !== null || test.modifiers.includes('extend');
  return isUnknown || hooks.some(({ name, unresolved }) => name === 'afterEach' && mayAssert(unresolved)) ? 'unknown' : 'none';
}

/** Whether an expression checks something as it is evaluated: by a query that throws, a helper that asserts, an expectation inside. */
export function isChecking(project: StaticProject, script: Script, expression: Node): boolean {
  let isFound = false;
  walk(expression, (node) => {
    if (isFound || isFunction(node)) return false;
    if (node.type !== 'CallExpression') return true;
    const check = isChainEnd(node) ? readCheck(project, script, node) : null;
    isFound = check === null ? evidenceOfCall(project, script, node).isReached : check.isCalled && check.api !== 'type';
    return !isFound;
  });
  return isFound;
}

/** The first callee of a test that could not be resolved; null where all could. */
export function unresolvedOf(file: TestFileModel, test: TestModel): string | null {
  return test.body === null ? null : evidenceIn(file.project, test.bodyScript, test.body).unresolved;
}

const checkedBySetup = new WeakMap<StaticProject, boolean>();

/** Whether a hook of a setup file asserts around every test. */
function isCheckedBySetup(project: StaticProject): boolean {
  const found = checkedBySetup.get(project);
  if (found !== undefined) return found;
  const isChecked = project.setup.files.some((path) => {
    const setup = readTestFile(project, path);
    return setup?.hooks.some(
      ({ body, name }) => body !== null && name.endsWith('Each') && evidenceIn(project, setup.script, body).isReached,
    );
  });
  checkedBySetup.set(project, isChecked);
  return isChecked;
}

/** Whether a callee of a hook that nobody knows may check something, rather than clean up. */
function mayAssert(unresolved: string | null): boolean {
  return (
    unresolved !== null &&
    !/(?:close|stop|destroy|reset|restore|clear|clean|dispose|shut|end|unmount|kill|tear|remove|delete|unsub|off|abort|disconnect)\w*$/i.test(
      unresolved,
    )
  );
}

/** What is reached from a test beside the checks that stand in its body: by helpers, or perhaps by callees that nobody knows. */
export function helpersOf(file: TestFileModel, test: TestModel): 'none' | 'reached' | 'unknown' {
  if (test.body === null) return 'unknown';
  const evidence = search(file.project, test.bodyScript, test.body, { areThrowsChecks: true, areChecksSeen: false });
  if (evidence.isReached) return 'reached';
  return evidence.unresolved === null && !test.modifiers.includes('extend') ? 'none' : 'unknown';
}

/** Functions that are being read: whoever calls itself finds nothing more by that. */
const open = new Set<Node>();
/** Whether a function that is being read was met again; what was found meanwhile may be less than there is. */
let isCut = false;

function evidenceIn(project: StaticProject, script: Script, body: FunctionNode): Evidence {
  const found = known.get(body);
  if (found !== undefined) return found;
  if (open.has(body)) {
    isCut = true;
    return NOTHING;
  }
  open.add(body);
  const evidence = search(project, script, body, { areThrowsChecks: true, areChecksSeen: true });
  open.delete(body);
  if (open.size === 0) isCut = false;
  if (!isCut || evidence.isReached) known.set(body, evidence);
  return evidence;
}

interface SearchOptions {
  /** Whether an error that is thrown counts: not in what is handed over as a stub. */
  areThrowsChecks: boolean;
  areChecksSeen: boolean;
}

/** Looks through a function, nested ones included. */
function search(
  project: StaticProject,
  script: Script,
  body: FunctionNode,
  { areThrowsChecks, areChecksSeen }: SearchOptions,
): Evidence {
  let isReached = false;
  let isCompileTime = false;
  let unresolved: string | null = null;
  const add = (evidence: Evidence): void => {
    isReached ||= evidence.isReached;
    isCompileTime ||= evidence.isCompileTime;
    unresolved ??= evidence.unresolved;
  };
  walk(body, (node) => {
    if (isReached) return false;
    switch (node.type) {
      case 'ThrowStatement':
        if (areThrowsChecks && isFailure(project, script, node, body)) isReached = true;
        return true;
      case 'CallExpression':
      case 'MemberExpression': {
        const check = isChainEnd(node) ? readCheck(project, script, node) : null;
        if (check?.api === 'type') isCompileTime = true;
        else if (check?.isCalled) isReached ||= areChecksSeen;
        else if (node.type === 'CallExpression') {
          isReached ||= isSettledByCode(script, node);
          add(evidenceOfCall(project, script, node));
        }
        return true;
      }
      case 'NewExpression':
        isReached ||= isSettledByCode(script, node);
        add(evidenceOfCall(project, script, node));
        return true;
      case 'TaggedTemplateExpression':
        add(evidenceOfCallee(project, script, node.tag));
        return true;
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXIdentifier' && /^[A-Z]/.test(node.name.name))
          add(evidenceOfHanded(project, script, node.name));
        return true;
      default:
        return true;
    }
  });
  return { isReached, isCompileTime, unresolved };
}

function isFailure(project: StaticProject, script: Script, node: ThrowStatement, body: FunctionNode): boolean {
  const { enclosing } = readFlow(project, script, node, new Set([body]));
  return enclosing.every(({ runs }) => runs !== 'called' && runs !== 'later') || FAILURE.test(script.textOf(node));
}

function evidenceOfCall(project: StaticProject, script: Script, call: CallExpression | NewExpression): Evidence {
  const callee = evidenceOfCallee(project, script, call.callee);
  if (callee.isReached) return callee;
  for (const argument of call.arguments) {
    const handed = evidenceOfHanded(project, script, argument.type === 'SpreadElement' ? argument.argument : argument);
    if (handed.isReached) return handed;
  }
  return callee;
}

/** What is handed to a call: `expect` itself, or a function that asserts when it is called. */
function evidenceOfHanded(project: StaticProject, script: Script, argument: Node): Evidence {
  const plain = bare(argument);
  if (plain.type === 'ObjectExpression') {
    const values = plain.properties.map((property) => (property.type === 'Property' ? property.value : property.argument));
    return values.map((value) => evidenceOfHanded(project, script, value)).find(({ isReached }) => isReached) ?? NOTHING;
  }
  if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression' && plain.type !== 'JSXIdentifier') return NOTHING;
  const maker = callBehind(script, plain);
  if (maker !== null && evidenceOfCallee(project, script, maker.callee).isReached) return { ...NOTHING, isReached: true };
  const meaning = project.meaningOf(script, plain);
  const api = testApi(meaning);
  if (api !== null && (api.at(-1) === 'expect' || api.at(-1) === 'assert')) return { ...NOTHING, isReached: true };
  if (meaning.kind !== 'code' || !isFunction(meaning.node) || !project.isTestNode(meaning.script, meaning.node)) return NOTHING;
  if (open.has(meaning.node)) return NOTHING;
  open.add(meaning.node);
  const evidence = search(project, meaning.script, meaning.node, { areThrowsChecks: false, areChecksSeen: true });
  open.delete(meaning.node);
  return { ...evidence, unresolved: null };
}

/** The call that made the object of a handed value: what a helper of the tests builds may hold functions that assert. */
function callBehind(script: Script, node: Node): CallExpression | null {
  const plain = bare(node);
  if (plain.type === 'MemberExpression') return callBehind(script, plain.object);
  const initial = plain.type === 'Identifier' ? script.bindingOf(plain)?.initial : null;
  const value = initial === null || initial === undefined ? null : bare(initial);
  const made = value?.type === 'AwaitExpression' ? bare(value.argument) : value;
  return made?.type === 'CallExpression' ? made : null;
}

function evidenceOfCallee(project: StaticProject, script: Script, callee: Node): Evidence {
  const plain = bare(callee);
  if (isFunction(plain) || plain.type === 'Super') return NOTHING;
  const meaning = project.meaningOf(script, plain);
  if (isWaiting(meaning)) return { ...NOTHING, isReached: true };
  switch (meaning.kind) {
    case 'unit':
    case 'data':
      return NOTHING;
    case 'code':
      return evidenceOfCode(project, meaning);
    case 'library':
    case 'context':
      if (isHarmless(meaning)) return NOTHING;
      if (meaning.kind === 'library' && meaning.library === null && isBuiltinGlobal(meaning.path[0] ?? '')) return NOTHING;
      break;
    case 'instance':
    case 'module':
    case 'unknown':
      break;
    default:
      return meaning satisfies never;
  }
  const name = plain.type === 'MemberExpression' ? memberName(plain) : null;
  return name !== null && isBuiltinMethod(name) ? NOTHING : { ...NOTHING, unresolved: script.textOf(plain) };
}

function evidenceOfCode(project: StaticProject, { script, node }: Extract<Meaning, { kind: 'code' }>): Evidence {
  if (!project.isTestNode(script, node)) return NOTHING;
  if (isFunction(node)) return evidenceIn(project, script, node);
  if (!isClass(node)) return NOTHING;
  const ownConstructor = node.body.body.find((member) => member.type === 'MethodDefinition' && keyName(member) === 'constructor');
  return ownConstructor?.type === 'MethodDefinition' ? evidenceIn(project, script, ownConstructor.value) : NOTHING;
}
