/** Following an expression to what it stands for: names to their declarations, members into objects, calls to what they give back. */
import type { CallExpression, MemberExpression, NewExpression, Node, ObjectExpression } from 'oxc-parser';
import type { Binding } from './bindings.ts';
import { isBuiltinGlobal, isBuiltinMethod } from './builtins.ts';
import { DATA, HANDED, isSameMeaning, type Meaning, type MeaningOf, testApi, UNIT, UNKNOWN } from './meaning.ts';
import { importOf, type StaticProject } from './project.ts';
import type { Script } from './script.ts';
import {
  bare,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  parentOf,
  staticText,
  walk,
  wrapped,
} from './syntax.ts';

/** Calls whose callback Vitest runs with its context as the only, or the first, parameter. */
const CONTEXT_CALLS: ReadonlySet<string> = new Set(['test', 'it', 'beforeEach', 'afterEach', 'fit', 'xit', 'xtest']);

const DOM_METHODS = /^(?:dispatchEvent|addEventListener|removeEventListener|postMessage|open|close|print|focus|blur|resizeTo)$/;
const GLOBAL_OBJECTS = /^(?:globalThis|window|global|self)$/;

/** Remembers what it found: an expression means one thing. */
export function createMeanings(project: StaticProject): MeaningOf {
  const known = new WeakMap<Node, Meaning>();
  return (script, node) => {
    const plain = bare(node);
    const found = known.get(plain);
    if (found !== undefined) return found;
    // Whoever comes back here on the way goes round in a circle.
    known.set(plain, UNKNOWN);
    const meaning = findMeaning(project, script, plain);
    known.set(plain, meaning);
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

/** `import.meta.vitest`, where tests stand among the sources. */
function isInSourceVitest(node: MemberExpression): boolean {
  return node.object.type === 'MetaProperty' && memberName(node) === 'vitest';
}

/** In a list, an object literal is as harmless as its parts; the list as a whole stands for no code. */
function plainOf(meaning: Meaning): Meaning {
  return meaning.kind === 'code' ? UNKNOWN : meaning;
}

/** What stands for all of them: the same one, or sources and data together, which are the unit's. */
function oneOf(meanings: readonly Meaning[]): Meaning {
  const [first, ...others] = meanings.filter((meaning) => meaning.kind !== 'data');
  if (first === undefined) return meanings.length > 0 ? DATA : UNKNOWN;
  if (others.every((other) => isSameMeaning(first, other))) return first;
  if ([first, ...others].every(({ kind }) => kind === 'unit')) return UNIT;
  const apis = [first, ...others].map((meaning) => testApi(meaning)?.[0]);
  // `isCi ? test : test.skip`
  return apis[0] !== undefined && apis.every((api) => api === apis[0]) ? first : UNKNOWN;
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

function meaningOfArgument(project: StaticProject, script: Script, { declaration, index, path }: Binding): Meaning {
  if (!isFunction(declaration) || path === null) return UNKNOWN;
  const { call, isWhole } = callHanded(declaration);
  if (call === null) return UNKNOWN;
  const callee = project.meaningOf(script, call.callee);
  if (!isWhole) return callee.kind === 'unit' ? UNIT : UNKNOWN;
  const api = testApi(callee);
  if (api !== null && CONTEXT_CALLS.has(api[0] ?? '')) {
    if (index !== 0 && !(index === 1 && api.includes('for'))) return UNKNOWN;
    return api.includes('each') || (api.includes('for') && index === 0) ? UNKNOWN : { kind: 'context', path };
  }
  if (callee.kind === 'unit') return UNIT;
  if (callee.kind === 'library' && callee.library === null && isBuiltinGlobal(callee.path[0] ?? '')) return DATA;
  const object = call.callee.type === 'MemberExpression' ? project.meaningOf(script, call.callee.object) : UNKNOWN;
  const method = call.callee.type === 'MemberExpression' ? memberName(call.callee) : null;
  return method !== null && isBuiltinMethod(method) ? listed(object) : UNKNOWN;
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

/** What a member of something is. */
export function memberOf(project: StaticProject, object: Meaning, name: string): Meaning {
  switch (object.kind) {
    case 'library':
      if (object.library === null && object.path.length === 1 && GLOBAL_OBJECTS.test(object.path[0] ?? ''))
        return globalNamed(name);
      return { kind: 'library', library: object.library, path: [...object.path, name] };
    case 'context':
      return { kind: 'context', path: [...object.path, name] };
    case 'module':
      return project.exportOf(object.path, name);
    case 'code':
      if (object.node.type === 'ObjectExpression') return propertyOf(project, object.script, object.node, name);
      if (isFunction(object.node)) return /^(?:call|apply|bind)$/.test(name) ? object : UNKNOWN;
      return classMemberOf(project, object.script, object.node as never, name, true);
    case 'instance':
      return classMemberOf(project, object.script, object.node, name, false);
    case 'unit':
      // Of a namespace, the export itself.
      return object.name === '*' ? { kind: 'unit', path: object.path, name } : UNIT;
    case 'data':
      return DATA;
    case 'unknown':
      return UNKNOWN;
    default:
      return object satisfies never;
  }
}

/** A member of the global object: what nobody defined may come from a setup file. */
function globalNamed(name: string): Meaning {
  const api: Meaning = { kind: 'library', library: null, path: [name] };
  if (testApi(api) !== null || isBuiltinGlobal(name)) return api;
  return isBuiltinMethod(name) || DOM_METHODS.test(name) ? DATA : UNKNOWN;
}

function propertyOf(project: StaticProject, script: Script, object: ObjectExpression, name: string): Meaning {
  const named = object.properties.findLast((property) => property.type === 'Property' && keyName(property) === name);
  if (named?.type === 'Property') return named.kind === 'init' ? project.meaningOf(script, named.value) : UNKNOWN;
  const isOpen = object.properties.some((property) => property.type === 'SpreadElement' || keyName(property) === null);
  return isOpen || !isBuiltinMethod(name) ? UNKNOWN : DATA;
}

function classMemberOf(project: StaticProject, script: Script, node: Node, name: string, isStatic: boolean): Meaning {
  if (!isClass(node)) return UNKNOWN;
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (member.static !== isStatic || keyName(member) !== name) continue;
    if (member.type === 'MethodDefinition' && member.kind !== 'method') return UNKNOWN;
    return member.value === null ? UNKNOWN : project.meaningOf(script, member.value);
  }
  if (node.superClass === null) return UNKNOWN;
  const parent = project.meaningOf(script, node.superClass);
  if (parent.kind === 'unit') return UNIT;
  if (parent.kind !== 'code' || !isClass(parent.node)) return UNKNOWN;
  return classMemberOf(project, parent.script, parent.node, name, isStatic);
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
    // A function that is marked as mocked is still that function.
    if (api?.join('.') === 'vi.mocked') return project.meaningOf(script, first);
  }
  if (callee.kind === 'unknown' && call.callee.type === 'MemberExpression') {
    const name = memberName(call.callee);
    const object = project.meaningOf(script, call.callee.object);
    if (name !== null && isBuiltinMethod(name) && (object.kind === 'data' || object.kind === 'unit')) return object;
  }
  return resultOf(project, callee, '()');
}

/** What a call, or a construction, of something gives. */
export function resultOf(project: StaticProject, callee: Meaning, how: '()' | 'new'): Meaning {
  switch (callee.kind) {
    case 'library':
      if (callee.library === null && testApi(callee) === null && isBuiltinGlobal(callee.path[0] ?? '')) return DATA;
      return { kind: 'library', library: callee.library, path: [...callee.path, how] };
    case 'context':
      return { kind: 'context', path: [...callee.path, how] };
    case 'unit':
      return UNIT;
    case 'data':
      return DATA;
    case 'code':
      if (isClass(callee.node))
        return project.isTestNode(callee.script, callee.node)
          ? { kind: 'instance', script: callee.script, node: callee.node }
          : UNIT;
      if (!isFunction(callee.node)) return UNKNOWN;
      return project.isTestNode(callee.script, callee.node) ? givenBack(project, callee.script, callee.node) : UNIT;
    case 'instance':
    case 'module':
    case 'unknown':
      return UNKNOWN;
    default:
      return callee satisfies never;
  }
}

/** What a function of the tests gives back; unknown where it depends. */
function givenBack(project: StaticProject, script: Script, node: FunctionNode): Meaning {
  if (node.body === null) return UNKNOWN;
  if (node.body.type !== 'BlockStatement') return project.meaningOf(script, node.body);
  const values: (Node | null)[] = [];
  walk(node.body, (each) => {
    if (each.type === 'ReturnStatement') values.push(each.argument);
    return !isFunction(each);
  });
  if (values.length === 0) return DATA;
  return oneOf(values.map((value) => (value === null ? DATA : project.meaningOf(script, value))));
}
