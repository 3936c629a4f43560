/** Results as SARIF 2.1.0, which code scanning services and editors read: undetected mutants, failed checks, findings. */
import type { GateCheck, GateCheckKind, RunDocument } from '@killrate/shared/document';
import { readEvidence } from '@killrate/shared/evidence';
import type { Acceptance, Mutant } from '@killrate/shared/model';
import { ruleNamed } from '@killrate/shared/rules';
import { bucketOf } from '@killrate/shared/score';
import { printable } from '../console/printable.ts';
import { moduleOfFile } from '../console/ranking.ts';
import { indexTests } from '../console/test-index.ts';
import { EXIT } from '../errors.ts';
import { type Concern, concernsOf, describeConcern, failedChecks } from './concern.ts';
import { describeFinding, type FindingConcern, reportedFindingsOf } from './finding-concern.ts';
import { repositoryPath } from './repository-path.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = '%SRCROOT%';

/** With these the command did what it was asked to; with any other it broke off, and results may be missing. */
const SUCCESSFUL: readonly number[] = [EXIT.done, EXIT.gateFailed, EXIT.nothingToMeasure];

/** A check that is about no file stands here: GitHub takes no result without a place, and refuses the whole report. */
const FILE_OF_PROJECT = 'package.json';

type Level = 'error' | 'warning' | 'note';

interface Rule {
  readonly id: string;
  readonly summary: string;
  readonly help: string;
}

