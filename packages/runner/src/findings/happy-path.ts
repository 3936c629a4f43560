/** Rule happy-path-only: a function can fail or has boundaries, its tests pass by on one side, and its boundary mutants survive. */
import { isBoundary } from '@killrate/shared/worth';
import { offsetFinder } from '../named-mutants.ts';
import type { Killers } from './dynamic/evidence.ts';
import type { Functions } from './dynamic/function-mutants.ts';
import type { MeasuredMutant } from './measured.ts';

const THROW = /\bthrow\b/;

/** A function of which only the happy path is tested. */
export interface HappyPath {
  symbol: string;
  mutants: readonly MeasuredMutant[];
  /** Mutants of its boundaries and error paths that live, in order of place. */
  alive: readonly MeasuredMutant[];
}

/** The functions none of whose boundary or error-path mutants is killed, while at least one that a test could have met lives. */
export function findHappyPaths({ all }: Functions, killers: Killers): HappyPath[] {
  return all.flatMap(({ symbol, mutants, body }) => {
    const edges = mutants.filter((mutant) => !mutant.isStatic && (isEdge(mutant) || isErrorPath(mutant, body)));
    const isKilled = edges.some(({ key, status }) => status === 'Timeout' || killers.has(key));
    const alive = edges.filter(({ status, isAccepted }) => !isAccepted && (status === 'Survived' || status === 'NoCoverage'));
    const isRun = mutants.some(({ status }) => status === 'Killed' || status === 'Survived');
    return isKilled || alive.length === 0 || !isRun ? [] : [{ symbol, mutants, alive }];
  });
}

function isEdge({ mutator, original, replacement }: MeasuredMutant): boolean {
  return mutator === 'EqualityOperator' && isBoundary({ original, replacement });
}

/**
 * Whether a mutant decides if an error is thrown: it empties a block with a `throw` within the function, or takes the condition before
 * one for false. `body` is the mutant that empties the function: its text tells what stands after a condition.
 */
export function isErrorPath(mutant: MeasuredMutant, body: MeasuredMutant | null): boolean {
  const { mutator, original, replacement } = mutant;
  if (mutator === 'BlockStatement') return mutant.key !== body?.key && THROW.test(original) && !/\breturn\b/.test(original);
  if (mutator !== 'ConditionalExpression' || replacement !== 'false' || body === null) return false;
  const after = textAfter(mutant, body);
  return after !== null && /^\s*\)\s*(?:\{\s*)?throw\b/.test(after);
}

/** What stands in a block after a mutant within it; null where it does not stand there. */
function textAfter(mutant: MeasuredMutant, block: MeasuredMutant): string | null {
  const offsetOf = offsetFinder(block.original);
  const line = mutant.endLine - block.line + 1;
  if (line < 1) return null;
  const end = offsetOf(line, line === 1 ? mutant.endColumn - block.column + 1 : mutant.endColumn);
  return block.original.slice(0, end).endsWith(mutant.original) ? block.original.slice(end) : null;
}
