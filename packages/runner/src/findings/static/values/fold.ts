/** What an expression is worth where the text alone decides it. */
import type { ArrayExpression, CallExpression, MemberExpression, Node, ObjectExpression, TemplateLiteral } from 'oxc-parser';
import type { Script } from '../script.ts';
import { bare, isFunction, keyName, memberName, parentOf, wrapped } from '../syntax.ts';
import { initialOf, isOfSources } from './initial.ts';

export type Primitive = string | number | boolean | bigint | null | undefined;

/** A value that is certain. */
export type Folded =
  | { kind: 'primitive'; value: Primitive }
  | { kind: 'array'; items: readonly Folded[] }
  | { kind: 'object'; fields: ReadonlyMap<string, Folded> };

/** Bindings may name one another; more than this is no constant a person wrote. */
const MAX_DEPTH = 40;

/** The value of an expression; null where it is not certain. What a binding holds counts only if it is a primitive: objects may be changed. */
export function fold(expression: Node, script: Script): Folded | null {
  return foldAt(expression, script, 0);
}

/** As {@link fold}, for an expression that is a primitive. */
export function foldPrimitive(expression: Node, script: Script): { value: Primitive } | null {
  const folded = fold(expression, script);
  return folded?.kind === 'primitive' ? { value: folded.value } : null;
}

function foldAt(node: Node, script: Script, depth: number): Folded | null {
  if (depth > MAX_DEPTH) return null;
  const expression = bare(node);
  const inner: FoldPart = (part) => foldAt(part, script, depth + 1);
  switch (expression.type) {
    case 'Literal':
      return 'regex' in expression ? null : primitive(expression.value);
    case 'TemplateLiteral':
      return foldTemplate(expression, inner);
    case 'UnaryExpression':
      if (expression.operator === 'typeof' && isFunctionHere(expression.argument, script)) return primitive('function');
      return foldUnary(expression.operator, inner(expression.argument));
    case 'BinaryExpression':
      return foldBinary(expression.operator, inner(expression.left), inner(expression.right));
    case 'LogicalExpression':
      return foldLogical(expression.operator, inner(expression.left), () => inner(expression.right));
    case 'ConditionalExpression': {
      const test = inner(expression.test);
      return test === null ? null : inner(isTruthy(test) ? expression.consequent : expression.alternate);
    }
    case 'ArrayExpression':
      return foldArray(expression, inner);
    case 'ObjectExpression':
      return foldObject(expression, inner);
    case 'Identifier':
      return foldName(expression, script, inner);
    case 'MemberExpression':
      return foldMember(expression, script, inner);
    case 'CallExpression':
      return foldEmpty(expression, script, inner) ?? foldMath(expression, script, inner) ?? foldText(expression, inner);
    default:
      return null;
  }
}

/** A function that is written in the same file, and never given another value. */
function isFunctionHere(node: Node, script: Script): boolean {
  const plain = bare(node);
  if (plain.type !== 'Identifier') return isFunction(plain);
  const binding = script.bindingOf(plain);
  if (binding === null || binding.isReassigned || isOfSources(binding, script)) return false;
  return (
    binding.kind === 'function' || (binding.path?.length === 0 && binding.initial !== null && isFunction(bare(binding.initial)))
  );
}

/** What is asked of each element holds of an empty list, whatever it is: `[].every(isValid)`. */
function foldEmpty({ callee, arguments: handed }: CallExpression, script: Script, inner: FoldPart): Folded | null {
  const member = bare(callee);
  const name = member.type === 'MemberExpression' ? memberName(member) : null;
  if (member.type !== 'MemberExpression' || (name !== 'every' && name !== 'some') || handed.length !== 1) return null;
  const list = bare(member.object);
  const literal = list.type === 'Identifier' ? literalBehindCalls(list, script) : list;
  const folded = literal === null ? null : inner(literal);
  return folded?.kind === 'array' && folded.items.length === 0 ? primitive(name === 'every') : null;
}

/** What is reckoned from numbers alone: `Math.ceil(12.5)`. */
function foldMath({ callee, arguments: handed }: CallExpression, script: Script, inner: FoldPart): Folded | null {
  const member = bare(callee);
  const name = member.type === 'MemberExpression' ? memberName(member) : null;
  if (member.type !== 'MemberExpression' || member.object.type !== 'Identifier' || member.object.name !== 'Math') return null;
  if (script.bindingOf(member.object) !== null || name === null || !/^(?:abs|ceil|floor|max|min|round|sign|trunc)$/.test(name))
    return null;
  const numbers = handed.map((each) => (each.type === 'SpreadElement' ? null : inner(each)));
  const values = numbers.flatMap((each) => (each?.kind === 'primitive' && typeof each.value === 'number' ? [each.value] : []));
  if (values.length < handed.length) return null;
  return primitive((Math[name as 'max'] as (...all: number[]) => number)(...values));
}

