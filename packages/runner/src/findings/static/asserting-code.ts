/** What code holds that asserts: checks, errors that stand for one, and callees that nobody knows, through helpers, page objects and callbacks. */
import { isBuiltin } from 'node:module';
import type { CallExpression, NewExpression, Node, ThrowStatement } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { isBuiltinGlobal, isBuiltinMethod, isRunner } from './builtins.ts';
import { isChainEnd } from './chain.ts';
import { readFlow } from './flow.ts';
import { isHarmless, isWaiting } from './harmless.ts';
import { type Meaning, testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import { readCheck, runsSilentProperty } from './read-assertion.ts';
import type { Script } from './script.ts';
import { awaitsPending, awaitsTheUnit } from './settled-by-unit.ts';
import { bare, type FunctionNode, isClass, isFunction, keyName, memberName, parentOf, rootOf, walk, wrapped } from './syntax.ts';

/** What a body holds: the strongest evidence found, and a callee that could not be resolved. */
export interface Held {
  isReached: boolean;
  /** Whether all that is reached are lookups of what something is done to: `fireEvent.click(getByRole('button'))`. */
  isLocating: boolean;
  /** Whether an error is thrown, or time can run out: `building` where what throws gives a value, which others need. */
  throws: 'none' | 'building' | 'checking';
  isCompileTime: boolean;
  /** As written. */
  unresolved: string | null;
}

export const NOTHING: Held = { isReached: false, isLocating: false, throws: 'none', isCompileTime: false, unresolved: null };
const CHECKED: Held = { ...NOTHING, isReached: true };
const LOCATED: Held = { ...CHECKED, isLocating: true };
/** What an error says that stands for a failed check. */
const FAILURE = /should|must|never|unexpected|unreachable|expected|fail|did ?n[o']t|not (?:be|have|get|reach)|impossible/i;
const known = new WeakMap<FunctionNode, Held>();

/** Functions that are being read: whoever calls itself finds nothing more by that. */
const open = new Set<Node>();
/** Whether a function that is being read was met again; what was found meanwhile may be less than there is. */
let isCut = false;

/** What a function holds, nested ones and the tests' own code that it calls included. */
export function heldBy(project: StaticProject, script: Script, body: FunctionNode): Held {
  if (open.has(body)) {
    isCut = true;
    return NOTHING;
  }
  const before = known.get(body);
  if (before !== undefined) return before;
  open.add(body);
  const found = search(project, script, body, { areThrowsSeen: true, areChecksSeen: true });
  const held: Held = found.throws === 'checking' && givesValue(body) ? { ...found, throws: 'building' } : found;
  open.delete(body);
  if (open.size === 0) isCut = false;
  if (!isCut || held.isReached) known.set(body, held);
  return held;
}

/** The same without the checks that stand in the function's own text. */
export function heldBeside(project: StaticProject, script: Script, body: FunctionNode): Held {
  return search(project, script, body, { areThrowsSeen: true, areChecksSeen: false });
}

/** Parameters of functions that are being read which are handed nothing but what comes out of the sources, or of the language. */
let handedUnits: ReadonlySet<Binding> = new Set();

/**
 * What several functions hold together that call one another, without the checks that stand in their own texts. `units` are those of their
 * parameters that are handed nothing but the unit and data.
 */
export function heldBesideChecks(
  project: StaticProject,
  functions: readonly { script: Script; node: FunctionNode }[],
  units: ReadonlySet<Binding>,
): Held {
  for (const { node } of functions) open.add(node);
  handedUnits = units;
  const held = functions.map(({ script, node }) => heldBeside(project, script, node)).reduce(both, NOTHING);
  handedUnits = new Set();
  for (const { node } of functions) open.delete(node);
  isCut = false;
  return held;
}

/**
 * Whether an expression checks something as it is evaluated: by a query that throws, a helper that asserts, an expectation inside, also of a
 * callback that a call in it is handed.
 */
export function isChecking(project: StaticProject, script: Script, expression: Node): boolean {
  let isFound = false;
  walk(expression, (node) => {
    if (isFound) return false;
    if (isFunction(node)) return bare(expression) !== node && parentOf(wrapped(node))?.type === 'CallExpression';
    if (node.type !== 'CallExpression') return true;
    const check = isChainEnd(node) ? readCheck(project, script, node) : null;
    isFound = check === null ? heldByCall(project, script, node).isReached : check.isCalled && check.api !== 'type';
    return !isFound;
  });
  return isFound;
}

/** Two parts together. */
function both(one: Held, other: Held): Held {
  const isChecking = one.throws === 'checking' || other.throws === 'checking';
  const isReached = one.isReached || other.isReached;
  return {
    isReached,
    isLocating: isReached && [one, other].every((held) => !held.isReached || held.isLocating),
    throws: isChecking ? 'checking' : one.throws === 'none' ? other.throws : one.throws,
    isCompileTime: one.isCompileTime || other.isCompileTime,
    unresolved: one.unresolved ?? other.unresolved,
  };
}

interface SearchOptions {
  /** Whether an error that is thrown counts: not in what is handed over as a stub. */
  areThrowsSeen: boolean;
  areChecksSeen: boolean;
  /** Functions in it that nobody calls. */
  idle?: ReadonlySet<Node>;
}

function search(project: StaticProject, script: Script, body: Node, options: SearchOptions): Held {
  const { areThrowsSeen, areChecksSeen, idle } = options;
  let held = NOTHING;
  const add = (more: Held): void => {
    held = both(held, more);
  };
  walk(body, (node) => {
    if ((held.isReached && !held.isLocating) || idle?.has(node)) return false;
    switch (node.type) {
      case 'ThrowStatement':
        if (areThrowsSeen && isFailure(project, script, node, body)) add({ ...NOTHING, throws: 'checking' });
        return true;
      case 'CallExpression':
      case 'MemberExpression': {
        const check = isChainEnd(node) ? readCheck(project, script, node) : null;
        if (check?.api === 'type') add({ ...NOTHING, isCompileTime: true });
        else if (check?.isCalled) {
          const found = check.api === 'query' && isLocator(project, script, node) ? LOCATED : CHECKED;
          add(areChecksSeen ? found : NOTHING);
        } else if (node.type === 'CallExpression') add(heldByCall(project, script, node));
        return true;
      }
      case 'NewExpression':
        add(heldByCall(project, script, node));
        return true;
      case 'AwaitExpression':
        if (awaitsPending(project, script, node)) add({ ...NOTHING, throws: 'checking' });
        return true;
      case 'TaggedTemplateExpression':
        add(heldByCallee(project, script, node.tag));
        return true;
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXIdentifier' && /^[A-Z]/.test(node.name.name))
          add(onlyReached(heldByHanded(project, script, node.name)));
        return true;
      default:
        return true;
    }
  });
  return held;
}

/** Whether a query only finds what the tools of the Testing Library do something to. */
export function isLocator(project: StaticProject, script: Script, query: Node): boolean {
  const handed = parentOf(wrapped(query))?.type === 'AwaitExpression' ? (parentOf(wrapped(query)) as Node) : query;
  const call = parentOf(wrapped(handed));
  if (call?.type !== 'CallExpression' || call.callee === wrapped(handed)) return false;
  const meaning = project.meaningOf(script, call.callee);
  if (meaning.kind !== 'library' || meaning.library?.startsWith('@testing-library/') !== true) return false;
  return meaning.library.endsWith('/user-event') || meaning.path.includes('fireEvent') || meaning.path.includes('userEvent');
}

/** Whether a function is called for what it gives back. */
function givesValue(body: FunctionNode): boolean {
  if (body.body !== null && body.body.type !== 'BlockStatement') return body.body.type !== 'CallExpression';
  let isGiving = false;
  walk(body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument !== null) isGiving = true;
    return !isGiving && (node === body || !isFunction(node));
  });
  return isGiving;
}

