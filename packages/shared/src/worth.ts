/** What is worst, and what is most worth a test: the one notion of order of the command line, the gate and the dashboard. */
import type { ModuleTarget } from './model.ts';

/** Modules below their target, the furthest first; then those without one, the lowest first; those that reach it; those not measured. */
export function modulesWorstFirst<Module extends Pick<ModuleTarget, 'target'> & { killRate: number | null }>(
  modules: readonly Module[],
): Module[] {
  const rank = ({ target, killRate }: Module): [group: number, within: number] => {
    if (killRate === null) return [3, 0];
    if (target === null) return [1, killRate];
    return [killRate < target ? 0 : 2, killRate - target];
  };
  return modules.toSorted((one, other) => {
    const [group, within] = rank(one);
    const [otherGroup, otherWithin] = rank(other);
    return group - otherGroup || within - otherWithin;
  });
}

/** What the worth of a survivor depends on. `coveredBy` is how many tests run it. */
export interface Worthy {
  file: string;
  symbol: string;
  mutator: string;
  original: string;
  replacement: string;
  coveredBy: number;
}

/** What is known beside the mutants. */
export interface WorthContext {
  /** The place of a file's module among {@link modulesWorstFirst}, from 0. */
  rankOfModule: (file: string) => number;
  /** Of how many days ago the file's present content is; null where nobody knows. */
  ageDays: (file: string) => number | null;
  /** What people said of a mutator's mutants: from -1 (never useful) to 1, 0 where nobody said anything. */
  usefulness: (mutator: string) => number;
}

/** What the command line knows: the modules, and nothing beside. */
export function contextOfModules(rankOfModule: (file: string) => number): WorthContext {
  return { rankOfModule, ageDays: () => null, usefulness: () => 0 };
}

const NEW_DAYS = 7;
const USEFUL_POINTS = 3;

/**
 * Puts survivors in the order in which they are worth a test; they are given in order of place. The module furthest below its target
 * comes first. Within it, one survivor of each function comes before a second of any: neighbours mostly die by the same new assertion.
 * Then what people found useful, code that is new, and boundaries (`<` that could be `<=`) win; then what many tests run: the code
 * matters, and there is a test to extend.
 */
export function mostWorthFirst<Mutant extends Worthy>(mutants: readonly Mutant[], context: WorthContext): Mutant[] {
  const judged = mutants.map((mutant) => ({
    mutant,
    module: context.rankOfModule(mutant.file),
    points: pointsOf(mutant, context),
  }));
  const byPoints = judged.toSorted((one, other) => other.points - one.points || other.mutant.coveredBy - one.mutant.coveredBy);
  const seen = new Map<string, number>();
  return byPoints
    .map((each) => {
      const place = `${each.mutant.file}\0${each.mutant.symbol}`;
      const turn = seen.get(place) ?? 0;
      seen.set(place, turn + 1);
      return { ...each, turn };
    })
    .sort((one, other) => one.module - other.module || one.turn - other.turn)
    .map(({ mutant }) => mutant);
}

function pointsOf(mutant: Worthy, { ageDays, usefulness }: WorthContext): number {
  const age = ageDays(mutant.file);
  const isNew = age !== null && age <= NEW_DAYS;
  return USEFUL_POINTS * usefulness(mutant.mutator) + (isNew ? 2 : 0) + (isBoundary(mutant) ? 1 : 0);
}

/** Whether a mutant only moves a boundary: it takes a comparison's equality in or out. */
export function isBoundary({ original, replacement }: Pick<Worthy, 'original' | 'replacement'>): boolean {
  const moved = (from: string, to: string) => from.replace(/([<>])=/, '$1') === to && from !== to;
  return moved(original, replacement) || moved(replacement, original);
}

/**
 * How useful a mutator's mutants were called, from -1 to 1: the share of `useful` sayings less a half, twice, held back by two
 * imagined sayings, one of each kind, so that a single one does not decide.
 */
export function usefulnessOf(useful: number, notUseful: number): number {
  return (2 * (useful + 1)) / (useful + notUseful + 2) - 1;
}
