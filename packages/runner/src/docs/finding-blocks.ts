/** The rules about tests, as blocks for their documentation. */
import { FINDING_RULE_NAMES, FINDING_RULES, type FindingRule } from '@killrate/shared/rules';
import type { Blocks } from './blocks.ts';

export function findingBlocks(): Blocks {
  return new Map([
    ['rules about the text', renderRules('static')],
    ['rules about the runs', renderRules('dynamic')],
  ]);
}

function renderRules(kind: FindingRule['kind']): string {
  const names = FINDING_RULE_NAMES.filter((name) => FINDING_RULES[name].kind === kind);
  const rows = names.map((name) => {
    const { level, says, spares, mends } = FINDING_RULES[name];
    return `| \`${name}\` | ${level} | ${says} | ${spares} | ${mends} |`;
  });
  return [
    '| rule | level | what it says | never held against | what mends it |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
