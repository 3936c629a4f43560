/** The verdict as Markdown, for the summary of a job and for a comment on a pull request. */
import { formatCount, plural } from '@killrate/shared/count';
import type { GateChange, GateCheck, RunDocument } from '@killrate/shared/document';
import { readEvidence } from '@killrate/shared/evidence';
import type { Test } from '@killrate/shared/model';
import { formatRate, formatTarget } from '@killrate/shared/rate';
import { wordOfVerdict } from '@killrate/shared/rules';
import { modulesWorstFirst } from '@killrate/shared/worth';
import { diffOf } from '../console/diff.ts';
import { cutEnd } from '../console/fit.ts';
import { printable, printableCode } from '../console/printable.ts';
import { moduleOfFile } from '../console/ranking.ts';
import type { Sources } from '../console/summary.ts';
import { indexTests, placeOfTest, type TestIndex } from '../console/test-index.ts';
import { type Concern, concernsOf, describeFormer, failedChecks, otherReasons } from './concern.ts';
import { findingConcernsOf } from './finding-concern.ts';
import { codeSpan, fence, prose } from './markdown-text.ts';

/** By this a bot finds its own comment again. */
export const MARKER = '<!-- killrate -->';
/** GitHub takes comments of 65,536 characters; of job summaries it takes 1 MiB. */
const MOST_COMMENT_BYTES = 65_536;

const MOST_PER_MODULE = 3;
const MOST_TESTS = 3;
const MOST_FINDINGS = 10;
const MOST_DIFF_LINES = 24;
const DIFF_COLUMNS = 200;
const CODE_COLUMNS = 60;

/** A heading and what stands under it. It is left out where it has no items; items are left out where there is no room. */
interface Section {
  readonly head: string;
  readonly items: readonly string[];
  readonly glue: '\n' | '\n\n';
}

/**
 * Headline, checks, survivors with their diffs, what was not measured, and totals. `sources` are texts by file; a mutant of a
 * file that is missing is shown by what it knows itself. At most `mostBytes` of UTF-8: what does not fit is counted.
 */
export function toMarkdown(document: RunDocument, sources: Sources, mostBytes: number = MOST_COMMENT_BYTES): string {
  const concerns = concernsOf(document);
  const show = survivorPrinter(document, sources);
  const head = [MARKER, `## ${headlineOf(document)}`, ...reasonsOf(document)].join('\n\n');
  const tail = `\n\n${totalsOf(document)}\n`;
  const sections = [
    toChecks(document.gate?.checks ?? []),
    ...toChangeSections(document.gate?.change ?? null, concerns, show),
    ...toModuleSections(document, concerns, show),
    toFindings(document),
    toUnmeasured(document),
  ];
  const reserve = Buffer.byteLength(head + tail + leftOut(Number.MAX_SAFE_INTEGER));
  const { text, left } = fillUp(sections, mostBytes - reserve);
  return `${head}${text}${left === 0 ? '' : leftOut(left)}${tail}`.toWellFormed();
}

function headlineOf({ gate, totals }: RunDocument): string {
  const rate = formatRate(totals.killRate, 'not known');
  if (gate === null) return `killrate: kill rate ${rate}`;
  if (gate.passed) return `killrate: gate passed, kill rate ${rate}`;
  return `killrate: gate failed, kill rate ${rate}`;
}

function reasonsOf(document: RunDocument): string[] {
  const reasons = otherReasons(document).slice(0, 5);
  return reasons.length === 0 ? [] : [reasons.map((reason) => `- ${prose(reason)}`).join('\n')];
}

function toChecks(checks: readonly GateCheck[]): Section {
  const order = { failed: 0, 'not-judged': 2, passed: 3 } as const;
  const rank = ({ outcome, level }: GateCheck) => order[outcome] + (outcome === 'failed' && level === 'warn' ? 1 : 0);
  const rows = checks
    .toSorted((one, other) => rank(one) - rank(other))
    .map((check) => `| ${prose(check.name)} | ${prose(check.expected)} | ${prose(check.actual)} | ${outcomeOf(check)} |`);
  return { head: '| Check | Expected | Actual | Outcome |\n| --- | --- | --- | --- |', items: rows, glue: '\n' };
}