/** Methods that texts have had for so long that no project brings its own. */
const TEXT_METHODS = /^(?:toLowerCase|toUpperCase|trim|concat|slice|substring|charAt|indexOf)$/;

/** What is made of a text alone: `'Ann'.toUpperCase()`. */
function foldText({ callee, arguments: handed }: CallExpression, inner: FoldPart): Folded | null {
  const member = bare(callee);
  const name = member.type === 'MemberExpression' ? memberName(member) : null;
  if (member.type !== 'MemberExpression' || name === null || !TEXT_METHODS.test(name)) return null;
  const text = inner(member.object);
  const values = handed.map((each) => (each.type === 'SpreadElement' ? null : inner(each)));
  if (text?.kind !== 'primitive' || typeof text.value !== 'string' || !values.every((each) => each?.kind === 'primitive'))
    return null;
  const method = text.value[name as 'concat'] as (...all: unknown[]) => string;
  return primitive(
    method.apply(
      text.value,
      values.map((each) => (each?.kind === 'primitive' ? each.value : null)),
    ),
  );
}

/** The list that a constant holds, of which nothing is done but to ask. */
function literalBehindCalls(name: Node, script: Script): Node | null {
  const binding = script.bindingOf(name);
  const initial = binding === null || binding.path?.length !== 0 ? null : initialOf(binding, script);
  const isAsked = binding?.references.every((reference) => {
    const member = parentOf(wrapped(reference));
    return member?.type === 'MemberExpression' && /^(?:every|some|length)$/.test(memberName(member) ?? '');
  });
  return initial !== null && isAsked === true ? initial : null;
}

type FoldPart = (part: Node) => Folded | null;

function primitive(value: Primitive): Folded {
  return { kind: 'primitive', value };
}

function foldTemplate(template: TemplateLiteral, inner: FoldPart): Folded | null {
  let text = template.quasis[0]?.value.cooked ?? null;
  for (const [index, part] of template.expressions.entries()) {
    const value = inner(part);
    const next = template.quasis[index + 1]?.value.cooked;
    if (text === null || value?.kind !== 'primitive' || typeof next !== 'string') return null;
    text += String(value.value) + next;
  }
  return text === null ? null : primitive(text);
}

function foldUnary(operator: string, operand: Folded | null): Folded | null {
  if (operand === null) return null;
  if (operator === '!') return primitive(!isTruthy(operand));
  if (operator === 'void') return primitive(undefined);
  if (operator === 'typeof') return primitive(operand.kind === 'primitive' ? typeof operand.value : 'object');
  if (operand.kind !== 'primitive' || typeof operand.value === 'bigint') return null;
  if (operator === '-') return primitive(-Number(operand.value));
  if (operator === '+') return primitive(Number(operand.value));
  return operator === '~' ? primitive(~Number(operand.value)) : null;
}

const OPERATIONS: Record<string, (left: never, right: never) => Primitive> = {
  '+': (left: number, right: number) => left + right,
  '-': (left: number, right: number) => left - right,
  '*': (left: number, right: number) => left * right,
  '/': (left: number, right: number) => left / right,
  '%': (left: number, right: number) => left % right,
  '**': (left: number, right: number) => left ** right,
  '<': (left: number, right: number) => left < right,
  '<=': (left: number, right: number) => left <= right,
  '>': (left: number, right: number) => left > right,
  '>=': (left: number, right: number) => left >= right,
  '===': (left: Primitive, right: Primitive) => left === right,
  '!==': (left: Primitive, right: Primitive) => left !== right,
  // Of one type, so that both compare as the strict ones do.
  '==': (left: Primitive, right: Primitive) => left === right,
  '!=': (left: Primitive, right: Primitive) => left !== right,
};

/** Operands of one type only: what conversion makes of others is nothing to be certain of. */
function foldBinary(operator: string, left: Folded | null, right: Folded | null): Folded | null {
  if (left?.kind !== 'primitive' || right?.kind !== 'primitive') return null;
  const type = typeof left.value;
  if (type !== typeof right.value || type === 'bigint') return null;
  const isComparison = /^[=!<>]/.test(operator);
  if (!isComparison && type !== 'number' && !(type === 'string' && operator === '+')) return null;
  const operation = OPERATIONS[operator];
  return operation === undefined ? null : primitive(operation(left.value as never, right.value as never));
}

function foldLogical(operator: string, left: Folded | null, right: () => Folded | null): Folded | null {
  if (left === null) return null;
  if (operator === '&&') return isTruthy(left) ? right() : left;
  if (operator === '||') return isTruthy(left) ? left : right();
  const isNullish = left.kind === 'primitive' && (left.value === null || left.value === undefined);
  return isNullish ? right() : left;
}

