/** Whether anything but the language and the tests' own code can run in a piece of a test. */
import type { CallExpression, Node } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import { isBuiltinMethod } from '../builtins.ts';
import { type Meaning, testApi } from '../meaning.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, isClass, isFieldName, isFunction, isWithin, keyName, memberName, parentOf, walk, wrapped } from '../syntax.ts';
import { fold } from './fold.ts';
import { isComparison, isConstantObject } from './origin.ts';

/** Globals that make values of what they are handed, and reach nothing beyond them. */
const MAKERS =
  /^(?:Object|Array|String|Number|Boolean|BigInt|Math|JSON|Date|(?:Weak)?(?:Map|Set|Ref)|Symbol|RegExp|Promise|URL|URLSearchParams|AbortController|AbortSignal|TextEncoder|TextDecoder|\w*Error|\w*Array|ArrayBuffer|structuredClone|isNaN|isFinite|parse(?:Int|Float)|(?:en|de)codeURI(?:Component)?|undefined|NaN|Infinity)$/;
/** What these do to doubles and timers, they do after each test. */
const RESTORING = /^(?:(?:restore|reset|clear)AllMocks|useRealTimers|unstubAll(?:Globals|Envs))$/;
/** Methods of what {@link MAKERS} make, beside those that are everywhere. */
const OWN_METHODS = /^(?:abort|append|encode|decode|throwIfAborted)$/;
/** Matchers of the test library itself: one that is added may run anything. */
const MATCHERS =
  /^(?:to(?:Be|Equal|StrictEqual|Match|MatchObject|Contain|ContainEqual|HaveLength|HaveProperty|Throw|ThrowError|BeDefined|BeUndefined|BeNull|BeTruthy|BeFalsy|BeNaN|BeInstanceOf|BeTypeOf|BeOneOf|BeCloseTo|Be(?:Greater|Less)Than(?:OrEqual)?)|equals?|eq|eql|(?:not)?(?:deep|strict|deepStrict)Equal|ok|true|false|throws?|rejects|property|lengthOf|length|include|instanceOf|instanceof|isTrue|isFalse|exist|exists)$/i;
/** What else `expect` has: asymmetric matchers, and what fails or counts. */
const ASKED =
  /^(?:any|anything|(?:object|array|string)Containing|stringMatching|closeTo|soft|poll|unreachable|fail|assertions|hasAssertions|not)$/;
/** How many functions of the tests' own that call each other are followed. */
const DEPTH = 5;

/** What is looked at: a function, a statement or an expression, with the test's body that it is part of. */
interface Piece {
  project: StaticProject;
  script: Script;
  node: Node;
  depth: number;
}

/** True only where that is certain: all names that it reads are its own, constants of the tests, or the language's. */
export function runsOwnCodeOnly(project: StaticProject, script: Script, node: Node, depth = DEPTH): boolean {
  if (depth === 0) return false;
  const piece = { project, script, node, depth };
  let isOwn = true;
  walk(node, (each) => {
    if (!isOwn || TYPES.test(each.type)) return false;
    isOwn = isOwnPart(piece, each);
    return isOwn;
  });
  return isOwn;
}

/** What the compiler takes away as a whole. */
const TYPES = /^TS(?!As|Satisfies|NonNull|TypeAssertion|Instantiation|ParameterProperty|Enum|Module|Export|ImportEquals)/;

function isOwnPart(piece: Piece, node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      return isOwnCall(piece, node);
    case 'NewExpression':
      return isOwnName(piece, bare(node.callee));
    case 'ThisExpression':
      return isInClass(piece.node, node);
    case 'ImportExpression':
    case 'MetaProperty':
    case 'TaggedTemplateExpression':
    case 'JSXElement':
    case 'JSXFragment':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return false;
    case 'Identifier':
      return isFieldName(node) || isMemberKey(node) || isOwnName(piece, node);
    default:
      return true;
  }
}

function isOwnCall(piece: Piece, call: CallExpression): boolean {
  const callee = bare(call.callee);
  if (isComparison(call)) {
    const matcher = callee.type === 'MemberExpression' ? memberName(callee) : '';
    return matcher === '' || MATCHERS.test(matcher ?? '-') || ASKED.test(matcher ?? '-');
  }
  const api = testApi(piece.project.meaningOf(piece.script, callee));
  if (api !== null) return RESTORING.test(api.at(-1) ?? '');
  if (callee.type !== 'MemberExpression') return callee.type === 'Identifier' || isFunction(callee);
  const name = memberName(callee);
  if (name === null) return false;
  return (
    isBuiltinMethod(name) ||
    OWN_METHODS.test(name) ||
    isOfGlobal(piece.script, callee.object) ||
    isDefined(piece.script, name) ||
    isOfPlatform(piece.project.meaningOf(piece.script, callee.object))
  );
}

/** `Math.max`, `Object.keys`. */
function isOfGlobal(script: Script, object: Node): boolean {
  const plain = bare(object);
  return plain.type === 'Identifier' && script.bindingOf(plain) === null && MAKERS.test(plain.name);
}