function outcomeOf({ outcome, level, message }: GateCheck): string {
  switch (outcome) {
    case 'passed':
      return 'passed';
    case 'not-judged':
      return `not judged: ${prose(message)}`;
    case 'failed':
      return `**${level === 'error' ? 'failed' : 'warning'}**: ${prose(message)}`;
    default:
      return outcome satisfies never;
  }
}

function toChangeSections(
  change: GateChange | null,
  concerns: readonly Concern[],
  show: (concern: Concern) => string,
): Section[] {
  if (change === null) return [];
  const surfaced = concerns.filter(({ isSurfaced }) => isSurfaced);
  const fresh = surfaced.filter(({ former }) => former !== null);
  const others = surfaced.filter(({ former }) => former === null);
  const listed = (all: readonly Concern[]) =>
    all.map((concern, index) => (index < MOST_PER_MODULE ? show(concern) : `- ${lineOf(concern)}`));
  const since = `since ${codeSpan(change.base)}`;
  return [
    { head: `### ${plural(fresh.length, 'new survivor')} ${since}`, items: listed(fresh), glue: '\n\n' },
    { head: `### ${plural(others.length, 'survivor')} on lines changed ${since}`, items: listed(others), glue: '\n\n' },
  ];
}

/** The modules that miss something, the worst first, each with the survivors that speak against it. */
function toModuleSections(document: RunDocument, concerns: readonly Concern[], show: (concern: Concern) => string): Section[] {
  const failed = failedChecks(document);
  const moduleOf = moduleOfFile(document);
  // What belongs to the change is shown there.
  const open = document.gate?.change ? concerns.filter(({ isSurfaced }) => !isSurfaced) : concerns;
  return modulesWorstFirst(document.modules).flatMap(({ name, target, killRate }) => {
    const checks = failed.filter((check) => check.module === name);
    const isBelow = document.gate === null && target !== null && killRate !== null && killRate < target;
    if (checks.length === 0 && !isBelow) return [];
    const keys = new Set(checks.flatMap(({ mutants }) => mutants));
    const own = open.filter(({ mutant }) => (isBelow ? moduleOf(mutant.file) === name : keys.has(mutant.key)));
    const aim = target === null ? '' : `, target ${formatTarget(target, '')}`;
    const rest = own.length - MOST_PER_MODULE;
    return [
      {
        head: `### ${prose(name)}: kill rate ${formatRate(killRate, 'not known', target)}${aim}`,
        items: [...own.slice(0, MOST_PER_MODULE).map(show), ...(rest > 0 ? [`and ${plural(rest, 'more survivor')}`] : [])],
        glue: '\n\n',
      },
    ];
  });
}

/** What is found about tests, each with its code; of the change only, where there is one. */
function toFindings(document: RunDocument): Section {
  const surfaced = findingConcernsOf(document).filter(({ isSurfaced }) => isSurfaced);
  const items = surfaced.slice(0, MOST_FINDINGS).map(({ finding }) => {
    const { code } = readEvidence(finding);
    const test = finding.test === null ? '' : `, ${codeSpan(finding.test)}`;
    const head = `**${codeSpan(`${finding.file}:${finding.line}`)}**${test}: ${wordOfVerdict(finding.verdict)}, ${prose(finding.rule)}`;
    const shown = code === undefined || code === '' ? [] : [fence('ts', linesOfCode(code))];
    return [head, ...shown, prose(finding.message)].join('\n\n');
  });
  const rest = surfaced.length - items.length;
  const more = rest > 0 ? [`and ${plural(rest, 'more finding')}: ${codeSpan('killrate tests')}`] : [];
  return { head: `### ${plural(surfaced.length, 'finding')} about tests`, items: [...items, ...more], glue: '\n\n' };
}

function linesOfCode(code: string): string[] {
  const lines = code.split('\n');
  const told = lines.slice(0, MOST_DIFF_LINES).map((line) => cutEnd(printableCode(line), DIFF_COLUMNS, '...'));
  return lines.length > told.length ? [...told, '...'] : told;
}

