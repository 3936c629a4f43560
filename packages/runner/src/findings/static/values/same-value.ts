/** Whether two expressions are certainly worth the same: each in a form that equal ones share. */
import type { CallExpression, MemberExpression, NewExpression, Node, SpreadElement } from 'oxc-parser';
import type { Binding } from '../bindings.ts';
import type { Meaning } from '../meaning.ts';
import type { StaticProject } from '../project.ts';
import type { Script } from '../script.ts';
import { bare, type FunctionNode, isFunction, isWithin, keyName, memberName, walk } from '../syntax.ts';
import type { TestFileModel } from '../test-file.ts';
import type { Comparison } from './comparison.ts';
import { foldPrimitive } from './fold.ts';
import { initialOf } from './initial.ts';
import { type PlainFunction, plainFunction } from './inlined-function.ts';
import { literalBehind, literalField } from './origin.ts';
import type { Round } from './table.ts';

/** A call or a `new` that a value takes, and the expression whose evaluation makes it: two names of one result share that. */
export interface TakenCall {
  node: CallExpression | NewExpression;
  /** The script that the call stands in: a helper's may be another one. */
  script: Script;
  site: Node;
}

/** Two expressions of one key have one value, as long as nothing changes what they depend on between their evaluations. */
export interface NormalForm {
  key: string;
  /** Every expression that is evaluated for it: itself, and what the bindings that it names were given. */
  sites: readonly Node[];
  calls: readonly TakenCall[];
  /** The bindings that it depends on and that say no more. */
  roots: ReadonlySet<Binding>;
  /** The bindings that hold a part of it, and through which that may be changed. */
  held: ReadonlySet<Binding>;
}

interface Reading {
  project: StaticProject;
  script: Script;
  site: Node;
  sites: Node[];
  calls: TakenCall[];
  roots: Set<Binding>;
  held: Set<Binding>;
  /** What stands for the parameters of functions that are read inside. */
  parameters: ReadonlyMap<Binding, string>;
  depth: number;
  /** Whether the body of a helper is read: whatever it evaluates, it does where it is called. */
  isInlined: boolean;
  /** How many functions are around. */
  nesting: number;
  /** Bindings whose values are not read. */
  opaque: ReadonlySet<Binding>;
  /** What variables of a loop are in one of its rounds. */
  round: Round;
  /** Whether `{ ...value }` is as good as the value. */
  ignoresCopies: boolean;
}

const MAX_DEPTH = 60;

/** The normal forms of what a comparison holds against each other; what both reach by one binding is one thing, wherever it came from. */
export function normalizeBoth(
  { project, script }: TestFileModel,
  sides: Sides,
  round: Round = new Map(),
): readonly [NormalForm, NormalForm] | null {
  const whole = (opaque: ReadonlySet<Binding>): readonly [NormalForm, NormalForm] | null => {
    const start = { project, script, opaque, round };
    const other = normalize({ ...start, ignoresCopies: sides.by === 'equality' }, sides.expected);
    const one = other === null ? null : normalize(start, sides.actual);
    return one === null || other === null ? null : [one, other];
  };
  const both = whole(new Set());
  const shared = both === null ? new Set<Binding>() : both[0].held.intersection(both[1].held);
  const opaque = new Set([...shared].filter((binding) => !round.has(binding)));
  return opaque.size === 0 ? both : (whole(opaque) ?? both);
}

type Sides = Pick<Comparison, 'actual' | 'expected' | 'by'>;
type Start = Pick<Reading, 'project' | 'script'> & Partial<Pick<Reading, 'opaque' | 'round' | 'ignoresCopies'>>;

/** The normal form of an expression, without looking into `opaque`; null where its value may differ from one evaluation to the next. */
function normalize(start: Start, node: Node): NormalForm | null {
  const [sites, calls, roots, held] = [[node], [] as TakenCall[], new Set<Binding>(), new Set<Binding>()];
  const found = { site: node, sites, calls, roots, held, parameters: new Map(), depth: 0, nesting: 0, isInlined: false };
  const key = keyOf(node, { opaque: new Set(), round: new Map(), ignoresCopies: false, ...start, ...found });
  return key === null ? null : { key, sites, calls, roots, held };
}

