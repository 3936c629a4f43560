/** Every survivor in short, worst first, and the mutants that no test runs apart from them. */

import { plural } from '@killrate/shared/count';
import type { ModuleTotals, RunDocument } from '@killrate/shared/document';
import type { Mutant } from '@killrate/shared/model';
import { formatRate, formatTarget, formatToGo } from '@killrate/shared/rate';
import { renderChange } from './change.ts';
import { diffOf } from './diff.ts';
import { widthOf, wrap } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { nextLine } from './next-step.ts';
import { createPalette, type Palette } from './paint.ts';
import { printable } from './printable.ts';
import { moduleOfFile, notCoveredOf, survivorsOf, worstFirst } from './ranking.ts';
import type { Sources } from './summary.ts';
import { flow, placeOf } from './survivor-view.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** A change as short as `true -> false` says little alone: it is shown within its line. */
const SHORT_CHANGE_COLUMNS = 8;

/** A change is worth one line with its place only where this much of it can be seen. */
const LEAST_CHANGE_COLUMNS = 28;

/**
 * The survivors of a document by module (the furthest below its target first), file and place, as text without a line break
 * at its end. Each is one line, or two where one would cut its place.
 */
export function renderSurvivors(document: RunDocument, sources: Sources, terminal: Terminal): string {
  const palette = createPalette(terminal);
  const survivors = worstFirst(document, survivorsOf(document));
  const notCovered = worstFirst(document, notCoveredOf(document));
  const [worst] = [...survivors, ...notCovered];
  const sections = [
    survivors.length === 0
      ? [document.notes.length === 0 ? 'no survivors' : 'no survivors in what is up to date']
      : renderByModule(document, survivors, sources, terminal, palette),
    notCovered.length === 0
      ? []
      : [
          palette.noCoverage(`${plural(notCovered.length, 'mutant')} that no test runs`),
          ...renderMutants(notCovered, sources, terminal, palette),
        ],
    document.notes.flatMap((note) => wrap(printable(note), terminal.width, 2)),
    worst === undefined ? [] : nextLine(`killrate show ${worst.key}`, 'its diff and its tests', terminal, palette),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function renderByModule(
  document: RunDocument,
  survivors: readonly Mutant[],
  sources: Sources,
  terminal: Terminal,
  palette: Palette,
): string[] {
  const moduleOf = moduleOfFile(document);
  const names = [...new Set(survivors.map(({ file }) => moduleOf(file)))];
  return names.flatMap((name, index) => {
    const own = survivors.filter(({ file }) => moduleOf(file) === name);
    const module = document.modules.find((each) => each.name === name);
    const head = renderModuleHead(module, own.length, terminal, palette);
    return [...(index === 0 ? [] : ['']), ...head, ...renderMutants(own, sources, terminal, palette)];
  });
}

function renderModuleHead(module: ModuleTotals | undefined, count: number, terminal: Terminal, palette: Palette): string[] {
  const survivors = { text: plural(count, 'survivor'), paint: palette.survived };
  if (module === undefined) return flow([survivors], terminal, 0);
  const { dash } = glyphsOf(terminal);
  const { killRate, target } = module;
  const rate = `kill rate ${formatRate(killRate, dash, target)}`;
  const against = target === null ? '' : ` of ${formatTarget(target, dash)} (${formatToGo(killRate, target, dash)})`;
  return flow(
    [{ text: printable(module.name), paint: palette.strong }, survivors, { text: rate + against, paint: palette.plain }],
    terminal,
    0,
  );
}

function renderMutants(mutants: readonly Mutant[], sources: Sources, terminal: Terminal, palette: Palette): string[] {
  const widest = (text: (mutant: Mutant) => string) => mutants.reduce((most, mutant) => Math.max(most, widthOf(text(mutant))), 0);
  const beside = 2 + widest(({ key }) => key) + 2 + widest(placeOf) + 2 + widest(({ mutator }) => mutator) + 2;
  const changeOf = (mutant: Mutant, width: number) =>
    renderChange(inItsLine(mutant, sources.get(mutant.file) ?? null), width, terminal);
  if (terminal.width - beside >= LEAST_CHANGE_COLUMNS) {
    const left = (importance: number) => ({ title: '', align: 'left', importance, cut: null }) as const;
    return renderTable(
      [left(4), left(3), left(1), left(2)],
      mutants.map((mutant) => [
        { text: mutant.key, paint: palette.accent },
        { text: placeOf(mutant) },
        { text: mutant.mutator, paint: palette.dim },
        { text: changeOf(mutant, terminal.width - beside) },
      ]),
      terminal,
      { indent: 2 },
    );
  }
  return mutants.flatMap((mutant) => {
    const head = [
      { text: mutant.key, paint: palette.accent },
      { text: placeOf(mutant), paint: palette.plain },
    ];
    const whole = flow([...head, { text: mutant.mutator, paint: palette.dim }], terminal, 2);
    return [...(whole.length === 1 ? whole : flow(head, terminal, 2)), `    ${changeOf(mutant, terminal.width - 4)}`];
  });
}

function inItsLine(mutant: Mutant, source: string | null): Pick<Mutant, 'original' | 'replacement'> {
  const isShort = widthOf(mutant.original) <= SHORT_CHANGE_COLUMNS && widthOf(mutant.replacement) <= SHORT_CHANGE_COLUMNS;
  const diff = diffOf(mutant, source, 0);
  const [removed, added, more] = diff.lines.map(({ before, changed, after }) => (before + changed + after).trim());
  if (!isShort || !diff.isPlaced || removed === undefined || added === undefined || more !== undefined) return mutant;
  return { original: removed, replacement: added };
}
