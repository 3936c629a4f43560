/** What is held of each test, as its row shows it: the verdict, and the gravest of its findings. */
import type { TestAssessment, TestView } from './api.ts';
import type { FindingVerdict } from './document.ts';
import { readEvidence } from './evidence.ts';
import { gravestFirst, VERDICTS_BY_WEIGHT } from './rules.ts';

export interface Held {
  verdict: FindingVerdict | null;
  /** Of the verdict: the heaviest is 0, and none is the lightest. */
  weight: number;
  lead: TestView['lead'];
  /** Of all its findings. */
  rules: readonly string[];
}

const LIGHTEST = VERDICTS_BY_WEIGHT.length;
const NOTHING: Held = { verdict: null, weight: LIGHTEST, lead: null, rules: [] };

/** By the id of a test; of one that nothing is said of, nothing is held. */
export function indexHeld(assessment: TestAssessment | null): (id: string) => Held {
  if (assessment === null) return () => NOTHING;
  const byKey = new Map(assessment.findings.map((finding) => [finding.key, finding]));
  const held = new Map<string, Held>();
  for (const { id, verdict, findings } of assessment.tests) {
    const own = findings.flatMap((key) => byKey.get(key) ?? []).sort(gravestFirst);
    const [first] = own;
    const lead =
      first === undefined ? null : { rule: first.rule, message: first.message, code: readEvidence(first).code ?? null };
    const weight = verdict === null ? LIGHTEST : VERDICTS_BY_WEIGHT.indexOf(verdict);
    held.set(id, { verdict, weight, lead, rules: [...new Set(own.map(({ rule }) => rule))] });
  }
  return (id) => held.get(id) ?? NOTHING;
}
