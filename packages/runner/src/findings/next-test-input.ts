/** Which input tells a mutant from the original, and what kind of behaviour no test looks at: read from the two texts alone. */
import { isBoundary } from '@killrate/shared/worth';
import type { Expression } from 'oxc-parser';
import { hasSyntaxError, parseScript } from '../impact/parse-script.ts';
import type { MeasuredMutant } from './measured.ts';

/** As much of a mutant as its texts tell. */
export type MutantText = Pick<MeasuredMutant, 'mutator' | 'original' | 'replacement'>;

interface Range {
  start: number;
  end: number;
}

interface Sides {
  left: Range;
  right: Range;
}

/** An expression with the text it was read from. */
interface Read {
  node: Expression;
  text: (part: Range) => string;
}

/** One clause that goes on after "call it", null where none can be told cheaply. */
export function findInput(mutant: MutantText): string | null {
  switch (mutant.mutator) {
    case 'EqualityOperator':
      return equalityInput(mutant);
    case 'ConditionalExpression':
      return conditionInput(mutant);
    case 'LogicalOperator':
      return logicalInput(mutant.original);
    case 'ArithmeticOperator':
      return arithmeticInput(mutant.original);
    case 'MethodExpression':
      return methodInput(mutant);
    case 'Regex':
      return anchorInput(mutant);
    case 'OptionalChaining':
      return chainInput(mutant);
    default:
      return null;
  }
}

const OPPOSITE: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' };

function equalityInput({ original, replacement }: MutantText): string | null {
  const read = readExpression(original);
  if (read?.node.type !== 'BinaryExpression') return null;
  const [left, right] = sidesOf(read, read.node);
  if (isBoundary({ original, replacement })) return `where ${quote(left)} is exactly ${quote(right)}`;
  return OPPOSITE[read.node.operator] === undefined ? null : holds(read, read.node, true);
}

function conditionInput({ original, replacement }: MutantText): string | null {
  const read = readExpression(original);
  if (read === null || (replacement !== 'true' && replacement !== 'false')) return null;
  return holds(read, read.node, replacement === 'false');
}

/** The case in which a condition is as wanted. */
function holds(read: Read, node: Expression, wanted: boolean): string {
  if (node.type === 'UnaryExpression' && node.operator === '!') return holds(read, node.argument, !wanted);
  if (node.type === 'BinaryExpression' && node.operator in OPPOSITE) {
    const [left, right] = sidesOf(read, node);
    const isEqual = node.operator.startsWith('=') === wanted;
    return isEqual ? `where ${quote(left)} is ${quote(right)}` : `where ${quote(left)} is something else than ${quote(right)}`;
  }
  const isPlain = node.type === 'Identifier' || node.type === 'MemberExpression' || node.type === 'CallExpression';
  if (isPlain) return `where ${quote(read.text(node))} is ${wanted ? 'truthy' : 'falsy'}`;
  return `where ${quote(read.text(node))} ${wanted ? 'holds' : 'does not hold'}`;
}

function logicalInput(original: string): string | null {
  const read = readExpression(original);
  if (read?.node.type !== 'LogicalExpression') return null;
  const [left, right] = sidesOf(read, read.node);
  if (read.node.operator === '??') return `where ${quote(left)} is null or undefined, and where it is not`;
  return `where only one of ${quote(left)} and ${quote(right)} holds`;
}

const NEUTRAL: Record<string, string> = { '+': '0', '-': '0', '*': '1 or -1', '/': '1 or -1' };

function arithmeticInput(original: string): string | null {
  const read = readExpression(original);
  if (read?.node.type !== 'BinaryExpression') return null;
  const neutral = NEUTRAL[read.node.operator];
  const [left, right] = sidesOf(read, read.node);
  if (neutral === undefined || /^[\d._]+$/.test(right)) return null;
  const isProduct = read.node.operator === '*' || read.node.operator === '/';
  return `where ${quote(right)} is not ${neutral}${isProduct ? `, and ${quote(left)} is not 0` : ''}`;
}

const TELLING_VALUE: Record<string, string> = {
  trim: 'with a text that has blanks at both ends',
  trimStart: 'with a text that has blanks at one end only',
  trimEnd: 'with a text that has blanks at one end only',
  toLowerCase: 'with a text of small and capital letters',
  toUpperCase: 'with a text of small and capital letters',
  toLocaleLowerCase: 'with a text of small and capital letters',
  toLocaleUpperCase: 'with a text of small and capital letters',
  filter: 'with an item that the filter drops',
  some: 'with items of which one matches and one does not',
  every: 'with items of which one matches and one does not',
  sort: 'with items that are out of order',
  reverse: 'with at least two different items',
  startsWith: 'with a text that has it at one end only',
  endsWith: 'with a text that has it at one end only',
  min: 'with two different values',
  max: 'with two different values',
};

function methodInput({ original }: MutantText): string | null {
  const read = readExpression(original);
  if (read?.node.type !== 'CallExpression' || read.node.callee.type !== 'MemberExpression') return null;
  const { property } = read.node.callee;
  const name = property.type === 'Identifier' ? property.name : '';
  return Object.hasOwn(TELLING_VALUE, name) ? (TELLING_VALUE[name] ?? null) : null;
}

/** A pattern that lost its anchor also matches in the middle of a text. */
function anchorInput({ original, replacement }: MutantText): string | null {
  const pattern = (text: string) => text.slice(1, text.lastIndexOf('/'));
  const [from, to] = [pattern(original), pattern(replacement)];
  if (from === `^${to}`) return `with a text that has something before what ${quote(original)} matches`;
  return from === `${to}$` ? `with a text that has something after what ${quote(original)} matches` : null;
}

/** What stands before the `?.` that the mutant lost. */
function chainInput({ original, replacement }: MutantText): string | null {
  let at = 0;
  while (at < original.length && original[at] === replacement[at]) at += 1;
  const dot = original.indexOf('?.', Math.max(0, at - 1));
  return dot <= 0 ? null : `where ${quote(original.slice(0, dot))} is null or undefined`;
}

function sidesOf(read: Read, { left, right }: Sides): [string, string] {
  return [read.text(left), read.text(right)];
}

/** Null where the text is no expression. */
function readExpression(original: string): Read | null {
  const source = `(${original}\n)`;
  const parsed = parseScript('mutant.tsx', source);
  const [statement, ...others] = parsed.program.body;
  if (hasSyntaxError(parsed) || others.length > 0 || statement?.type !== 'ExpressionStatement') return null;
  return { node: statement.expression, text: ({ start, end }) => source.slice(start, end) };
}

const LONGEST_QUOTE = 80;

/** Code within a sentence, on one line. */
export function quote(code: string): string {
  const line = code.trim().replaceAll(/\s+/g, ' ');
  return `\`${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…` : line || '(nothing)'}\``;
}
