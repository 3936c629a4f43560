/** All static rules, in the order in which findings name them. */
import type { StaticRule } from './rule.ts';
import { constantAssertion } from './rules/constant-assertion.ts';
import { goldenValue } from './rules/golden-value.ts';
import { mockEcho } from './rules/mock-echo.ts';
import { mocksTheUnit } from './rules/mocks-the-unit.ts';
import { selfComparison } from './rules/self-comparison.ts';
import { setupRestated } from './rules/setup-restated.ts';
import { tautology } from './rules/tautology.ts';

export const rules: readonly StaticRule[] = [
  constantAssertion,
  selfComparison,
  tautology,
  setupRestated,
  mockEcho,
  mocksTheUnit,
  goldenValue,
];
