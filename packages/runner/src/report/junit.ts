/** The gate as a JUnit report, which nearly every CI server shows: a test case for each check. */
import { plural } from '@killrate/shared/count';
import type { GateCheck, ModuleTotals, RunDocument } from '@killrate/shared/document';
import { formatRate, formatTarget } from '@killrate/shared/rate';
import { printable } from '../console/printable.ts';
import { moduleOfFile } from '../console/ranking.ts';
import { indexTests } from '../console/test-index.ts';
import { type Concern, concernsOf, describeConcern, otherReasons } from './concern.ts';
import { describeFinding } from './finding-concern.ts';

/** This many mutants are told in a failure; the others are counted. */
const MOST_TOLD = 20;

type Outcome =
  | { readonly kind: 'passed'; readonly output: string | null }
  | { readonly kind: 'failed'; readonly type: string; readonly message: string; readonly lines: readonly string[] }
  | { readonly kind: 'skipped'; readonly message: string };

interface TestCase {
  readonly className: string;
  readonly name: string;
  readonly outcome: Outcome;
}

interface TestSuite {
  readonly name: string;
  readonly durationMs: number;
  readonly cases: readonly TestCase[];
}

/** One suite with the gate's checks; without a gate, one for each module with its target. A check that only warns passes. */
export function toJunit(document: RunDocument): string {
  const suites = document.gate === null ? toModuleSuites(document) : [toGateSuite(document, document.gate.checks)];
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const durationMs = suites.reduce((sum, suite) => sum + suite.durationMs, 0);
  const { tests, failures, errors } = counts;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'killrate', tests, failures, errors, time: seconds(durationMs) })}>`,
    ...suites.flatMap((suite) => renderSuite(suite, document.run?.startedAt ?? null)),
    '</testsuites>\n',
  ].join('\n');
}

function toGateSuite(document: RunDocument, checks: readonly GateCheck[]): TestSuite {
  const ofMutants = tellerOf(document);
  const ofFindings = findingTellerOf(document);
  const tell = ({ mutants, findings = [] }: GateCheck) => [...ofMutants(mutants), ...ofFindings(findings)];
  return {
    name: 'killrate gate',
    durationMs: durationOf(document),
    cases: [
      ...checks.map((check) => ({ className: check.module ?? 'gate', name: check.name, outcome: outcomeOf(check, tell) })),
      ...toVerdictCases(document),
    ],
  };
}

function outcomeOf(check: GateCheck, tell: (check: GateCheck) => string[]): Outcome {
  const { level, kind, message } = check;
  const judged = `${check.actual}, expected ${check.expected}: ${message}`;
  switch (check.outcome) {
    case 'passed':
      return { kind: 'passed', output: null };
    case 'not-judged':
      return { kind: 'skipped', message };
    case 'failed':
      if (level === 'warn') return { kind: 'passed', output: `warning: ${judged}` };
      return { kind: 'failed', type: kind, message: judged, lines: tell(check) };
    default:
      return check.outcome satisfies never;
  }
}

/** What no check says: without it a gate that could judge nothing would look green. */
function toVerdictCases(document: RunDocument): TestCase[] {
  const [message, ...lines] = otherReasons(document);
  if (message === undefined) return [];
  return [{ className: 'gate', name: 'verdict', outcome: { kind: 'failed', type: 'verdict', message, lines } }];
}

function toModuleSuites(document: RunDocument): TestSuite[] {
  const tell = tellerOf(document);
  const moduleOf = moduleOfFile(document);
  const modules = document.modules.map((module): TestSuite => {
    const jobs = document.jobs.filter((job) => job.module === module.name);
    const unmeasured = jobs.filter(({ status }) => status !== 'completed' && status !== 'reused').length;
    const keys = document.mutants.filter(({ file }) => moduleOf(file) === module.name).map(({ key }) => key);
    const outcome = outcomeOfTarget(module, unmeasured, () => tell(keys));
    return {
      name: module.name,
      durationMs: jobs.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
      cases: [{ className: module.name, name: 'kill rate', outcome }],
    };
  });
  const verdict = toVerdictCases(document);
  return verdict.length === 0 ? modules : [...modules, { name: 'killrate', durationMs: 0, cases: verdict }];
}

function outcomeOfTarget({ killRate, target }: ModuleTotals, unmeasured: number, tell: () => string[]): Outcome {
  if (killRate === null) return { kind: 'skipped', message: 'no valid mutant was measured' };
  const rate = formatRate(killRate, '', target);
  if (target === null) return { kind: 'skipped', message: `kill rate ${rate}, no target` };
  if (killRate < target) {
    return {
      kind: 'failed',
      type: 'module',
      message: `kill rate ${rate}, expected at least ${formatTarget(target, '')}`,
      lines: tell(),
    };
  }
  if (unmeasured > 0) return { kind: 'skipped', message: `kill rate ${rate}, but ${plural(unmeasured, 'file')} not measured` };
  return { kind: 'passed', output: null };
}

/** Mutants by key as lines of a failure, the most worth a test first. */
function tellerOf(document: RunDocument): (keys: readonly string[]) => string[] {
  const concerns = concernsOf(document);
  const tests = indexTests(document);
  const tell = (concern: Concern) => `${concern.mutant.file}:${concern.mutant.line} ${describeConcern(concern, tests)}`;
  return (keys) => {
    const named = new Set(keys);
    const own = concerns.filter(({ mutant }) => named.has(mutant.key));
    const rest = own.length - MOST_TOLD;
    return [...own.slice(0, MOST_TOLD).map(tell), ...(rest > 0 ? [`and ${plural(rest, 'more mutant')}`] : [])];
  };
}

/** The same of findings, by place. */
function findingTellerOf({ findings }: RunDocument): (named: NonNullable<GateCheck['findings']>) => string[] {
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  return (named) => {
    const own = named.flatMap(({ key }) => byKey.get(key) ?? []);
    const rest = own.length - MOST_TOLD;
    const lines = own.slice(0, MOST_TOLD).map((finding) => `${finding.file}:${finding.line} ${describeFinding(finding)}`);
    return [...lines, ...(rest > 0 ? [`and ${plural(rest, 'more finding')}`] : [])];
  };
}

function durationOf({ run, jobs }: RunDocument): number {
  if (run === null || run.finishedAt === null) return jobs.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
  return Math.max(0, Date.parse(run.finishedAt) - Date.parse(run.startedAt));
}

function countsOf(cases: readonly TestCase[]): { tests: number; failures: number; errors: number; skipped: number } {
  const count = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
}

function renderSuite({ name, durationMs, cases }: TestSuite, startedAt: string | null): string[] {
  // The format knows no zone; Jenkins reads a time without one as it stands.
  const timestamp = startedAt === null ? {} : { timestamp: startedAt.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length) };
  const set = attributes({ name, ...countsOf(cases), time: seconds(durationMs), ...timestamp });
  return [`  <testsuite${set}>`, ...cases.flatMap(renderCase), '  </testsuite>'];
}

/** Checks are judged after all else, in no time worth a number. */
function renderCase({ className, name, outcome }: TestCase): string[] {
  const start = `    <testcase${attributes({ classname: className, name, time: seconds(0) })}`;
  const content = renderOutcome(outcome);
  return content === null ? [`${start}/>`] : [`${start}>`, `      ${content}`, '    </testcase>'];
}

function renderOutcome(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'passed':
      return outcome.output === null ? null : `<system-out>${toXml(outcome.output)}</system-out>`;
    case 'skipped':
      return `<skipped${attributes({ message: outcome.message })}/>`;
    case 'failed': {
      const text = outcome.lines.map((line) => toXml(line)).join('\n');
      return `<failure${attributes({ message: outcome.message, type: outcome.type })}>${text}</failure>`;
    }
    default:
      return outcome satisfies never;
  }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${toXml(String(value))}"`)
    .join('');
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}

/** What XML 1.0 cannot hold at all: controls are shown as their escapes, half a surrogate pair or a noncharacter as U+FFFD. */
function toXml(text: string): string {
  return printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
