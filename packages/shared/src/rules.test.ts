import { expect, test } from 'vitest';
import { type Finding, FindingVerdict } from './document.ts';
import {
  FINDING_RULE_NAMES,
  FINDING_RULES,
  gravestFirst,
  isDistrusted,
  ruleNamed,
  VERDICTS_BY_WEIGHT,
  wordOfVerdict,
} from './rules.ts';

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

test('of findings the graver verdict comes first, of one verdict the graver level, and of one level the upper line', () => {
  const finding = (verdict: Finding['verdict'], level: Finding['level'], line: number): Finding => ({
    ...{ key: 'f1', rule: 'no-assertion', verdict, level, file: 'test/price.test.ts', line },
    ...{ test: null, message: 'nothing is asserted', evidence: null },
  });
  const inOrder = [
    finding('confirmed-hollow', 'information', 9),
    finding('suspect', 'error', 8),
    finding('suspect', 'warning', 7),
    finding('suspect', 'information', 5),
    finding('suspect', 'information', 6),
    finding('cleared', 'error', 1),
  ];

  expect(inOrder.toReversed().sort(gravestFirst)).toEqual(inOrder);
});
