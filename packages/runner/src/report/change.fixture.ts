/** A change under judgement for the tests of the reports. */
import type { GateChange } from '@killrate/shared/document';

export function aChange(given: Partial<GateChange> = {}): GateChange {
  return { base: 'main', mergeBase: 'abc1234', files: [], lines: [], mutants: [], newSurvivors: [], notSurfaced: [], ...given };
}
