/** Rule happy-path-only: a function can fail or has boundaries, a test passes by on one side, and no other one goes there. */
import { isBoundary } from '@killrate/shared/worth';
import { offsetFinder } from '../named-mutants.ts';
import type { Killers } from './dynamic/evidence.ts';
import type { Functions } from './dynamic/function-mutants.ts';
import type { MeasuredMutant } from './measured.ts';

const THROW = /\bthrow\b/;

/** A function with edges that no test goes to: boundaries of comparisons, and ways to an error. */
export interface HappyPath {
  symbol: string;
  mutants: readonly MeasuredMutant[];
  /** Mutants of these edges, which live, in order of place. */
  alive: readonly MeasuredMutant[];
  /** Keys of the mutants of its boundaries that somebody goes to. */
  met: ReadonlySet<string>;
  /** Whether no edge of it at all is gone to. */
  isWhole: boolean;
  /** Of those that live the ones that keep an error from being thrown, where no test sees any error of it. */
  unseen: readonly MeasuredMutant[];
}

/**
 * The functions with at least one edge that a test could have met, and none did. `isMeant` tells of a mutant in an error path whether a
 * test goes there on purpose, though it may not notice.
 */
export function findHappyPaths(
  { all }: Functions,
  killers: Killers,
  isMeant: (mutant: MeasuredMutant) => boolean = () => false,
): HappyPath[] {
  return all.flatMap(({ symbol, mutants, body }) => {
    const counted = mutants.filter(({ isStatic }) => !isStatic);
    const failures = counted.filter((mutant) => isErrorPath(mutant, body));
    const edges = counted.filter((mutant) => isEdge(mutant) || failures.includes(mutant));
    const gone = edges.filter(({ key, status }) => status === 'Timeout' || killers.has(key));
    const isFailing = failures.some((mutant) => gone.includes(mutant) || isMeant(mutant));
    const alive = edges.filter((mutant) => isAlive(mutant) && !(isFailing && failures.includes(mutant)));
    const unseen = alive.filter((mutant) => failures.includes(mutant));
    const isRun = mutants.some(({ status }) => status === 'Killed' || status === 'Survived');
    if (alive.length === 0 || !isRun) return [];
    return [
      { symbol, mutants, alive, met: new Set(gone.filter(isEdge).map(({ key }) => key)), isWhole: gone.length === 0, unseen },
    ];
  });
}

function isAlive({ status, isAccepted }: MeasuredMutant): boolean {
  return !isAccepted && (status === 'Survived' || status === 'NoCoverage');
}

/**
 * The edges that a test passes by which runs just these mutants; where it runs a comparison that is tested at its boundary, none but errors
 * that no test sees.
 */
export function passedBy({ alive, met, isWhole, unseen }: HappyPath, covered: ReadonlySet<string>): readonly MeasuredMutant[] {
  if (!covered.isDisjointFrom(met)) return unseen.some(({ key }) => covered.has(key)) ? unseen : [];
  const own = alive.filter(({ key }) => covered.has(key));
  return own.length > 0 || !isWhole ? own : alive;
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
