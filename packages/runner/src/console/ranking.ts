/** What is worst, and what is most worth a test: the orders in which modules and mutants are shown. */
import type { ModuleTotals, RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { bucketOf } from '@killrate/shared/score';
import { compareText } from './test-index.ts';

/** Modules below their target, the furthest first; then those without one, the lowest first; those that reach it; those not measured. */
export function modulesWorstFirst(modules: readonly ModuleTotals[]): ModuleTotals[] {
  const rank = ({ target, killRate }: ModuleTotals): [group: number, within: number] => {
    if (killRate === null) return [3, 0];
    if (target === null) return [1, killRate];
    return [killRate < target ? 0 : 2, killRate - target];
  };
  return [...modules].sort((one, other) => {
    const [group, within] = rank(one);
    const [otherGroup, otherWithin] = rank(other);
    return group - otherGroup || within - otherWithin;
  });
}

/** The module of each file, as its job says. A file without a job belongs to the only module, if there is only one. */
export function moduleOfFile(document: Pick<RunDocument, 'jobs' | 'modules'>): (file: string) => string | null {
  const byFile = new Map(document.jobs.map((job) => [job.file, job.module]));
  const only = document.modules.length === 1 ? (document.modules[0]?.name ?? null) : null;
  return (file) => byFile.get(file) ?? only;
}

/** Mutants of the worst module first, then by file and place. */
export function worstFirst(document: Pick<RunDocument, 'jobs' | 'modules'>, mutants: readonly Mutant[]): Mutant[] {
  const order = new Map(modulesWorstFirst(document.modules).map((module, index) => [module.name, index]));
  const moduleOf = moduleOfFile(document);
  const rankOf = (mutant: Mutant) => order.get(moduleOf(mutant.file) ?? '') ?? order.size;
  return [...mutants].sort(
    (one, other) => rankOf(one) - rankOf(other) || compareText(one.file, other.file) || comparePlace(one, other),
  );
}

export function survivorsOf(document: Pick<RunDocument, 'mutants'>): Mutant[] {
  return document.mutants.filter((mutant) => bucketOf(mutant) === 'survived');
}

export function notCoveredOf(document: Pick<RunDocument, 'mutants'>): Mutant[] {
  return document.mutants.filter((mutant) => bucketOf(mutant) === 'noCoverage');
}

/**
 * Survivors in the order in which they are worth a test. The module furthest below its target comes first. Within it a survivor
 * that many tests run is the more telling gap (the code matters, a test to extend exists), and one from each function is shown
 * before a second from any: neighbours mostly die by the same new assertion.
 */
export function mostWorthATest(document: Pick<RunDocument, 'jobs' | 'modules' | 'mutants'>): Mutant[] {
  const moduleOf = moduleOfFile(document);
  const order = new Map(modulesWorstFirst(document.modules).map((module, index) => [module.name, index]));
  const byCoverage = worstFirst(document, survivorsOf(document)).sort(
    (one, other) => other.coveredBy.length - one.coveredBy.length,
  );
  const seen = new Map<string, number>();
  return byCoverage
    .map((mutant) => {
      const place = `${mutant.file}\0${mutant.symbol}`;
      const turn = seen.get(place) ?? 0;
      seen.set(place, turn + 1);
      return { mutant, turn, module: order.get(moduleOf(mutant.file) ?? '') ?? order.size };
    })
    .sort((one, other) => one.module - other.module || one.turn - other.turn)
    .map(({ mutant }) => mutant);
}

function comparePlace(one: Mutant, other: Mutant): number {
  return one.line - other.line || one.column - other.column || one.endLine - other.endLine || one.endColumn - other.endColumn;
}
