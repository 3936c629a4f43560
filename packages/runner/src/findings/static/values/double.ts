/** Doubles of a test, as `vi.fn()`, and what they are told to give. */
import type { CallExpression, Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import { testApi } from '../meaning.ts';
import { bare, isFunction, memberName, parentOf, wrapped } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { initialOf } from './initial.ts';
import { plainFunction } from './inlined-function.ts';

/** A value that a double gives, and where it was told to. */
export interface Given {
  value: Node;
  /** Whether it comes as a promise of the value. */
  isResolved: boolean;
  /** For one call only, whoever makes it. */
  isOnce: boolean;
}

const GIVING = /^mock(?:Return|Resolved)Value(?:Once)?$/;
/** The same of sinon. */
const GIVING_OF_SINON = /^(?:returns|resolves)$/;
const IMPLEMENTING = /^mockImplementation(?:Once)?$/;
/** Links of a double's chain that give nothing and return the double. */
const PASSING = /^mock(?:Name|Clear)$/;

/** What a chain that makes or sets up a double gives: `vi.fn(() => V)`, `.mockReturnValue(V)`. Null where the chain is no such one. */
export function readDouble(file: TestFileModel, node: Node): { given: Given[]; root: Node } | null {
  const given: Given[] = [];
  for (let at = bare(node); ; ) {
    if (at.type !== 'CallExpression') return null;
    const callee = bare(at.callee);
    const name = callee.type === 'MemberExpression' ? memberName(callee) : null;
    const maker = makerOf(file, at);
    if (maker !== null) {
      given.unshift(...givenByFunction(file, maker === 'fn' ? at.arguments[0] : undefined, false));
      return { given, root: at };
    }
    if (callee.type !== 'MemberExpression' || name === null) return null;
    if (GIVING.test(name) || (GIVING_OF_SINON.test(name) && knowsSinon(file))) given.unshift(...givenByValue(at, name));
    else if (IMPLEMENTING.test(name)) given.unshift(...givenByFunction(file, at.arguments[0], name.endsWith('Once')));
    else if (!PASSING.test(name)) return null;
    const object = bare(callee.object);
    if (object.type === 'Identifier' || object.type === 'MemberExpression') return { given, root: object };
    at = object;
  }
}

function givenByValue(call: CallExpression, name: string): Given[] {
  const [value] = call.arguments;
  if (value === undefined || value.type === 'SpreadElement') return [];
  return [{ value, isResolved: /^(?:mockResolved|resolves)/.test(name), isOnce: name.endsWith('Once') }];
}

/** Only what no parameter has a part in. */
function givenByFunction(file: TestFileModel, node: Node | undefined, isOnce: boolean): Given[] {
  const definition = node === undefined ? null : bare(node);
  if (definition === null || !isFunction(definition)) return [];
  const plain = plainFunction(definition, file.script, { isAsyncToo: true });
  if (plain === null || plain.parameters.some(({ references }) => references.length > 0)) return [];
  return [{ value: plain.result, isResolved: definition.async, isOnce }];
}

type Maker = 'fn' | 'spyOn' | 'mocked';

const sinonUsers = new WeakMap<TestFileModel, boolean>();

/** Whether a file makes doubles of sinon: elsewhere, `returns` may be anything. */
function knowsSinon(file: TestFileModel): boolean {
  const known = sinonUsers.get(file) ?? /\bfrom\s*['"]sinon['"]|require\(['"]sinon['"]\)/.test(file.script.text);
  sinonUsers.set(file, known);
  return known;
}

/**
 * Which of `vi.fn`, `vi.spyOn` and `vi.mocked` a call is of, under whatever name they came, or what of sinon is like it; null for any other.
 */
export function makerOf({ project, script }: TestFileModel, call: CallExpression): Maker | null {
  const meaning = project.meaningOf(script, call.callee);
  if (meaning.kind === 'library' && meaning.library === 'sinon')
    return /^(?:stub|spy|fake)$/.test(meaning.path.at(-1) ?? '') ? (call.arguments.length < 2 ? 'fn' : 'spyOn') : null;
  const api = testApi(meaning)?.join('.') ?? '';
  return (/^(?:vi|vitest|jest)\.(fn|spyOn|mocked)$/.exec(api)?.[1] as Maker | undefined) ?? null;
}

/** Whether a value is handed to a tool of tests that only looks at it, or puts a spy into it: `expect(load)`, `vi.spyOn(api, 'get')`. */
export function isLookedAt(file: TestFileModel, value: Node): boolean {
  const at = wrapped(value);
  const call = parentOf(at);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== at) return false;
  const maker = makerOf(file, call);
  if (maker !== null) return maker !== 'fn';
  return testApi(file.project.meaningOf(file.script, call.callee))?.[0] === 'expect';
}

/** The binding, and the member of it, that a double is reached by; null for anything else. */
export interface DoubleName {
  binding: Binding;
  member: string | null;
}

/** `load`, or `api.load` of an object. */
export function nameOf(file: TestFileModel, node: Node): DoubleName | null {
  const plain = bare(node);
  const object = plain.type === 'MemberExpression' ? bare(plain.object) : plain;
  const binding = object.type === 'Identifier' ? file.script.bindingOf(object) : null;
  if (binding === null) return null;
  if (plain.type !== 'MemberExpression') return { binding, member: null };
  const member = memberName(plain);
  return member === null ? null : { binding, member };
}

/** The double, or the field of an object that holds one, that a name was declared with, also as in `const { load } = { load: vi.fn() }`. */
export function declaredWith(file: TestFileModel, { binding, member }: DoubleName): Node | null {
  const names = [...(binding.path ?? []), ...(member === null ? [] : [member])];
  const [name, ...deeper] = names;
  const initial = binding.path === null || deeper.length > 0 ? null : initialOf(binding, file.script);
  if (initial === null || name === undefined) return initial;
  const object = bare(initial);
  if (object.type !== 'ObjectExpression') return null;
  const property = object.properties.find(
    (each) => each.type === 'Property' && !each.computed && each.key.type === 'Identifier' && each.key.name === name,
  );
  return property?.type === 'Property' ? behindName(file, property.value) : null;
}

/** What a name was declared with, as of `{ send }`; any other expression as it is. */
function behindName(file: TestFileModel, node: Node): Node {
  const plain = bare(node);
  const binding = plain.type === 'Identifier' ? file.script.bindingOf(plain) : null;
  const initial = binding === null || binding.isReassigned || binding.path?.length !== 0 ? null : initialOf(binding, file.script);
  return initial ?? node;
}

/**
 * The calls that set a double up after its declaration: `load.mockReturnValue(V)`, `vi.mocked(load).mockReturnValue(V)`, also by another name
 * that it was given, as in `const mocked = vi.mocked(load)`.
 */
export function findSetups(file: TestFileModel, name: DoubleName): Node[] {
  const chains: Node[] = [];
  for (const reference of name.binding.references) {
    let at = spiedOn(file, reference, name) ?? doubleAt(reference, name);
    if (at === null) continue;
    const call = parentOf(at);
    if (call?.type === 'CallExpression' && call.callee !== at && makerOf(file, call) !== null) at = wrapped(call);
    const top = chainTop(at);
    if (top !== at) chains.push(top);
    const alias = aliasOf(file, top);
    if (alias !== null) chains.push(...findSetups(file, { binding: alias, member: null }));
  }
  return chains;
}

/** The double that a reference leads to: itself, or the member of it that is the double; null where it leads elsewhere. */
export function doubleAt(reference: Node, { member }: DoubleName): Node | null {
  const at = wrapped(reference);
  if (member === null) return at;
  const parent = parentOf(at);
  const isMember = parent?.type === 'MemberExpression' && parent.object === at && memberName(parent) === member;
  return isMember ? wrapped(parent) : null;
}

/** `vi.spyOn(api, 'get')` for the reference to `api`. */
function spiedOn(file: TestFileModel, reference: Node, { member }: DoubleName): Node | null {
  const call = parentOf(wrapped(reference));
  if (member === null || call?.type !== 'CallExpression' || makerOf(file, call) === null) return null;
  const [, name] = call.arguments;
  return name?.type === 'Literal' && name.value === member ? call : null;
}

/** The constant that a double is kept under: `mocked` of `const mocked = vi.mocked(load)`. */
function aliasOf(file: TestFileModel, double: Node): Binding | null {
  const declared = parentOf(wrapped(double));
  if (declared?.type !== 'VariableDeclarator' || declared.id.type !== 'Identifier' || readDouble(file, double) === null)
    return null;
  const binding = file.script.bindingOf(declared.id);
  return binding === null || binding.isReassigned ? null : binding;
}

/** The outermost call of the chain that begins with a node. */
function chainTop(node: Node): Node {
  let top = node;
  for (let at = wrapped(node); ; ) {
    const member = parentOf(at);
    if (member?.type !== 'MemberExpression' || member.object !== at) return top;
    const call = parentOf(wrapped(member));
    if (call?.type !== 'CallExpression' || call.callee !== wrapped(member)) return top;
    top = call;
    at = wrapped(call);
  }
}
