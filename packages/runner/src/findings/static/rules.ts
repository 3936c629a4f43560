/** All static rules, in the order in which findings name them. */
import type { StaticRule } from './rule.ts';

export const rules: readonly StaticRule[] = [];
