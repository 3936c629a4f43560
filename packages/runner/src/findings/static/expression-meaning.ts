/** Following an expression to what it stands for: names to their declarations, members into objects, calls to what they give back. */
import type { CallExpression, MemberExpression, NewExpression, Node } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { isBuiltinGlobal, isBuiltinMethod } from './builtins.ts';
import { memberOf, oneOf, resultOf } from './derived-meaning.ts';
import { fixtureNamed } from './fixture-meaning.ts';
import { DATA, HANDED, type Meaning, type MeaningOf, testApi, UNIT, UNKNOWN } from './meaning.ts';
import { importOf } from './module-meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import {
  bare,
  type FunctionNode,
  functionAround,
  isClass,
  isFunction,
  memberName,
  parentOf,
  staticText,
  wrapped,
} from './syntax.ts';
import { isOfUnitType } from './unit-type.ts';

/** Calls whose callback Vitest runs with its context as the only, or the first, parameter. */
const CONTEXT_CALLS: ReadonlySet<string> = new Set(['test', 'it', 'beforeEach', 'afterEach', 'fit', 'xit', 'xtest']);

/** Remembers what it found: an expression means one thing. */
export function createMeanings(project: StaticProject): MeaningOf {
  // Kept in the nodes, of which there are far too many for a map.
  const known = Symbol('meaning');
  return (script, node) => {
    const plain = bare(node) as Node & { [known]?: Meaning };
    const found = plain[known];
    if (found !== undefined) return found;
    // Whoever comes back here on the way goes round in a circle.
    plain[known] = UNKNOWN;
    const meaning = findMeaning(project, script, plain);
    plain[known] = meaning;
    return meaning;
  };
}

function findMeaning(project: StaticProject, script: Script, node: Node): Meaning {
  const of = (other: Node): Meaning => project.meaningOf(script, other);
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier': {
      const binding = script.bindingOf(node);
      if (binding !== null) return meaningOfBinding(project, script, binding);
      return node.name === 'undefined' ? DATA : { kind: 'library', library: null, path: [node.name] };
    }
    case 'MemberExpression': {
      if (isInSourceVitest(node)) return { kind: 'library', library: 'vitest', path: [] };
      const name = memberName(node);
      const object = of(node.object);
      return name === null
        ? object.kind === 'unit' || object.kind === 'data'
          ? object
          : UNKNOWN
        : memberOf(project, object, name);
    }
    case 'CallExpression':
      return meaningOfCall(project, script, node);
    case 'NewExpression':
      return resultOf(project, of(node.callee), 'new');
    case 'TaggedTemplateExpression':
      return resultOf(project, of(node.tag), '()');
    case 'AwaitExpression':
      return of(node.argument);
    case 'ThisExpression':
      return meaningOfThis(project, script, node);
    case 'ImportExpression': {
      const specifier = staticText(node.source);
      return specifier === null ? UNKNOWN : importOf(project, script.path, specifier, '*');
    }
    case 'AssignmentExpression':
      return of(node.right);
    case 'SequenceExpression':
      return of(node.expressions.at(-1) ?? node);
    case 'ConditionalExpression':
      return oneOf([of(node.consequent), of(node.alternate)]);
    case 'LogicalExpression':
      return oneOf([of(node.left), of(node.right)]);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'ObjectExpression':
      return { kind: 'code', script, node };
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return DATA;
    case 'ArrayExpression':
      return oneOf([
        DATA,
        ...node.elements.map((each) => (each === null || each.type === 'SpreadElement' ? UNKNOWN : plainOf(of(each)))),
      ]);
    default:
      return UNKNOWN;
  }
}

/** In a method, an object of its class. */
function meaningOfThis(project: StaticProject, script: Script, node: Node): Meaning {
  let around = functionAround(node);
  while (around?.type === 'ArrowFunctionExpression') around = functionAround(around);
  const method = around === null ? null : parentOf(around);
  const owner = method?.type === 'MethodDefinition' && !method.static ? parentOf(parentOf(method) ?? method) : null;
  if (owner === null || !isClass(owner)) return UNKNOWN;
  return project.isTestNode(script, owner) ? { kind: 'instance', script, node: owner } : UNIT;
}

/** `import.meta.vitest`, where tests stand among the sources. */
function isInSourceVitest(node: MemberExpression): boolean {
  return node.object.type === 'MetaProperty' && memberName(node) === 'vitest';
}

/** In a list, an object literal is as harmless as its parts; the list as a whole stands for no code. */
function plainOf(meaning: Meaning): Meaning {
  return meaning.kind === 'code' ? UNKNOWN : meaning;
}