function foldArray(array: ArrayExpression, inner: FoldPart): Folded | null {
  const items: Folded[] = [];
  for (const element of array.elements) {
    if (element === null) return null;
    const item = inner(element.type === 'SpreadElement' ? element.argument : element);
    if (item === null) return null;
    if (element.type !== 'SpreadElement') items.push(item);
    else if (item.kind === 'array') items.push(...item.items);
    else return null;
  }
  return { kind: 'array', items };
}

function foldObject(object: ObjectExpression, inner: FoldPart): Folded | null {
  const fields = new Map<string, Folded>();
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') {
      const spread = inner(property.argument);
      if (spread?.kind !== 'object') return null;
      for (const [name, field] of spread.fields) fields.set(name, field);
      continue;
    }
    const name = fieldName(property, inner);
    const value = property.kind === 'init' && !property.method ? inner(property.value) : null;
    if (name === null || name === '__proto__' || value === null) return null;
    fields.set(name, value);
  }
  return { kind: 'object', fields };
}

/** The name of a field or a member; null where it is computed from something uncertain. */
function fieldName(field: { key: Node; computed: boolean }, inner: FoldPart): string | null {
  const written = keyName(field);
  if (written !== null || !field.computed) return written;
  const folded = inner(field.key);
  return folded?.kind === 'primitive' ? String(folded.value) : null;
}

const GLOBALS = new Map<string, Primitive>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

function foldName(name: Node & { type: 'Identifier' }, script: Script, inner: FoldPart): Folded | null {
  const binding = script.bindingOf(name);
  if (binding === null) return GLOBALS.has(name.name) ? primitive(GLOBALS.get(name.name)) : null;
  const initial = binding.isReassigned || binding.path?.length !== 0 ? null : initialOf(binding, script);
  const value = initial === null ? null : inner(initial);
  return value?.kind === 'primitive' ? value : null;
}

/** Members of an enum of the file, and fields of a literal that stands right there. */
function foldMember(member: MemberExpression, script: Script, inner: FoldPart): Folded | null {
  const name = fieldName({ key: member.property, computed: member.computed }, inner);
  if (name === null) return null;
  const object = bare(member.object);
  if (object.type === 'Identifier') {
    const declaration = script.bindingOf(object)?.declaration;
    if (declaration?.type === 'TSEnumDeclaration') return foldEnumMember(declaration, name, inner);
    const list = name === 'length' ? literalBehindCalls(object, script) : null;
    return list !== null && bare(list).type === 'ArrayExpression' ? lengthOf(list as ArrayExpression) : null;
  }
  const folded = inner(object);
  if (folded?.kind === 'object') return folded.fields.get(name) ?? null;
  if (folded?.kind === 'array') return name === 'length' ? primitive(folded.items.length) : (folded.items[Number(name)] ?? null);
  return typeof folded?.value === 'string' && name === 'length' ? primitive(folded.value.length) : null;
}

/** Whatever the elements are, there are as many as are written. */
function lengthOf({ elements }: ArrayExpression): Folded | null {
  const isCertain = elements.every((element) => element?.type !== 'SpreadElement');
  return isCertain ? primitive(elements.length) : null;
}

/** Members without a value count on from 0, as long as none before them has one. */
function foldEnumMember(declaration: Node & { type: 'TSEnumDeclaration' }, name: string, inner: FoldPart): Folded | null {
  const { members } = declaration.body;
  const index = members.findIndex((member) => keyName({ key: member.id, computed: member.computed }) === name);
  const member = members[index];
  if (member === undefined) return null;
  if (member.initializer !== null) return inner(member.initializer);
  return members.slice(0, index).every(({ initializer }) => initializer === null) ? primitive(index) : null;
}

export function isTruthy(folded: Folded): boolean {
  return folded.kind !== 'primitive' || Boolean(folded.value);
}

/** Equal as `toStrictEqual` sees it; with `isLoose` as `toEqual` does, to which a field that is undefined is none. */
export function isEqualFolded(left: Folded, right: Folded, isLoose = false): boolean {
  if (left.kind === 'primitive') return right.kind === 'primitive' && Object.is(left.value, right.value);
  if (left.kind === 'array') {
    if (right.kind !== 'array' || left.items.length !== right.items.length) return false;
    return left.items.every((item, index) => isEqualFolded(item, right.items[index] as Folded, isLoose));
  }
  if (right.kind !== 'object') return false;
  const absent: Folded | null = isLoose ? primitive(undefined) : null;
  return [...new Set([...left.fields.keys(), ...right.fields.keys()])].every((name) => {
    const [one, other] = [left.fields.get(name) ?? absent, right.fields.get(name) ?? absent];
    return one !== null && other !== null && isEqualFolded(one, other, isLoose);
  });
}