/** Whether both came out of the same evaluations, so that they are not only equal but one. */
export function isOneEvaluation(left: NormalForm, right: NormalForm): boolean {
  const sites = new Set(left.calls.map(({ site }) => site));
  return left.calls.length === right.calls.length && right.calls.every(({ site }) => sites.has(site));
}

function keyOf(node: Node, outer: Reading): string | null {
  if (outer.depth > MAX_DEPTH) return null;
  const reading = { ...outer, depth: outer.depth + 1 };
  const folded = foldPrimitive(node, reading.script);
  if (folded !== null) return keyOfPrimitive(folded.value);
  const expression = bare(node);
  switch (expression.type) {
    case 'Literal':
      return 'regex' in expression ? `/${expression.regex.pattern}/${expression.regex.flags}` : null;
    case 'Identifier':
      return keyOfName(expression, reading);
    case 'MemberExpression':
      return keyOfMember(expression, reading);
    case 'CallExpression':
    case 'NewExpression':
      return keyOfCall(expression, reading);
    case 'AwaitExpression':
      return keyOfAwait(expression.argument, reading);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return keyOfFunction(expression, reading);
    case 'UnaryExpression':
      return expression.operator === 'delete' ? null : keyOfParts(expression.operator, [expression.argument], reading);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return keyOfParts(expression.operator, [expression.left, expression.right], reading);
    case 'ConditionalExpression':
      return keyOfParts('?', [expression.test, expression.consequent, expression.alternate], reading);
    case 'TemplateLiteral':
      return keyOfParts(JSON.stringify(expression.quasis.map(({ value }) => value.raw)), expression.expressions, reading);
    case 'SpreadElement':
      return keyOfParts('...', [expression.argument], reading);
    case 'ArrayExpression':
      if (isCopy(expression.elements) && reading.ignoresCopies) return keyOf(expression.elements[0].argument, reading);
      return expression.elements.includes(null) ? null : keyOfParts('[]', expression.elements as Node[], reading);
    case 'ObjectExpression':
      if (isCopy(expression.properties) && reading.ignoresCopies) return keyOf(expression.properties[0].argument, reading);
      return keyOfParts('{}', expression.properties, reading);
    case 'Property':
      return keyOfProperty(expression, reading);
    default:
      return null;
  }
}

/** `{ ...value }` or `[...value]`. */
function isCopy(parts: readonly (Node | null)[]): parts is readonly [SpreadElement] {
  return parts.length === 1 && parts[0]?.type === 'SpreadElement';
}

function keyOfPrimitive(value: unknown): string {
  if (Object.is(value, -0)) return '#-0';
  return typeof value === 'string' ? JSON.stringify(value) : `#${typeof value === 'bigint' ? `${value}n` : String(value)}`;
}

/** One key of an operator and its parts; null as soon as one has none. */
function keyOfParts(operator: string, parts: readonly Node[], reading: Reading): string | null {
  const keys: string[] = [];
  for (const part of parts) {
    const key = keyOf(part, reading);
    if (key === null) return null;
    keys.push(key);
  }
  return `(${operator} ${keys.join(' ')})`;
}

function keyOfProperty(property: Node & { type: 'Property' }, reading: Reading): string | null {
  const name = keyName(property as { key: Node; computed: boolean });
  if (name === null || !('kind' in property) || property.kind !== 'init') return null;
  return keyOfParts(JSON.stringify(name), [property.value], reading);
}

function keyOfName(name: Node & { type: 'Identifier' }, reading: Reading): string | null {
  const binding = reading.script.bindingOf(name);
  if (binding === null) return `global ${name.name}`;
  const parameter = reading.parameters.get(binding);
  if (parameter !== undefined) return parameter;
  const value = reading.round.get(binding);
  if (value !== undefined) {
    const isPrimitive = foldPrimitive(value, reading.script) !== null;
    return isPrimitive ? keyOf(value, reading) : keyOfHeld(binding, value, reading);
  }
  const whole = reading.opaque.has(binding) ? null : initialOf(binding, reading.script);
  if (whole === null || isFunction(bare(whole)) || binding.path === null) return rootKey(binding, reading);
  const [initial, path] = partOf(whole, binding.path);
  // Another name of a function, where it is given, does nothing yet.
  if (isAlias(initial, binding, reading.script)) return keyOf(initial, reading);
  const isKept = binding.references.length === 1 || literalBehind(name, reading.script) !== null;
  if (literalOf(initial) && !isKept) return rootKey(binding, reading);
  const key = reading.isInlined ? keyOf(initial, reading) : keyOfHeld(binding, initial, reading);
  if (key === null) return rootKey(binding, reading);
  return path.reduce((object, member) => memberKey(object, member), key);
}

