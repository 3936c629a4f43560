/** A mutant as plain text in its source: exactly the program that the engine measured, or an error. */
import type { Mutant } from '@killrate/shared/model';
import { hasSyntaxError, parseScript } from '../src/impact/parse-script.ts';
import { offsetFinder } from '../src/named-mutants.ts';

/** As much of a mutant as its text needs; lines and columns count from 1, ends are exclusive. */
export type TextMutant = Pick<Mutant, 'file' | 'line' | 'column' | 'endLine' | 'endColumn' | 'original' | 'replacement'>;

interface Node {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

/** A way down a syntax tree: the type of each node that is passed, and where it goes on. */
type Path = { type: string; key: string; index: number | null }[];

/** What may stand around a node within what was inserted for it. */
const BESIDE_NODE = /^(?:[\s();]|\/\*[\s\S]*?\*\/|\/\/[^\n]*(?:\n|$))*$/;

/**
 * Replaces the mutated node. A replacement that would bind otherwise where it stands, as `a || b` for `!(a || b)` in
 * `c && !(a || b)`, is put in parentheses. Throws where the text is not the one the mutant speaks of, or no way of
 * writing it leaves the tree around it as it was.
 */
export function applyMutant(source: string, mutant: TextMutant): string {
  const offsetOf = offsetFinder(source);
  const start = offsetOf(mutant.line, mutant.column);
  const end = offsetOf(mutant.endLine, mutant.endColumn);
  if (source.slice(start, end) !== mutant.original) throw new Error(`${placeOf(mutant)} is not the text of the mutant`);
  const paths = findPaths(parseTree(mutant.file, source), start, end);
  if (paths.length === 0) throw new Error(`${placeOf(mutant)} is no node of its source`);
  for (const text of waysOfWriting(mutant.replacement)) {
    const mutated = source.slice(0, start) + text + source.slice(end);
    const tree = parseTree(mutant.file, mutated);
    if (paths.some((path) => stands(tree, mutated, path, start, start + text.length))) return mutated;
  }
  const { replacement } = mutant;
  throw new Error(`${placeOf(mutant)}: ${replacement} cannot stand for ${mutant.original}`);
}

/** As it is; in parentheses; and after a semicolon, where the line before would go on. */
function waysOfWriting(replacement: string): string[] {
  return ['', ';'].flatMap((before) => [`${before}${replacement}`, `${before}(${replacement})`, `${before}(${replacement}\n)`]);
}

function placeOf({ file, line, column }: TextMutant): string {
  return `${file}:${line}:${column}`;
}

/** Whether at the end of the path is one node, and all of what was inserted. */
function stands(tree: Node | null, mutated: string, path: Path, start: number, end: number): boolean {
  const node = tree === null ? null : follow(unwrap(tree), path);
  if (node === null || node.start < start || node.end > end) return false;
  return BESIDE_NODE.test(mutated.slice(start, node.start)) && BESIDE_NODE.test(mutated.slice(node.end, end));
}

/** Null where the text does not parse. */
function parseTree(file: string, source: string): Node | null {
  const parsed = parseScript(file, source);
  return hasSyntaxError(parsed) ? null : (parsed.program as unknown as Node);
}

/** An optional chain that lost its only `?.` is no chain any more: what stands around it is the same. */
function unwrap(node: Node): Node {
  return node.type === 'ChainExpression' ? unwrap(node.expression as Node) : node;
}

/** The ways to all nodes of exactly this range, the innermost first: a statement without a semicolon is where its expression is. */
function findPaths(node: Node | null, start: number, end: number): Path[] {
  if (node === null) return [];
  const here = unwrap(node);
  const below = childrenOf(here)
    .filter(({ child }) => child.start <= start && child.end >= end)
    .flatMap(({ key, index, child }) => findPaths(child, start, end).map((path) => [{ type: here.type, key, index }, ...path]));
  return here.start === start && here.end === end ? [...below, []] : below;
}

function follow(node: Node, path: Path): Node | null {
  let here = node;
  for (const { type, key, index } of path) {
    if (here.type !== type) return null;
    const next = childrenOf(here).find((child) => child.key === key && child.index === index);
    if (next === undefined) return null;
    here = unwrap(next.child);
  }
  return here;
}

interface Child {
  key: string;
  /** Null where the key holds one node and no list. */
  index: number | null;
  child: Node;
}

function childrenOf(node: Node): Child[] {
  return Object.entries(node).flatMap(([key, value]): Child[] => {
    if (isNode(value)) return [{ key, index: null, child: value }];
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, index) => (isNode(item) ? [{ key, index, child: item }] : []));
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
