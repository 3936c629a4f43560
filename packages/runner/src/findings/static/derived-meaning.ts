/** What is made of a meaning: its members, what a call of it gives, and what several of them have in common. */
import type { Class, Node, ObjectExpression } from 'oxc-parser';
import { isBuiltinGlobal, isBuiltinMethod } from './builtins.ts';
import { DATA, isSameMeaning, type Meaning, testApi, UNIT, UNKNOWN } from './meaning.ts';
import type { StaticProject } from './project.ts';
import type { Script } from './script.ts';
import { type FunctionNode, isClass, isFunction, keyName, walk } from './syntax.ts';
import { isOfUnitType } from './unit-type.ts';

const DOM_METHODS = /^(?:dispatchEvent|addEventListener|removeEventListener|postMessage|open|close|print|focus|blur|resizeTo)$/;
const GLOBAL_OBJECTS = /^(?:globalThis|window|global|self)$/;

/** What stands for all of them: the same one, or sources and data together, which are the unit's. */
export function oneOf(meanings: readonly Meaning[]): Meaning {
  const [first, ...others] = meanings.filter((meaning) => meaning.kind !== 'data');
  if (first === undefined) return meanings.length > 0 ? DATA : UNKNOWN;
  if (others.every((other) => isSameMeaning(first, other))) return first;
  if ([first, ...others].every(({ kind }) => kind === 'unit')) return UNIT;
  const apis = [first, ...others].map((meaning) => testApi(meaning)?.[0]);
  // `isCi ? test : test.skip`
  return apis[0] !== undefined && apis.every((api) => api === apis[0]) ? first : UNKNOWN;
}

/** What a member of something is. */
export function memberOf(project: StaticProject, object: Meaning, name: string): Meaning {
  switch (object.kind) {
    case 'library':
      if (object.library === null && object.path.length === 1 && GLOBAL_OBJECTS.test(object.path[0] ?? ''))
        return globalNamed(name);
      return { ...object, path: [...object.path, name] };
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
  const [spread, ...others] = object.properties.filter(({ type }) => type === 'SpreadElement');
  const isNamed = object.properties.every((property) => property.type === 'SpreadElement' || keyName(property) !== null);
  if (spread?.type === 'SpreadElement' && others.length === 0 && isNamed)
    return memberOf(project, project.meaningOf(script, spread.argument), name);
  const isOpen = spread !== undefined || !isNamed;
  return isOpen || !isBuiltinMethod(name) ? UNKNOWN : DATA;
}

function classMemberOf(project: StaticProject, script: Script, node: Node, name: string, isStatic: boolean): Meaning {
  if (!isClass(node)) return UNKNOWN;
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (member.static !== isStatic || keyName(member) !== name) continue;
    if (member.type === 'MethodDefinition' && member.kind !== 'method') return UNKNOWN;
    if (member.value !== null) return project.meaningOf(script, member.value);
    return isOfUnitType(project, script, member) ? UNIT : UNKNOWN;
  }
  const declared = isStatic ? null : parameterProperty(node, name);
  if (declared !== null) return isOfUnitType(project, script, declared) ? UNIT : UNKNOWN;
  if (node.superClass === null) return UNKNOWN;
  const parent = project.meaningOf(script, node.superClass);
  if (parent.kind === 'unit') return UNIT;
  if (parent.kind !== 'code' || !isClass(parent.node)) return UNKNOWN;
  // Whoever replaces a member changes what the others call.
  if (namesOf(node).some((own) => namesOf(parent.node).includes(own))) return UNKNOWN;
  return classMemberOf(project, parent.script, parent.node, name, isStatic);
}

/** `desk` of `constructor(private readonly desk: Desk)`. */
function parameterProperty({ body }: Class, name: string): Node | null {
  const builder = body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  const params = builder?.type === 'MethodDefinition' ? builder.value.params : [];
  for (const each of params) {
    if (each.type !== 'TSParameterProperty') continue;
    const { parameter } = each;
    const declared = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (declared.type === 'Identifier' && declared.name === name) return declared;
  }
  return null;
}

function namesOf(node: Node): string[] {
  if (!isClass(node)) return [];
  return node.body.body.flatMap((member) => {
    const name = 'key' in member && 'computed' in member ? keyName(member as never) : null;
    return name === null || name === 'constructor' ? [] : [name];
  });
}

/** What a call, or a construction, of something gives. */
export function resultOf(project: StaticProject, callee: Meaning, how: '()' | 'new'): Meaning {
  switch (callee.kind) {
    case 'library':
      if (callee.library === null && testApi(callee) === null && isBuiltinGlobal(callee.path[0] ?? '')) return DATA;
      return { ...callee, path: [...callee.path, how] };
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
