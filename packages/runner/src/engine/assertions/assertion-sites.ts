/** The assertions in a script of the tests: where each stands, and the expressions that it compares. */
// The rules have a reading of their own, which asks the whole project what an assertion is and is silent where it cannot tell; here a
// file is read alone, as it is loaded, and what is no assertion does no harm.
import { parseSync, visitorKeys } from 'oxc-parser';

/** As much of a node of the tree as is used here. */
interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** An assertion: the first call behind `expect(...)`, a call of `assert`, or a property of chai's that asserts. */
export interface AssertionSite {
  kind: 'call' | 'property';
  /** The whole of it, from `expect` on. */
  node: Node;
  /** Null where it has none that could be told from others. */
  actual: Node | null;
  expected: Node | null;
}

/** The assertions of a script in the order of their ends; null where it cannot be read to its end. */
export function findAssertions(path: string, text: string): AssertionSite[] | null {
  const { program, errors } = parseSync(path, text, parserOptions(path));
  if (errors.some(({ severity }) => severity === 'Error')) return null;
  const names = namesIn(program as unknown as Node);
  const sites: AssertionSite[] = [];
  walk(program as unknown as Node, (node) => {
    const site = node.type === 'CallExpression' ? callSite(node, names) : propertySite(node, names);
    if (site !== null) sites.push(site);
  });
  return sites;
}

/** Parentheses keep nodes of their own: what is put behind an argument has to be put behind them. */
function parserOptions(path: string): Parameters<typeof parseSync>[2] {
  if (!/\.[cm]?js$/.test(path)) return { preserveParens: true };
  return { preserveParens: true, lang: 'jsx', sourceType: path.endsWith('.cjs') ? 'commonjs' : 'module' };
}

/** Calls `visit` with every node, inner ones first. */
function walk(node: Node, visit: (node: Node) => void): void {
  for (const key of (visitorKeys as Record<string, readonly string[]>)[node.type] ?? []) {
    const child = node[key] as Node | (Node | null)[] | null | undefined;
    if (Array.isArray(child)) {
      for (const each of child) if (each !== null) walk(each, visit);
    } else if (child !== null && child !== undefined) walk(child, visit);
  }
  visit(node);
}

/** What the assertion libraries are called in a script. */
interface Names {
  expect: Set<string>;
  assert: Set<string>;
}

const OF_EXPECT = new Set(['vitest', 'chai', '@jest/globals', 'bun:test']);
const OF_ASSERT = /^(?:node:)?assert(?:\/strict)?$/;

