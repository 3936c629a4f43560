/** Tests from which no assertion can be reached. */
import { reachOf } from '../reach.ts';
import type { RuleFlag, StaticRule } from '../rule.ts';
import { saysNoFailure, saysSettled } from '../test-intent.ts';

export const rule: StaticRule = {
  name: 'no-assertion',
  level: 'error',
  check: (file) =>
    file.tests.flatMap((test): RuleFlag[] => {
      // Vitest itself fails those.
      if (file.project.setup.requiresAssertions) return [];
      if (test.isSkipped || saysNoFailure(file, test) || saysSettled(file, test)) return [];
      // Those that only dangle have a rule of their own.
      if (test.assertions.some(({ isCalled }) => !isCalled)) return [];
      if (reachOf(file, test) !== 'none') return [];
      return [{ node: test.node, message: 'No assertion can be reached from this test: it passes whatever the code gives.' }];
    }),
};
