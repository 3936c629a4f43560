/** A mutant as the server lists it, for tests. */
import type { MutantItem } from '@killrate/shared/api';

/** A survivor on line 1 of `src/a.ts`. */
export function itemOf(other: Partial<MutantItem> = {}): MutantItem {
  return {
    key: 'aaaa1111',
    file: 'src/a.ts',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    symbol: 'f',
    mutator: 'ArithmeticOperator',
    original: 'a + b',
    replacement: 'a - b',
    status: 'Survived',
    reason: null,
    isStatic: false,
    acceptance: null,
    module: 'app',
    coveredBy: 3,
    excerpt: 'return a + b;',
    ...other,
  };
}

export const ACCEPTANCE = { category: 'equivalent', reason: 'no test can tell', author: null, date: '2026-11-01', expires: null };
