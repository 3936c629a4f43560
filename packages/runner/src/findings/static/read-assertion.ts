/** Reading one chain as an assertion, whoever checks. */
import type { CallExpression, Node } from 'oxc-parser';
import { isBuiltinMethod } from './builtins.ts';
import { type Chain, chainOf, type Link } from './chain.ts';
import { RUNNING_PROPERTIES } from './harmless.ts';
import { type Meaning, testApi } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { bare, isFunction, memberName, walk } from './syntax.ts';
import type { Assertion, AssertionApi } from './test-file.ts';

/** An assertion without its place and the way to it. */
export type Check = Pick<
  Assertion,
  'node' | 'api' | 'modifiers' | 'matcher' | 'isCalled' | 'actual' | 'expected' | 'givesPromise'
>;

const ASYNC_WORD = /^(?:resolves|rejects|poll|element)$/;
/** Well-known matchers that give a promise. */
const ASYNC_MATCHER = /^(?:toResolve|toReject)$/;

/** Whether an assertion gives a promise by this word. */
export function isAsyncWord(word: string | null): boolean {
  return word !== null && (ASYNC_WORD.test(word) || ASYNC_MATCHER.test(word));
}

const MODIFIERS = /^(?:not|resolves|rejects|soft|poll|element)$/;
/** Words of chai between `expect(x)` and what checks. */
const CHAI_WORDS =
  /^(?:to|be|been|is|that|which|and|has|have|with|at|of|same|but|does|still|also|not|deep|nested|own|ordered|any|all|itself|an?|eventually)$/;
/** Chai's checks that are read and not called, with those of its well-known plugins. */
const CHAI_PROPERTIES =
  /^(?:ok|true|false|null|undefined|NaN|numeric|callable|iterable|exist|exists|empty|arguments|Arguments|extensible|sealed|frozen|finite|fulfilled|rejected|called|calledOnce|calledTwice|calledThrice|calledWithNew|notCalled|visible|displayed|enabled|disabled|checked|selected|focused|visible)$/;
const QUERY = /^(?:get|find)(?:All)?By(?:Text|Role|LabelText|PlaceholderText|AltText|Title|DisplayValue|TestId)$/;
const SINON_CHECK =
  /^(?:called|calledOnce|calledTwice|calledThrice|calledWith\w*|calledOnceWith\w*|callOrder|callCount|notCalled|alwaysCalledWith\w*|neverCalledWith\w*|threw|alwaysThrew|calledBefore|calledAfter|calledOn|match|pass|fail|expose)$/;

/** The check that a chain makes, or was meant to; null where it is none. */
export function readCheck(project: StaticProject, script: Script, node: Node): Check | null {
  const chain = chainOf(node);
  const root = project.meaningOf(script, chain.root);
  return (
    readExpect(project, script, chain, root) ??
    readTypeCheck(chain, root) ??
    readAssert(chain, root) ??
    readSinon(chain, root) ??
    readProperty(project, script, chain, root) ??
    readShould(chain) ??
    readRequest(project, script, chain, root) ??
    readQuery(chain, root)
  );
}

/** The names that lead to the thing called `expect`, whichever library gives it out. */
function expectPath(meaning: Meaning): readonly string[] | null {
  const api = testApi(meaning);
  if (api !== null) return api;
  // chai, and runners of other kinds, such as browser drivers.
  return meaning.kind === 'library' && meaning.library !== null && meaning.path.includes('expect') ? meaning.path : null;
}

