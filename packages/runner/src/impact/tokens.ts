/** Whether two texts of a script hold the same code, and which of the engine's mutants a text switches off. */
import type { Comment, ParseResult } from 'oxc-parser';
import { hasSyntaxError, isParsable, parseScript } from './parse-script.ts';

/** Comments that tools act on. */
const DIRECTIVE =
  /stryker (?:disable|restore)|@vitest-|@jest-|killrate-|killrate |(?:istanbul|v8|c8|node:coverage) ignore|@jsx|@ts-|webpackIgnore|@vite-ignore|@module-tag/i;
/** As the engine reads it, which counts capitals and blanks. */
const STRYKER_DISABLE = /^\s?Stryker disable(?: next-line)? [a-zA-Z, ]+(?::.+)?/;

/**
 * Whether only comments, whitespace, parentheses and optional punctuation differ. Comments that tools act on must be the
 * same, before the same code. Line ends never count, as ECMAScript reads CRLF as LF, in template literals too.
 * A text that does not parse, and a file that is no script, is the same only byte for byte.
 */
export function sameTokens(file: string, before: string, after: string): boolean {
  if (before === after) return true;
  if (!isParsable(file)) return false;
  const [one, other] = [parseScript(file, before), parseScript(file, after)];
  if (hasSyntaxError(one) || hasSyntaxError(other)) return false;
  if (!isSame(one.program, other.program, '')) return false;
  return directivesOf(before, one).join('\n') === directivesOf(after, other).join('\n');
}

const POSITION = new Set(['start', 'end', 'range', 'loc', 'parent']);

/** Whether two nodes hold the same code; blanks, comments and places never count. */
export function isSameTree(one: object, other: object): boolean {
  return isSame(one, other, '');
}

function isSame(one: unknown, other: unknown, parentType: string): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return Object.is(one, other);
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSame(item, other[index], parentType));
  }
  const [node, twin] = [one as Record<string, unknown>, other as Record<string, unknown>];
  if (node.type === 'Literal') return twin.type === 'Literal' && isSameText(node.raw, twin.raw, parentType);
  if (node.type === 'JSXText') return twin.type === 'JSXText' && isSameText(node.value, twin.value, '');
  const keys = Object.keys(node).filter((key) => !POSITION.has(key));
  if (keys.length !== Object.keys(twin).filter((key) => !POSITION.has(key)).length) return false;
  const type = typeof node.type === 'string' ? node.type : parentType;
  return keys.every((key) => isSame(node[key], twin[key], type));
}

/** Outside an attribute of JSX, a literal can hold a line end only after a backslash, where it counts for nothing. */
function isSameText(one: unknown, other: unknown, parentType: string): boolean {
  if (parentType === 'JSXAttribute') return one === other;
  return String(one).replaceAll('\r\n', '\n') === String(other).replaceAll('\r\n', '\n');
}

/**
 * The comments that tools act on, each with its place in the code. Some of them speak of the next line: so a line break
 * that is moved within what follows one is a change of its place.
 */
function directivesOf(source: string, parsed: ParseResult): string[] {
  const directives = parsed.comments.filter(({ value }) => DIRECTIVE.test(value));
  if (directives.length === 0) return [];
  const starts = nodeStarts(parsed.program);
  const startsBefore = (offset: number): number => starts.filter((start) => start < offset).length;
  return directives.map(({ value, start, end }) => {
    const next = starts.find((nodeStart) => nodeStart >= end) ?? source.length;
    const lineEnd = source.indexOf('\n', next);
    const text = value.trim().replaceAll('\r\n', '\n');
    return `${startsBefore(start)} ${startsBefore(lineEnd === -1 ? source.length : lineEnd)} ${text}`;
  });
}

/** The texts of the comments that tools act on. */
export function directiveTexts({ comments }: ParseResult): string[] {
  return comments.flatMap(({ value }) => (DIRECTIVE.test(value) ? [value.trim().replaceAll('\r\n', '\n')] : []));
}

/** Where each node but the program begins, in ascending order. */
function nodeStarts(program: object): number[] {
  const starts: number[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, start } = node as { type?: unknown; start?: unknown };
    if (typeof type === 'string' && typeof start === 'number') starts.push(start);
    for (const child of Object.values(node)) visit(child);
  };
  for (const child of Object.values(program)) visit(child);
  return starts.sort((a, b) => a - b);
}

/** A comment that switches mutants off. */
export interface StrykerDisable {
  /** From 1. */
  line: number;
  /** The comment's text, without its slashes and stars. */
  text: string;
}

/** The comments `Stryker disable` in a script, in their order; none in what is no script. */
export function strykerDisables(file: string, source: string): StrykerDisable[] {
  if (!isParsable(file) || !source.includes('Stryker disable')) return [];
  const isDisable = ({ value }: Comment): boolean => STRYKER_DISABLE.test(value);
  return parseScript(file, source)
    .comments.filter(isDisable)
    .map(({ value, start }) => ({ line: source.slice(0, start).split('\n').length, text: value.trim() }));
}

/** The comments `Stryker disable` that a change brought: those of `after` that `before` does not have as often. */
export function newStrykerDisables(file: string, before: string, after: string): StrykerDisable[] {
  const known = strykerDisables(file, before).map(({ text }) => text);
  return strykerDisables(file, after).filter(({ text }) => {
    const index = known.indexOf(text);
    if (index !== -1) known.splice(index, 1);
    return index === -1;
  });
}
