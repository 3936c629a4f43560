import { expect, test } from 'vitest';
import { FindingVerdict } from './document.ts';
import { FINDING_RULE_NAMES, FINDING_RULES, isDistrusted, ruleNamed, VERDICTS_BY_WEIGHT, wordOfVerdict } from './rules.ts';

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

test('every verdict has its weight, and is read as words', () => {
  expect(VERDICTS_BY_WEIGHT.toSorted()).toEqual(FindingVerdict.options.toSorted());
  expect(wordOfVerdict('hollow-by-evidence')).toBe('hollow by evidence');
});