function readExpect(project: StaticProject, script: Script, chain: Chain, root: Meaning): Check | null {
  const start = expectPath(root);
  if (start === null) return null;
  const words: (string | Link)[] = [...start.filter((name) => name !== 'new'), ...chain.links.map((link) => link)];
  let at = words.findIndex((word) => wordOf(word) === 'expect');
  if (at === -1) return null;
  // Where `expect(x)` was stored, its call is not part of this chain.
  let actual: Node | null = null;
  let hasActual = false;
  const modifiers: string[] = [];
  for (at += 1; at < words.length && !hasActual; at++) {
    const word = words[at];
    if (typeof word === 'object' && word.kind === 'call') {
      hasActual = true;
      actual = word.arguments[0] ?? null;
    } else if (word === '()') {
      hasActual = true;
      actual = storedActual(project, script, chain.root);
    } else {
      const name = wordOf(word);
      if (name === null) return null;
      if (/^(?:unreachable|fail)$/.test(name)) return failure(chain, words.slice(at + 1));
      if (name === 'assert') return readAssertMembers(chain, words.slice(at));
      // Anything else on `expect` itself counts, configures or makes an asymmetric matcher.
      if (!/^(?:soft|poll|element)$/.test(name)) return null;
      modifiers.push(name);
    }
  }
  return hasActual ? readMatcher(chain, actual, modifiers, words.slice(at)) : null;
}

/** `expect.assert(x)` and `expect.assert.equal(a, b)`. */
function readAssertMembers(chain: Chain, words: readonly (string | Link)[]): Check | null {
  const call = words.find((word) => typeof word === 'object' && word.kind === 'call');
  if (typeof call !== 'object' || call.kind !== 'call') return null;
  const name = words.slice(0, words.indexOf(call)).map(wordOf).at(-1) ?? 'assert';
  return check(chain, 'assert', [], name, true, call.arguments[0] ?? null, call.arguments.slice(1));
}

function wordOf(word: string | Link | undefined): string | null {
  return typeof word === 'object' ? (word.kind === 'member' ? word.name : '()') : (word ?? null);
}

/** `const check = expect(value)`: what the stored chain looks at. */
function storedActual(project: StaticProject, script: Script, root: Node): Node | null {
  const binding = root.type === 'Identifier' ? script.bindingOf(root) : null;
  if (binding?.initial == null) return null;
  return readCheck(project, script, binding.initial)?.actual ?? null;
}

function failure(chain: Chain, rest: readonly (string | Link)[]): Check {
  const call = rest.find((word) => typeof word === 'object' && word.kind === 'call');
  return check(chain, 'fail', [], 'fail', call !== undefined, null, []);
}

/** What follows `expect(x)`. */
function readMatcher(chain: Chain, actual: Node | null, before: readonly string[], words: readonly (string | Link)[]): Check {
  const modifiers = [...before];
  let api: AssertionApi = 'expect';
  for (const [index, word] of words.entries()) {
    const name = wordOf(word);
    const next = words[index + 1];
    const call = typeof next === 'object' && next.kind === 'call' ? next : null;
    if (name === null || name === '()') continue;
    // Chai's checks may be words before others: `to.include.members(list)`.
    const isWord = CHAI_WORDS.test(name) || (index < words.length - 1 && !CHAI_PROPERTIES.test(name) && next !== '()');
    if (call === null && (MODIFIERS.test(name) || isWord)) {
      if (!MODIFIERS.test(name)) api = 'chai';
      modifiers.push(name);
      continue;
    }
    const isProperty = call === null && CHAI_PROPERTIES.test(name);
    if (isProperty) api = 'chai';
    // Further checks may follow in the same chain of chai: the first one stands for all.
    return check(chain, api, modifiers, name, call !== null || next === '()' || isProperty, actual, call?.arguments ?? []);
  }
  return check(chain, api, modifiers, null, false, actual, []);
}

function readTypeCheck(chain: Chain, root: Meaning): Check | null {
  const api = testApi(root);
  if (api?.[0] !== 'expectTypeOf' && api?.[0] !== 'assertType') return null;
  const call = chain.links.find((link) => link.kind === 'call');
  return check(chain, 'type', [], api[0], true, call?.arguments[0] ?? null, []);
}

