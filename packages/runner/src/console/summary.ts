/** What a run prints at its end: modules against targets, the survivors most worth a test, totals, and the next command. */

import { formatCount, plural } from '@killrate/shared/count';
import type { RunDocument } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import type { Mutant } from '@killrate/shared/model';
import { formatRate } from '@killrate/shared/rate';
import { VERDICTS_BY_WEIGHT, wordOfVerdict } from '@killrate/shared/rules';
import { bucketOf } from '@killrate/shared/score';
import { changeCell } from './change.ts';
import { wrap } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { renderModuleTable } from './module-table.ts';
import { nextLine, nextStep } from './next-step.ts';
import { createPalette, type Paint, type Palette } from './paint.ts';
import { printable } from './printable.ts';
import { mostWorthATest, notCoveredOf, survivorsOf, worstFirst } from './ranking.ts';
import { flow, placeOf, renderSurvivor } from './survivor-view.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { indexTests } from './test-index.ts';

/** Without `all`, this many mutants are listed where no test runs them, and of each reason of the unresolved. */
const MOST_LISTED = 5;

/** Source texts by file. A file that is missing is shown by what its mutants themselves know. */
export type Sources = ReadonlyMap<string, string>;

/**
 * The end of a run as text, without a line break at its end. `shown` survivors are drawn with their diffs, those most worth a
 * test first ({@link mostWorthATest}); `all` prints every one and every file, in order of module and place.
 */
