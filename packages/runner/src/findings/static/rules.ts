/** All static rules, in the order in which findings name them. */
import type { StaticRule } from './rule.ts';
import { constantAssertion } from './rules/constant-assertion.ts';
import { selfComparison } from './rules/self-comparison.ts';
import { tautology } from './rules/tautology.ts';

export const rules: readonly StaticRule[] = [constantAssertion, selfComparison, tautology];
