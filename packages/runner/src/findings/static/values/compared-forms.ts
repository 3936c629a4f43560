/** The normal forms of the two sides of each comparison of a test file, worked out once for all rules. */
import type { TestFileModel } from '../test-file.ts';
import type { Comparison } from './comparison.ts';
import { fold } from './fold.ts';
import { literalBehind } from './origin.ts';
import { type NormalForm, normalizeBoth } from './same-value.ts';
import { roundsOf } from './table.ts';

export type Forms = readonly [actual: NormalForm, expected: NormalForm];

const known = new WeakMap<Comparison['assertion'], Forms | 'none'>();

/** Null where a side has no certain form, or where the sides cannot be the same: most assertions expect a constant. */
export function formsOf(file: TestFileModel, comparison: Comparison): Forms | null {
  const found = known.get(comparison.assertion) ?? readForms(file, comparison) ?? 'none';
  known.set(comparison.assertion, found);
  return found === 'none' ? null : found;
}

function readForms(file: TestFileModel, comparison: Comparison): Forms | null {
  const expected = fold(comparison.expected, file.script);
  const isConstant = expected !== null && literalBehind(comparison.actual, file.script) === null;
  return isConstant ? null : normalizeBoth(file, comparison);
}

/** The forms in each round of the loop that the sides' variables come from; none where no list is written out. */
export function formsByRound(file: TestFileModel, comparison: Comparison, [actual, expected]: Forms): Forms[] {
  const rounds = roundsOf(file, actual.roots.union(expected.roots));
  const forms = rounds.map((round) => normalizeBoth(file, comparison, round));
  return forms.includes(null) ? [] : (forms as Forms[]);
}
