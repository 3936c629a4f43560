/** Tests whose assertions only compare with snapshots that are kept in other files. */
import { helpersOf } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';

const EXTERNAL = /^(?:toMatchSnapshot|toMatchFileSnapshot|toThrowErrorMatchingSnapshot|toMatchImageSnapshot|toMatchScreenshot)$/;

export const rule: StaticRule = {
  name: 'snapshot-only',
  level: 'information',
  check: (file) =>
    file.tests.flatMap((test): RuleFlag[] => {
      const checks = test.assertions.filter(({ api }) => api !== 'type');
      if (test.isSkipped || checks.length === 0 || !checks.every(({ matcher }) => matcher !== null && EXTERNAL.test(matcher)))
        return [];
      if (helpersOf(file, test) !== 'none') return [];
      const message = 'This test only compares with a snapshot in another file: whoever updates it accepts any change.';
      return [{ node: test.node, message, evidence: { places: checks.map(({ place }) => `${file.script.path}:${place.line}`) } }];
    }),
};
