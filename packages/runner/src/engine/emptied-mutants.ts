/** Which mutants of a source, active together, leave nothing of its functions: each empties the whole body of one. */
import { hasSyntaxError, isParsable, parseScript } from '../impact/parse-script.ts';
import { type FunctionPlace, findFunctions } from '../impact/source-functions.ts';
import { offsetFinder } from '../named-mutants.ts';
import type { EngineMutant } from './engine.ts';

/** Mutants of one file by their numbers. */
export interface Emptied {
  /** Active while a test runs: what a module does as it is loaded stays as it is. */
  inTests: readonly number[];
  /** Functions of a module that are but an expression: they are empty from the start, or never. */
  fromStart: readonly number[];
}

type Placed = Pick<EngineMutant, 'index' | 'line' | 'column' | 'endLine' | 'endColumn' | 'mutator' | 'replacement'>;

const NOTHING: Emptied = { inTests: [], fromStart: [] };

/** Chooses among the mutants of a file; none where its source cannot be parsed. */
export function findEmptied(file: string, source: string, mutants: readonly Placed[]): Emptied {
  const parsed = isParsable(file) ? parseScript(file, source) : null;
  if (parsed === null || hasSyntaxError(parsed)) return NOTHING;
  const functions = findFunctions(parsed.program).map(rangesOf);
  const byBody = new Map(functions.map((each) => [keyOf(each.body), each]));
  const byWhole = new Map(functions.map((each) => [keyOf(each.whole), each]));
  const offsetOf = offsetFinder(source);
  const placed = mutants.map((mutant) => ({ mutant, range: rangeOf(mutant, offsetOf) }));
  const bodies = placed.filter(({ mutant, range }) => emptiesBlock(mutant) && byBody.has(keyOf(range)));
  const emptied = bodies.flatMap(({ range }) => byBody.get(keyOf(range)) ?? []);
  const arrows = placed.filter(({ mutant, range }) => mutant.mutator === 'ArrowFunction' && byWhole.has(keyOf(range)));
  const isInner = ({ range }: { range: Range }) => functions.some(({ body }) => holds(body, range));
  // What is given where nothing is passed is all that is left of such a function: it is of no account.
  const parameters = placed.filter(({ range }) =>
    emptied.some(({ body, whole }) => holds(whole, range) && range.end <= body.start),
  );
  const indexOf = ({ mutant }: { mutant: Placed }) => mutant.index;
  return {
    inTests: [...bodies, ...parameters, ...arrows.filter(isInner)].map(indexOf),
    fromStart: arrows.filter((arrow) => !isInner(arrow)).map(indexOf),
  };
}

interface Range {
  start: number;
  end: number;
}

function rangesOf({ start, bodyStart, bodyEnd, node }: FunctionPlace): { whole: Range; body: Range } {
  return { whole: { start, end: node.end }, body: { start: bodyStart, end: bodyEnd } };
}

function rangeOf({ line, column, endLine, endColumn }: Placed, offsetOf: ReturnType<typeof offsetFinder>): Range {
  return { start: offsetOf(line, column), end: offsetOf(endLine, endColumn) };
}

function emptiesBlock({ mutator, replacement }: Placed): boolean {
  return mutator === 'BlockStatement' && replacement === '{}';
}

function keyOf({ start, end }: Range): string {
  return `${start}:${end}`;
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
