/** Random edits as people make them: to a source, a test, a helper or the config; each still parses. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import { Visitor } from 'oxc-parser';
import { hasSyntaxError, isParsable, parseScript } from '../src/impact/parse-script.ts';
import { findFunctions, readSourceFunctions } from '../src/impact/source-functions.ts';
import { looksLikeTest } from '../src/project/sources.ts';
import { applyMutant } from './mutated-source.ts';
import type { Random } from './random.ts';

export const EDIT_KINDS = [
  'function',
  'source',
  'source, no code',
  'test',
  'test, no code',
  'helper',
  'snapshot',
  'config',
] as const;
type EditKind = (typeof EDIT_KINDS)[number];

export interface Edit {
  kind: EditKind;
  /** Relative to the root. */
  file: string;
  /** What was done, in a line. */
  what: string;
  /** Null: the file was not there. */
  before: string | null;
  after: string;
}

/** What can be edited. */
export interface Editable {
  root: string;
  /** Every file of the project, relative to the root. */
  all: readonly string[];
  sources: readonly string[];
  /** The latest verdicts on the sources as they stand. */
  mutants: readonly Mutant[];
}

const TEST_FILE = /\.(?:test|spec)\.[cm]?[jt]sx?$/;
const CONFIG_FILE = /^(?:vite(?:st)?\.config\.[cm]?[jt]s|tsconfig[^/]*\.json|package\.json)$/;

/** What people edit most is the body of a function, and it is what is reused by in the finest way. */
const FUNCTION_SHARE = 0.5;

/** Draws one edit; null where there is nothing of the kind that was drawn. */
export function drawEdit(editable: Editable, random: Random): Edit | null {
  const kind = random.next() < FUNCTION_SHARE ? 'function' : (random.pick(EDIT_KINDS) ?? 'source');
  switch (kind) {
    case 'function':
      return editFunction(editable, random);
    case 'source':
      return random.next() < 0.5
        ? editBySurvivor(editable, random)
        : editScript(editable, kind, editable.sources, CODE_EDITS, random);
    case 'source, no code':
      return editScript(editable, kind, editable.sources, [addComment, addBlankLine], random);
    case 'test':
      return editScript(editable, kind, testsOf(editable), [removeAssertion, removeTest, changeNumber], random);
    case 'test, no code':
      return editScript(editable, kind, testsOf(editable), [addComment, addBlankLine], random);
    case 'helper':
      return editScript(editable, kind, helpersOf(editable), [...CODE_EDITS, addComment], random);
    case 'snapshot':
      return editScript(editable, kind, snapshotsOf(editable), [addBlankLine], random);
    case 'config':
      return editConfig(editable, random);
    default:
      return kind satisfies never;
  }
}

function testsOf({ all }: Editable): string[] {
  return all.filter((file) => TEST_FILE.test(file));
}

function helpersOf({ all, sources }: Editable): string[] {
  return all.filter((file) => isParsable(file) && looksLikeTest(file) && !TEST_FILE.test(file) && !sources.includes(file));
}

function snapshotsOf({ all }: Editable): string[] {
  return all.filter((file) => file.endsWith('.snap'));
}

/** What nobody notices now: the suite stays green with it, and the mutants around it may fare otherwise. */
function editBySurvivor({ root, mutants }: Editable, random: Random): Edit | null {
  const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const mutant = random.pick(survivors);
  if (mutant === null) return null;
  const before = readFileSync(join(root, mutant.file), 'utf8');
  const what = `${mutant.mutator} ${oneLine(mutant.original)} -> ${oneLine(mutant.replacement)}`;
  return { kind: 'source', file: mutant.file, what, before, after: applyMutant(before, mutant) };
}

/** An edit of bodies alone: with it the rest of the file is as it was. */
function editFunction(editable: Editable, random: Random): Edit | null {
  const edit =
    random.next() < 0.3
      ? editBySurvivor(editable, random)
      : editScript(editable, 'function', editable.sources, [...CODE_EDITS, addStatement, returnEarly, callAnother], random);
  if (edit === null || edit.before === null) return null;
  const [before, after] = [readSourceFunctions(edit.file, edit.before), readSourceFunctions(edit.file, edit.after)];
  const isOfBodies = before !== null && after !== null && before.hashes[0] === after.hashes[0];
  return isOfBodies ? { ...edit, kind: 'function' } : null;
}