/** What a pattern takes from a list that is written out: `const [one, other] = [price(1), price(2)]`. */
function partOf(initial: Node, path: readonly string[]): [Node, readonly string[]] {
  const list = bare(initial);
  const [place, ...rest] = path;
  if (list.type !== 'ArrayExpression' || place === undefined) return [initial, path];
  const before = list.elements.slice(0, Number(place) + 1);
  const element = before.at(-1);
  const isCertain = before.length === Number(place) + 1 && before.every((each) => each !== null && each.type !== 'SpreadElement');
  // Two objects that are made alike are two.
  return isCertain && element != null && bare(element).type !== 'NewExpression' ? partOf(element, rest) : [initial, path];
}

function isAlias(initial: Node, { path, isReassigned }: Binding, script: Script): boolean {
  const plain = bare(initial);
  const other = plain.type === 'Identifier' ? script.bindingOf(plain) : null;
  return (other?.kind === 'import' || other?.kind === 'function') && path?.length === 0 && !isReassigned;
}

/** What a binding holds was evaluated where it was given. */
function keyOfHeld(binding: Binding, initial: Node, reading: Reading): string | null {
  const held = new Set<Binding>([binding]);
  const inner = { ...reading, site: initial, sites: [initial], calls: [], roots: new Set<Binding>(), held };
  const key = keyOf(initial, inner);
  if (key === null) return null;
  reading.sites.push(...inner.sites);
  reading.calls.push(...inner.calls);
  for (const root of inner.roots) reading.roots.add(root);
  for (const holder of held) reading.held.add(holder);
  return key;
}

function literalOf(node: Node): boolean {
  const { type } = bare(node);
  return type === 'ObjectExpression' || type === 'ArrayExpression';
}

function rootKey(binding: Binding, reading: Reading): string {
  reading.roots.add(binding);
  const meaning = binding.kind === 'import' ? reading.project.meaningOf(reading.script, binding.identifier) : null;
  return (meaning === null ? null : unitKey(meaning)) ?? `${binding.name}@${reading.script.path}:${binding.identifier.start}`;
}

/** An export is the same in every script that imports it. */
function unitKey(meaning: Meaning): string | null {
  return meaning.kind === 'unit' && meaning.path !== null && meaning.name !== null ? `${meaning.name}@${meaning.path}` : null;
}

function memberKey(object: string, member: string): string {
  return `${object}.${member}`;
}

function keyOfMember(member: MemberExpression, reading: Reading): string | null {
  const field = literalField(member, reading.script);
  if (field !== null) return keyOfField(field, reading);
  const object = keyOf(member.object, reading);
  const exported = unitKey(reading.project.meaningOf(reading.script, member));
  if (object !== null && exported !== null) return exported;
  if (object === null || member.property.type === 'PrivateIdentifier') return null;
  if (!member.computed) return memberKey(object, member.property.type === 'Identifier' ? member.property.name : '');
  const folded = foldPrimitive(member.property, reading.script);
  if (folded !== null) return memberKey(object, String(folded.value));
  const property = keyOf(member.property, reading);
  return property === null ? null : `${object}[${property}]`;
}

/** What a literal holds was evaluated where the literal stands. */
function keyOfField(field: Node, reading: Reading): string | null {
  if (reading.isInlined) return keyOf(field, reading);
  reading.sites.push(field);
  return keyOf(field, { ...reading, site: field });
}

/** What gives another value each time, or says nothing of the code: clocks, chance, doubles, the test's own matchers. */
const UNSTEADY =
  /^(?:global (?:Date\.now|Math\.random|performance\.|crypto\.|Symbol|Promise\.|setTimeout|expect|vi\.)|new global Date\(\))/;

function keyOfCall(call: CallExpression | NewExpression, reading: Reading): string | null {
  const inlined = call.type === 'CallExpression' ? (keyOfInlined(call, reading) ?? keyOfMapped(call, reading)) : null;
  if (inlined !== null) return inlined;
  const callee = keyOf(call.callee, reading);
  const given = keyOfParts('', call.arguments, reading);
  if (callee === null || given === null) return null;
  const key = `${call.type === 'NewExpression' ? 'new ' : ''}${callee}(${given.slice(2, -1)})`;
  if (UNSTEADY.test(key)) return null;
  reading.calls.push({ node: call, script: reading.script, site: reading.site });
  return key;
}

