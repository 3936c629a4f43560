/** Constants of a module that only functions read: a mutant of such a constant shows where one of these functions is entered, and nowhere else. */
import { hasSyntaxError, isParsable, parseScript } from '../../impact/parse-script.ts';
import { findFunctions, type Node } from '../../impact/source-functions.ts';
import type { PlacedMutant } from './placed-file.ts';
import { PlainCode } from './plain-code.ts';

/** A constant by where its value is written, as offsets in the source, and who reads it. */
interface Constant {
  start: number;
  end: number;
  /** Functions written there: what is within them does not run as the value is worked out. */
  functions: readonly (readonly [start: number, end: number])[];
  /** The numbers of the functions of which one is entered wherever it is read. */
  readers: readonly number[];
}

/**
 * Says of the mutants of a source which functions read what they change, where this is the value of a constant that the module keeps to
 * itself, and where to work it out does nothing else and cannot fail. The functions are numbered as {@link findFunctions} finds them, from 1.
 */
export function noteReaders(file: string, source: string, mutants: readonly PlacedMutant[]): PlacedMutant[] {
  const constants = mutants.length === 0 ? [] : findConstants(file, source);
  if (constants.length === 0) return [...mutants];
  const offsetOf = offsetFinder(source);
  return mutants.map((mutant) => {
    const [start, end] = [offsetOf(mutant.line, mutant.column), offsetOf(mutant.endLine, mutant.endColumn)];
    const constant = constants.find((each) => each.start <= start && end <= each.end);
    const isLater = constant?.functions.some(([from, to]) => from <= start && end <= to && (from < start || end < to));
    return constant === undefined || isLater === true ? mutant : { ...mutant, readIn: constant.readers };
  });
}

/** From a line and a column, both from 1. */
function offsetFinder(source: string): (line: number, column: number) => number {
  const starts = [0, ...[...source.matchAll(/\r\n?|[\n\u2028\u2029]/g)].map((end) => end.index + end[0].length)];
  return (line, column) => (starts[line - 1] ?? 0) + column - 1;
}

/** Where a name is written: in the body of a function, or in the value of a constant, or elsewhere in the module's own code. */
type Use = { kind: 'function'; number: number } | { kind: 'constant'; name: string } | { kind: 'module' };

function findConstants(file: string, source: string): Constant[] {
  if (!isParsable(file)) return [];
  const parsed = parseScript(file, source);
  if (hasSyntaxError(parsed)) return [];
  const program = parsed.program as unknown as Node;
  const plain = new PlainCode(program);
  const declared = (program.body as Node[]).flatMap(declarationsIn).filter(({ init }) => plain.isPlain(init));
  if (declared.length === 0) return [];
  const uses = findUses(program, declared);
  if (uses === null) return [];
  return declared.flatMap(({ id, init: { start, end }, init }) => {
    const readers = readersOf(String(id.name), uses, new Set());
    if (readers === null) return [];
    const functions = findFunctions(init).map(({ node }) => [node.start, node.end] as const);
    return [{ start, end, functions, readers: [...readers] }];
  });
}

/** A name and the value that it is declared with. */
interface Declaration {
  id: Node;
  init: Node;
}

/** The constants that a statement declares for the module alone. */
function declarationsIn({ type, kind, declare, declarations }: Node): Declaration[] {
  if (type !== 'VariableDeclaration' || kind !== 'const' || declare === true) return [];
  return (declarations as { id: Node; init: Node | null }[]).flatMap(({ id, init }) =>
    id.type === 'Identifier' && init !== null ? [{ id, init }] : [],
  );
}

/** By any of which a constant is read; null where it may be read as the module is loaded. A constant that holds it is read for it. */
function readersOf(name: string, uses: ReadonlyMap<string, readonly Use[]>, asked: Set<string>): Set<number> | null {
  const readers = new Set<number>();
  asked.add(name);
  for (const use of uses.get(name) ?? []) {
    if (use.kind === 'module') return null;
    if (use.kind === 'function') readers.add(use.number);
    else if (!asked.has(use.name)) {
      const others = readersOf(use.name, uses, asked);
      if (others === null) return null;
      for (const number of others) readers.add(number);
    }
  }
  return readers;
}

/** What only the compiler reads. */
const TYPES = new Set(['TSTypeAliasDeclaration', 'TSInterfaceDeclaration', 'TSDeclareFunction']);
const TYPE_PROPERTIES = new Set(['typeAnnotation', 'typeArguments', 'typeParameters', 'returnType', 'superTypeArguments']);

/**
 * Each place at which a name is written, but for the declarations themselves, names of properties, and where it is that of a parameter.
 * What else has the same name counts as well: it can only add readers. Null where code that is made while it runs may read anything.
 */
function findUses(program: Node, declarations: readonly Declaration[]): Map<string, Use[]> | null {
  const numberOf = new Map(findFunctions(program).map(({ node }, index) => [node, index + 1]));
  const declared = new Set(declarations.map(({ id }) => id));
  const nameOf = new Map(declarations.map(({ id, init }) => [init, String(id.name)]));
  const uses = new Map<string, Use[]>();
  let isOpen = false;
  const visit = (value: unknown, use: Use, hidden: ReadonlySet<string>): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, use, hidden);
      return;
    }
    const node = value as Node;
    if (TYPES.has(node.type) || declared.has(node)) return;
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const name = String(node.name);
      if (name === 'eval') isOpen = true;
      if (!hidden.has(name)) uses.set(name, [...(uses.get(name) ?? []), use]);
    }
    if (node.type === 'WithStatement') isOpen = true;
    const [number, constant] = [numberOf.get(node), nameOf.get(node)];
    const within = constant !== undefined && use.kind === 'module' ? ({ kind: 'constant', name: constant } as const) : use;
    const hiddenWithin = number === undefined ? hidden : new Set([...hidden, ...(node.params as Node[]).flatMap(boundIn)]);
    for (const [property, child] of Object.entries(node)) {
      if (TYPE_PROPERTIES.has(property) || isNameOfProperty(node, property)) continue;
      visit(child, number !== undefined && property === 'body' ? { kind: 'function', number } : within, hiddenWithin);
    }
  };
  visit(program, { kind: 'module' }, new Set());
  return isOpen ? null : uses;
}

/** The names that a parameter declares; not those in what it falls back to. */
function boundIn(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [String(pattern.name)];
    case 'RestElement':
      return boundIn(pattern.argument as Node);
    case 'AssignmentPattern':
      return boundIn(pattern.left as Node);
    case 'ArrayPattern':
      return (pattern.elements as (Node | null)[]).flatMap(boundIn);
    case 'ObjectPattern':
      return (pattern.properties as Node[]).flatMap((property) =>
        boundIn(property.type === 'Property' ? (property.value as Node) : property),
      );
    case 'TSParameterProperty':
      return boundIn(pattern.parameter as Node);
    default:
      return [];
  }
}

/** Whether a child says the name of a property, and reads nothing. */
function isNameOfProperty({ type, computed }: Node, property: string): boolean {
  if (type === 'MemberExpression') return property === 'property' && computed !== true;
  return property === 'key' && computed !== true;
}
