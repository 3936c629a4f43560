/** One check of the gate, as every kind of it is put together. */
import type { GateCheck } from '../document.ts';
import type { Mutant } from '../model.ts';

type Draft = Omit<GateCheck, 'outcome' | 'passed' | 'module' | 'level' | 'mutants'> & Partial<GateCheck> & { isPassed: boolean };

export function toCheck({ isPassed, ...draft }: Draft): GateCheck {
  const outcome = isPassed ? 'passed' : 'failed';
  return { module: null, level: 'error', mutants: [], ...draft, outcome, passed: isPassed };
}

export function notJudged(
  common: Pick<GateCheck, 'name' | 'kind' | 'module' | 'level' | 'expected' | 'actual'>,
  message: string,
): GateCheck {
  return { ...common, outcome: 'not-judged', passed: true, message, mutants: [] };
}

export function setTest(files: readonly string[]): (file: string) => boolean {
  const set = new Set(files);
  return (file) => set.has(file);
}

export function keysOf(mutants: readonly Pick<Mutant, 'key'>[]): string[] {
  return mutants.map(({ key }) => key);
}