function meaningOfBinding(project: StaticProject, script: Script, binding: Binding): Meaning {
  const { kind, declaration, initial, path, writes } = binding;
  switch (kind) {
    case 'import':
      return meaningOfImport(project, script, declaration);
    case 'function':
    case 'class':
      if (!isFunction(declaration) && !isClass(declaration)) return UNKNOWN;
      return binding.isReassigned ? UNKNOWN : { kind: 'code', script, node: declaration };
    case 'caught':
      return DATA;
    case 'parameter':
      return meaningOfParameter(project, script, binding);
    case 'variable': {
      if (path === null) return UNKNOWN;
      if (declaration.type === 'VariableDeclarator' && isLoopVariable(declaration))
        return meaningOfLoop(project, script, declaration);
      const values = [...(initial === null ? [] : [initial]), ...writes];
      if (values.length === 0 || values.includes(null)) return binding.isReassigned ? UNKNOWN : DATA;
      const meanings = values.map((value) => project.meaningOf(script, value as Node));
      const whole = oneOf(meanings);
      return path.reduce((meaning, name) => memberOf(project, meaning, name), whole);
    }
    case 'other':
      return declaration.type === 'TSEnumDeclaration' || declaration.type === 'TSEnumMember' ? DATA : UNKNOWN;
    default:
      return kind satisfies never;
  }
}

function meaningOfImport(project: StaticProject, script: Script, specifier: Node): Meaning {
  const statement = parentOf(specifier);
  if (statement?.type !== 'ImportDeclaration') return UNKNOWN;
  const from = statement.source.value;
  switch (specifier.type) {
    case 'ImportDefaultSpecifier':
      return importOf(project, script.path, from, 'default');
    case 'ImportNamespaceSpecifier':
      return importOf(project, script.path, from, '*');
    case 'ImportSpecifier':
      return importOf(
        project,
        script.path,
        from,
        specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name,
      );
    default:
      return UNKNOWN;
  }
}