/** Where the statements of a function with a block begin, behind its directives. */
function bodyStarts(file: string, text: string): number[] {
  return findFunctions(parseScript(file, text).program).flatMap(({ node }) => {
    const body = node.body as { type: string; body: { start: number; directive?: string }[] };
    const first = body.type === 'BlockStatement' ? body.body.find(({ directive }) => directive === undefined) : undefined;
    return first === undefined ? [] : [first.start];
  });
}

/** Now and then a function does nothing: what it calls is then called less often. */
function returnEarly(file: string, text: string, random: Random): { what: string; after: string } | null {
  const at = random.pick(bodyStarts(file, text));
  if (at === null) return null;
  const line = text.slice(0, at).split('\n').length;
  const guard = 'if ((globalThis.killrateCount = (globalThis.killrateCount ?? 0) + 1) % 7 === 0) return undefined; ';
  return { what: `a way out at line ${line}`, after: text.slice(0, at) + guard + text.slice(at) };
}

/** A function calls another of its file, whatever comes of it. */
function callAnother(file: string, text: string, random: Random): { what: string; after: string } | null {
  const at = random.pick(bodyStarts(file, text));
  const names = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name = '']) => name);
  const name = random.pick(names);
  if (at === null || name === null) return null;
  const line = text.slice(0, at).split('\n').length;
  const call = `if (globalThis.isKillrateBusy !== true) { globalThis.isKillrateBusy = true; try { Reflect.apply(${name}, undefined, ["/a/b?c=1", "/a"]); } catch {} globalThis.isKillrateBusy = false; } `;
  return { what: `a call of ${name} at line ${line}`, after: text.slice(0, at) + call + text.slice(at) };
}

function editConfig({ root, all }: Editable, random: Random): Edit | null {
  const present = all.filter((file) => CONFIG_FILE.test(file));
  const hasConfig = present.some((file) => file.startsWith('vite'));
  const file = random.pick(hasConfig ? present : [...present, 'vitest.config.mjs']) ?? 'vitest.config.mjs';
  if (!existsSync(join(root, file))) {
    const after = 'export default { test: { testTimeout: 6000 } };\n';
    return { kind: 'config', file, what: 'a config file where there was none', before: null, after };
  }
  const before = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.json')) return { kind: 'config', file, what: 'a blank line', before, after: `${before}\n` };
  return editScript({ root }, 'config', [file], [addComment, nameReporter], random);
}

/** Gives back the text with one change of its sort; null where it has no place for one. */
type TextEdit = (file: string, text: string, random: Random) => { what: string; after: string } | null;

const CODE_EDITS: TextEdit[] = [changeNumber, swapOperator, removeStatement, addStatement];

function editScript(
  { root }: Pick<Editable, 'root'>,
  kind: EditKind,
  files: readonly string[],
  edits: readonly TextEdit[],
  random: Random,
): Edit | null {
  const file = random.pick(files);
  const edit = random.pick(edits);
  if (file === null || edit === null) return null;
  const before = readFileSync(join(root, file), 'utf8');
  const edited = edit(file, before, random);
  if (edited === null || edited.after === before) return null;
  if (isParsable(file) && hasSyntaxError(parseScript(file, edited.after))) return null;
  return { kind, file, before, ...edited };
}

function addComment(_file: string, text: string, random: Random): { what: string; after: string } {
  const { line, before, after } = splitAtLine(text, random);
  return { what: `a comment at line ${line}`, after: `${before}// ${Math.floor(random.next() * 1e6)}\n${after}` };
}

function addBlankLine(_file: string, text: string, random: Random): { what: string; after: string } {
  const { line, before, after } = splitAtLine(text, random);
  return { what: `a blank line at line ${line}`, after: `${before}\n${after}` };
}

