/** The checks of what was found about tests: none may be confirmed, or suspected, where the config says so. */
import { listSome, plural } from '../count.ts';
import type { Finding, GateCheck, GateLevel } from '../document.ts';
import { notJudged, toCheck } from './check.ts';

/** How much is needed for a finding to count. `suspect` takes in what only the text or only the runs say. */
export const FindingGroup = ['confirmed', 'suspect'] as const;
export type FindingGroup = (typeof FindingGroup)[number];

/** What the judge is given of findings. */
export interface JudgedFindings {
  /** What each group does; null where it is off. */
  levels: Readonly<Record<FindingGroup, GateLevel | null>>;
  /** Those of the tests under judgement. */
  findings: readonly Finding[];
  /** Why these tests could not be judged by evidence, with the command that mends it; null where they were. */
  whyNotJudged: string | null;
  /** Whose findings count, as a sentence goes on after `none`. */
  scope: string;
}

const GROUP_OF_VERDICT: Readonly<Record<Finding['verdict'], FindingGroup | null>> = {
  'confirmed-hollow': 'confirmed',
  'confirmed-tautology': 'confirmed',
  'hollow-by-evidence': 'suspect',
  suspect: 'suspect',
  cleared: null,
  'not-assessable': null,
  'redundant-candidate': null,
};

/** Which check a finding speaks against; null where it is only information. */
export function groupOf({ verdict, level }: Pick<Finding, 'verdict' | 'level'>): FindingGroup | null {
  return level === 'information' ? null : GROUP_OF_VERDICT[verdict];
}

/** One check for each group that is on. Without evidence nothing passes: it fails by what is there, or is not judged. */
export function checkFindings(judged: JudgedFindings | null): GateCheck[] {
  if (judged === null) return [];
  return FindingGroup.flatMap((group) => checkGroup(judged, group));
}

function checkGroup({ levels, findings, whyNotJudged, scope }: JudgedFindings, group: FindingGroup): GateCheck[] {
  const level = levels[group];
  if (level === null) return [];
  const own = findings.filter((finding) => groupOf(finding) === group);
  const common = { name: `${group} findings`, kind: 'findings' as const, level, expected: `none${scope}` };
  if (own.length > 0) return [failedCheck(common, own)];
  // Whoever did not ask for it is not told on every occasion that it could be had.
  if (whyNotJudged !== null)
    return level === 'warn' ? [] : [notJudged({ ...common, module: null, actual: 'not judged' }, whyNotJudged)];
  return [toCheck({ ...common, isPassed: true, actual: 'none', message: 'none', findings: [] })];
}

function failedCheck(common: Pick<GateCheck, 'name' | 'kind' | 'level' | 'expected'>, own: readonly Finding[]): GateCheck {
  const places = own.map(({ file, line, rule, test }) => `${file}:${line} ${rule}${test === null ? '' : ` (${test})`}`);
  const tests = new Set(own.map(({ file, test, line }) => `${file} ${test ?? line}`)).size;
  return toCheck({
    ...common,
    isPassed: false,
    actual: `${plural(own.length, 'finding')} in ${plural(tests, 'test')}`,
    message: `${listSome(places)}: killrate tests shows the evidence`,
    findings: own.map(({ key, rule, file, line, test }) => ({ key, rule, file, line, test })),
  });
}