function survivorPrinter(document: RunDocument, sources: Sources): (concern: Concern) => string {
  const tests = indexTests(document);
  return (concern) => {
    const { mutant, former } = concern;
    const { lines } = diffOf(mutant, sources.get(mutant.file) ?? null, 1);
    const told = lines.slice(0, MOST_DIFF_LINES).map(({ kind, before, changed, after }) => {
      const sign = kind === 'context' ? ' ' : kind === 'removed' ? '-' : '+';
      return sign + cutEnd(printableCode(before + changed + after), DIFF_COLUMNS, '...');
    });
    const rest = lines.length - told.length;
    const symbol = mutant.symbol === '' ? '' : ` in ${codeSpan(mutant.symbol)}`;
    return [
      `**${codeSpan(`${mutant.file}:${mutant.line}`)}**${symbol}, ${prose(mutant.mutator)}, ${codeSpan(mutant.key)}`,
      fence('diff', rest === 0 ? told : [...told, `... ${plural(rest, 'more line')}`]),
      [describeTests(concern, tests), ...(former === null ? [] : [`${describeFormer(former, codeSpan)}.`])].join('\n'),
    ].join('\n\n');
  };
}

function describeTests({ mutant }: Concern, tests: TestIndex): string {
  const covering = tests.coveringTests(mutant);
  if (covering.length === 0) return mutant.status === 'NoCoverage' ? 'No test runs it.' : 'Which tests run it is not known.';
  const nearest = covering.slice(0, MOST_TESTS).map((test: Test) => `${codeSpan(placeOfTest(test))} ${codeSpan(test.name)}`);
  const head =
    covering.length === 1 ? '1 test runs it and passes' : `${plural(covering.length, 'test')} run it and pass, nearest`;
  return `${head}: ${nearest.join(', ')}`;
}

/** A mutant that has no room for its diff. */
function lineOf({ mutant, former }: Concern): string {
  const side = (code: string) => codeSpan(cutEnd(printable(code), CODE_COLUMNS, '...') || '(nothing)');
  const was = former === null ? '' : `; ${describeFormer(former, codeSpan)}`;
  return `${codeSpan(`${mutant.file}:${mutant.line}`)} ${side(mutant.original)} became ${side(mutant.replacement)}${was}`;
}

function toUnmeasured({ gate, totals, notes }: RunDocument): Section {
  const unknown = totals.unresolved + totals.pending;
  const items = [
    ...(gate?.receipt.missing ?? []).map(({ file, reason }) => `- ${codeSpan(file)}: ${prose(reason)}`),
    ...(unknown === 0 ? [] : [`- ${plural(unknown, 'mutant')} without a status that can be trusted`]),
    ...(gate?.change?.notSurfaced ?? []).map(
      ({ file, reason, mutants }) => `- ${codeSpan(file)}: ${plural(mutants, 'survivor')} not shown, ${prose(reason)}`,
    ),
    ...notes.map((note) => `- ${prose(note)}`),
  ];
  return { head: '### Not measured or not shown', items, glue: '\n' };
}

function totalsOf({ totals, gate }: RunDocument): string {
  const counts = [
    [totals.killed, 'killed'],
    [totals.timeout, 'timed out'],
    [totals.survived, 'survived'],
    [totals.noCoverage, 'not covered'],
    [totals.accepted, 'accepted'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  const receipt = gate === null ? '' : `, plan ${codeSpan(gate.receipt.planHash)}`;
  return `${[plural(totals.mutants, 'mutant'), ...told].join(', ')}${receipt}`;
}

function leftOut(count: number): string {
  return `\n\n${plural(count, 'part')} left out: the text would be too long for a comment.`;
}

/** As much of the sections as there is room for, in their order, and how many items had none. */
function fillUp(sections: readonly Section[], mostBytes: number): { text: string; left: number } {
  let room = mostBytes;
  let text = '';
  let left = 0;
  for (const { head, items, glue } of sections) {
    let before = `\n\n${head}${glue}`;
    for (const item of items) {
      const size = Buffer.byteLength(before + item);
      if (size > room) {
        left += 1;
        continue;
      }
      text += before + item;
      room -= size;
      before = glue;
    }
  }
  return { text, left };
}
