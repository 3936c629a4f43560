/** The mutation-testing report schema: what every existing viewer of mutants opens. */
import { createRequire } from 'node:module';
import type { RunDocument } from '@killrate/shared/document';
import type { Mutant, MutantStatus, Test } from '@killrate/shared/model';
import { bucketOf } from '@killrate/shared/score';
import type { FileResult, MutantResult, MutationTestResult, TestFile } from 'mutation-testing-report-schema/api';

/** The major version of the schema in which tests are part of a report. */
const REPORT_SCHEMA_VERSION = '2';
/** The schema's own examples; a module's target takes their place where there is one. */
const DEFAULT_THRESHOLDS = { high: 80, low: 60 };

const ownPackage: { version: string } = createRequire(import.meta.url)('killrate/package.json');

/** A report with what killrate says beside it: the schema lets other fields be, and its viewers pass them over. */
type ReportWithFindings = MutationTestResult & { killrate?: { findings: RunDocument['findings'] } };

/**
 * A document as a mutation testing report: its mutation score is killrate's kill rate, its thresholds are the highest and
 * the lowest target. `sources` are texts by file (test files may be among them); a file that is missing gets an empty source.
 */
export function toMutationReport(
  document: RunDocument,
  sources: ReadonlyMap<string, string>,
  version: string = ownPackage.version,
): ReportWithFindings {
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    thresholds: thresholdsOf(document),
    files: toFiles(document, sources),
    ...(document.tests.length > 0 && { testFiles: toTestFiles(document.tests, sources) }),
    framework: { name: 'killrate', version },
    ...(document.findings.length > 0 && { killrate: { findings: document.findings } }),
  };
}

/** The schema wants whole numbers; they are rounded up, so that no rate below a target is shown as reaching it. */
function thresholdsOf(document: RunDocument): { high: number; low: number } {
  const targets = document.modules.map(({ target }) => target).filter((target) => target !== null);
  if (targets.length === 0) return DEFAULT_THRESHOLDS;
  return { high: Math.ceil(Math.max(...targets)), low: Math.ceil(Math.min(...targets)) };
}

function toFiles(document: RunDocument, sources: ReadonlyMap<string, string>): Record<string, FileResult> {
  const byFile = new Map<string, MutantResult[]>();
  for (const { file } of document.jobs) byFile.set(file, []);
  for (const mutant of document.mutants) {
    const mutants = byFile.get(mutant.file);
    if (mutants) mutants.push(toMutant(mutant));
    else byFile.set(mutant.file, [toMutant(mutant)]);
  }
  // fromEntries defines properties instead of setting them: a file named `__proto__` is a file like any other.
  return Object.fromEntries(
    [...byFile].map(([file, mutants]) => [
      toSlashes(file),
      { language: languageOf(file), source: sources.get(file) ?? '', mutants },
    ]),
  );
}

function toMutant(mutant: Mutant): MutantResult {
  const { status, reason } = statusOf(mutant);
  return {
    id: mutant.key,
    mutatorName: mutant.mutator,
    replacement: mutant.replacement,
    location: { start: { line: mutant.line, column: mutant.column }, end: { line: mutant.endLine, column: mutant.endColumn } },
    status,
    ...(reason !== null && { statusReason: reason }),
    static: mutant.isStatic,
    coveredBy: mutant.coveredBy,
    killedBy: [...new Set(mutant.killedBy.map(({ test }) => test))],
    ...(mutant.durationMs !== null && { duration: mutant.durationMs }),
  };
}

/**
 * The schema has no word for a mutant without a trustworthy status, nor for an accepted survivor. An unresolved one is
 * Pending: neither killed nor survived, and outside every score. An accepted one is Ignored, which keeps it out of the
 * score as killrate does. Both say what they are in their reason.
 */
function statusOf(mutant: Mutant): { status: MutantStatus; reason: string | null } {
  if (mutant.status === null) return { status: 'Pending', reason: `unresolved: ${mutant.reason ?? 'no reason given'}` };
  if (mutant.acceptance !== null && bucketOf(mutant) === 'accepted') {
    const { category, reason, author, date } = mutant.acceptance;
    return {
      status: 'Ignored',
      reason: `${mutant.status}, accepted ${date}${author === null ? '' : ` by ${author}`} (${category}): ${reason}`,
    };
  }
  return { status: mutant.status, reason: mutant.reason };
}

function toTestFiles(tests: readonly Test[], sources: ReadonlyMap<string, string>): Record<string, TestFile> {
  const byFile = new Map<string, TestFile['tests']>();
  for (const { id, name, file, line } of tests) {
    const location = line === null ? {} : { location: { start: { line, column: 1 } } };
    const own = byFile.get(file);
    if (own) own.push({ id, name, ...location });
    else byFile.set(file, [{ id, name, ...location }]);
  }
  return Object.fromEntries(
    [...byFile].map(([file, own]) => {
      const source = sources.get(file);
      return [toSlashes(file), source === undefined ? { tests: own } : { source, tests: own }];
    }),
  );
}

/** One of the languages that the viewer highlights. */
function languageOf(file: string): string {
  if (/\.[cm]?tsx?$/i.test(file)) return 'typescript';
  if (/\.svelte$/i.test(file)) return 'svelte';
  return /\.(vue|html?)$/i.test(file) ? 'html' : 'javascript';
}

function toSlashes(file: string): string {
  return file.replaceAll('\\', '/');
}