function isLoopVariable(declarator: Node): boolean {
  const loop = parentOf(parentOf(declarator) ?? declarator);
  return (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === parentOf(declarator);
}

function meaningOfLoop(project: StaticProject, script: Script, declarator: Node): Meaning {
  const loop = parentOf(parentOf(declarator) ?? declarator);
  if (loop?.type === 'ForInStatement') return DATA;
  return loop?.type === 'ForOfStatement' ? listed(project.meaningOf(script, loop.right)) : UNKNOWN;
}

/** What is in a list that stands for this. */
function listed(list: Meaning): Meaning {
  return list.kind === 'unit' || list.kind === 'data' ? list : UNKNOWN;
}

/** A parameter of a function that is handed over where it is written is what the callee calls it with. */
function meaningOfParameter(project: StaticProject, script: Script, binding: Binding): Meaning {
  const meaning = meaningOfArgument(project, script, binding);
  const name = binding.path?.at(-1);
  const isApi = name !== undefined && /^(?:test|it|describe|expect|beforeEach|afterEach|beforeAll|afterAll)$/.test(name);
  return meaning.kind === 'unknown' && isApi ? { kind: 'library', library: HANDED, path: [name] } : meaning;
}

function meaningOfArgument(project: StaticProject, script: Script, { declaration, identifier, index, path }: Binding): Meaning {
  if (!isFunction(declaration) || path === null) return UNKNOWN;
  const { call, isWhole } = callHanded(declaration);
  if (call === null) return isOfUnitType(project, script, identifier) ? UNIT : givenAtCalls(project, script, declaration, index);
  const callee = project.meaningOf(script, call.callee);
  const api = testApi(callee);
  // `use` of a fixture, or what it is given for its end.
  if (api?.at(-1) === 'extend' && index === 1) return DATA;
  if (!isWhole) return callee.kind === 'unit' ? UNIT : UNKNOWN;
  if (api !== null && CONTEXT_CALLS.has(api[0] ?? '')) {
    if (index !== 0 && !(index === 1 && api.includes('for'))) return UNKNOWN;
    if (api.includes('each') || (api.includes('for') && index === 0)) return UNKNOWN;
    return fixtureOf(project, callee, path) ?? { kind: 'context', path };
  }
  if (callee.kind === 'unit') return UNIT;
  if (callee.kind === 'library' && callee.library === null && isBuiltinGlobal(callee.path[0] ?? '')) return DATA;
  const object = call.callee.type === 'MemberExpression' ? project.meaningOf(script, call.callee.object) : UNKNOWN;
  const method = call.callee.type === 'MemberExpression' ? memberName(call.callee) : null;
  return method !== null && isBuiltinMethod(method) ? listed(object) : UNKNOWN;
}

/** What a helper of this file is called with every time, where that is the unit or data: a parameter stands for it. */
function givenAtCalls(project: StaticProject, script: Script, helper: FunctionNode, index: number | null): Meaning {
  const binding = index === null ? null : bindingOfHelper(script, helper);
  if (binding === null || index === null || binding.references.length === 0) return UNKNOWN;
  const given = binding.references.map((reference) => {
    const at = wrapped(reference);
    const call = parentOf(at);
    if (call?.type !== 'CallExpression' || call.callee !== at) return UNKNOWN;
    const argument = call.arguments[index];
    const isSpread = call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement');
    return argument === undefined || isSpread ? UNKNOWN : project.meaningOf(script, argument);
  });
  const isOne = given.every(({ kind }) => kind === 'unit') || given.every(({ kind }) => kind === 'data');
  return isOne ? (given[0]?.kind === 'data' ? DATA : UNIT) : UNKNOWN;
}

/** The name that a function has in its file alone; null where others may call it. */
function bindingOfHelper(script: Script, helper: FunctionNode): Binding | null {
  const declarator = parentOf(wrapped(helper));
  const name =
    helper.type === 'FunctionDeclaration' ? helper.id : declarator?.type === 'VariableDeclarator' ? declarator.id : null;
  const binding = name?.type === 'Identifier' ? script.bindingOf(name) : null;
  const owner = helper.type === 'FunctionDeclaration' ? helper : parentOf(declarator ?? helper);
  const isExported = owner !== null && parentOf(owner)?.type.startsWith('Export') === true;
  return binding === null || binding.isReassigned || isExported ? null : binding;
}

/** What a test takes out of its context, where that is a fixture. */
function fixtureOf(project: StaticProject, callee: Meaning, [name, ...members]: readonly string[]): Meaning | null {
  const extended = callee.kind === 'library' ? (callee.extended ?? []) : [];
  const fixture = name === undefined ? null : fixtureNamed(project, extended, name);
  return fixture && members.reduce((meaning, member) => memberOf(project, meaning, member), fixture);
}

/** The call that a function is handed to: as an argument of its own (`isWhole`), or in an object or a list. */
function callHanded(node: Node): { call: CallExpression | NewExpression | null; isWhole: boolean } {
  let at = wrapped(node);
  for (let isWhole = true; ; isWhole = false) {
    const parent = parentOf(at);
    if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
      return { call: parent.arguments.includes(at as never) ? parent : null, isWhole };
    }
    if (parent?.type !== 'Property' && parent?.type !== 'ObjectExpression' && parent?.type !== 'ArrayExpression')
      return { call: null, isWhole };
    at = wrapped(parent);
  }
}

/** `promisify(run)` of Node is `run` with a promise. */
function isPromisify(callee: Meaning): boolean {
  return callee.kind === 'library' && /^(?:node:)?util$/.test(callee.library ?? '') && callee.path.at(-1) === 'promisify';
}

function meaningOfCall(project: StaticProject, script: Script, call: CallExpression): Meaning {
  const callee = project.meaningOf(script, call.callee);
  const first = call.arguments[0];
  const api = testApi(callee);
  if (first !== undefined && first.type !== 'SpreadElement') {
    const isRequire = callee.kind === 'library' && callee.library === null && callee.path.join('.') === 'require';
    if (isRequire || (api !== null && /^(?:vi|vitest|jest)\.(?:importActual|importMock|requireActual)$/.test(api.join('.')))) {
      const specifier = staticText(first);
      return specifier === null ? UNKNOWN : importOf(project, script.path, specifier, '*');
    }
    if (isPromisify(callee)) return project.meaningOf(script, first);
    // A function that is marked, as mocked or as a helper, is still that function.
    if (api !== null && /^(?:vi|vitest|jest)\.(?:mocked|defineHelper)$/.test(api.join('.')))
      return project.meaningOf(script, first);
  }
  if (callee.kind === 'unknown' && call.callee.type === 'MemberExpression') {
    const name = memberName(call.callee);
    const object = project.meaningOf(script, call.callee.object);
    if (name !== null && isBuiltinMethod(name) && (object.kind === 'data' || object.kind === 'unit')) return object;
  }
  const result = resultOf(project, callee, '()');
  const isExtending = result.kind === 'library' && api?.at(-1) === 'extend';
  return isExtending ? { ...result, extended: [...(result.extended ?? []), { script, call }] } : result;
}
