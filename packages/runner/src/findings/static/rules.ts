/** All static rules, in the order in which findings name them. */
import type { StaticRule } from './rule.ts';
import { rule as commentedOutAssertion } from './rules/commented-out-assertion.ts';
import { rule as constantAssertion } from './rules/constant-assertion.ts';
import { rule as danglingExpect } from './rules/dangling-expect.ts';
import { rule as duplicateBody } from './rules/duplicate-body.ts';
import { rule as duplicateTitle } from './rules/duplicate-title.ts';
import { rule as existenceOnly } from './rules/existence-only.ts';
import { rule as goldenValue } from './rules/golden-value.ts';
import { rule as interactionOnly } from './rules/interaction-only.ts';
import { rule as lostPromiseAssertion } from './rules/lost-promise-assertion.ts';
import { rule as mockEcho } from './rules/mock-echo.ts';
import { rule as mocksTheUnit } from './rules/mocks-the-unit.ts';
import { rule as noAssertion } from './rules/no-assertion.ts';
import { rule as selfComparison } from './rules/self-comparison.ts';
import { rule as setupRestated } from './rules/setup-restated.ts';
import { rule as snapshotOnly } from './rules/snapshot-only.ts';
import { rule as swallowedAssertion } from './rules/swallowed-assertion.ts';
import { rule as tautology } from './rules/tautology.ts';

export const rules: readonly StaticRule[] = [
  noAssertion,
  danglingExpect,
  lostPromiseAssertion,
  constantAssertion,
  selfComparison,
  tautology,
  setupRestated,
  mockEcho,
  mocksTheUnit,
  existenceOnly,
  swallowedAssertion,
  snapshotOnly,
  interactionOnly,
  goldenValue,
  commentedOutAssertion,
  duplicateBody,
  duplicateTitle,
];