interface Region {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A result before its rule has a number. */
interface Result {
  readonly rule: Rule;
  readonly level: Level;
  readonly text: string;
  readonly file: string;
  readonly region: Region;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly acceptance: Acceptance | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * JSON text, valid by the official schema. `prefix` is the project's path inside the repository with a slash at its end, empty
 * at the root. No result has a `baselineState`: the standard (3.27.24) wants it on all or none, and only what a change touches
 * was compared with its base. New survivors and mutants on changed lines say so in their properties.
 */
export function toSarif(document: RunDocument, prefix: string, version: string): string {
  const results = [
    ...toMutantResults(document),
    ...toCheckResults(document),
    ...reportedFindingsOf(document).map(toFindingResult),
  ];
  const rules = [...new Map(results.map(({ rule }) => [rule.id, rule])).values()];
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const run = {
    tool: { driver: { name: 'killrate', version, rules: rules.map(renderRule) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    invocations: [toInvocation(document)],
    results: results.map((result) => renderResult(result, indexOf.get(result.rule.id) ?? -1, prefix)),
    properties: { killRate: document.totals.killRate, gatePassed: document.gate?.passed ?? null },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function toMutantResults(document: RunDocument): Result[] {
  const tests = indexTests(document);
  const onChangedLines = new Set(document.gate?.change?.mutants);
  const open = concernsOf(document).map((concern) => ({ concern, level: levelOf(concern) }));
  const accepted = document.mutants
    .filter((mutant) => bucketOf(mutant) === 'accepted')
    .map((mutant) => ({ concern: { mutant, former: null, isBlocking: false, isSurfaced: false }, level: 'note' as const }));
  return [...open, ...accepted].map(({ concern, level }) => ({
    rule: ruleOfMutator(concern.mutant.mutator),
    level,
    text: describeConcern(concern, tests),
    file: concern.mutant.file,
    region: regionOf(concern.mutant),
    fingerprints: { 'killrateMutantKey/v1': concern.mutant.key },
    acceptance: concern.mutant.acceptance,
    properties: propertiesOf(concern, onChangedLines.has(concern.mutant.key)),
  }));
}

function levelOf({ isBlocking, isSurfaced }: Pick<Concern, 'isBlocking' | 'isSurfaced'>): Level {
  if (isBlocking) return 'error';
  return isSurfaced ? 'warning' : 'note';
}

function propertiesOf({ mutant, former }: Concern, isOnChangedLine: boolean): Record<string, unknown> {
  return {
    status: mutant.status,
    replacement: mutant.replacement,
    isOnChangedLine,
    isNewSurvivor: former !== null,
    ...(former !== null && { was: former.was }),
  };
}

function regionOf({ line, column, endLine, endColumn }: Mutant): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function toCheckResults(document: RunDocument): Result[] {
  const moduleOf = moduleOfFile(document);
  const mutantOf = new Map(document.mutants.map((mutant) => [mutant.key, mutant]));
  return failedChecks(document).map((check) => {
    const first = check.mutants.map((key) => mutantOf.get(key)).find((mutant) => mutant !== undefined);
    const place = first ?? check.findings?.[0];
    const fileOfModule = document.jobs.find(({ file }) => moduleOf(file) === check.module)?.file;
    return {
      rule: ruleOfCheck(check.kind),
      level: check.level === 'error' ? 'error' : 'warning',
      text: `${check.name}: ${check.actual}, expected ${check.expected}: ${check.message}`,
      file: place?.file ?? fileOfModule ?? FILE_OF_PROJECT,
      region: { startLine: place?.line ?? 1 },
      fingerprints: { 'killrateCheck/v1': check.name },
      acceptance: null,
      properties: { expected: check.expected, actual: check.actual, module: check.module, mutants: check.mutants },
    };
  });
}

function toFindingResult(concern: FindingConcern): Result {
  const { rule, level, file, line, key, test, verdict } = concern.finding;
  const { code, compared, places, mutants } = readEvidence(concern.finding);
  return {
    rule: ruleOfFinding(rule),
    level: levelOf(concern),
    text: describeFinding(concern.finding),
    file,
    region: { startLine: line },
    fingerprints: { 'killrateFindingKey/v1': key },
    acceptance: null,
    properties: { verdict, level, test, code, compared, places, mutants },
  };
}

function ruleOfFinding(name: string): Rule {
  const rule = ruleNamed(name);
  const id = `test/${name}`;
  if (rule === null) return { id, summary: `A finding of ${name} about a test.`, help: 'Its message says what is wrong.' };
  const silence = `If it is right as it is, say why in the test: // killrate ignore-finding ${name}: reason.`;
  return { id, summary: rule.says, help: `${rule.mends} It is not held against: ${lowerFirst(rule.spares)} ${silence}` };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function ruleOfMutator(mutator: string): Rule {
  return {
    id: `mutant/${mutator}`,
    summary: `No test notices a change of kind ${mutator}.`,
    help: 'Write or sharpen a test that fails when the code is changed so. If the change makes no difference that matters, accept it with a reason: killrate accept.',
  };
}

const CHECK_SUMMARIES: Record<GateCheckKind, string> = {
  completeness: 'Not everything was measured as it is now.',
  module: 'A module misses what is required of it.',
  floor: 'A module falls below what it had reached.',
  change: 'Mutants on changed lines survive.',
  'new-survivors': 'Mutants survive that were no survivors at the base.',
  findings: 'Tests are found to prove too little.',
  acceptances: 'Accepted survivors are stale.',
  loosened: 'The change asks for less than its base.',
  listed: 'A reviewer should see this.',
};

function ruleOfCheck(kind: GateCheck['kind']): Rule {
  return { id: `gate/${kind}`, summary: CHECK_SUMMARIES[kind], help: 'Its message says what was expected, and what is.' };
}

function toInvocation({ run, exit, notes, gate }: RunDocument): Record<string, unknown> {
  const told = [
    ...(SUCCESSFUL.includes(exit.code) ? [] : exit.reasons.map(({ message }) => ({ level: 'error', text: message }))),
    ...(gate?.receipt.missing ?? []).map(({ file, reason }) => ({ level: 'warning', text: `not measured: ${file}: ${reason}` })),
    ...notes.map((text) => ({ level: 'note', text })),
  ];
  return {
    executionSuccessful: SUCCESSFUL.includes(exit.code),
    exitCode: exit.code,
    ...(exit.reasons.length > 0 && { exitCodeDescription: exit.reasons.map(({ message }) => message).join('; ') }),
    ...(run !== null && { startTimeUtc: run.startedAt }),
    ...(run !== null && run.finishedAt !== null && { endTimeUtc: run.finishedAt }),
    toolExecutionNotifications: told.map(({ level, text }) => ({ level, message: { text: toMessage(text) } })),
  };
}

function renderRule({ id, summary, help }: Rule): Record<string, unknown> {
  return { id, shortDescription: { text: summary }, fullDescription: { text: summary }, help: { text: help } };
}

/** `suppressions` is on every result, since the standard (3.27.23) wants it on all or none; empty means not suppressed. */
function renderResult(result: Result, ruleIndex: number, prefix: string): Record<string, unknown> {
  const { rule, level, text, file, region, fingerprints, acceptance, properties } = result;
  const artifactLocation = { uri: toUri(repositoryPath(prefix, file)), uriBaseId: ROOT };
  return {
    ruleId: rule.id,
    ruleIndex,
    level,
    message: { text: toMessage(text) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: fingerprints,
    suppressions: acceptance === null ? [] : [toSuppression(acceptance)],
    properties,
  };
}

function toSuppression({ category, reason, author, date }: Acceptance): Record<string, unknown> {
  return { kind: 'external', status: 'accepted', justification: reason, properties: { category, author, date } };
}

/**
 * `[i](x)` in code would be a link. Braces are left as they are: the standard doubles them, but only where a message has
 * arguments do they mean anything, and most readers would show both.
 */
function toMessage(text: string): string {
  return printable(text).replaceAll('](', '] (');
}

function toUri(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
