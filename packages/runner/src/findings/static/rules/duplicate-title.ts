/** Tests of a file that have the same full name. */
import type { RuleFlag, StaticRule } from '../rule.ts';
import { parentOf } from '../syntax.ts';
import type { TestModel } from '../test-file.ts';

export const rule: StaticRule = {
  name: 'duplicate-title',
  level: 'information',
  check: (file) => {
    const named = file.tests.filter((test) => !test.isSkipped && !test.isRepeated && test.name !== null && !isAlternative(test));
    const twins = [...Map.groupBy(named, ({ name }) => name).values()];
    return twins.flatMap(([first, ...others]) =>
      others.map(({ node }): RuleFlag => {
        const message = 'Another test of this file has the same full name: reports cannot tell the two apart.';
        return { node, message, evidence: { places: [`${file.script.path}:${first?.place.line}`] } };
      }),
    );
  },
};

/** Whether a test is defined only under a condition, so that its twin may be what is defined otherwise. */
function isAlternative({ node }: TestModel): boolean {
  for (let at = parentOf(node); at !== null; at = parentOf(at)) {
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression' || at.type === 'SwitchCase') return true;
  }
  return false;
}
