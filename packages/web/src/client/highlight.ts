/** Syntax colours: source is parsed in slices between the page's own work, and coloured only where it is on show. */
import type { Tree } from '@lezer/common';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/javascript';

/** What a piece of source is, as far as colours tell it. */
export type TokenKind = 'keyword' | 'string' | 'comment' | 'number' | 'name' | 'type';

/** A piece of a line; columns count from 0, the end is exclusive. */
export interface Token {
  from: number;
  to: number;
  kind: TokenKind;
}

/** A parsed source that can be asked for its lines' colours. */
export interface Syntax {
  /** The tokens of each line from `first` to `last`, counted from 1 and both included. */
  tokensOf(first: number, last: number): Token[][];
  /** The tokens of a line that does not stand in the source, as far as it tells by itself what it is. */
  tokensIn(line: string): Token[];
}

const DIALECTS: Record<string, string> = {
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'ts jsx',
  js: 'jsx',
  mjs: 'jsx',
  cjs: 'jsx',
  jsx: 'jsx',
};
const SLICE_MS = 8;

const HIGHLIGHTER = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self, tags.null, tags.atom, tags.bool], class: 'keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.escape, tags.attributeValue], class: 'string' },
  { tag: tags.comment, class: 'comment' },
  { tag: tags.number, class: 'number' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.tagName], class: 'name' },
  { tag: [tags.typeName, tags.className, tags.namespace], class: 'type' },
]);

/** Whether there are colours for a file of this name. */
export function isColoured(file: string): boolean {
  return dialectOf(file) !== null;
}

/** Parses `text`, letting the page breathe every few milliseconds; null where the language is unknown or the signal aborts. */
export async function parseSource(text: string, file: string, signal: AbortSignal): Promise<Syntax | null> {
  const dialect = dialectOf(file);
  if (dialect === null) return null;
  const language = parser.configure({ dialect });
  const parse = language.startParse(text);
  let tree: Tree | null = null;
  while (tree === null) {
    const endMs = performance.now() + SLICE_MS;
    while (tree === null && performance.now() < endMs) tree = parse.advance();
    if (tree === null) await nextTask();
    if (signal.aborted) return null;
  }
  return {
    tokensOf: tokensIn(text, tree),
    tokensIn: (line) => tokensIn(line, language.parse(line))(1, 1)[0] ?? [],
  };
}

function tokensIn(text: string, tree: Tree): Syntax['tokensOf'] {
  const starts = startsOfLines(text);
  return (first, last) => {
    const lines: Token[][] = Array.from({ length: last - first + 1 }, () => []);
    const from = starts[first - 1] ?? text.length;
    const end = starts[last] ?? text.length;
    let line = first;
    const put = (start: number, stop: number, kind: string) => {
      while (line < last && (starts[line] ?? text.length) <= start) line += 1;
      // A comment or a template may go on over several lines.
      for (let at = line; at <= last; at += 1) {
        const lineStart = starts[at - 1] ?? text.length;
        const lineEnd = (starts[at] ?? text.length + 1) - 1;
        if (lineStart >= stop) return;
        const token = { from: Math.max(start, lineStart) - lineStart, to: Math.min(stop, lineEnd) - lineStart };
        if (token.to > token.from) lines[at - first]?.push({ ...token, kind: kind as TokenKind });
      }
    };
    highlightTree(tree, HIGHLIGHTER, put, from, end);
    return lines;
  };
}

/** Where each line begins, by its number less one. */
function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function dialectOf(file: string): string | null {
  return DIALECTS[file.slice(file.lastIndexOf('.') + 1)] ?? null;
}

/** Resolves after whatever the browser has to do first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
