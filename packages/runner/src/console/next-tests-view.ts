/** The tests worth writing next, each with the place, what is missing, and the test that is the nearest to it. */
import { plural } from '@killrate/shared/count';
import type { NextTest, RunDocument } from '@killrate/shared/document';
import type { Test } from '@killrate/shared/model';
import { wrap } from './fit.ts';
import { createPalette } from './paint.ts';
import { printable } from './printable.ts';
import { flow } from './survivor-view.ts';
import type { Terminal } from './terminal.ts';
import { placeOfTest } from './test-index.ts';

/** Those of the document, as many as it has. */
export function renderNextTests({ nextTests = [], tests }: RunDocument, terminal: Terminal): string[] {
  if (nextTests.length === 0) return [];
  const palette = createPalette(terminal);
  const byId = new Map(tests.map((test) => [test.id, test]));
  return [
    palette.strong(nextTests.length === 1 ? 'next test to write' : 'next tests to write'),
    ...nextTests.flatMap((next) => renderNextTest(next, byId.get(next.nearestTest ?? '') ?? null, terminal)),
  ];
}

function renderNextTest(next: NextTest, nearest: Test | null, terminal: Terminal): string[] {
  const palette = createPalette(terminal);
  const [key] = next.mutants;
  return [
    ...flow(
      [
        { text: `${printable(next.file)}:${next.line}`, paint: palette.strong },
        ...(next.symbol === '' ? [] : [{ text: `in ${printable(next.symbol)}`, paint: palette.dim }]),
        { text: next.behaviour, paint: palette.plain },
        { text: plural(next.mutants.length, 'survivor'), paint: palette.survived },
        ...(key === undefined ? [] : [{ text: key, paint: palette.accent }]),
      ],
      terminal,
      2,
    ),
    ...indented(next.sentence, terminal),
    ...(nearest === null ? [] : indented(`nearest: ${placeOfTest(nearest)} ${nearest.name}`, terminal).map(palette.dim)),
  ];
}

function indented(text: string, terminal: Terminal): string[] {
  return wrap(printable(text), terminal.width - 4).map((line) => `    ${line}`);
}
