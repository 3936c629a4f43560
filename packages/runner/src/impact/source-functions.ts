/** The functions of a source, each with a hash of its own body, so that an edit of one of them can be told from any other. */
import { createHash } from 'node:crypto';
import { symbolFinder } from '../mutant-key.ts';
import { hasSyntaxError, isParsable, parseScript } from './parse-script.ts';
import { directiveTexts } from './tokens.ts';

/**
 * Number 0 is the rest: all that is in no function's body. The functions follow in the order in which they begin. Each hash is of the
 * code alone, without comments, and without the bodies of the functions within, of which only the places count.
 */
export interface SourceFunctions {
  /** As `Cart.total`; empty for the rest, and for what has no name. */
  names: string[];
  hashes: string[];
  /** The number of the function around each; -1 for the rest. */
  parents: number[];
}

/** A function that has a body, as the parser found it. */
export interface FunctionPlace {
  start: number;
  /** Of the body: a block with its braces, or an expression without the parentheses around it. */
  bodyStart: number;
  bodyEnd: number;
  /** What must be alike in two texts of one function: its sort and how many parameters it has. */
  kind: string;
  node: Node;
}

/** A node of the syntax tree. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const POSITION = new Set(['start', 'end', 'range', 'loc', 'parent']);
const HASH_LENGTH = 16;
/** No text of a program holds it. */
const FUNCTION_PLACE = '\0function\0';

/** The functions below a node in the order in which they begin; what `isLeftOut` is passed over with all that it holds. */
export function findFunctions(program: unknown, isLeftOut: (node: Node) => boolean = () => false): FunctionPlace[] {
  const found: FunctionPlace[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    const node = value as Node;
    if (typeof node.type === 'string') {
      if (isLeftOut(node)) return;
      const body = bodyOf(node);
      if (body !== null)
        found.push({ start: node.start, bodyStart: body.start, bodyEnd: body.end, kind: kindOf(node, body), node });
    }
    for (const key in node) visit(node[key]);
  };
  visit(program);
  return found.sort((a, b) => a.start - b.start);
}

/** Reads the functions of a source; null where it cannot be parsed. */
export function readSourceFunctions(file: string, source: string): SourceFunctions | null {
  if (!isParsable(file)) return null;
  const parsed = parseScript(file, source);
  if (hasSyntaxError(parsed)) return null;
  const places = findFunctions(parsed.program);
  const numberOf = new Map(places.map(({ node }, index) => [node, index + 1]));
  const texts: string[][] = Array.from({ length: places.length + 1 }, () => []);
  const parents = [-1];
  const describe = (value: unknown, own: number): void => {
    const text = texts[own] ?? [];
    if (typeof value !== 'object' || value === null) text.push(JSON.stringify(String(value)));
    else if (Array.isArray(value)) {
      text.push('[');
      for (const item of value) describe(item, own);
      text.push(']');
    } else describeNode(value as Node, own, text);
  };
  const describeNode = (node: Node, own: number, text: string[]): void => {
    const number = numberOf.get(node);
    const literal = literalText(node);
    if (literal !== null) {
      text.push(node.type, JSON.stringify(literal));
      return;
    }
    text.push('{');
    for (const [key, value] of Object.entries(node)) {
      // Whether a body is a block, the body says itself.
      if (POSITION.has(key) || (number !== undefined && key === 'expression')) continue;
      text.push(key);
      if (number === undefined || key !== 'body') describe(value, own);
      else {
        parents[number] = own;
        // What a body says of how it is read, as 'use strict', holds for the parameters too.
        text.push(FUNCTION_PLACE, ...directivesIn(value as Node));
        describe(value, number);
      }
    }
    text.push('}');
  };
  describe(parsed.program, 0);
  texts[0]?.push(...directiveTexts(parsed));
  const symbolAt = symbolFinder(file, source);
  return {
    names: ['', ...places.map(({ bodyStart }) => symbolAt(bodyStart))],
    hashes: texts.map((text) => createHash('sha256').update(text.join('\n')).digest('hex').slice(0, HASH_LENGTH)),
    parents,
  };
}

/** Finds, by offsets in a source, the number of the innermost function whose body holds what is between them; 0 where none does. */
export function functionFinder(file: string, source: string): (start: number, end: number) => number {
  const parsed = isParsable(file) ? parseScript(file, source) : null;
  const places = parsed === null ? [] : findFunctions(parsed.program);
  return (start, end) => places.findLastIndex((place) => place.bodyStart <= start && end <= place.bodyEnd) + 1;
}

function bodyOf(node: Node): Node | null {
  return FUNCTIONS.has(node.type) ? ((node.body as Node | null | undefined) ?? null) : null;
}

function kindOf(node: Node, body: Node): string {
  const parameters = Array.isArray(node.params) ? node.params.length : 0;
  return [node.type, body.type === 'BlockStatement', node.async, node.generator, parameters].join(' ');
}

/** A literal as it is written: numbers and expressions have no text of their own in JSON. */
function literalText({ type, raw, value }: Node): string | null {
  if (type === 'Literal') return String(raw).replaceAll('\r\n', '\n');
  return type === 'JSXText' ? String(value) : null;
}

function directivesIn({ body }: Node): string[] {
  const statements = Array.isArray(body) ? (body as Node[]) : [];
  return statements.flatMap(({ directive }) => (typeof directive === 'string' ? [directive] : []));
}
