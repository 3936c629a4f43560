/** The gate on one screen: the verdict, each check with what was expected and what is, and the survivors most worth a test. */
import { plural } from '@killrate/shared/count';
import type { Gate, GateCheck, RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { wrap } from './fit.ts';
import { nextLine } from './next-step.ts';
import { createPalette, type Paint, type Palette } from './paint.ts';
import { printable } from './printable.ts';
import { moduleOfFile } from './ranking.ts';
import type { Sources } from './summary.ts';
import { flow, renderSurvivor } from './survivor-view.ts';
import { type Column, renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { indexTests } from './test-index.ts';

/** Of each failing module, so many are drawn. */
const MOST_OF_MODULE = 3;

/** What the gate says, as text without a line break at its end. */
export function renderGate(document: RunDocument, sources: Sources, terminal: Terminal): string {
  const { gate } = document;
  if (gate === null) return '';
  const palette = createPalette(terminal);
  const sections = [
    [...renderVerdict(document, gate, terminal, palette), ...renderChecks(gate, terminal, palette)],
    renderComplaints(gate, terminal, palette),
    renderSurvivors(document, gate, sources, terminal, palette),
    renderNotSurfaced(gate, terminal),
    document.notes.flatMap((note) => wrap(printable(note), terminal.width, 2)),
    renderNext(document, gate, terminal, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function renderVerdict({ exit }: RunDocument, { passed, change, receipt }: Gate, terminal: Terminal, palette: Palette): string[] {
  const [word, paint] = verdictWord(passed, exit.code, palette);
  const about =
    change === null
      ? `the project: ${plural(receipt.files, 'file')}, ${plural(receipt.mutants, 'mutant')}`
      : `the change since ${change.base} (${change.mergeBase}): ${plural(change.files.length, 'file')} touched, ${plural(change.mutants.length, 'mutant')} on changed lines`;
  return flow(
    [
      { text: `gate: ${word}`, paint: (text) => palette.strong(paint(text)) },
      { text: about, paint: palette.plain },
      { text: `plan ${receipt.planHash}`, paint: palette.dim },
    ],
    terminal,
    0,
  );
}

function verdictWord(passed: boolean, code: number, palette: Palette): [word: string, paint: Paint] {
  if (passed) return ['passed', palette.killed];
  if (code === 6) return ['NOTHING TO MEASURE', palette.unsure];
  if (code === 5 || code === 4) return ['INCOMPLETE', palette.unsure];
  return ['FAILED', palette.survived];
}

function renderChecks({ checks }: Gate, terminal: Terminal, palette: Palette): string[] {
  const left = (importance: number, atLeast: number | null): Column => ({
    title: '',
    align: 'left',
    importance,
    cut: atLeast === null ? null : { where: 'end', atLeast },
  });
  return renderTable(
    [left(4, null), left(3, 24), left(2, 24), left(1, 16)],
    checks.map((check) => {
      const [mark, paint] = markOf(check, palette);
      return [
        { text: mark, paint },
        { text: printable(check.name) },
        { text: printable(check.actual), paint: check.outcome === 'failed' ? palette.strong : palette.plain },
        { text: printable(check.expected), paint: palette.dim },
      ];
    }),
    terminal,
    { indent: 2 },
  );
}

function markOf({ outcome, level }: GateCheck, palette: Palette): [mark: string, paint: Paint] {
  if (outcome === 'passed') return ['ok', palette.killed];
  if (outcome === 'not-judged') return ['--', palette.dim];
  return level === 'warn' ? ['warn', palette.noCoverage] : ['FAIL', palette.survived];
}

/** What is wrong, and what could not be judged, in sentences. */
function renderComplaints({ checks }: Gate, terminal: Terminal, palette: Palette): string[] {
  return checks
    .filter(({ outcome }) => outcome !== 'passed')
    .flatMap((check) => {
      const lines = wrap(printable(`${check.name}: ${check.message}`), terminal.width, 2);
      return lines.map(check.outcome === 'not-judged' ? palette.dim : palette.plain);
    });
}

/** The survivors that speak against a failed check, by module; each is drawn once. */
function renderSurvivors(document: RunDocument, gate: Gate, sources: Sources, terminal: Terminal, palette: Palette): string[] {
  const mutants = new Map(document.mutants.map((mutant) => [mutant.key, mutant]));
  const former = new Map((gate.change?.newSurvivors ?? []).map((survivor) => [survivor.key, survivor]));
  const hidden = new Set((gate.change?.notSurfaced ?? []).map(({ file }) => file));
  const moduleOf = moduleOfFile(document);
  const byModule = new Map<string, Mutant[]>();
  const failed = gate.checks.filter(
    ({ outcome, kind }) => outcome === 'failed' && kind !== 'acceptances' && kind !== 'completeness',
  );
  // What the change did comes before what its modules owe anyway.
  const ranked = failed.toSorted((one, other) => rankOf(one) - rankOf(other));
  for (const key of new Set(ranked.flatMap((check) => check.mutants))) {
    const mutant = mutants.get(key);
    if (mutant === undefined || hidden.has(mutant.file)) continue;
    const module = moduleOf(mutant.file) ?? '';
    byModule.set(module, [...(byModule.get(module) ?? []), mutant]);
  }
  const tests = indexTests(document);
  return [...byModule].flatMap(([module, own], index) => {
    const shown = own.slice(0, MOST_OF_MODULE);
    const title =
      shown.length === own.length ? plural(own.length, 'survivor') : `${shown.length} of ${plural(own.length, 'survivor')}`;
    return [
      ...(index === 0 ? [] : ['']),
      palette.strong(`${title}${module === '' ? '' : ` in ${printable(module)}`}, most worth a test first`),
      ...shown.flatMap((mutant, at) => [
        ...(at === 0 ? [] : ['']),
        ...renderSurvivor(mutant, sources.get(mutant.file) ?? null, tests, terminal),
        ...renderFormer(former.get(mutant.key), terminal, palette),
      ]),
    ];
  });
}

function rankOf({ kind }: GateCheck): number {
  return kind === 'new-survivors' ? 0 : kind === 'change' ? 1 : 2;
}

function renderFormer(
  former: { was: string | null; killedBy: readonly string[] } | undefined,
  terminal: Terminal,
  palette: Palette,
): string[] {
  if (former === undefined || former.was === null) return [];
  const by = former.killedBy.length === 0 ? '' : `, by ${printable(former.killedBy.slice(0, 3).join(', '))}`;
  return wrap(`was ${former.was} before${by}`, terminal.width - 4, 2).map((line) => `    ${palette.survived(line)}`);
}

function renderNotSurfaced({ change }: Gate, terminal: Terminal): string[] {
  const hidden = (change?.notSurfaced ?? []).filter(({ mutants }) => mutants > 0);
  if (hidden.length === 0) return [];
  const count = hidden.reduce((sum, { mutants }) => sum + mutants, 0);
  const files = hidden.map(({ file }) => file).join(', ');
  return wrap(
    `not judged with the change: ${plural(count, 'survivor')} that no reviewer can act on (${printable(files)})`,
    terminal.width,
    2,
  );
}

function renderNext({ exit }: RunDocument, gate: Gate, terminal: Terminal, palette: Palette): string[] {
  const [key] = gate.checks
    .filter(({ outcome, kind, level }) => outcome === 'failed' && level === 'error' && kind !== 'acceptances')
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .flatMap(({ mutants }) => mutants);
  const isOwed = gate.checks.some(
    ({ kind, outcome, level }) => kind === 'findings' && outcome === 'not-judged' && level === 'error',
  );
  if (exit.code === 5 && isOwed && gate.receipt.missing.length === 0)
    return nextLine('killrate run --kill-matrix', 'measures what findings about tests need', terminal, palette);
  if (exit.code === 5) {
    const missing = gate.receipt.missing.slice(0, 5).map(({ file }) => file);
    const isFew = gate.receipt.missing.length <= missing.length && missing.length > 0;
    const command = missing.length === 0 ? 'killrate retry' : `killrate run${isFew ? ` ${missing.join(' ')}` : ''}`;
    return nextLine(command, 'measures what is missing', terminal, palette);
  }
  if (key !== undefined) return nextLine(`killrate show ${key}`, 'write its test, then killrate retry', terminal, palette);
  if (gate.checks.some(({ kind, outcome, level }) => kind === 'findings' && outcome === 'failed' && level === 'error'))
    return nextLine('killrate tests', 'shows what these tests do not prove', terminal, palette);
  if (gate.checks.some(({ kind, outcome }) => kind === 'acceptances' && outcome === 'failed'))
    return nextLine('killrate accept --prune', 'takes stale acceptances out', terminal, palette);
  return [];
}
