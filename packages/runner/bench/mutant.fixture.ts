/** Mutants for tests of the benches. */
import type { Mutant } from '@killrate/shared/model';

/** A mutant of which only this matters. */
export function aMutant(part: Partial<Mutant>): Mutant {
  return {
    ...{ key: 'key', file: 'src/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2, symbol: '' },
    ...{ mutator: 'ArithmeticOperator', original: '1', replacement: '2', status: 'Killed', reason: null },
    ...{ isStatic: false, isReused: false, acceptance: null, coveredBy: [], killedBy: [], durationMs: null },
    ...part,
  };
}
