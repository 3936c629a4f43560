/** What a static rule is: a name, and a check of one test file. */
import type { Node } from 'oxc-parser';
import type { Flag, FlagEvidence } from '../flag.ts';
import type { TestFileModel } from './test-file.ts';

/** What a rule says of one place; the rest of a flag follows from the rule and the file. */
export interface RuleFlag {
  /** The flagged code; its start is the flag's place. */
  node: Pick<Node, 'start' | 'end'>;
  message: string;
  /** Where this one place deserves another level than the rule. */
  level?: Flag['level'];
  evidence?: Omit<FlagEvidence, 'code'>;
}

export interface StaticRule {
  name: string;
  level: Flag['level'];
  check(file: TestFileModel): RuleFlag[];
}
