/** One script as findings read it: its text, its tree with parents, its places and its bindings. */
import type { Comment, Node, Program, StaticExport, StaticImport } from 'oxc-parser';
import { hasSyntaxError, parseScript } from '../../impact/parse-script.ts';
import { type Binding, readBindings } from './bindings.ts';
import { linkParents } from './syntax.ts';

/** Lines and columns count from 1, ends are exclusive. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export interface Script {
  /** Relative to the project's root. */
  path: string;
  text: string;
  program: Program;
  comments: readonly Comment[];
  imports: readonly StaticImport[];
  exports: readonly StaticExport[];
  /** Whether it could be read to its end. */
  isWhole: boolean;
  placeOf(node: { start: number; end: number }): Place;
  textOf(node: { start: number; end: number }): string;
  /** What a name stands for; null for a global. */
  bindingOf(identifier: Node): Binding | null;
  /** The binding that a name declares at the top of the script; null where there is none. */
  topLevel(name: string): Binding | null;
}

/** Reads one script. What does not parse has whatever the parser could make of it. */
export function readScript(path: string, text: string): Script {
  const parsed = parseScript(path, text, true);
  const { program } = parsed;
  linkParents(program);
  let lines: number[] | null = null;
  const locate = (offset: number): [number, number] => {
    lines ??= lineStarts(text);
    const line = lastAtMost(lines, offset);
    return [line + 1, offset - (lines[line] ?? 0) + 1];
  };
  let bindings: ReturnType<typeof readBindings> | null = null;
  const bound = (): ReturnType<typeof readBindings> => {
    bindings ??= readBindings(program);
    return bindings;
  };
  return {
    path,
    text,
    program,
    comments: parsed.comments,
    imports: parsed.module.staticImports,
    exports: parsed.module.staticExports,
    isWhole: !hasSyntaxError(parsed),
    placeOf: ({ start, end }) => {
      const [line, column] = locate(start);
      const [endLine, endColumn] = locate(end);
      return { line, column, endLine, endColumn };
    },
    textOf: ({ start, end }) => text.slice(start, end),
    bindingOf: (identifier) => bound().byIdentifier.get(identifier) ?? null,
    topLevel: (name) => bound().topLevel.get(name) ?? null,
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** The index of the last entry of an ascending list that is at most `value`. */
function lastAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
