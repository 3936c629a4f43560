/** The mutants of a project by the function they lie in, and which of them empties its whole body. */
import type { MeasuredMutant } from '../measured.ts';

/** A function as its mutants know it. */
export interface MutatedFunction {
  file: string;
  symbol: string;
  /** In order of place. */
  mutants: readonly MeasuredMutant[];
  /** The mutant that empties the body, null where there is none, or where it cannot be told from a block within. */
  body: MeasuredMutant | null;
}

/** The functions that have mutants. */
export interface Functions {
  all: readonly MutatedFunction[];
  /** The one that a mutant lies in; null for code outside of functions. */
  of(mutant: MeasuredMutant): MutatedFunction | null;
}

/** Finds the functions. The symbol of a mutant also names variables and properties: they belong to the function around them. */
export function functionsOf(mutants: Iterable<MeasuredMutant>): Functions {
  const all: MutatedFunction[] = [];
  const functions = new Map<string, MutatedFunction>();
  for (const [file, ofFile] of Map.groupBy(mutants, (mutant) => mutant.file)) {
    const bySymbol = Map.groupBy(ofFile.toSorted(byPlace), ({ symbol }) => symbol);
    const owners = Map.groupBy([...bySymbol.keys()].filter(isNamed), (symbol) => findOwner(symbol, bySymbol));
    for (const [owner, symbols] of owners) {
      const inOrder = symbols.flatMap((symbol) => bySymbol.get(symbol) ?? []).sort(byPlace);
      const own = { file, symbol: owner, mutants: inOrder, body: findBody(inOrder, bySymbol.get(owner) ?? []) };
      all.push(own);
      for (const mutant of inOrder) functions.set(mutant.key, own);
    }
  }
  return { all, of: ({ key }) => functions.get(key) ?? null };
}

function isNamed(symbol: string): boolean {
  return symbol !== '';
}

/** The innermost name around it that has a block, else the outermost that has an arrow function, else the name itself. */
function findOwner(symbol: string, bySymbol: ReadonlyMap<string, readonly MeasuredMutant[]>): string {
  const parts = symbol.split('.');
  const names = parts.map((_, at) => parts.slice(0, at + 1).join('.'));
  const has = (name: string, is: (mutant: MeasuredMutant) => boolean) => bySymbol.get(name)?.some(is) === true;
  return names.findLast((name) => has(name, emptiesBlock)) ?? names.find((name) => has(name, emptiesArrow)) ?? symbol;
}

/** From the first place of a file to its last; what encloses comes before what it encloses. */
export function byPlace(one: MeasuredMutant, other: MeasuredMutant): number {
  return (
    compareTexts(one.file, other.file) ||
    one.line - other.line ||
    one.column - other.column ||
    other.endLine - one.endLine ||
    other.endColumn - one.endColumn ||
    compareTexts(one.key, other.key)
  );
}

/** The order of texts that does not depend on the machine's language. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * The block that holds every other mutant of the function, but for those of its parameters, which come before it. A second block
 * beside it means that the name stands for several functions. `own` are the mutants of just its name.
 */
function findBody(inOrder: readonly MeasuredMutant[], own: readonly MeasuredMutant[]): MeasuredMutant | null {
  const body = own.find(emptiesBlock);
  if (body === undefined) return null;
  // What comes before in this order begins before: only the ends are left to compare.
  const before = inOrder.slice(0, inOrder.indexOf(body));
  const isWithin = (mutant: MeasuredMutant) => endsAfter(body, mutant);
  return inOrder.every(isWithin) && before.every((mutant) => !endsAfter(mutant, body)) ? body : null;
}

function emptiesBlock({ mutator, replacement }: MeasuredMutant): boolean {
  return mutator === 'BlockStatement' && replacement === '{}';
}

function emptiesArrow({ mutator }: MeasuredMutant): boolean {
  return mutator === 'ArrowFunction';
}

/** Whether the first mutant's range goes at least as far as the second's. */
function endsAfter(one: MeasuredMutant, other: MeasuredMutant): boolean {
  return one.endLine > other.endLine || (one.endLine === other.endLine && one.endColumn >= other.endColumn);
}