function isFailure(project: StaticProject, script: Script, node: ThrowStatement, body: Node): boolean {
  const { enclosing } = readFlow(project, script, node, new Set([body]));
  return enclosing.every(({ runs }) => runs !== 'called' && runs !== 'later') || FAILURE.test(script.textOf(node));
}

function heldByCall(project: StaticProject, script: Script, call: CallExpression | NewExpression): Held {
  if (call.type === 'CallExpression' && runsSilentProperty(project, script, call)) return NOTHING;
  const callee = heldByDropped(project, script, call) ?? heldByCallee(project, script, call.callee);
  if (callee.isReached && !callee.isLocating) return callee;
  // It fails when its time is over.
  if (awaitsTheUnit(project, script, call)) return both(callee, { ...NOTHING, throws: 'checking' });
  const handed = call.arguments.map((argument) =>
    heldByHanded(project, script, argument.type === 'SpreadElement' ? argument.argument : argument),
  );
  const isOpen = mayCallBack(project, script, call);
  return handed.map((each) => (isOpen ? each : onlyReached(each))).reduce(both, callee);
}

/**
 * What a function of the tests holds whose result nobody takes: what it gives to be called later never is, as in `accepts(query);` where
 * `accepts(query).check()` is meant. Null for any other call.
 */
function heldByDropped(project: StaticProject, script: Script, call: CallExpression | NewExpression): Held | null {
  if (call.type !== 'CallExpression' || parentOf(wrapped(call))?.type !== 'ExpressionStatement') return null;
  const meaning = project.meaningOf(script, call.callee);
  if (meaning.kind !== 'code' || !isFunction(meaning.node) || !project.isTestNode(meaning.script, meaning.node)) return null;
  const idle = givenFunctions(meaning.node);
  if (idle.size === 0 || open.has(meaning.node)) return null;
  open.add(meaning.node);
  const held = search(project, meaning.script, meaning.node, { areThrowsSeen: true, areChecksSeen: true, idle });
  open.delete(meaning.node);
  return held;
}