/** Other names than the usual ones, as imports give them. */
function namesIn(program: Node): Names {
  const names: Names = { expect: new Set(['expect']), assert: new Set(['assert']) };
  for (const statement of program.body as Node[]) {
    if (statement.type !== 'ImportDeclaration') continue;
    const from = (statement.source as { value: string }).value;
    for (const specifier of statement.specifiers as Node[]) {
      const imported = (specifier.imported as { name?: string } | undefined)?.name ?? 'default';
      const local = (specifier.local as { name: string }).name;
      if (OF_EXPECT.has(from) && imported === 'expect') names.expect.add(local);
      else if (OF_EXPECT.has(from) && imported === 'assert') names.assert.add(local);
      else if (OF_ASSERT.test(from) && !NO_ASSERTION.has(imported)) names.assert.add(local);
      // A function of the project that is called so may be what is tested.
      else if (/^[.#~@]/.test(from)) names.assert.delete(local);
    }
  }
  return names;
}

/** What these throw in any case: no suite that passes ever executes them. And what is no assertion at all. */
const NO_ASSERTION = new Set(['fail', 'unreachable', 'AssertionError', 'Assert', 'CallTracker']);

function callSite(call: Node, names: Names): AssertionSite | null {
  const callee = unwrap(call.callee as Node);
  if (isAssert(callee, names)) return { kind: 'call', node: call, actual: argumentOf(call, 0), expected: argumentOf(call, 1) };
  if (callee.type !== 'MemberExpression') return null;
  const root = rootOf(callee, names);
  if (root === null || NO_MATCHERS.has(nameOf(callee) ?? '')) return null;
  return { kind: 'call', node: call, actual: argumentOf(root, 0), expected: argumentOf(call, 0) };
}

/** What other things do that have a method `expect`: requests of supertest. */
const NO_MATCHERS = new Set(['expect', 'end', 'then', 'catch', 'finally']);

/** Chai asserts by these when they are read. */
const ASSERTING = new Set([
  ...['true', 'false', 'null', 'undefined', 'NaN', 'ok', 'exist', 'exists', 'empty', 'arguments', 'Arguments', 'numeric'],
  ...['extensible', 'sealed', 'frozen', 'finite', 'iterable', 'callable', 'called', 'calledOnce', 'calledTwice', 'calledThrice'],
]);

/** A property stands for an assertion only where nothing is done with its value: as a statement, or as what a function gives back. */
function propertySite(node: Node, names: Names): AssertionSite | null {
  const value = resultOf(node);
  if (value === null) return null;
  let member = value;
  while (member.type === 'AwaitExpression' || WRAPPERS.has(member.type)) member = inner(member);
  if (member.type !== 'MemberExpression' || member.computed === true || member.optional === true) return null;
  // Behind a call, the call is what is watched.
  const root = ASSERTING.has(nameOf(member) ?? '') ? rootOf(member, names) : null;
  return root === null ? null : { kind: 'property', node: member, actual: argumentOf(root, 0), expected: null };
}

function resultOf(node: Node): Node | null {
  if (node.type === 'ExpressionStatement') return node.expression as Node;
  if (node.type === 'ReturnStatement') return (node.argument as Node | null) ?? null;
  if (node.type === 'ArrowFunctionExpression' && node.expression === true) {
    const body = node.body as Node;
    return body.type === 'FunctionBody' ? null : body;
  }
  return null;
}

/** The call of `expect` that a chain of members begins with; null where it begins with something else, or calls on its way. */
function rootOf(member: Node, names: Names): Node | null {
  let link = unwrap(member.object as Node);
  while (link.type === 'MemberExpression') link = unwrap(link.object as Node);
  return link.type === 'CallExpression' && isExpectCall(link, names) ? link : null;
}

const KINDS_OF_EXPECT = new Set(['soft', 'poll']);

function isExpectCall(call: Node, names: Names): boolean {
  const callee = unwrap(call.callee as Node);
  if (isExpect(callee, names)) return true;
  return (
    callee.type === 'MemberExpression' &&
    KINDS_OF_EXPECT.has(nameOf(callee) ?? '') &&
    isExpect(unwrap(callee.object as Node), names)
  );
}

/** `expect` itself, or that of a test's context or of a namespace: `t.expect`. */
function isExpect(node: Node, names: Names): boolean {
  if (node.type === 'Identifier') return names.expect.has(node.name as string);
  if (node.type !== 'MemberExpression' || nameOf(node) !== 'expect') return false;
  const object = unwrap(node.object as Node);
  return object.type === 'Identifier' || object.type === 'ThisExpression';
}

/** `assert`, or a function of it. */
function isAssert(callee: Node, names: Names): boolean {
  if (callee.type === 'Identifier') return names.assert.has(callee.name as string);
  if (callee.type !== 'MemberExpression' || NO_ASSERTION.has(nameOf(callee) ?? '')) return false;
  const object = unwrap(callee.object as Node);
  if (object.type === 'Identifier') return names.assert.has(object.name as string);
  return object.type === 'MemberExpression' && nameOf(object) === 'strict' && isAssert(object, names);
}

function argumentOf(call: Node, index: number): Node | null {
  const given = (call.arguments as Node[]).slice(0, index + 1);
  return given.some(({ type }) => type === 'SpreadElement') ? null : (given[index] ?? null);
}

/** The name of a property that is written as one; null for a computed one. */
function nameOf({ computed, property }: Node): string | null {
  return computed === true ? null : ((property as { name?: string }).name ?? null);
}

/** What stands around an expression and changes nothing of it. */
const WRAPPERS = new Set([
  ...['ParenthesizedExpression', 'ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'],
  ...['TSTypeAssertion', 'TSInstantiationExpression'],
]);

function unwrap(node: Node): Node {
  let bare = node;
  while (WRAPPERS.has(bare.type)) bare = inner(bare);
  return bare;
}

function inner(node: Node): Node {
  return (node.expression ?? node.argument) as Node;
}
