import { expect, test } from 'vitest';
import { FINDING_RULE_NAMES, FINDING_RULES, isDistrusted, ruleNamed } from './rules.ts';

test('every rule says in whole sentences what is wrong, what it spares and what would mend it', () => {
  for (const name of FINDING_RULE_NAMES)
    for (const sentence of [FINDING_RULES[name].says, FINDING_RULES[name].spares, FINDING_RULES[name].mends])
      expect(sentence, name).toMatch(/^[A-Z].+\.$/);
});

test('a rule is known by its name, and nothing else is', () => {
  expect(ruleNamed('mock-echo')).toBe(FINDING_RULES['mock-echo']);
  expect(ruleNamed('toString')).toBeNull();
});

test('a rule is distrusted above a tenth of at least twenty sayings', () => {
  expect(isDistrusted({ useful: 17, notUseful: 3 })).toBe(true);
  expect(isDistrusted({ useful: 18, notUseful: 2 })).toBe(false);
  expect(isDistrusted({ useful: 0, notUseful: 19 })).toBe(false);
  expect(isDistrusted({ useful: 0, notUseful: 20 })).toBe(true);
});