export function renderSummary(document: RunDocument, sources: Sources, terminal: Terminal, shown: number | 'all' = 3): string {
  const palette = createPalette(terminal);
  const sections = [
    renderModuleTable(document, terminal, shown === 'all'),
    renderSurvivorSection(document, sources, terminal, shown),
    renderNotCoveredSection(document, terminal, shown === 'all'),
    renderUnresolvedSection(document, terminal, shown === 'all'),
    renderFindingsSection(document, terminal),
    renderNotes(document, terminal),
    [...renderTotals(document, terminal, palette), ...renderNext(document, terminal, palette)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function renderSurvivorSection(document: RunDocument, sources: Sources, terminal: Terminal, shown: number | 'all'): string[] {
  const all = survivorsOf(document);
  const listed = shown === 'all' ? worstFirst(document, all) : mostWorthATest(document).slice(0, shown);
  if (listed.length === 0) return [];
  const tests = indexTests(document);
  const title =
    listed.length === all.length
      ? plural(all.length, 'survivor')
      : `${formatCount(listed.length)} of ${plural(all.length, 'survivor')}, most worth a test first`;
  const views = listed.map((mutant) => renderSurvivor(mutant, sources.get(mutant.file) ?? null, tests, terminal));
  return [
    ...renderTitle(title, terminal, createPalette(terminal).survived),
    ...views.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
  ];
}

function renderNotCoveredSection(document: RunDocument, terminal: Terminal, isWhole: boolean): string[] {
  const all = worstFirst(document, notCoveredOf(document));
  if (all.length === 0) return [];
  const palette = createPalette(terminal);
  const listed = isWhole ? all : all.slice(0, MOST_LISTED);
  return [
    ...renderTitle(`${plural(all.length, 'mutant')} that no test runs`, terminal, palette.noCoverage),
    ...renderMutants(listed, terminal),
    ...renderRest(all.length - listed.length, terminal),
  ];
}

/** Mutants, one a line: place, mutator, replacement. */
export function renderMutants(mutants: readonly Mutant[], terminal: Terminal): string[] {
  const palette = createPalette(terminal);
  return renderTable(
    [
      { title: '', align: 'left', importance: 3, cut: { where: 'middle', atLeast: 24 } },
      { title: '', align: 'left', importance: 1, cut: null },
      { title: '', align: 'left', importance: 2, cut: { where: 'end', atLeast: 24 } },
    ],
    mutants.map((mutant) => [
      { text: `${printable(mutant.file)}:${mutant.line}` },
      { text: mutant.mutator, paint: palette.dim },
      changeCell(mutant, terminal.width, terminal),
    ]),
    terminal,
    { indent: 2 },
  );
}

function renderUnresolvedSection(document: RunDocument, terminal: Terminal, isWhole: boolean): string[] {
  const unresolved = worstFirst(
    document,
    document.mutants.filter((mutant) => bucketOf(mutant) === 'unresolved'),
  );
  if (unresolved.length === 0) return [];
  const palette = createPalette(terminal);
  const lines = renderTitle(`${plural(unresolved.length, 'unresolved mutant')}: no trustworthy status`, terminal, palette.unsure);
  const groups = groupByReason(unresolved);
  for (const [reason, mutants] of groups) {
    const listed = isWhole ? mutants : mutants.slice(0, MOST_LISTED);
    lines.push(
      ...wrap(groups.length > 1 ? `${formatCount(mutants.length)}: ${reason}` : reason, terminal.width - 2, 2).map(
        (line) => `  ${line}`,
      ),
      ...listed.flatMap((mutant) =>
        flow(
          [
            { text: mutant.key, paint: palette.accent },
            { text: placeOf(mutant), paint: palette.plain },
          ],
          terminal,
          4,
        ),
      ),
      ...renderRest(mutants.length - listed.length, terminal, 4),
    );
  }
  return lines;
}

/** How many tests are doubted, by verdict; which they are takes a command of its own. */
function renderFindingsSection({ findings }: RunDocument, terminal: Terminal): string[] {
  const grave = findings.filter(({ level }) => level !== 'information');
  if (grave.length === 0) return [];
  const counts = VERDICTS_BY_WEIGHT.flatMap((verdict) => {
    const own = grave.filter((finding) => finding.verdict === verdict && finding.test !== null);
    const tests = new Set(own.map(({ file, test }) => `${file} ${test}`)).size;
    return tests === 0 ? [] : [`${formatCount(tests)} ${wordOfVerdict(verdict)}`];
  });
  const beside = grave.filter(({ test }) => test === null).length;
  if (beside > 0) counts.push(`${plural(beside, 'finding')} beside them`);
  return wrap(`tests: ${counts.join(', ')}: killrate tests names them`, terminal.width, 2).map(createPalette(terminal).strong);
}

function renderTitle(title: string, terminal: Terminal, paint: Paint): string[] {
  return wrap(title, terminal.width).map(paint);
}

function renderRest(rest: number, terminal: Terminal, indent = 2): string[] {
  return rest > 0 ? [createPalette(terminal).dim(`${' '.repeat(indent)}and ${formatCount(rest)} more`)] : [];
}

/** By reason, the commonest first. */
function groupByReason(mutants: readonly Mutant[]): [reason: string, mutants: Mutant[]][] {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const reason = printable(mutant.reason ?? '') || 'no reason given';
    const group = groups.get(reason);
    if (group) group.push(mutant);
    else groups.set(reason, [mutant]);
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

/** Why the run is not what it should be: its own state, jobs that did not end well, notes, and what the gate says. */
function renderNotes(document: RunDocument, terminal: Terminal): string[] {
  const palette = createPalette(terminal);
  const { run, gate } = document;
  const isWell = run === null || run.status === 'completed' || run.status === 'running';
  const state = isWell ? [] : [`run ${run.status}${run.reason === null ? '' : `: ${run.reason}`}`];
  const jobs = document.jobs
    .filter(({ status }) => status === 'timed-out' || status === 'failed')
    .map(({ file, status, reason }) => `${file} ${status}${reason === null ? '' : `: ${reason}`}`);
  const checks = (gate?.checks ?? []).filter(({ passed }) => !passed).map(({ name, message }) => `${name}: ${message}`);
  const lines = (texts: readonly string[], indent = 0) =>
    texts.flatMap((text) => wrap(printable(text), terminal.width - indent, 2).map((line) => ' '.repeat(indent) + line));
  return [
    ...lines([...state, ...jobs]).map(palette.unsure),
    ...lines(document.notes),
    ...(gate === null ? [] : [gate.passed ? palette.killed('gate: passed') : palette.survived('gate: FAILED')]),
    ...lines(checks, 2),
  ];
}

function renderTotals(document: RunDocument, terminal: Terminal, palette: Palette): string[] {
  const { totals, run } = document;
  const detected = totals.killed + totals.timeout;
  const valid = detected + totals.survived + totals.noCoverage;
  const part = (count: number, word: string) => (count === 0 ? [] : [`${formatCount(count)} ${word}`]);
  const byTimeout = totals.timeout === 0 ? '' : ` (${formatCount(totals.timeout)} by timeout)`;
  const { dash } = glyphsOf(terminal);
  const durationMs = run === null || run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  const counted = [
    totals.killRate === null
      ? `kill rate ${dash}  not measured: no valid mutants`
      : `kill rate ${formatRate(totals.killRate, dash)} %  ${formatCount(detected)} of ${plural(valid, 'mutant')} killed${byTimeout}`,
    ...part(totals.survived, 'survived'),
    ...part(totals.noCoverage, 'no coverage'),
    ...(durationMs === null ? [] : [formatDuration(durationMs)]),
  ];
  const apart = [
    ...part(totals.unresolved, 'unresolved'),
    ...part(totals.accepted, 'accepted'),
    ...part(totals.runtimeError, 'runtime error'),
    ...part(totals.compileError, 'compile error'),
    ...part(totals.pending, 'pending'),
    ...part(totals.ignored, `ignored (${reasonsOfIgnored(document)})`),
  ];
  return [
    ...wrap(counted.join(', '), terminal.width, 2).map(palette.strong),
    ...(apart.length === 0 ? [] : wrap(`not in the rate: ${apart.join(', ')}`, terminal.width, 2)),
  ];
}

function reasonsOfIgnored(document: RunDocument): string {
  const ignored = document.mutants.filter((mutant) => bucketOf(mutant) === 'ignored');
  const groups = groupByReason(ignored);
  const reasons = groups.map(([reason, mutants]) => (groups.length === 1 ? reason : `${formatCount(mutants.length)} ${reason}`));
  const rest = reasons.length - MOST_LISTED;
  return [...reasons.slice(0, MOST_LISTED), ...(rest > 0 ? [plural(rest, 'other reason')] : [])].join('; ');
}

function renderNext(document: RunDocument, terminal: Terminal, palette: Palette): string[] {
  const step = nextStep(document);
  return step === null ? [] : nextLine(step.command, step.why, terminal, palette);
}
