/** The tests that prove too little, as a table with the code and the reason below each, and the tests worth writing next. */

import { formatCount, plural } from '@killrate/shared/count';
import type { AssessedTest, Finding, RunDocument } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import { type FindingEvidence, readEvidence } from '@killrate/shared/evidence';
import { VERDICTS_BY_WEIGHT, wordOfVerdict } from '@killrate/shared/rules';
import { cutEnd, wrap } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { nextLine } from './next-step.ts';
import { renderNextTests } from './next-tests-view.ts';
import { createPalette, type Paint, type Palette } from './paint.ts';
import { printable } from './printable.ts';
import { flow } from './survivor-view.ts';
import { type Cell, type Column, renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { compareText } from './test-index.ts';

/** What of the tests is to be shown. */
export interface TestsView {
  /** Every test that took part, or only those of one file. */
  tests: readonly AssessedTest[];
  /** What is shown of them: narrowed to levels and a rule. */
  findings: readonly Finding[];
  /** How many findings are not shown since they are only information. */
  hidden: number;
  /** Whether every covering test of every mutant ran. */
  hasMatrix: boolean;
}

/** `killrate tests` as text, without a line break at its end. */
export function renderTests(document: RunDocument, view: TestsView, terminal: Terminal): string {
  const palette = createPalette(terminal);
  const sections = [
    renderCounts(view, terminal, palette),
    renderFound(view, terminal, palette),
    renderElsewhere(view, terminal, palette),
    renderNextTests(document, terminal),
    document.notes.flatMap((note) => wrap(printable(note), terminal.width, 2)),
    renderNext(document, view, terminal, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** How many tests there are, and how many of those that are named each verdict has; what redundant ones cost. */
function renderCounts({ tests, findings, hidden, hasMatrix }: TestsView, terminal: Terminal, palette: Palette): string[] {
  const shown = new Set(findings.map(({ key }) => key));
  const isNamed = (test: AssessedTest) => test.findings.some((key) => shown.has(key));
  const count = (verdict: AssessedTest['verdict']) =>
    countTests(tests.filter((test) => test.verdict === verdict && isNamed(test)));
  const redundant = tests.filter(({ isRedundant }) => isRedundant);
  const part = (number: number, words: string) => (number === 0 ? [] : [`${formatCount(number)} ${words}`]);
  const idle = tests.filter(({ covers, kills }) => covers > 0 && kills === 0);
  const parts = [
    plural(countTests(tests), 'test'),
    ...(hasMatrix ? [`${formatCount(countTests(idle))} kill nothing`] : []),
    ...part(count('confirmed-hollow'), 'confirmed hollow'),
    ...part(count('confirmed-tautology'), count('confirmed-tautology') === 1 ? 'tautology' : 'tautologies'),
    ...part(count('hollow-by-evidence'), 'hollow by evidence'),
    ...part(count('suspect'), 'suspect'),
    ...part(countTests(redundant), `redundant (${formatDuration(timeOf(redundant))} of ${formatDuration(timeOf(tests))})`),
  ];
  const rest = hidden === 0 ? [] : [{ text: `--all shows ${plural(hidden, 'remark')} more`, paint: palette.dim }];
  return flow([...parts.map((text) => ({ text, paint: palette.strong })), ...rest], terminal, 0);
}

/** Each case of a test that runs with several values counts, as runs count them. */
function countTests(tests: readonly AssessedTest[]): number {
  return tests.reduce((sum, { cases }) => sum + Math.max(1, cases.length), 0);
}

function timeOf(tests: readonly AssessedTest[]): number {
  return tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

const COLUMNS: readonly Column[] = [
  { title: 'test', align: 'left', importance: 6, cut: { where: 'middle', atLeast: 24 } },
  { title: 'verdict', align: 'left', importance: 5, cut: null },
  { title: 'covers', align: 'right', importance: 3, cut: null },
  { title: 'kills by\nassertion', align: 'right', importance: 4, cut: null },
  { title: 'only it\nkills', align: 'right', importance: 2, cut: null },
  { title: 'time', align: 'right', importance: 1, cut: null },
];
const TITLE_ROWS = 2;
/** Tests of which nothing was measured are counted rather than listed, where there are more of them. */
const MOST_UNMEASURED = 5;

function renderFound(view: TestsView, terminal: Terminal, palette: Palette): string[] {
  const found = testsWorstFirst(view);
  if (found.length === 0) return [view.findings.length === 0 ? 'nothing is held against them' : 'no test is named by these'];
  const unmeasured = found.filter(isUnmeasured).length;
  if (unmeasured <= MOST_UNMEASURED) return renderListed(found, view, terminal, palette);
  const listed = found.filter((each) => !isUnmeasured(each));
  const rest = palette.dim(`${plural(unmeasured, 'test')} more run nothing that was measured`);
  return listed.length === 0 ? [rest] : [...renderListed(listed, view, terminal, palette), '', rest];
}

/** The table, with what is found of each test below its row. */
function renderListed(found: readonly FoundTest[], view: TestsView, terminal: Terminal, palette: Palette): string[] {
  const rows = found.map(({ test }) => rowOf(test, view.hasMatrix, terminal, palette));
  const [titles, lines] = splitAt(renderTable(COLUMNS, rows, terminal, { paintTitle: palette.dim }), TITLE_ROWS);
  return [
    ...titles,
    ...found.flatMap(({ test, findings }, index) => [
      ...(index === 0 ? [] : ['']),
      lines[index] ?? '',
      ...findings.flatMap((finding) => renderFinding(finding, test.file, terminal, palette)),
      ...bitesOf(findings).flatMap((bite) => indented(bite, terminal)),
    ]),
  ];
}

/** Whether nothing is said of a test but that no mutant is known that it runs. */
function isUnmeasured({ test, findings }: FoundTest): boolean {
  return test.covers === 0 && findings.every(({ rule }) => rule === 'not-assessable');
}

function splitAt(lines: readonly string[], at: number): [string[], string[]] {
  return [lines.slice(0, at), lines.slice(at)];
}

interface FoundTest {
  test: AssessedTest;
  findings: readonly Finding[];
}

/** The tests with what is shown of them, the heaviest verdict first, then by place. */
function testsWorstFirst({ tests, findings }: TestsView): FoundTest[] {
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  const weight = ({ verdict }: AssessedTest) =>
    verdict === null ? VERDICTS_BY_WEIGHT.length : VERDICTS_BY_WEIGHT.indexOf(verdict);
  return tests
    .toSorted((one, other) => weight(one) - weight(other) || compareText(one.file, other.file) || one.line - other.line)
    .map((test) => ({ test, findings: test.findings.flatMap((key) => byKey.get(key) ?? []) }))
    .filter((each) => each.findings.length > 0);
}

function rowOf(test: AssessedTest, hasMatrix: boolean, terminal: Terminal, palette: Palette): Cell[] {
  const { dash } = glyphsOf(terminal);
  const isRun = test.cases.length > 0;
  const crashes = test.kills - test.killsByAssertion;
  // Where runs stopped at the first kill, there may be more than is known.
  const kills = hasMatrix
    ? `${formatCount(test.killsByAssertion)}${crashes === 0 ? '' : ` (${crashesOf(crashes)})`}`
    : test.killsByAssertion === 0
      ? dash
      : `${formatCount(test.killsByAssertion)}+`;
  return [
    { text: printable(test.name === '' ? `${test.file}:${test.line}` : test.name), paint: palette.strong },
    { text: test.verdict === null ? '' : wordOfVerdict(test.verdict), paint: paintOf(test.verdict, palette) },
    { text: isRun ? formatCount(test.covers) : dash },
    { text: isRun ? kills : dash },
    { text: isRun && hasMatrix ? formatCount(test.uniqueKills) : dash },
    { text: isRun ? timeWord(test.durationMs) : dash, paint: palette.dim },
  ];
}

/** Many tests take less than the least that is worth a number. */
function timeWord(durationMs: number): string {
  return durationMs < 1 ? '< 1 ms' : formatDuration(durationMs);
}

function crashesOf(count: number): string {
  return plural(count, 'crash', 'crashes');
}

function paintOf(verdict: AssessedTest['verdict'], palette: Palette): Paint {
  switch (verdict) {
    case 'confirmed-hollow':
    case 'confirmed-tautology':
      return palette.survived;
    case 'hollow-by-evidence':
    case 'suspect':
      return palette.noCoverage;
    case 'cleared':
      return palette.killed;
    case 'redundant-candidate':
    case 'not-assessable':
    case null:
      return palette.dim;
    default:
      return verdict satisfies never;
  }
}

const INDENT = 4;

/** The place, the code and the key; below it what is wrong, and what would mend it. */
function renderFinding(finding: Finding, file: string, terminal: Terminal, palette: Palette): string[] {
  const evidence = readEvidence(finding);
  const place = finding.file === file ? `:${finding.line}` : `${printable(finding.file)}:${finding.line}`;
  const room = terminal.width - INDENT;
  const head = `${place}  ${finding.rule}  ${finding.key}`;
  const told = [finding.message, compared(evidence)].filter((text) => text !== null);
  const code = evidence.code === undefined ? '' : printable(evidence.code);
  return [
    `${palette.accent(cutEnd(head, room, glyphsOf(terminal).ellipsis))}`,
    ...(code === '' ? [] : [cutEnd(code, room, glyphsOf(terminal).ellipsis)]),
    ...told.flatMap((text) => wrap(printable(text), room)).map(palette.dim),
  ].map((line) => ' '.repeat(INDENT) + line);
}

/** What would make a test bite, once however many findings say it. */
function bitesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((finding) => readEvidence(finding).bite ?? '').filter((bite) => bite !== ''))];
}

function indented(text: string, terminal: Terminal): string[] {
  return wrap(printable(text), terminal.width - INDENT).map((line) => ' '.repeat(INDENT) + line);
}

function compared({ compared }: FindingEvidence): string | null {
  return compared === undefined ? null : `it compares ${compared[0]} with ${compared[1]}`;
}

/** What belongs to no test: functions that tests run without a check, files as a whole. */
function renderElsewhere({ tests, findings }: TestsView, terminal: Terminal, palette: Palette): string[] {
  const named = new Set(tests.flatMap((test) => test.findings));
  const rest = findings.filter(({ key }) => !named.has(key));
  if (rest.length === 0) return [];
  return [
    palette.strong(`${plural(rest.length, 'finding')} beside the tests`),
    ...rest.flatMap((finding) => [
      ...renderFinding(finding, '', terminal, palette),
      ...bitesOf([finding]).flatMap((bite) => indented(bite, terminal)),
    ]),
  ];
}

/** A command and why. */
function renderNext(document: RunDocument, { hasMatrix, findings }: TestsView, terminal: Terminal, palette: Palette): string[] {
  if (!hasMatrix) return nextLine('killrate run --kill-matrix', 'shows which tests prove nothing', terminal, palette);
  if (findings.some(({ level }) => level !== 'information'))
    return nextLine('killrate run --kill-matrix', 'once they are mended: judges them again', terminal, palette);
  const [key] = document.nextTests?.[0]?.mutants ?? [];
  return key === undefined ? [] : nextLine(`killrate show ${key}`, 'what the next test must notice', terminal, palette);
}
