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

/** Names a function in maps. */
export function functionKey({ file, symbol }: Pick<MeasuredMutant, 'file' | 'symbol'>): string {
  return `${file}\0${symbol}`;
}

/** All functions that have a mutant, by {@link functionKey}; code outside of functions is none. */
export function functionsOf(mutants: Iterable<MeasuredMutant>): Map<string, MutatedFunction> {
  const named = [...mutants].filter(({ symbol }) => symbol !== '');
  const functions = new Map<string, MutatedFunction>();
  for (const [key, members] of Map.groupBy(named, functionKey)) {
    const inOrder = members.toSorted(byPlace);
    const [{ file, symbol }] = inOrder as [MeasuredMutant];
    functions.set(key, { file, symbol, mutants: inOrder, body: findBody(inOrder) });
  }
  return functions;
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
 * beside it means that the name stands for several functions.
 */
function findBody(inOrder: readonly MeasuredMutant[]): MeasuredMutant | null {
  const body = inOrder.find(emptiesBlock);
  if (body === undefined) return null;
  const isWithin = (mutant: MeasuredMutant) => encloses(body, mutant);
  const after = inOrder.slice(inOrder.indexOf(body) + 1);
  const isParameter = (mutant: MeasuredMutant) => !encloses(mutant, body);
  return after.every(isWithin) && inOrder.slice(0, inOrder.indexOf(body)).every(isParameter) ? body : null;
}

function emptiesBlock({ mutator, replacement }: MeasuredMutant): boolean {
  return mutator === 'BlockStatement' && replacement === '{}';
}

/** Whether the first mutant's range holds all of the second's. */
export function encloses(outer: MeasuredMutant, inner: MeasuredMutant): boolean {
  const startsBefore = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column);
  const endsAfter = outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endColumn >= inner.endColumn);
  return startsBefore && endsAfter;
}