/** Half of all edits come before everything else, so that all of it moves. */
function splitAtLine(text: string, random: Random): { line: number; before: string; after: string } {
  const lines = text.split('\n');
  const at = random.next() < 0.5 ? 0 : Math.floor(random.next() * lines.length);
  const before = lines.slice(0, at).map((line) => `${line}\n`);
  return { line: at + 1, before: before.join(''), after: lines.slice(at).join('\n') };
}

interface Range {
  start: number;
  end: number;
}

function changeNumber(file: string, text: string, random: Random): { what: string; after: string } | null {
  const numbers = rangesOf(file, text, ['Literal'], (literal) => /^\d+$/.test(literal));
  return replaceOne(text, random.pick(numbers), (number) => String(Number(number) + 1));
}

const SWAPS: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '===': '!==',
};
const OPERATOR = /^[\s)]*(<=|>=|<|>|&&|\|\||===|\+|-)/;

function swapOperator(file: string, text: string, random: Random): { what: string; after: string } | null {
  const operators: Range[] = [];
  const visit = ({ left }: { left: Range }): void => {
    const [found, operator = ''] = OPERATOR.exec(text.slice(left.end)) ?? [];
    if (found !== undefined) operators.push({ start: left.end + found.length - operator.length, end: left.end + found.length });
  };
  new Visitor({ BinaryExpression: visit, LogicalExpression: visit }).visit(parseScript(file, text).program);
  return replaceOne(text, random.pick(operators), (operator) => SWAPS[operator] ?? operator);
}

function removeStatement(file: string, text: string, random: Random): { what: string; after: string } | null {
  const statements = rangesOf(file, text, ['ExpressionStatement', 'IfStatement'], (statement) => !/^['"]/.test(statement));
  return replaceOne(text, random.pick(statements), () => ';');
}

function addStatement(file: string, text: string, random: Random): { what: string; after: string } | null {
  const statements = rangesOf(file, text, ['ReturnStatement', 'IfStatement', 'VariableDeclaration'], () => true);
  const range = random.pick(statements.filter(({ start }) => /[{;}]\s*$/.test(text.slice(0, start))));
  return replaceOne(text, range, (statement) => `globalThis.killrateEdit = ${Math.floor(random.next() * 1e6)}; ${statement}`);
}

function removeAssertion(file: string, text: string, random: Random): { what: string; after: string } | null {
  const isAssertion = (statement: string) => /^(?:await\s+)?(?:expect|assert)\b/.test(statement);
  return replaceOne(text, random.pick(rangesOf(file, text, ['ExpressionStatement'], isAssertion)), () => ';');
}

function removeTest(file: string, text: string, random: Random): { what: string; after: string } | null {
  const isTest = (statement: string) => /^(?:it|test)\b/.test(statement);
  const tests = rangesOf(file, text, ['ExpressionStatement'], isTest);
  return tests.length < 2 ? null : replaceOne(text, random.pick(tests), () => ';');
}

function nameReporter(_file: string, text: string): { what: string; after: string } | null {
  const at = /\btest:\s*\{/.exec(text);
  if (at === null) return null;
  const end = at.index + at[0].length;
  return { what: 'another time limit for tests', after: `${text.slice(0, end)} testTimeout: 6000,${text.slice(end)}` };
}

function rangesOf(file: string, text: string, types: readonly string[], isWanted: (text: string) => boolean): Range[] {
  const ranges: Range[] = [];
  const visit = (node: Range): void => {
    if (isWanted(text.slice(node.start, node.end))) ranges.push({ start: node.start, end: node.end });
  };
  new Visitor(Object.fromEntries(types.map((type) => [type, visit]))).visit(parseScript(file, text).program);
  return ranges;
}

function replaceOne(text: string, range: Range | null, change: (part: string) => string): { what: string; after: string } | null {
  if (range === null) return null;
  const part = text.slice(range.start, range.end);
  const changed = change(part);
  return { what: `${oneLine(part)} -> ${oneLine(changed)}`, after: text.slice(0, range.start) + changed + text.slice(range.end) };
}

function oneLine(text: string): string {
  const short = text.replaceAll(/\s+/g, ' ');
  return short.length > 60 ? `${short.slice(0, 57)}...` : short;
}
