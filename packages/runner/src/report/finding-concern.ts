/** A finding about a test, how much it matters to the gate, and the words in which every report tells it. */
import type { Finding, RunDocument } from '@killrate/shared/document';
import { readEvidence } from '@killrate/shared/evidence';
import { cutEnd } from '../console/fit.ts';
import { printable } from '../console/printable.ts';
import { compareText } from '../console/test-index.ts';
import { failedChecks } from './concern.ts';

export interface FindingConcern {
  readonly finding: Finding;
  /** The gate failed because of it. */
  readonly isBlocking: boolean;
  /** It belongs to the change under judgement; without one, it is more than information. */
  readonly isSurfaced: boolean;
}

const CODE_COLUMNS = 120;
const NAME_COLUMNS = 160;

/** Every finding of a document: the blocking ones first, then the surfaced, by place. */
export function findingConcernsOf(document: RunDocument): FindingConcern[] {
  const failed = failedChecks(document);
  const keysOf = (checks: typeof failed) => new Set(checks.flatMap(({ findings = [] }) => findings.map(({ key }) => key)));
  const blocking = keysOf(failed.filter(({ level }) => level === 'error'));
  const ofChange = document.gate?.change ? keysOf(failed) : null;
  return document.findings
    .map((finding) => ({
      finding,
      isBlocking: blocking.has(finding.key),
      isSurfaced: finding.level !== 'information' && (ofChange?.has(finding.key) ?? true),
    }))
    .sort(
      (one, other) =>
        Number(other.isBlocking) - Number(one.isBlocking) ||
        Number(other.isSurfaced) - Number(one.isSurfaced) ||
        compareText(one.finding.file, other.finding.file) ||
        one.finding.line - other.finding.line,
    );
}

/** Those that a report for other tools tells of: what is only information is for who asks for it, unless the gate failed by it. */
export function reportedFindingsOf(document: RunDocument): FindingConcern[] {
  return findingConcernsOf(document).filter(({ finding, isBlocking }) => isBlocking || finding.level !== 'information');
}

/** The finding as sentences of plain text on one line: the test, what is wrong, the code, what would make it bite. */
export function describeFinding(finding: Finding): string {
  const { code, bite } = readEvidence(finding);
  const name = finding.test === null ? '' : `${cutEnd(printable(finding.test), NAME_COLUMNS, '...')}: `;
  const quoted = code === undefined || code === '' ? '' : `: \`${cutEnd(printable(code), CODE_COLUMNS, '...')}\``;
  const sentence = `${name}${printable(finding.message).replace(/\.$/, '')}${quoted}.`;
  return bite === null || bite === undefined ? sentence : `${sentence} ${bite}`;
}