const definedNames = new WeakMap<Script, ReadonlySet<string>>();

/** Whether a script defines a method of this name. */
function isDefined(script: Script, name: string): boolean {
  const known = definedNames.get(script);
  if (known !== undefined) return known.has(name);
  const names = new Set<string>();
  walk(script.program, (node) => {
    const isMethod = node.type === 'MethodDefinition' || (node.type === 'Property' && isFunction(bare(node.value)));
    const key = isMethod ? keyName(node) : null;
    if (key !== null) names.add(key);
    return true;
  });
  definedNames.set(script, names);
  return names.has(name);
}

function isInClass(outer: Node, node: Node): boolean {
  for (let at = parentOf(node); at !== null && isWithin(at, outer); at = parentOf(at)) if (isClass(at)) return true;
  return false;
}

/** The name of a method or a field of a class, which is no value. */
function isMemberKey(node: Node): boolean {
  const parent = parentOf(node);
  return (
    (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') && parent.key === node && !parent.computed
  );
}

/** Whether a name stands for what the piece itself has made, for a constant, a function or a class of the tests, or for what the language has. */
function isOwnName({ project, script, node, depth }: Piece, name: Node): boolean {
  if (name.type !== 'Identifier') return isClass(name) || isFunction(name);
  const binding = script.bindingOf(name);
  if (binding === null)
    return (MAKERS.test(name.name) && isUsed(name)) || testApi(project.meaningOf(script, name))?.[0] === 'expect';
  if (isWithin(binding.identifier, node)) return true;
  if (fold(name, script) !== null) return binding.kind !== 'import';
  const meaning = project.meaningOf(script, name);
  if (binding.kind === 'import' && (testApi(meaning) !== null || isOfPlatform(meaning))) return true;
  if (binding.kind === 'import' || binding.kind === 'function') return isOwnFunction(project, script, binding, meaning, depth);
  return isOwnVariable(project, script, binding, meaning, depth);
}

/** Whether a global is called, constructed or handed over: whoever looks at what it has may ask what the code added to it. */
function isUsed(name: Node & { type: 'Identifier' }): boolean {
  const member = parentOf(name);
  if (member?.type !== 'MemberExpression' || member.object !== name || /^(?:Math|Number|Symbol)$/.test(name.name)) return true;
  const call = parentOf(wrapped(member));
  return call?.type === 'CallExpression' && call.callee === wrapped(member);
}

/** Modules of Node that reach nothing beyond what they are handed. */
const PURE_MODULES = /^(?:node:)?(?:events|path|url|util|buffer|querystring|string_decoder|timers\/promises)$/;

function isOfPlatform(meaning: Meaning): boolean {
  return meaning.kind === 'library' && PURE_MODULES.test(meaning.library ?? '');
}

/** A function of the tests that holds nothing itself. A class may have what it counts or keeps changed by anybody who has it. */
function isOwnFunction(project: StaticProject, script: Script, binding: Binding, meaning: Meaning, depth: number): boolean {
  if (meaning.kind !== 'code' || !isFunction(meaning.node) || !project.isTestNode(meaning.script, meaning.node)) return false;
  if (meaning.script !== script && !isOfTestFolder(meaning.script.path)) return false;
  const own = meaning.node.id ?? parentOf(meaning.node);
  const named = own?.type === 'VariableDeclarator' ? own.id : own;
  const declared = named?.type === 'Identifier' ? meaning.script.bindingOf(named) : null;
  const isPlain = [binding, declared].every(
    (each) => each === null || (!each.isReassigned && each.references.every(isCalledOrHanded)),
  );
  return isPlain && runsOwnCodeOnly(project, meaning.script, meaning.node, depth - 1);
}

/** Whether nobody reads or sets a member of what stands there. */
function isCalledOrHanded(reference: Node): boolean {
  const parent = parentOf(wrapped(reference));
  return parent?.type !== 'MemberExpression' || parent.object !== wrapped(reference);
}

/** Whether a path leads through a folder of tests; below sources, folders with such names may be sources themselves. */
function isOfTestFolder(path: string): boolean {
  const below = path.replace(/^.*(?:^|\/)(?:src|lib|source|app)\//, '');
  return (below === path ? /(?:^|\/)(?:__\w+__|tests?|specs?|e2e)\// : /(?:^|\/)(?:__\w+__|tests?)\//).test(below);
}

/** A constant around the piece that nobody can have changed, or a function. */
function isOwnVariable(project: StaticProject, script: Script, binding: Binding, meaning: Meaning, depth: number): boolean {
  const { kind, initial, isReassigned, path } = binding;
  if (kind !== 'variable' || isReassigned || initial === null || path?.length !== 0) return false;
  if (!project.isTestNode(script, initial)) return false;
  return isFunction(bare(initial)) ? isOwnFunction(project, script, binding, meaning, depth) : isConstantObject(binding, script);
}
