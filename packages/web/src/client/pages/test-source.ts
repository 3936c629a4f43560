/** A test in the text of its file: where it ends, and which of its lines assert. */

const ASSERTS = /(?<![\w$.])(?:expect|assert)(?:[A-Z]\w*)?\s*(?:\.\s*\w+\s*)*[(<]|\.\s*should\s*[.(]/;

/** First and last line of a test, counted from 1. */
export interface Extent {
  first: number;
  last: number;
}

/**
 * From the line on which a test begins to the one on which its call's parentheses close; to the end of the text where
 * they never do. Parentheses in strings, templates, comments and regular expressions do not count.
 */
export function extentOf(lines: readonly string[], first: number): Extent {
  const text = lines.slice(first - 1).join('\n');
  const end = closingOf(text);
  return { first, last: end === null ? lines.length : first + countNewlines(text.slice(0, end)) };
}

/** Whether the line calls an assertion: `expect(...)`, `assert...(...)`, `x.should`. */
export function isAsserting(line: string): boolean {
  const code = line.trimStart();
  return !code.startsWith('//') && !code.startsWith('*') && ASSERTS.test(line);
}

/** Where the first parenthesis that opens is closed again, and no other follows at once (`test.each(...)(...)`). */
function closingOf(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const skipped = skip(text, at);
    if (skipped !== null) at = skipped - 1;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth < 0) return null;
      if (depth === 0 && !/^\s*[(`]/.test(text.slice(at + 1, at + 200))) return at;
    }
  }
  return null;
}

/** Where what begins at `at` ends, if it is a string, a template, a comment or a regular expression; else null. */
function skip(text: string, at: number): number | null {
  const two = text.slice(at, at + 2);
  if (two === '//') return until(text, '\n', at);
  if (two === '/*') return until(text, '*/', at + 2);
  const char = text[at];
  if (char === '"' || char === "'" || char === '`') return quoted(text, at, char);
  if (char === '/' && /(^|[=(,:[!&|?{};\n])\s*$/.test(text.slice(Math.max(0, at - 40), at))) return regexp(text, at);
  return null;
}

function until(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + end.length;
}

/** Past the closing quote; what a template holds in `${}` is taken for text. */
function quoted(text: string, at: number, quote: string): number {
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === quote) return index + 1;
    else if (text[index] === '\n' && quote !== '`') return index;
  }
  return text.length;
}

function regexp(text: string, at: number): number | null {
  let isInClass = false;
  for (let index = at + 1; index < text.length && text[index] !== '\n'; index += 1) {
    const char = text[index];
    if (char === '\\') index += 1;
    else if (char === '[') isInClass = true;
    else if (char === ']') isInClass = false;
    else if (char === '/' && !isInClass) return index + 1;
  }
  return null;
}

function countNewlines(text: string): number {
  return text.split('\n').length - 1;
}
