/** What whoever writes the next test needs to know of a mutant, as text: the code, the change, the tests that run it, what to observe. */
import type { Mutant, Test } from './model.ts';

/** What a brief is made from. `source` is null where the file is not as it was measured; `tests` come with the likeliest to extend first. */
export interface BriefParts {
  mutant: Mutant;
  module: string;
  source: string | null;
  tests: readonly Test[];
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;
const CONTEXT_LINES = 5;
const MOST_TESTS = 8;

/** Lines of a source around a mutant; `line` is the number of the first of them, from 1. */
export interface SourceContext {
  line: number;
  lines: string[];
}

/** The lines that a mutant changes with some around them; null where the source does not reach there. */
export function contextOf(
  source: string,
  mutant: Pick<Mutant, 'line' | 'endLine'>,
  around = CONTEXT_LINES,
): SourceContext | null {
  const lines = source.split(LINE_BREAK);
  if (mutant.endLine > lines.length) return null;
  const line = Math.max(1, mutant.line - around);
  return { line, lines: lines.slice(line - 1, mutant.endLine + around) };
}

/** The brief; the same parts always give the same text. */
export function briefOf(parts: BriefParts): string {
  const { mutant, module } = parts;
  const place = `${mutant.file}:${mutant.line}:${mutant.column}`;
  return [
    `Mutant ${mutant.key}: ${headOf(mutant)}`,
    `Place: ${place}${mutant.symbol === '' ? '' : ` in ${mutant.symbol}`}, module ${module}, ${mutant.mutator}`,
    '',
    ...diffOf(parts),
    '',
    ...testsOf(parts),
    '',
    ...toKillOf(mutant),
    '',
  ].join('\n');
}

function headOf({ status, reason, coveredBy }: Mutant): string {
  switch (status) {
    case 'Survived':
      return `survived. ${coveredBy.length === 1 ? 'The one test that runs it passes' : `All ${coveredBy.length} tests that run it pass`} with this change.`;
    case 'NoCoverage':
      return 'no coverage. No test runs this code.';
    case null:
      return `unresolved${reason === null ? '.' : `: ${reason}.`}`;
    default:
      return `${status}.`;
  }
}

function diffOf({ mutant, source }: BriefParts): string[] {
  const context = source === null ? null : contextOf(source, mutant);
  if (context === null) {
    const sign = (mark: string, text: string) => text.split(LINE_BREAK).map((line) => `${mark} ${line}`);
    return ['```diff', ...sign('-', mutant.original), ...sign('+', mutant.replacement), '```'];
  }
  const first = mutant.line - context.line;
  const last = mutant.endLine - context.line;
  const removed = context.lines.slice(first, last + 1);
  const text = removed.join('\n');
  const before = text.slice(0, mutant.column - 1);
  const after = text.slice(text.lastIndexOf('\n') + mutant.endColumn);
  const added = `${before}${mutant.replacement}${after}`.split(LINE_BREAK).filter((line) => line.trim() !== '');
  return [
    '```diff',
    ...context.lines.slice(0, first).map((line) => `  ${line}`),
    ...removed.map((line) => `- ${line}`),
    ...added.map((line) => `+ ${line}`),
    ...context.lines.slice(last + 1).map((line) => `  ${line}`),
    '```',
  ];
}

function testsOf({ mutant, tests }: BriefParts): string[] {
  if (tests.length === 0) return ['No test runs this code.'];
  const killers = new Set(mutant.killedBy.map(({ test }) => test));
  const line = (test: Test) =>
    `- ${test.file}${test.line === null ? '' : `:${test.line}`}  ${test.name}${killers.has(test.id) ? '  (kills it)' : ''}`;
  const rest = tests.length - MOST_TESTS;
  return [
    'Tests that run it, those that run the least else first:',
    ...tests.slice(0, MOST_TESTS).map(line),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ];
}

function toKillOf(mutant: Mutant): string[] {
  if (mutant.status === 'Killed' || mutant.status === 'Timeout') return ['It is detected already: nothing is to be done.'];
  const isRun = mutant.status !== 'NoCoverage';
  return [
    'A test that kills it:',
    ...(isRun ? [] : ['- runs this code, which no test does yet;']),
    `- ${situationOf(mutant)};`,
    '- asserts what the code gives back, throws or changes there, so that it fails with the + line and passes with the - line.',
    'Do not change the source, and do not assert how the code is written.',
    `Then: killrate retry ${mutant.key}`,
  ];
}

/** The situation in which the two versions differ, by the kind of change. */
function situationOf({ mutator, original, replacement }: Mutant): string {
  const from = quote(original);
  const to = quote(replacement);
  switch (mutator) {
    case 'ConditionalExpression':
      if (replacement === 'true') return `reaches ${from} in a case where it is false, as the mutant takes it for true`;
      if (replacement === 'false') return `reaches ${from} in a case where it is true, as the mutant takes it for false`;
      return `reaches a case in which ${from} decides what happens`;
    case 'EqualityOperator':
      return `uses values for which ${from} and ${to} differ: for a comparison of sizes the very boundary, both sides being equal`;
    case 'LogicalOperator':
      return `uses values of which one side holds and the other does not, as only there ${from} and ${to} differ`;
    case 'BlockStatement':
      return `observes what the block does, since the mutant empties it`;
    case 'BooleanLiteral':
    case 'UnaryOperator':
      return `reaches a case in which it matters that it is ${from}, and not ${to}`;
    case 'ArithmeticOperator':
    case 'AssignmentOperator':
    case 'UpdateOperator':
      return `uses numbers for which ${from} and ${to} give different results (neither 0 nor 1, if these make them equal)`;
    case 'StringLiteral':
      return `observes the text ${from}, where the mutant has ${to}`;
    case 'Regex':
      return `uses a text that ${from} matches and ${to} does not, or the other way round`;
    case 'ArrayDeclaration':
    case 'ObjectLiteral':
      return `observes the content of ${from}, where the mutant has ${to}`;
    case 'OptionalChaining':
      return `reaches ${from} where what stands before \`?.\` is null or undefined`;
    case 'MethodExpression':
      return `uses a value for which ${from} and ${to} give different results`;
    case 'ArrowFunction':
      return `observes what the function gives back, since the mutant gives back undefined`;
    default:
      return `reaches a case in which ${from} and ${to} lead to different results`;
  }
}

const LONGEST_QUOTE = 120;

function quote(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return `\`${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…` : line || '(nothing)'}\``;
}
