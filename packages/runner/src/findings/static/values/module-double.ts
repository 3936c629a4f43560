/** Modules that a test file replaces with doubles: `vi.mock('./price')`. */
import { posix } from 'node:path';
import type { CallExpression, Node, ObjectExpression } from 'oxc-parser';
import { testApi } from '../meaning.ts';
import { bare, isFunction, isWithin, keyName, staticText, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import { plainFunction } from './inlined-function.ts';

export interface ModuleDouble {
  call: CallExpression;
  /** The script that is replaced. */
  path: string;
  /** Only for what is imported later. */
  isLate: boolean;
}

const known = new WeakMap<TestFileModel, ModuleDouble[]>();

/** The scripts of the project that a test file replaces. None where it brings some of them back, or keeps the real one at hand. */
export function findModuleDoubles(file: TestFileModel): ModuleDouble[] {
  const found = known.get(file) ?? readModuleDoubles(file);
  known.set(file, found);
  return found;
}

function readModuleDoubles(file: TestFileModel): ModuleDouble[] {
  const { script, project } = file;
  if (!/\b(?:doM|m)ock\(/.test(script.text)) return [];
  const doubles: ModuleDouble[] = [];
  let bringsBack = false;
  walk(script.program, (node) => {
    if (node.type !== 'CallExpression') return true;
    const api = testApi(project.meaningOf(script, node.callee))?.join('.') ?? '';
    if (/^(?:vi|vitest|jest)\.(?:unmock|doUnmock|dontMock|importActual|requireActual)$/.test(api)) {
      bringsBack ||= !doubles.some(({ call }) => isWithin(node, call));
    }
    const how = /^(?:vi|vitest|jest)\.(mock|doMock)$/.exec(api)?.[1];
    const path = how === undefined ? null : pathOf(file, node.arguments[0]);
    if (path !== null) doubles.push({ call: node, path, isLate: how === 'doMock' });
    return true;
  });
  return bringsBack ? [] : doubles;
}

/** The script that `'./price'`, or `import('./price')`, names; null for what is not of the project's sources. */
function pathOf({ project, script }: TestFileModel, argument: Node | undefined): string | null {
  const plain = argument === undefined ? null : bare(argument);
  const specifier = plain === null ? null : staticText(plain.type === 'ImportExpression' ? plain.source : plain);
  const found = specifier === null ? null : project.resolve(script.path, specifier);
  return found?.kind === 'file' && !project.isTestCode(found.path) ? found.path : null;
}

/** Whether a module's double certainly gives something else in the place of an export. */
export function replaces(file: TestFileModel, { call, path }: ModuleDouble, name: string): boolean {
  const [, how] = call.arguments;
  if (how === undefined) return !hasManualDouble(file, path);
  const factory = bare(how);
  if (!isFunction(factory)) return false;
  const made = madeBy(file, factory);
  const property = made?.properties.findLast((each) => each.type === 'Property' && keyName(each) === name);
  return property?.type === 'Property' && isMadeThere(file, property.value, factory);
}

/** Whether a double reaches for nothing but what its factory makes and gives no other value to. */
function isMadeThere(file: TestFileModel, value: Node, factory: Node, open = new Set<Node>()): boolean {
  if (isSelfContained(file, value)) return true;
  const { script } = file;
  let isOwn = true;
  walk(value, (node) => {
    const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
    if (binding === null || isWithin(binding.identifier, value) || /^(?:vi|vitest|jest)$/.test(binding.name)) return isOwn;
    const made = binding.kind === 'variable' ? binding.initial : binding.declaration;
    const isConstant = isWithin(binding.identifier, factory) && !binding.isReassigned && binding.kind !== 'parameter';
    if (made === null || !isConstant) isOwn = false;
    else if (!open.has(made)) isOwn &&= isMadeThere(file, made, factory, open.add(made));
    return isOwn;
  });
  return isOwn;
}

function hasManualDouble({ project }: TestFileModel, path: string): boolean {
  const { dir, name } = posix.parse(path);
  return ['ts', 'tsx', 'js', 'jsx', 'mjs', 'mts'].some(
    (type) => project.script(posix.join(dir, '__mocks__', `${name}.${type}`)) !== null,
  );
}

/** The object that a factory gives. */
function madeBy(file: TestFileModel, factory: Node): ObjectExpression | null {
  if (!isFunction(factory) || factory.body === null) return null;
  if (factory.body.type !== 'BlockStatement') return objectOf(file, factory.body);
  const last = factory.body.body.at(-1);
  return last?.type === 'ReturnStatement' && last.argument !== null ? objectOf(file, last.argument) : null;
}

function objectOf({ project, script }: TestFileModel, node: Node): ObjectExpression | null {
  const plain = bare(node);
  if (plain.type === 'ObjectExpression') return plain;
  // What is hoisted, and known to nobody else.
  const binding = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  const call = binding?.initial == null || binding.references.length > 1 ? null : bare(binding.initial);
  if (call?.type !== 'CallExpression' || binding?.path?.length !== 0) return null;
  const isHoisted = testApi(project.meaningOf(script, call.callee))?.at(-1) === 'hoisted';
  const hoisted = call.arguments[0] === undefined ? null : plainFunction(call.arguments[0], script);
  const made = isHoisted && hoisted !== null ? bare(hoisted.result) : null;
  return made?.type === 'ObjectExpression' ? made : null;
}

/** A double that reaches for something outside of it may hold state that the unit changed, or call the original. */
export function isSelfContained({ script }: TestFileModel, value: Node): boolean {
  let isOwn = true;
  walk(value, (node) => {
    const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
    if (binding !== null && !isWithin(binding.identifier, value) && !/^(?:vi|vitest|jest)$/.test(binding.name)) isOwn = false;
    return isOwn;
  });
  return isOwn;
}