/** A function of the test file that only returns one expression is as good as that expression. */
function keyOfInlined(call: CallExpression, reading: Reading): string | null {
  const inlined = helperOf(call.callee, reading);
  if (inlined === null || call.arguments.length > inlined.parameters.length) return null;
  const parameters = new Map(reading.parameters);
  for (const [index, parameter] of inlined.parameters.entries()) {
    const given = call.arguments[index];
    const key = given === undefined ? '#undefined' : given.type === 'SpreadElement' ? null : keyOf(given, reading);
    if (key === null) return null;
    parameters.set(parameter, key);
  }
  return keyOf(inlined.result, { ...reading, script: inlined.script, parameters, isInlined: true });
}

/** `[1, 2].map((n) => price(n))` is as good as `[price(1), price(2)]`. */
function keyOfMapped(call: CallExpression, reading: Reading): string | null {
  const callee = bare(call.callee);
  const [callback, ...others] = call.arguments;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'map' || callback === undefined || others.length > 0)
    return null;
  const list = literalBehind(callee.object, reading.script);
  const each = plainFunction(callback, reading.script);
  const [parameter, index, ...rest] = each?.parameters ?? [];
  if (list?.type !== 'ArrayExpression' || each === null || rest.length > 0) return null;
  const keys: string[] = [];
  for (const [at, element] of list.elements.entries()) {
    const key = element === null || element.type === 'SpreadElement' ? null : keyOf(element, reading);
    if (key === null) return null;
    const parameters = new Map(reading.parameters);
    if (parameter !== undefined) parameters.set(parameter, key);
    if (index !== undefined) parameters.set(index, keyOfPrimitive(at));
    const result = keyOf(each.result, { ...reading, parameters, isInlined: true });
    if (result === null) return null;
    keys.push(result);
  }
  return `([] ${keys.join(' ')})`;
}

/** The function of this file, or of another one of the tests, that a callee is. */
function helperOf(callee: Node, { project, script }: Reading): (PlainFunction & { script: Script }) | null {
  const own = plainFunction(callee, script);
  if (own !== null) return { ...own, script };
  const meaning = project.meaningOf(script, callee);
  if (meaning.kind !== 'code' || !isFunction(meaning.node) || !project.isTestCode(meaning.script.path)) return null;
  const other = plainFunction(meaning.node, meaning.script);
  return other === null ? null : { ...other, script: meaning.script };
}

/** A promise that a name holds may have been awaited, or shared, before: only a call that is awaited where it stands is certain. */
function keyOfAwait(argument: Node, reading: Reading): string | null {
  return bare(argument).type === 'CallExpression' ? keyOfParts('await', [argument], reading) : null;
}

/** Functions of one expression are the same if that is, whatever their parameters are called. */
function keyOfFunction(definition: FunctionNode, reading: Reading): string | null {
  const plain = plainFunction(definition, reading.script);
  if (plain === null) return keyOfBlock(definition, reading);
  const parameters = new Map(reading.parameters);
  for (const [index, parameter] of plain.parameters.entries()) parameters.set(parameter, `$${reading.nesting}.${index}`);
  return keyOfParts(`${plain.parameters.length}=>`, [plain.result], {
    ...reading,
    parameters,
    isInlined: true,
    nesting: reading.nesting + 1,
  });
}

/** Any other function is the same where its text is, and the names from outside of it stand for the same. */
function keyOfBlock(definition: FunctionNode, reading: Reading): string | null {
  const { script } = reading;
  const outside = new Set<Binding>();
  let isSteady = true;
  walk(definition, (node) => {
    const binding = node.type === 'Identifier' ? script.bindingOf(node) : null;
    if (binding !== null && !isWithin(binding.identifier, definition)) outside.add(binding);
    // What it counts or keeps outside differs from call to call.
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression' || node.type === 'ThisExpression')
      isSteady = false;
    return isSteady;
  });
  if (!isSteady || [...outside].some(({ isReassigned }) => isReassigned)) return null;
  return `${script.textOf(definition)}[${[...outside].map((binding) => rootKey(binding, reading)).join(' ')}]`;
}
