/** A smaller set of tests as text: what it keeps and saves, how that is known, and the tests that could go. */
import { formatCount, listSome, plural } from '@killrate/shared/count';
import type { AssessedTest, SmallestSet } from '@killrate/shared/document';
import { formatDuration } from '@killrate/shared/duration';
import type { Test } from '@killrate/shared/model';
import { wrap } from './fit.ts';
import { nextLine } from './next-step.ts';
import { createPalette } from './paint.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

export interface SetView {
  smallestSet: SmallestSet;
  /** The tests that could go, in order of place. */
  drop: readonly AssessedTest[];
  /** The ids of tests that stay and kill what such a test kills. */
  standIns: ReadonlyMap<AssessedTest, readonly string[]>;
  tests: readonly Test[];
  /** Survivors that no test would run any more. */
  notRun: number;
  /** How long the verification took. */
  tookMs: number;
}

/** A set that was verified, without a line break at its end. */
export function renderSet(view: SetView, terminal: Terminal): string {
  const { smallestSet, tookMs, notRun } = view;
  const { keep, drop, savedMs, totalMs, mutants } = smallestSet;
  const palette = createPalette(terminal);
  const share = totalMs === 0 ? '' : ` (${Math.round((100 * savedMs) / totalMs)} %)`;
  const head = [
    palette.strong(`candidate: ${formatCount(keep.length)} of ${plural(keep.length + drop.length, 'test')} keep every kill`),
    ...told(
      `They take ${timeWord(totalMs - savedMs)} of ${timeWord(totalMs)}: without the others a run of all tests saves ${timeWord(savedMs)}${share}.`,
      terminal,
    ),
    ...told(`Verified: with these tests alone, ${killedWords(mutants)} still killed (${formatDuration(tookMs)}).`, terminal),
    ...told(
      `Only a candidate: a test may tell a reader something, or notice what no mutant does.${
        notRun === 0 ? '' : ` ${plural(notRun, 'survivor')} would be run by no test any more.`
      }`,
      terminal,
    ),
  ];
  return [head, [palette.strong('tests that could go')], ...renderFiles(view, terminal), renderNext(terminal)]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function killedWords(mutants: number): string {
  return mutants === 1
    ? 'the mutant that the suite kills was run, and is'
    : `all ${formatCount(mutants)} mutants that the suite kills were run, and each is`;
}

function renderFiles({ drop, standIns, tests }: SetView, terminal: Terminal): string[][] {
  const palette = createPalette(terminal);
  const byId = new Map(tests.map((test) => [test.id, test]));
  return [...Map.groupBy(drop, ({ file }) => file)].map(([file, own]) => [
    palette.accent(printable(file)),
    ...own.flatMap((test) => [
      ...told(`:${test.line}  ${test.name}  ${timeWord(test.durationMs)}`, terminal),
      ...wrap(printable(reasonFor(test, standIns.get(test) ?? [], byId)), terminal.width - 6).map((line) =>
        palette.dim(`      ${line}`),
      ),
    ]),
  ]);
}

function reasonFor({ kills, file }: AssessedTest, standIns: readonly string[], byId: ReadonlyMap<string, Test>): string {
  if (kills === 0) return 'kills nothing';
  const names = standIns.map((id) => {
    const test = byId.get(id);
    const where = test === undefined || test.file === file ? '' : ` of ${test.file}`;
    return `"${test?.name ?? id}"${where}`;
  });
  const what = kills === 1 ? 'the mutant that it kills is' : `all ${formatCount(kills)} mutants that it kills are`;
  return names.length === 0 ? `${what} killed without it` : `${what} killed by ${listSome(names)} too`;
}

/** Many tests take less than the least that is worth a number. */
function timeWord(durationMs: number): string {
  return durationMs < 1 ? '< 1 ms' : formatDuration(durationMs);
}

function told(text: string, terminal: Terminal): string[] {
  return wrap(printable(text), terminal.width - 2, 2).map((line) => `  ${line}`);
}

function renderNext(terminal: Terminal): string[] {
  return nextLine('killrate run --kill-matrix', 'once some are gone: measures again', terminal, createPalette(terminal));
}

/** Why nothing is proposed, with the keys of the kills that would be lost. */
export function renderNoSet(note: string, lost: readonly string[], terminal: Terminal): string {
  const [first] = lost;
  const next =
    first === undefined
      ? []
      : ['', ...nextLine(`killrate show ${first}`, 'a kill that would be lost', terminal, createPalette(terminal))];
  return [...wrap(printable(note), terminal.width, 2), ...next].join('\n');
}
