/** What is worst, and what is most worth a test: the orders in which modules and mutants are shown. */
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { bucketOf } from '@killrate/shared/score';
import { contextOfModules, modulesWorstFirst, mostWorthFirst } from '@killrate/shared/worth';
import { compareText } from './test-index.ts';

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

/** Survivors in the order in which they are worth a test, as far as the results alone tell it. */
export function mostWorthATest(document: Pick<RunDocument, 'jobs' | 'modules' | 'mutants'>): Mutant[] {
  const moduleOf = moduleOfFile(document);
  const order = new Map(modulesWorstFirst(document.modules).map((module, index) => [module.name, index]));
  const worthy = worstFirst(document, survivorsOf(document)).map((mutant) => ({
    ...{ file: mutant.file, symbol: mutant.symbol, mutator: mutant.mutator },
    ...{ original: mutant.original, replacement: mutant.replacement, coveredBy: mutant.coveredBy.length },
    mutant,
  }));
  const context = contextOfModules((file) => order.get(moduleOf(file) ?? '') ?? order.size);
  return mostWorthFirst(worthy, context).map(({ mutant }) => mutant);
}

function comparePlace(one: Mutant, other: Mutant): number {
  return one.line - other.line || one.column - other.column || one.endLine - other.endLine || one.endColumn - other.endColumn;
}