/** `assert(x)`, `assert.equal(a, b)`: of Vitest, chai, Node, or any package's export of that name. */
function readAssert(chain: Chain, root: Meaning): Check | null {
  if (root.kind !== 'library' && root.kind !== 'context') return null;
  const isModule =
    root.kind === 'library' &&
    root.library !== null &&
    /^(?:node:)?assert(?:\/strict)?$|^chai$|^power-assert$/.test(root.library);
  const isNamed = root.path[0] === 'assert' || root.path[0] === 'assertStrict';
  const isMember =
    chain.links[0]?.kind === 'member' &&
    chain.links[0].name === 'assert' &&
    root.path.length <= 1 &&
    (isModule || root.path[0] === 'chai' || root.kind === 'context');
  if (!isModule && !isNamed && !isMember) return null;
  if (root.kind === 'library' && root.path[0] === 'expect') return null;
  const call = chain.links.find((link) => link.kind === 'call');
  if (call === undefined) return null;
  // `assert<IsExact<A, B>>(true)`: only the type can be wrong.
  if (call.node.typeArguments != null && call.arguments.every((argument) => bare(argument).type === 'Literal'))
    return check(chain, 'type', [], 'assert', true, call.arguments[0] ?? null, []);
  const members = chain.links.slice(0, chain.links.indexOf(call)).map((link) => (link.kind === 'member' ? link.name : null));
  const name = members.at(-1) ?? root.path.filter((each) => each !== 'default').at(-1) ?? 'assert';
  if (/^(?:use|should|config|util|AssertionError|expectTypeOf)$/.test(name)) return null;
  const matcher = /^(?:strict|default|\*)$/.test(name) ? 'assert' : name;
  if (matcher === 'fail') return check(chain, 'fail', [], 'fail', true, null, []);
  return check(chain, 'assert', [], matcher, true, call.arguments[0] ?? null, call.arguments.slice(1));
}

function readSinon(chain: Chain, root: Meaning): Check | null {
  const names = chain.links.flatMap((link) => (link.kind === 'member' ? [link.name] : []));
  const hasCall = chain.links.some(({ kind }) => kind === 'call');
  if (!hasCall) return null;
  if (root.kind === 'library' && root.library !== null && /^sinon/.test(root.library)) {
    const matcher = names.at(-1) ?? root.path.at(-1) ?? null;
    const isCheck =
      names.includes('assert') || root.path.includes('assert') || matcher === 'verify' || matcher === 'verifyAndRestore';
    if (!isCheck || matcher === null || !(SINON_CHECK.test(matcher) || /^verify/.test(matcher))) return null;
    const call = chain.links.findLast((link) => link.kind === 'call');
    return check(chain, 'sinon', [], matcher, true, call?.arguments[0] ?? null, call?.arguments.slice(1) ?? []);
  }
  return null;
}

/** `fc.assert(fc.property(...))`, where the property says anything. */
function readProperty(project: StaticProject, script: Script, chain: Chain, root: Meaning): Check | null {
  if (root.kind !== 'library' || !/^(?:fast-check|@fast-check\/.+)$/.test(root.library ?? '')) return null;
  const first = chain.links[0];
  const isMember = first?.kind === 'member' && RUNNING_PROPERTIES.test(first.name ?? '');
  const isNamed = root.path.some((name) => /^(?:assert|modelRun|asyncModelRun)$/.test(name));
  const call = chain.links.find((link) => link.kind === 'call');
  if (!(isMember || isNamed) || call === undefined) return null;
  const [property] = call.arguments;
  const made = property === undefined ? null : bare(property);
  if (made?.type === 'CallExpression' && saysNothing(project, script, made.arguments.at(-1))) return null;
  const maker = made?.type === 'CallExpression' ? bare(made.callee) : null;
  const name = maker?.type === 'MemberExpression' ? memberName(maker) : maker?.type === 'Identifier' ? maker.name : null;
  return { ...check(chain, 'property', [], 'assert', true, property ?? null, []), givesPromise: name === 'asyncProperty' };
}

/** Whether a call runs a property that says nothing: it fails only where the code breaks. */
export function runsSilentProperty(project: StaticProject, script: Script, call: CallExpression): boolean {
  const [property] = call.arguments;
  const made = property === undefined ? null : bare(property);
  const callee = project.meaningOf(script, call.callee);
  const isOfProperties = callee.kind === 'library' && callee.library === 'fast-check';
  return isOfProperties && made?.type === 'CallExpression' && saysNothing(project, script, made.arguments.at(-1));
}