/** The functions that a function makes only to give them back: the one it returns, or those of the object that it returns. */
function givenFunctions(body: FunctionNode): Set<Node> {
  const given = new Set<Node>();
  const add = (value: Node): void => {
    const plain = bare(value);
    if (isFunction(plain)) given.add(plain);
    if (plain.type !== 'ObjectExpression') return;
    for (const property of plain.properties)
      if (property.type === 'Property' && property.kind === 'init' && isFunction(property.value)) given.add(property.value);
  };
  if (body.body !== null && body.body.type !== 'BlockStatement') add(body.body);
  walk(body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument !== null) add(node.argument);
    return node === body || !isFunction(node);
  });
  return given;
}

function onlyReached({ isReached, isLocating }: Held): Held {
  return { ...NOTHING, isReached, isLocating };
}

/** Whether what is called may call what it is handed: the platform and the tools of tests only look at it. */
function mayCallBack(project: StaticProject, script: Script, call: CallExpression | NewExpression): boolean {
  const meaning = project.meaningOf(script, bare(call.callee));
  return meaning.kind === 'code' || meaning.kind === 'unit';
}

/** What is handed to a call: `expect` itself, or a function that asserts when it is called. */
function heldByHanded(project: StaticProject, script: Script, argument: Node): Held {
  const plain = bare(argument);
  if (plain.type === 'ObjectExpression') {
    const values = plain.properties.map((property) => (property.type === 'Property' ? property.value : property.argument));
    return values.map((value) => heldByHanded(project, script, value)).reduce(both, NOTHING);
  }
  if (plain.type === 'ArrayExpression') {
    const elements = plain.elements.filter((element) => element !== null);
    return elements.map((element) => heldByHanded(project, script, element)).reduce(both, NOTHING);
  }
  // An object of a class of the tests, whose methods are called by whom it is handed to.
  if (plain.type === 'NewExpression') return onlyReached(heldByHanded(project, script, plain.callee));
  if (plain.type !== 'Identifier' && plain.type !== 'MemberExpression' && plain.type !== 'JSXIdentifier') return NOTHING;
  const meaning = project.meaningOf(script, plain);
  const api = testApi(meaning);
  if (api !== null && (api.at(-1) === 'expect' || api.at(-1) === 'assert')) return CHECKED;
  if (meaning.kind === 'unknown' && isMadeByTests(project, script, plain))
    return { ...NOTHING, unresolved: script.textOf(plain) };
  if (meaning.kind !== 'code' && meaning.kind !== 'instance') return NOTHING;
  const { node } = meaning;
  if (!project.isTestNode(meaning.script, node) || open.has(node)) return NOTHING;
  open.add(node);
  const held = search(project, meaning.script, node, { areThrowsSeen: false, areChecksSeen: true });
  open.delete(node);
  return { ...held, unresolved: null };
}

