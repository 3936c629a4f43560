/** One survivor in full: what it is, its diff, and the tests that run it without noticing. */

import { plural } from '@killrate/shared/count';
import type { Mutant, Test } from '@killrate/shared/model';
import { diffOf } from './diff.ts';
import { renderDiff } from './diff-view.ts';
import { cutMiddle, widthOf } from './fit.ts';
import { glyphsOf } from './glyphs.ts';
import { createPalette, type Paint } from './paint.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { placeOfTest, type TestIndex } from './test-index.ts';

/** Longer removals are folded here; `killrate show` draws all lines. */
const FOLD_ABOVE = 16;
const MOST_TESTS = 3;

/** `src/price.ts:42:7`, as editors and terminals take it. */
export function placeOf(mutant: Pick<Mutant, 'file' | 'line' | 'column'>): string {
  return `${printable(mutant.file)}:${mutant.line}:${mutant.column}`;
}

/** A survivor as the summary shows it. */
export function renderSurvivor(mutant: Mutant, source: string | null, tests: TestIndex, terminal: Terminal): string[] {
  const palette = createPalette(terminal);
  const covering = tests.coveringTests(mutant);
  return [
    ...flow(
      [
        { text: mutant.key, paint: palette.accent },
        { text: placeOf(mutant), paint: palette.strong },
        { text: mutant.mutator, paint: palette.dim },
        ...(mutant.symbol === '' ? [] : [{ text: `in ${printable(mutant.symbol)}`, paint: palette.dim }]),
        ...(mutant.isStatic ? [{ text: 'static', paint: palette.dim }] : []),
      ],
      terminal,
      2,
    ),
    ...renderDiff(diffOf(mutant, source), terminal, { indent: 4, foldAbove: FOLD_ABOVE }),
    ...renderCoveringTests(covering, terminal),
  ];
}

function renderCoveringTests(tests: readonly Test[], terminal: Terminal): string[] {
  if (tests.length === 0) return [];
  const palette = createPalette(terminal);
  const some = tests.slice(0, MOST_TESTS);
  const rest = tests.length - some.length;
  const head = tests.length === 1 ? '1 test runs this and passes' : `${plural(tests.length, 'test')} run this and pass`;
  return [`    ${head}`, ...renderTests(some, terminal, 6), ...(rest > 0 ? [palette.dim(`      and ${rest} more`)] : [])];
}

/** Tests by name with their places, one a line. */
function renderTests(tests: readonly Test[], terminal: Terminal, indent: number): string[] {
  const palette = createPalette(terminal);
  return renderTable(
    [
      { title: '', align: 'left', importance: 1, cut: { where: 'middle', atLeast: 16 } },
      { title: '', align: 'left', importance: 1, cut: { where: 'middle', atLeast: 16 } },
    ],
    tests.map((test) => [{ text: printable(test.name) }, { text: printable(placeOfTest(test)), paint: palette.dim }]),
    terminal,
    { indent },
  );
}

/** Texts two blanks apart; one that does not fit on the line starts the next, indented a little more. */
export function flow(parts: readonly { text: string; paint: Paint }[], terminal: Terminal, indent: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let isEmpty = true;
  for (const { text, paint } of parts) {
    if (!isEmpty && widthOf(line) + 2 + widthOf(text) > terminal.width) {
      lines.push(line);
      line = ' '.repeat(indent + 2);
      isEmpty = true;
    }
    const room = terminal.width - widthOf(line) - (isEmpty ? 0 : 2);
    line += (isEmpty ? '' : '  ') + paint(cutMiddle(text, room, glyphsOf(terminal).ellipsis));
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