/** Whether a property only calls the code: it gives nothing back, throws nothing, and has nobody check. */
function saysNothing(project: StaticProject, script: Script, predicate: Node | undefined): boolean {
  const plain = predicate === undefined ? null : bare(predicate);
  if (plain === null || !isFunction(plain) || plain.body?.type !== 'BlockStatement') return false;
  let isSilent = true;
  walk(plain.body, (node) => {
    if (node.type === 'ThrowStatement' || (node.type === 'ReturnStatement' && node.argument !== null)) isSilent = false;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const callee = bare(node.callee);
      const { kind } = project.meaningOf(script, callee);
      const isMethod = callee.type === 'MemberExpression' && isBuiltinMethod(memberName(callee) ?? '');
      isSilent &&= kind === 'unit' || kind === 'data' || isMethod;
    }
    return isSilent;
  });
  return isSilent;
}

/** `value.should.equal(1)` and `should.exist(value)`. */
function readShould(chain: Chain): Check | null {
  const at = chain.links.findIndex((link) => link.kind === 'member' && link.name === 'should');
  const isRoot = chain.root.type === 'Identifier' && chain.root.name === 'should';
  if (at === -1 && !isRoot) return null;
  const rest = chain.links.slice(at + 1);
  const link = chain.links[at];
  const actual = link?.kind === 'member' ? link.node.object : null;
  const found = readMatcher(chain, actual, ['should'], rest);
  // Any property may be called so.
  return found.isCalled ? { ...found, api: 'chai' } : null;
}

/** supertest's `request(app).get('/').expect(200)`. */
function readRequest(project: StaticProject, script: Script, chain: Chain, root: Meaning): Check | null {
  const at = chain.links.findIndex(
    (link, index) => link.kind === 'member' && link.name === 'expect' && chain.links[index + 1]?.kind === 'call',
  );
  if (at < 1) return null;
  const call = chain.links[at + 1];
  const object = chain.links[at - 1];
  if (call?.kind !== 'call' || object === undefined) return null;
  const isTest = root.kind === 'library' && (testApi(root) !== null || root.path.includes('chai'));
  if (isTest || testApi(project.meaningOf(script, object.node))?.[0] === 'expect') return null;
  // Where its end is told to a callback, it is sent without being waited for.
  const isSent = chain.links.some((link) => link.kind === 'member' && link.name === 'end') || call.arguments.some(isHandler);
  const givesPromise = root.kind === 'library' && root.library === 'supertest' && !isSent;
  return { ...check(chain, 'request', [], 'expect', true, object.node, call.arguments), givesPromise };
}

function isHandler(argument: Node): boolean {
  const plain = bare(argument);
  return isFunction(plain) || (plain.type === 'Identifier' && /^(?:done|next|cb|callback)$/.test(plain.name));
}

/** testing-library's lookups that throw where nothing is found. */
function readQuery(chain: Chain, root: Meaning): Check | null {
  const named = chain.links.findLast((link) => link.kind === 'member' && QUERY.test(link.name ?? ''));
  const name =
    named?.kind === 'member' ? named.name : root.kind === 'library' ? root.path.findLast((each) => QUERY.test(each)) : undefined;
  const own = chain.root.type === 'Identifier' && QUERY.test(chain.root.name) ? chain.root.name : null;
  const matcher = name ?? own;
  const call = chain.links.findLast((link) => link.kind === 'call');
  if (matcher == null || call === undefined) return null;
  return check(chain, 'query', [], matcher, true, null, call.arguments);
}

function check(
  chain: Chain,
  api: AssertionApi,
  modifiers: readonly string[],
  matcher: string | null,
  isCalled: boolean,
  actual: Node | null,
  expected: readonly Node[],
): Check {
  const givesPromise = [...modifiers, matcher].some(isAsyncWord) || (api === 'query' && matcher?.startsWith('find') === true);
  return { node: chain.node, api, modifiers, matcher, isCalled, actual, expected, givesPromise };
}