/** Whether a value comes from a function of the tests, of which nobody knows what it gives: it may hold functions that assert. */
function isMadeByTests(project: StaticProject, script: Script, value: Node): boolean {
  const at = rootOf(value);
  const initial = at.type === 'Identifier' ? (script.bindingOf(at)?.initial ?? null) : null;
  const made = initial === null ? null : bare(initial);
  const call = made?.type === 'AwaitExpression' ? bare(made.argument) : made;
  if (call?.type !== 'CallExpression') return false;
  const callee = project.meaningOf(script, call.callee);
  return callee.kind === 'code' && project.isTestNode(callee.script, callee.node);
}

function heldByCallee(project: StaticProject, script: Script, callee: Node): Held {
  const plain = bare(callee);
  if (isFunction(plain) || plain.type === 'Super') return NOTHING;
  const meaning = project.meaningOf(script, plain);
  if (isWaiting(meaning)) return CHECKED;
  switch (meaning.kind) {
    case 'unit':
    case 'data':
      return NOTHING;
    case 'code':
      return heldByCode(project, meaning);
    case 'library':
    case 'context':
      if (isMatcher(meaning)) return CHECKED;
      if (isHarmless(meaning)) return NOTHING;
      if (isRunning(meaning)) return { ...NOTHING, unresolved: script.textOf(plain) };
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
  const binding = script.bindingOf(rootOf(plain));
  if (binding !== null && handedUnits.has(binding)) return NOTHING;
  return name !== null && isBuiltinMethod(name) ? NOTHING : { ...NOTHING, unresolved: script.textOf(plain) };
}

/** Whether a matcher is called on the expectation that a helper gave back: `expectParsed('[1').toEqual([1])`. */
function isMatcher(meaning: Meaning): boolean {
  const api = testApi(meaning) ?? [];
  const at = api.indexOf('expect');
  return at !== -1 && api.indexOf('()', at) === at + 1 && api.length > at + 2;
}

/** Whether a program is run, which may fail by checks of its own: with a method of any name. */
function isRunning(meaning: Meaning): boolean {
  if (meaning.kind !== 'library') return false;
  return meaning.library === null ? isRunner(meaning.path[0] ?? '') : isBuiltin(meaning.library);
}

function heldByCode(project: StaticProject, { script, node }: Extract<Meaning, { kind: 'code' }>): Held {
  if (!project.isTestNode(script, node)) return NOTHING;
  if (isFunction(node)) return heldBy(project, script, node);
  if (!isClass(node)) return NOTHING;
  const ownConstructor = node.body.body.find((member) => member.type === 'MethodDefinition' && keyName(member) === 'constructor');
  return ownConstructor?.type === 'MethodDefinition' ? heldBy(project, script, ownConstructor.value) : NOTHING;
}
