/** A source without what some of its functions do: their bodies are gone, everything around them stays. */
import { Visitor } from 'oxc-parser';
import { hasSyntaxError, parseScript } from '../src/impact/parse-script.ts';
import { offsetFinder } from '../src/named-mutants.ts';

/** A place within a function; lines and columns count from 1, ends are exclusive. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

interface Range {
  start: number;
  end: number;
}

interface FunctionNode extends Range {
  body: (Range & { type: string }) | null;
}

/**
 * Empties the innermost function around each place: a block gives back nothing, an expression is undefined. A constructor that has to
 * call another one stays. Throws where the text does not parse; a place outside of functions changes nothing.
 */
export function deleteBodies(file: string, source: string, places: readonly Place[]): { source: string; functions: number } {
  const functions = findFunctions(file, source);
  const offsetOf = offsetFinder(source);
  const chosen = new Set<FunctionNode>();
  for (const { line, column, endLine, endColumn } of places) {
    const place = { start: offsetOf(line, column), end: offsetOf(endLine, endColumn) };
    const innermost = functions.filter((each) => holds(each, place)).toSorted((one, other) => size(one) - size(other))[0];
    if (innermost !== undefined) chosen.add(innermost);
  }
  const bodies = [...chosen].flatMap(({ body }) => body ?? []);
  const outermost = bodies.filter((body) => !bodies.some((other) => other !== body && holds(other, body)));
  const emptied = outermost
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end, type }) => text.slice(0, start) + (type === 'BlockStatement' ? '{}' : 'undefined') + text.slice(end),
      source,
    );
  return { source: emptied, functions: chosen.size };
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function size({ start, end }: Range): number {
  return end - start;
}

function findFunctions(file: string, source: string): FunctionNode[] {
  const parsed = parseScript(file, source);
  if (hasSyntaxError(parsed)) throw new Error(`${file} does not parse`);
  const found: FunctionNode[] = [];
  const kept = new Set<unknown>();
  const add = (node: unknown): void => {
    const { start, end, body, expression } = node as Range & { body: (Range & { type: string }) | null; expression?: boolean };
    if (!kept.has(node))
      found.push({ start, end, body: body === null ? null : { ...body, type: expression ? 'Expression' : 'BlockStatement' } });
  };
  new Visitor({
    ClassBody(node) {
      for (const member of node.body)
        if (
          member.type === 'MethodDefinition' &&
          member.kind === 'constructor' &&
          /\bsuper\s*\(/.test(source.slice(member.start, member.end))
        )
          kept.add(member.value);
    },
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }).visit(parsed.program);
  return found;
}
