/** Code quality as GitLab reads it: it shows what a merge request adds to the report of its target. */
import type { RunDocument } from '@killrate/shared/document';
import { indexTests } from '../console/test-index.ts';
import { type Concern, concernsOf, describeConcern } from './concern.ts';
import { describeFinding, reportedFindingsOf } from './finding-concern.ts';
import { repositoryPath } from './repository-path.ts';

/**
 * JSON text: every undetected mutant that nobody accepted, and every reported finding. `prefix` is the project's path inside the repository with
 * a slash at its end, empty at the root. Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function toGitlab(document: RunDocument, prefix: string): string {
  const tests = indexTests(document);
  const entries = concernsOf(document).map((concern) => ({
    description: describeConcern(concern, tests),
    check_name: `killrate/${concern.mutant.mutator}`,
    fingerprint: concern.mutant.key,
    severity: severityOf(concern),
    location: { path: repositoryPath(prefix, concern.mutant.file), lines: { begin: concern.mutant.line } },
  }));
  const findings = reportedFindingsOf(document).map((concern) => ({
    description: describeFinding(concern.finding),
    check_name: `killrate/test/${concern.finding.rule}`,
    fingerprint: concern.finding.key,
    severity: severityOf(concern),
    location: { path: repositoryPath(prefix, concern.finding.file), lines: { begin: concern.finding.line } },
  }));
  return `${JSON.stringify([...entries, ...findings], null, 2)}\n`;
}

function severityOf({ isBlocking, isSurfaced }: Pick<Concern, 'isBlocking' | 'isSurfaced'>): 'major' | 'minor' | 'info' {
  if (isBlocking) return 'major';
  return isSurfaced ? 'minor' : 'info';
}
