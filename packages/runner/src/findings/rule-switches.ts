/** Which rules about tests are off: by the config, or since people found too many of their findings wrong. */
import { plural } from '@killrate/shared/count';
import { FINDING_RULE_NAMES, isDistrusted } from '@killrate/shared/rules';
import { countFeedback } from '@killrate/shared/store/feedback';
import type { Database } from '@killrate/shared/store/open';
import type { FindingsConfig } from '../config/config.ts';

export interface RuleSwitches {
  isOn(rule: string): boolean;
  /** Of each rule that is off without the config saying so: why, and what turns it on. */
  notes: string[];
}

/** The config decides where it names a rule, else what was said of its findings; `database` is null where nothing was measured yet. */
export function readRuleSwitches(database: Database | null, { rules }: Pick<FindingsConfig, 'rules'>): RuleSwitches {
  const said = database === null ? [] : countFeedback(database).filter(({ kind }) => kind === 'finding');
  const distrusted = said.filter((each) => isDistrusted(each) && switchOf(rules, each.rule) === null);
  const off = new Set([
    ...distrusted.map(({ rule }) => rule),
    ...FINDING_RULE_NAMES.filter((rule) => switchOf(rules, rule) === 'off'),
  ]);
  return {
    isOn: (rule) => !off.has(rule),
    notes: distrusted.map(
      ({ rule, useful, notUseful }) =>
        `the rule ${rule} is off: ${notUseful} of ${plural(useful + notUseful, 'finding')} that people spoke of were no problem; findings: { rules: { '${rule}': 'on' } } in the config turns it on`,
    ),
  };
}

function switchOf(rules: FindingsConfig['rules'], rule: string): 'on' | 'off' | null {
  return (rules as Readonly<Record<string, 'on' | 'off' | undefined>>)[rule] ?? null;
}
